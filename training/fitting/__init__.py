"""Batches in, weights out: the training loop and what it stands on."""
