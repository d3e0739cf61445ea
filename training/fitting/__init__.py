"""The training loop. It takes batches and makes weights."""
