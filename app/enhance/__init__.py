"""Faces made sharp: by the network, within a budget, no further than the camera's picture allows."""

from app.enhance.enhancer import Demand, EnhancedFace, Enhancer, Grant, everything, lr_sides

__all__ = ["Demand", "EnhancedFace", "Enhancer", "Grant", "everything", "lr_sides"]
