"""The program that people run. It makes far faces in a call sharp. It imports neither torch nor `training`."""
