"""Pictures and files in the forms that others want: colours for a camera or a recording, files written whole."""
