"""The network of the paper's section 3, in torch. This package holds no training code."""

from hime_core.network.hime import Hime, HimeConfig

__all__ = ["Hime", "HimeConfig"]
