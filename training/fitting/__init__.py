"""The training loop: batches go in, weights come out."""
