from hime_core.shown_text import harmless


def test_what_a_terminal_would_obey_becomes_codes() -> None:
    assert harmless("\x1b[31mred\n\u202egnp.exe \ud800") == r"\x1b[31mred\n\u202egnp.exe \ud800"


def test_names_in_every_language_stay() -> None:
    for name in ("Jürgen 写真 📷.png", "می\u200cخواهم.jpg", "全角\u3000空白.mp4", "a\\b.jpg"):
        assert harmless(name) == name
