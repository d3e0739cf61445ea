"""`hime doctor`: what HIME needs of this machine, one small check per file, each with the command that mends it."""

from app.doctor.check import Check
from app.doctor.examine import examine

__all__ = ["Check", "examine"]
