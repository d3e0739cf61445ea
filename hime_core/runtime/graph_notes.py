"""Reads the notes about a network. `hime-train export` writes them into the network's graphs."""

from dataclasses import dataclass

from hime_core.runtime.sessions import InferenceSession


@dataclass(frozen=True)
class GraphNotes:
    """Notes about a network. The last four are numbers of multiply-adds for each LR pixel."""

    scale: int
    channels: int  # the channels of an encoded exemplar
    alone: int  # multiply-adds for enhancing without references
    per_reference: int  # additional multiply-adds for enhancing with one more encoded reference
    encoding: int  # multiply-adds for encoding one reference
    per_frame: int = 0  # additional multiply-adds for each earlier frame, of a network that takes earlier frames

    def macs(self, side: int, references: int, cached: bool, frames: int = 1) -> int:
        """Multiply-adds of enhancing one side×side headshot. cached: whether the references are encoded already.

        frames: how many frames the network sees, the headshot's own among them.
        """
        per_reference = self.per_reference + (0 if cached else self.encoding)
        return side**2 * (self.alone + references * per_reference + (frames - 1) * self.per_frame)


def read_notes(encode: InferenceSession, enhance: InferenceSession) -> GraphNotes:
    """Read the notes from the sessions of the two graphs. enhance: may also be a graph that takes earlier frames."""

    def fact(session: InferenceSession, name: str) -> int:
        return int(session.get_modelmeta().custom_metadata_map[name])

    return GraphNotes(
        scale=fact(enhance, "scale"),
        channels=int(enhance.get_inputs()[1].shape[2]),
        alone=fact(enhance, "macs_per_pixel"),
        per_reference=fact(enhance, "macs_per_pixel_per_reference"),
        encoding=fact(encode, "macs_per_pixel"),
        per_frame=int(enhance.get_modelmeta().custom_metadata_map.get("macs_per_pixel_per_frame", 0)),
    )
