"""Makes far faces sharp with the network, within the time that there is, and never contradicts the camera."""

from app.enhance.enhancer import Demand, EnhancedFace, Enhancer, Grant, everything, lr_sides

__all__ = ["Demand", "EnhancedFace", "Enhancer", "Grant", "everything", "lr_sides"]
