"""The checks of `hime doctor`, one in each file. A check that fails names the command that fixes it."""

from app.doctor.check import Check
from app.doctor.examine import examine

__all__ = ["Check", "examine"]
