"""Exports weights as the app runs them, and measures what they cost."""
