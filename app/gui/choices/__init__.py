"""What a person chose, and what of it is remembered for the next start."""
