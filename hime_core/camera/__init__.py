"""The camera model: draws a camera of a random kind, and makes the small picture that it takes of a face.

`model.CameraModel` has the settings, `draw.draw` draws a camera (`parameters.Shot`), and `take_picture.see` takes the
picture. Training makes samples with it, and `hime replay` makes far faces.
"""
