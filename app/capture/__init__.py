"""Gets frames from a camera or a recording and hands them to the first stage."""
