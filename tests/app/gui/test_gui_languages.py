"""Every text of the window has a translation that fits it, in every language."""

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QTranslator

from app.gui.words.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "app/gui/words/languages"
TRANSLATED = [language for language in LANGUAGES if language not in ("auto", "en")]
MNEMONIC = re.compile(r"&\w")
# A translation without Latin letters has its mnemonic in brackets.
WITHOUT_LATIN, BRACKETED = ("ja", "zh_CN"), re.compile(r"\(&[A-Z]\)")
# A program for a child process: it prints a text in the language that is its argument.
SAYS = """
import sys
from PySide6.QtCore import QCoreApplication
from app.gui.words.language import tr, use
application = QCoreApplication([])
use(sys.argv[1])
sys.stdout.buffer.write(tr("Close-up").encode())
"""

every_language = pytest.mark.parametrize("language", TRANSLATED)


@cache
def arguments() -> dict[str, list[ast.expr]]:
    """Return the arguments of each call of tr, by the place of the call."""
    calls: dict[str, list[ast.expr]] = {}
    for file in sorted((ROOT / "app/gui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                calls[f"{file.name}:{node.lineno}:{node.col_offset}"] = node.args
    return calls


@cache
def texts() -> set[str]:
    return {arg.value for args in arguments().values() for arg in args if isinstance(arg, ast.Constant)}


@cache
def translations(language: str) -> dict[str, str]:
    """Return the texts in a language's file, with "" for each that is not finished."""
    found: dict[str, str] = {}
    for message in ET.parse(FOLDER / f"hime_{language}.ts").iter("message"):
        translation = message.find("translation")
        assert translation is not None
        finished = translation.get("type") is None
        found[message.findtext("source", "")] = (translation.text or "") if finished else ""
    return found


def placeholders(text: str) -> list[str]:
    return sorted(field for _, field, *_ in Formatter().parse(text) if field is not None)


def test_only_literals_can_be_collected() -> None:
    for place, args in arguments().items():
        assert len(args) == 1, place
        assert isinstance(args[0], ast.Constant) and isinstance(args[0].value, str), place


@every_language
def test_the_file_of_a_language_has_exactly_the_texts_of_the_window(language: str) -> None:
    known, wanted = set(translations(language)), texts()
    told = "run packaging/languages.py, and then translate"
    assert not wanted - known, f"hime_{language}.ts lacks {min(wanted - known)!r}: {told}"
    assert not known - wanted, f"hime_{language}.ts has {min(known - wanted)!r}, which is said nowhere: {told}"


@every_language
def test_every_text_is_translated_and_fits(language: str) -> None:
    for source, translation in translations(language).items():
        assert translation.strip(), f"hime_{language}.ts does not translate {source!r}"
        assert placeholders(translation) == placeholders(source), translation
        assert len(MNEMONIC.findall(translation)) == len(MNEMONIC.findall(source)), translation
        if language in WITHOUT_LATIN:
            assert len(BRACKETED.findall(translation)) == len(MNEMONIC.findall(source)), translation


def test_a_percent_sign_follows_its_number_in_english() -> None:
    written = {text for text in texts() if "%" in text}
    assert written and not [text for text in written if "}%" not in text]


@every_language
def test_a_language_writes_percent_in_one_way(language: str) -> None:
    gaps = {gap for text in translations(language).values() for gap in re.findall(r"}([^{}]?)%", text)}
    assert len(gaps) == 1, gaps


@every_language
def test_the_compiled_file_says_the_same(language: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"hime_{language}.qm"))
    for source, translation in translations(language).items():
        assert (translator.translate("", source) or "") == translation, f"run packaging/languages.py: {source!r}"


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_a_chosen_language_is_spoken(language: str) -> None:
    said = subprocess.run([sys.executable, "-c", SAYS, language], cwd=ROOT, capture_output=True, check=True).stdout
    wanted = "Close-up" if language == "en" else translations(language)["Close-up"]
    assert said.decode() == wanted
    assert (said == b"Close-up") == (language == "en")
