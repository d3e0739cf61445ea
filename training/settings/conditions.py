"""Names the conditions under which a network is scored. training/scoring/evaluate.py scores them."""

from typing import Literal

# Which references a network gets: the person's own, none, a stranger's, or as many black pictures as own ones.
Condition = Literal["own", "no_reference", "stranger", "blank"]
