"""What the published programs of other methods read and write, so that lists can be handed to them as they want them.

training/baselines/README.md tells where these programs are, and what was read in their code.
"""

from dataclasses import dataclass, field
from typing import Literal

# A picture of a target: its LR, its HR, its LR enlarged to the HR size or to 512 pixels, or one of its references. They
# begin again if the target has fewer than five.
Kind = Literal[
    "lr", "hr", "bicubic", "bicubic 512", "reference 1", "reference 2", "reference 3", "reference 4", "reference 5"
]
# The program of DFDNet looks for a face, and is given pictures of this side, since it finds none in a small picture.
LARGE = 512


@dataclass(frozen=True)
class Method:
    """The files that a method's program reads and writes. `{n}` stands for the target's number in the list, from 0.

    result: the name of the target's picture in the folder that the program writes. It is square, and may be larger
    than HR. pictures: the names of the pictures to read, each with what it shows. arrays: files of NumPy with all
    pictures of a kind, uint8 N×H×W×3 RGB. name_lists: text files with a line for each target, a name. scales: the
    enlargements that the program makes. hr: the only HR side that it takes, pixels; None: any.
    """

    result: str
    pictures: dict[str, Kind] = field(default_factory=dict)
    arrays: dict[str, Kind] = field(default_factory=dict)
    name_lists: dict[str, str] = field(default_factory=dict)
    scales: tuple[int, ...] = (4, 8)
    hr: int | None = None

    @property
    def wants_references(self) -> bool:
        """Whether the program needs a reference of each target."""
        return any(kind.startswith("reference") for kind in (*self.pictures.values(), *self.arrays.values()))


# The layout of CUFED5, the set on which programs that take references are usually tested.
CUFED5: dict[str, Kind] = {
    "{n:05d}_0.png": "hr",
    "{n:05d}_1.png": "reference 1",
    "{n:05d}_2.png": "reference 2",
    "{n:05d}_3.png": "reference 3",
    "{n:05d}_4.png": "reference 4",
    "{n:05d}_5.png": "reference 5",
}
# These are the methods of the paper's Table 1, by the names that it has there.
METHODS = {
    "SRNTT": Method(
        result="{n:05d}_1.png", pictures={f"CUFED5/{name}": kind for name, kind in CUFED5.items()}, scales=(4,)
    ),
    "TTSR": Method(
        result="{n:05d}.png", pictures={f"test/CUFED5/{name}": kind for name, kind in CUFED5.items()}, scales=(4,)
    ),
    "SPARNet": Method(result="{n:05d}.png", pictures={"lr/{n:05d}.png": "lr"}),
    "PSFR-GAN": Method(result="hq/{n:05d}.png", pictures={"lr/{n:05d}.png": "lr"}),
    "DFDNet": Method(result="Step4_FinalResults/{n:05d}.png", pictures={"lr/{n:05d}.png": "bicubic 512"}),
    "PFSR": Method(result="{n:05d}.png", pictures={"lr/{n:05d}.png": "lr"}, scales=(8,), hr=128),
    "FSRNet": Method(
        result="output_2_{n:05d}.png",
        pictures={"data/hime_lr/{n:05d}.png": "bicubic", "data/hime_hr/{n:05d}.png": "hr"},
        name_lists={
            "data/fileList_celeba_lr.txt": "data/hime_lr/{n:05d}.png",
            "data/fileList_celeba_hr.txt": "data/hime_hr/{n:05d}.png",
        },
        scales=(8,),
        hr=128,
    ),
    "GWAInet": Method(
        result="sr/{n}.png",
        arrays={"x_sample.npy": "lr", "xg_sample.npy": "reference 1", "y_sample.npy": "hr"},
        scales=(8,),
    ),
}
