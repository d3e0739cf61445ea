"""Frames, from the camera or a recording to the first stage: which cameras there are, their pictures, what waits."""
