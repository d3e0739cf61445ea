"""The camera model: draws a camera of a random kind, and makes the small picture that it takes of a face.

The steps and their order are those of a real camera. Random cameras teach a network to work with any (Zhang et al.
2021, "Designing a Practical Degradation Model for Deep Blind Image Super-Resolution"). A simplification: lens and
pixels take their means of levels, not of light.

`model.CameraModel` has the settings, `draw.draw` draws a camera (`parameters.Shot`), and `take_picture.see` takes the
picture. Training makes samples with it, and `hime replay` makes far faces.
"""
