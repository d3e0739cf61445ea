"""Exemplars: sharp headshots of one person, banked during the call, in memory only; and which of them serve a frame."""

from app.exemplars.bank import Bank, Exemplar
from app.exemplars.references import select

__all__ = ["Bank", "Exemplar", "select"]
