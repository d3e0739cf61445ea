"""Translates the texts of the window. Each text is written in English where it is used, as `tr("…")`.

`python packaging/languages.py` collects the texts into the files of app/gui/words/languages and makes the
compiled ones of them. app/gui/words/languages/README.md tells how to add a language.
"""

from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

# The languages that a person can choose, each by its name in that language. "auto" means the system's language.
LANGUAGES = {
    "auto": "",
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
    "zh_CN": "简体中文",
}


def tr(text: str) -> str:
    """Return a text in the chosen language, or as it is if the language does not have it.

    text: a literal, so that it can be collected. A call inside an f-string is not found.
    """
    return QCoreApplication.translate("", text)


def use(chosen: str) -> None:
    """Use a language from now on, for texts that are made afterwards. Needs a QCoreApplication.

    chosen: a key of LANGUAGES. English is used if it is none, or if HIME has no texts in the system's language.
    """
    application = QCoreApplication.instance()
    assert application
    locale = QLocale(chosen) if chosen in LANGUAGES and chosen != "auto" else QLocale.system()
    for kind, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("hime", str(files("app.gui.words") / "languages")),
    ):
        translator = QTranslator(application)
        # English is what the texts are written in, so a file for another of the system's languages must not be taken.
        if locale.language() != QLocale.Language.English and translator.load(locale, kind, "_", folder):
            application.installTranslator(translator)
