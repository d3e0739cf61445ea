"""What `hime-train export` wrote into the graphs about them."""

from dataclasses import dataclass

from hime_core.runtime.sessions import InferenceSession


@dataclass(frozen=True)
class Noted:
    """The scale, the channels that are kept of an exemplar, and multiply-adds per LR pixel: of enhancing without
    references, of each reference then, and of encoding one before."""

    scale: int
    channels: int
    alone: int
    per_reference: int
    encoding: int

    def macs(self, side: int, references: int, cached: bool) -> int:
        """Multiply-adds of enhancing one side×side headshot with so many references, encoded before or encoded too."""
        per_reference = self.per_reference + (0 if cached else self.encoding)
        return side**2 * (self.alone + references * per_reference)


def noted(encode: InferenceSession, enhance: InferenceSession) -> Noted:
    """Read it off the sessions of the two graphs."""

    def fact(session: InferenceSession, name: str) -> int:
        return int(session.get_modelmeta().custom_metadata_map[name])

    return Noted(
        scale=fact(enhance, "scale"),
        channels=int(enhance.get_inputs()[1].shape[2]),
        alone=fact(enhance, "macs_per_pixel"),
        per_reference=fact(enhance, "macs_per_pixel_per_reference"),
        encoding=fact(encode, "macs_per_pixel"),
    )
