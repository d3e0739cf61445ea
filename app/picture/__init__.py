"""The picture that is sent: a part of the frame, enlarged, with the enhanced faces in it."""
