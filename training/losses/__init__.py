"""The losses of the paper, and the loss by which a network learns to ignore wrong references."""
