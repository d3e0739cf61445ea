"""Opens, runs and closes one call or one recording, from source to sink."""
