"""Headshots banked during the call, in memory only, per person; and the choice of those that serve a frame."""

from app.exemplars.bank import Bank, Exemplar
from app.exemplars.select import select

__all__ = ["Bank", "Exemplar", "select"]
