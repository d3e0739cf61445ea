"""The settings of the camera model: how often a camera does what, and how strongly."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

# With this, pydantic treats an unknown key as an error, and a number that is not finite.
STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)
# A share is a probability, 0 to 1.
Share = Annotated[float, Field(ge=0, le=1)]
# A range is the smallest and the largest value.
Range = tuple[float, float]


@dataclass(frozen=True, config=STRICT)
class CameraModel:
    """The LR picture is what a camera makes of the HR picture. Each sample has a camera of another kind.

    Shares are probabilities. Lengths are LR pixels, noise is 8-bit levels.
    """

    kind: Literal["camera"] = "camera"
    share: Share = 0.85  # this share of the samples has a camera; the others are clean bicubic
    # This share of the cameras sees a still face in good light, and its picture is not coded. Only lens, sampling,
    # sharpening and coarse colour show. Else the network would take every clean picture for one made by bicubic.
    clean: Share = 0.4
    moving: Share = 0.12  # the face moves while the shutter is open
    blurred: Share = 0.5  # the lens blurs
    blur: Range = (0.1, 0.6)  # a lens that blurs has a Gaussian of this deviation along one direction
    defocused: Share = 0.12  # the lens does not blur by a Gaussian but by a disc
    parted: Share = 0.12  # red and blue are a little apart
    finer: Share = 0.4  # the sensor has more pixels than the picture
    mosaic: Share = 0.3  # each pixel of the sensor sees one colour
    quiet: Share = 0.35  # there is little noise, at most 1.2 levels
    # Noise that is neither quiet nor amplified has a deviation in this range on a pixel of half the level of white.
    noise: Range = (0.3, 8.0)
    amplified: Share = 0.15  # the sensor's gain is high, and its noise is 4 to 16 levels
    developed: Share = 0.5  # the noise goes through white balance and a tone curve
    exposure: Range = (0.97, 1.03)  # the levels are multiplied by this
    temporal: Share = 0.1  # the camera reduces noise by mixing a frame with the frame before
    smoothed: Share = 0.12  # the camera reduces noise within a frame
    sharpened: Share = 0.35  # the camera sharpens
    sharpening: Range = (0.2, 1.0)  # a camera that sharpens adds this share of the detail once more
    jpeg: Share = 0.25  # the picture goes through JPEG
    jpeg_quality: tuple[int, int] = (20, 96)  # JPEG's quality
    h264: Share = 0.25  # the picture goes through H.264
    h264_crf: tuple[int, int] = (16, 34)  # H.264's constant rate factor; larger is worse
    half_colour: Share = 0.8  # if there is no codec, colour is coarser than brightness

    def __post_init__(self) -> None:
        for first, second in (("blurred", "defocused"), ("quiet", "amplified"), ("jpeg", "h264")):
            if getattr(self, first) + getattr(self, second) > 1:
                raise ValueError(f"{first} and {second} are shares of the same samples: together they are at most 1")
