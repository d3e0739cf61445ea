"""Far faces made sharp by the network, in the time that there is, and never against what the camera saw."""

from app.enhance.enhancer import Demand, EnhancedFace, Enhancer, Grant, everything, lr_sides

__all__ = ["Demand", "EnhancedFace", "Enhancer", "Grant", "everything", "lr_sides"]
