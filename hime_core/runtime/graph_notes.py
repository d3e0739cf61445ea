"""Reads the notes about a network. `hime-train export` writes them into the network's graphs."""

from dataclasses import dataclass

from hime_core.runtime.sessions import InferenceSession


@dataclass(frozen=True)
class GraphNotes:
    """Notes about a network. The last three are numbers of multiply-adds for each LR pixel."""

    scale: int
    channels: int  # the channels of an encoded exemplar
    alone: int  # multiply-adds for enhancing without references
    per_reference: int  # additional multiply-adds for enhancing with one more encoded reference
    encoding: int  # multiply-adds for encoding one reference

    def macs(self, side: int, references: int, cached: bool) -> int:
        """Multiply-adds of enhancing one side×side headshot. cached: whether the references are encoded already."""
        per_reference = self.per_reference + (0 if cached else self.encoding)
        return side**2 * (self.alone + references * per_reference)


def read_notes(encode: InferenceSession, enhance: InferenceSession) -> GraphNotes:
    """Read the notes from the sessions of the two graphs."""

    def fact(session: InferenceSession, name: str) -> int:
        return int(session.get_modelmeta().custom_metadata_map[name])

    return GraphNotes(
        scale=fact(enhance, "scale"),
        channels=int(enhance.get_inputs()[1].shape[2]),
        alone=fact(enhance, "macs_per_pixel"),
        per_reference=fact(enhance, "macs_per_pixel_per_reference"),
        encoding=fact(encode, "macs_per_pixel"),
    )
