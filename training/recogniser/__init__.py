"""The recogniser of a call's people: glances made of photographs, objective, loop, evaluation, export."""
