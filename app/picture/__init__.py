"""The picture that is sent: which part of the frame, enlarged, with the enhanced faces in it."""
