"""The small parts that the window and its dialogs are made of."""
