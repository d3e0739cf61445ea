"""The camera model: draws a camera of a random kind, and makes the small picture that it takes of a face."""
