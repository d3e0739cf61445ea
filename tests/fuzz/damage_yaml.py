"""Damages a YAML file as people, editors and mean people do. Each function takes the text and returns bytes."""

from collections.abc import Callable, Mapping

from tests.fuzz.damage_bytes import BYTE_DAMAGES, Rng

YamlDamage = Callable[[str, Rng], bytes]

# Values that readers of YAML take for something else than a person expects, or that are no values at all.
VALUES = (
    *(
        "",
        "null",
        "~",
        "true",
        "no",
        "[]",
        "{}",
        "[1, 2]",
        "{a: 1}",
        "-",
        "?",
        ":",
        "=",
        "<<",
        "'open",
        '"open',
        "|",
        ">",
    ),
    *(".nan", ".inf", "-.inf", "1e400", "-1", "0", "-0.0", "1e-320", "0x7fffffff", "0b2", "0o9", "08", "1_0", "1.5e3"),
    *("9" * 5_000, "-" + "9" * 400, "0x" + "f" * 5_000, "1:" * 2_000 + "1", "0." + "1" * 5_000, "1e" + "9" * 50),
    *("2026-11-28", "2026-99-99", "2026-11-28T10:00:00Z", "0000-00-00 00:00:00", "12:30:45", "190:20:30.15"),
    *(
        "!!int x",
        "!!float x",
        "!!int ''",
        "!!bool maybe",
        "!!null x",
        "!!timestamp x",
        "!!binary ====",
        "!!binary aGk=",
    ),
    *("!!set {a}", "!!omap [a: 1]", "!!pairs [a]", "!!seq {}", "!!map []", "!!str", "!unknown x", "!<tag:x> y", "! z"),
    *("!!python/object/apply:os.getcwd []", "!!python/name:os.system", "!!merge x"),
    *("&a [*a]", "*unknown", "&a", "*a", "&a &b c", "{<<: 1}", "{<<: [1]}", "{<<: [{a: 1}]}", "{[1]: 2}", "{{}: 1}"),
    *('"\\ud800"', '"\\x00"', '"\\e[2J"', '"\\n\\n"', '"\\q"', '"\\xe9\\u2028"', "\u200b", "\u202e", "é", "😀" * 300),
    *("a" * 100_000, "a " * 10_000, "[" * 50, "]" * 50, "%TAG", "@x", "`x", "{a: b, a: b}", "# no value", "---", "..."),
)
# Values that some keys take, and others do not.
GOOD_VALUES = (
    *("zoom", "full", "call", "auto", "cpu", "mediapipe", "tensorrt", "null", "true", "hime_large_x4", "recogniser"),
    *(
        "0",
        "1",
        "1.0",
        "2",
        "3.3",
        "0.01",
        "1e-9",
        "16",
        "30",
        "63",
        "64",
        "128",
        "720",
        "2160",
        "3840",
        "1e9",
        "1e308",
    ),
)
# Keys that are no text, or no plain text.
KEYS = (
    *(
        "1",
        "1.5",
        "null",
        "true",
        ".nan",
        "''",
        "' '",
        "[1, 2]",
        "{a: b}",
        "2026-11-28",
        "!!binary aGk=",
        "? [a]",
        "<<",
    ),
    *(
        '"\\n"',
        '"\\e[31m"',
        '"\\ud800"',
        "k" * 10_000,
        "😀",
        "é",
        "Camera",
        "camera ",
        "outputs",
        "*a",
        "&a",
        "!!set {a}",
    ),
    *("9" * 5_000, "0x" + "f" * 5_000, "=", "-", "...", "class", "__class__", "device", "%s", "{0}", "\\", "/", "."),
)
# How deep a structure is nested, and how many bytes a flood has.
DEPTHS = (40, 400, 4_000, 40_000)
FLOODS = (100_000, 3_000_000)


def lines(text: str, rng: Rng) -> bytes:
    """Lose, repeat or exchange lines."""
    rows = text.split("\n")
    for _ in range(rng.integers(1, 6)):
        a, b, what = rng.integers(len(rows)), rng.integers(len(rows)), rng.integers(3)
        if what == 0 and len(rows) > 1:
            del rows[a]
        elif what == 1:
            rows.insert(int(a), rows[b])
        else:
            rows[a], rows[b] = rows[b], rows[a]
    return "\n".join(rows).encode()


def indents(text: str, rng: Rng) -> bytes:
    """Indent lines more or less, with spaces, tabs or what only looks like a space."""
    rows = text.split("\n")
    for at in rng.integers(0, len(rows), rng.integers(1, 4)):
        blank = rng.choice(["", " ", "  ", "   ", "\t", "\xa0", "    - ", "- ", "\v"])
        rows[at] = blank + rows[at].lstrip()
    return "\n".join(rows).encode()


def letters(text: str, rng: Rng) -> bytes:
    """Mistype one to three characters."""
    changed = list(text)
    for at in rng.integers(0, len(text), rng.integers(1, 4)):
        changed[at] = chr(rng.integers(32, 127))
    return "".join(changed).encode()


def good_values(text: str, rng: Rng) -> bytes:
    """Put values after one to three keys that some keys take."""
    return "\n".join(replaced(text, rng, lambda key: f"{key}: {rng.choice(GOOD_VALUES)}")).encode()


def values(text: str, rng: Rng) -> bytes:
    """Put other values after one to three keys."""
    return "\n".join(replaced(text, rng, lambda key: f"{key}: {rng.choice(VALUES)}")).encode(errors="surrogatepass")


def keys(text: str, rng: Rng) -> bytes:
    """Put other keys before one to three values."""
    return "\n".join(replaced(text, rng, lambda _: f"{rng.choice(KEYS)}: 1")).encode(errors="surrogatepass")


def sections(text: str, rng: Rng) -> bytes:
    """Replace a section, or the whole file, by a value."""
    value = str(rng.choice(VALUES))
    if rng.random() < 0.5:
        return value.encode()
    name = rng.choice([row[:-1] for row in text.split("\n") if row.endswith(":")])
    return f"{name}: {value}\n".encode()


def encodings(text: str, rng: Rng) -> bytes:
    """Save the file in another encoding, or with other ends of lines, as editors do."""
    name = rng.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp037", "utf-7"])
    end = rng.choice(["\n", "\r\n", "\r", "\x85", "\u2028", "\n\r", "\f\n", "\0\n"])
    accent = rng.choice(["", "# é\n", "# ü ß\n"])
    return (accent + text).replace("\n", end).encode(name, errors="replace")


def nested(text: str, rng: Rng) -> bytes:
    """Nest lists or sections as deep as no person does, alone or below a key."""
    depth = int(rng.choice(DEPTHS))
    deep = {
        "lists": "[" * depth + "]" * depth,
        "sections": "{a: " * depth + "1" + "}" * depth,
        "open": "[" * depth,
        "lines": "- " * depth + "x",
        "keys": "? " * depth + "x",
        "indents": "\n".join(" " * i + "a:" for i in range(min(depth, 1_500))),
    }
    made = deep[str(rng.choice([*deep]))]
    return (made if rng.random() < 0.5 else f"camera: {made}\n{text}").encode()


def bombs(text: str, rng: Rng) -> bytes:
    """Few lines that stand for billions of values, by aliases or by merged keys."""
    levels, width = int(rng.integers(4, 30)), int(rng.integers(2, 12))
    of = {
        "lists": lambda i: f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * width) + "]",
        "sections": lambda i: f"a{i}: &a{i} {{" + ", ".join(f"k{j}: *a{i - 1}" for j in range(width)) + "}",
        "merges": lambda i: f"a{i}: &a{i} {{<<: [" + ", ".join([f"*a{i - 1}"] * width) + "]}",
        "keys": lambda i: f"? [*a{i - 1}, *a{i - 1}]\n: &a{i} [*a{i - 1}]",
    }
    kind = str(rng.choice([*of]))
    rows = ["a0: &a0 {x: 1}", *(of[kind](i) for i in range(1, levels))]
    where = rng.choice(["before", "alone", "inside"])
    if where == "inside":
        rows = ["camera:", *(f"  {row}".replace("\n", "\n  ") for row in rows), f"  device: *a{levels - 1}"]
    return ("\n".join(rows) + "\n" + (text if where == "before" else "")).encode()


def floods(text: str, rng: Rng) -> bytes:
    """A file far larger than settings are."""
    size = int(rng.choice(FLOODS))
    row = str(
        rng.choice(["a", "# comment\n", "k{}: 1\n", "- x\n", "\n", " ", "'", "a: b: c: ", "---\n", "é", "\\", "%A\n"])
    )
    flood = "".join(row.format(i) for i in range(1 + size // len(row)))
    return (flood if rng.random() < 0.5 else f"{text}\n{flood}").encode()


def replaced(text: str, rng: Rng, by: Callable[[str], str]) -> list[str]:
    """The lines of the text, one to three of which are made anew from their keys. They stay indented as they were."""
    rows = text.split("\n")
    with_key = [at for at, row in enumerate(rows) if ":" in row]
    for at in rng.choice(with_key, int(rng.integers(1, 4))):
        key = rows[at].split(":")[0]
        blank = key[: len(key) - len(key.lstrip())]
        rows[at] = blank + by(key.strip())
    return rows


def of_bytes(name: str) -> YamlDamage:
    """The damage of the bytes in the file, by its name."""
    return lambda text, rng: BYTE_DAMAGES[name](text.encode(), rng)


YAML_DAMAGES: Mapping[str, YamlDamage] = {
    "letters": letters,
    "lines": lines,
    "indents": indents,
    "values": values,
    "good values": good_values,
    "keys": keys,
    "sections": sections,
    "encodings": encodings,
    "nested": nested,
    "bombs": bombs,
    "floods": floods,
    **{name: of_bytes(name) for name in BYTE_DAMAGES},
}
