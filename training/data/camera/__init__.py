"""The camera model: draws a camera of a random kind, and makes the small picture that it takes of a face.

Most recipes use the simpler webcam of training/data/degradations.py. training/data/lr_picture.py chooses.
"""
