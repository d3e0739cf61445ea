"""Keeps exemplars, which are sharp headshots of one person from the call, and selects some of them for each frame.

Exemplars are kept in memory only.
"""

from app.exemplars.bank import Bank, Exemplar
from app.exemplars.references import select

__all__ = ["Bank", "Exemplar", "select"]
