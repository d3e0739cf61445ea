"""Makes the network and the losses of the method that a run names."""

from collections.abc import Callable
from pathlib import Path

from training.baselines.baseline import BaselineNetwork, BaselineObjective, Shape
from training.baselines.fsrnet.losses import FsrnetObjective
from training.baselines.fsrnet.network import FsrnetNetwork
from training.baselines.srntt.losses import SrnttObjective
from training.baselines.srntt.network import SrnttNetwork
from training.baselines.ttsr.losses import TtsrObjective
from training.baselines.ttsr.network import TtsrNetwork
from training.settings.baselines import Fsrnet, Srntt, Ttsr


def make_network(shape: Shape) -> BaselineNetwork:
    """The method's network, with random weights."""
    networks: dict[type, Callable[[Shape], BaselineNetwork]] = {
        Ttsr: TtsrNetwork,
        Srntt: SrnttNetwork,
        Fsrnet: FsrnetNetwork,
    }
    return networks[type(shape.baseline)](shape)


def make_objective(shape: Shape, vgg_weights: Path | None) -> BaselineObjective:
    """The method's losses. Raises UsageError if they need weights that are not at hand."""
    objectives: dict[type, Callable[[Shape, Path | None], BaselineObjective]] = {
        Ttsr: TtsrObjective,
        Srntt: SrnttObjective,
        Fsrnet: FsrnetObjective,
    }
    return objectives[type(shape.baseline)](shape, vgg_weights)
