"""Weights as the app runs them, and what they cost."""
