"""Finds paths of people's files in a text, because the name of a file may be private."""

import re

# A relative path counts as a path if it ends in one of these endings of pictures, sound and videos.
ENDINGS = (
    "3gp|aac|avi|avif|bmp|flac|flv|gif|heic|heif|jpe?g|m4a|m4v|mkv|mov|mp3|mp4|mpe?g|ogg|opus|png|tiff?|ts|wav|webm"
    "|webp|wmv|y4m"
)
# This pattern matches an absolute path and the rest of its line, because names may hold spaces. It matches neither
# "and/or" nor a camera such as "/dev/video0", which is not private.
ABSOLUTE = re.compile(r"(?<![\w.~:/\\])(?:~?/(?!dev/video\d)|[A-Za-z]:[/\\]|\\\\)[^\s/\\].*")
# This pattern matches one character of a relative path. Quotes and colons may end a path, but not those inside a word.
INSIDE = r"""(?:[^'":\n]|(?<=\w)['"]|:(?=\S))"""
# This pattern matches one character of the last part of a relative path.
INSIDE_LAST = rf"(?![/\\]){INSIDE}"
# This pattern matches a relative path that ends in one of ENDINGS, and the rest of its line. A name may hold spaces, so
# the path begins where the line, a quotation, or the text after a colon begins. The first group is what precedes it.
RELATIVE = re.compile(
    rf"""(^|(?<!\w)['"]|:\s+)((?!\s){INSIDE}*[/\\](?:{INSIDE_LAST})*\.(?:{ENDINGS})(?!\w|\.\w).*)""",
    re.IGNORECASE | re.MULTILINE,
)


def paths_in(text: str) -> list[str]:
    """Return the paths in a text, each with the rest of its line."""
    return ABSOLUTE.findall(text) + [path for _, path in RELATIVE.findall(ABSOLUTE.sub("", text))]


def without_paths(text: str) -> str:
    """Return the text with <left out> in place of each path and the rest of its line."""
    return RELATIVE.sub(r"\1<left out>", ABSOLUTE.sub("<left out>", text))
