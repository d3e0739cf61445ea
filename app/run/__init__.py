"""One call or one recording, from source to sink: opened, run, closed."""
