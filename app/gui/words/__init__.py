"""What the window says, in which language, and of which situation."""
