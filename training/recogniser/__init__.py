"""The recogniser, which tells a call's people apart: its samples, its training, its evaluation and its export."""
