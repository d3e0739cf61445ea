"""The dialogs and the questions over the window, and the work that they start."""
