"""The parts of a picture that parsing maps tell apart."""

# Each part is made of these classes of CelebAMask-HQ. Where two classes overlap, the later one counts. A part's number
# is its place here. The rest has no class of its own, and is what no other part covers.
#
# The paper's 11 maps tell left from right. Here left and right are one part, so that a mirrored picture has the same
# parts.
PARTS = {
    "rest": (),
    "skin": ("skin",),
    "nose": ("nose",),
    "eye": ("l_eye", "r_eye"),
    "brow": ("l_brow", "r_brow"),
    "mouth": ("mouth",),
    "upper lip": ("u_lip",),
    "lower lip": ("l_lip",),
    "hair": ("hair",),
}
