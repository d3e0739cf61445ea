"""Makes a text from a file, or the name of a file, safe to show."""

import unicodedata

# Characters that make a terminal show what follows from right to left, so that a text looks like another one.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmless(text: str) -> str:
    r"""The text with codes such as \x1b for what a terminal would obey. Ends of lines are codes, too."""
    return "".join(_code(c) if c in TURNING or unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)


def _code(character: str) -> str:
    return character.encode("unicode_escape").decode()
