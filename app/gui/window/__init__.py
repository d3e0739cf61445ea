"""The main window: the controls, the preview, the strip of people, the line below, the menu and the tray."""
