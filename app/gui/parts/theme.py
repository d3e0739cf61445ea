"""The look of the window: Qt's Fusion style with a light and a dark palette."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Theme = Literal["auto", "light", "dark"]
# The menu offers these themes, in this order.
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")

# For each theme, HIME asks Qt for this colour scheme.
SCHEMES = {"auto": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


@dataclass(frozen=True)
class Colours:
    """The colours of one theme, as #rrggbb."""

    window: str
    card: str
    hover: str
    line: str
    text: str
    quiet: str
    faint: str  # for the text of what cannot be used now
    accent: str
    accent_hover: str
    on: str  # the ground of a button that stays on
    ring: str  # around what has the keyboard's focus


# The light theme has these colours.
LIGHT = Colours(
    "#f3f4f7", "#ffffff", "#eef1f6", "#d5dae1", "#191d23", "#596370", "#a3abb5",
    "#2563eb", "#1d54d0", "#dbe6fd", "#0b1f4d",
)  # fmt: skip
# The dark theme has these colours.
DARK = Colours(
    "#15171b", "#1e2126", "#2a2e35", "#3a3f47", "#eef0f3", "#a0a9b4", "#626a74",
    "#3069e8", "#427af3", "#21345f", "#ffd166",
)  # fmt: skip

# Qt uses this style sheet for the whole window. The names in braces are those of Colours.
STYLE_SHEET = """
QFrame#card {{ background: {card}; border: 1px solid {line}; border-radius: 14px; }}
QLabel {{ background: transparent; }}
QLabel[quiet="true"] {{ color: {quiet}; }}
QPushButton {{ background: {card}; color: {text}; border: 1px solid {line}; border-radius: 8px; padding: 6px 14px;
    min-height: 18px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {ring}; padding: 5px 13px; }}
QPushButton:checked {{ background: {on}; border-color: {accent}; }}
QPushButton:default {{ background: {accent}; border-color: {accent}; color: #ffffff; }}
QPushButton:default:hover {{ background: {accent_hover}; }}
QPushButton:checked:focus, QPushButton:default:focus {{ border-color: {ring}; }}
QPushButton:disabled {{ background: transparent; color: {faint}; border-color: {line}; }}
QSlider {{ background: transparent; min-height: 24px; }}
QSlider::groove:horizontal {{ height: 6px; border-radius: 3px; background: {line}; }}
QSlider::sub-page:horizontal {{ border-radius: 3px; background: {accent}; }}
QSlider::sub-page:horizontal:disabled {{ background: {faint}; }}
QSlider::handle:horizontal {{ width: 16px; height: 16px; margin: -6px 0; border-radius: 9px;
    background: #ffffff; border: 1px solid {quiet}; }}
QSlider::handle:horizontal:focus {{ border: 3px solid {ring}; width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {card}; color: {text}; border: 1px solid {line}; outline: none; padding: 4px;
    selection-background-color: {accent}; selection-color: #ffffff; }}
QComboBox QAbstractItemView::item {{ min-height: 28px; padding-left: 6px; border-radius: 6px; }}
QComboBox QAbstractItemView::item:selected {{ background: {accent}; color: #ffffff; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollArea:focus {{ border: 2px solid {ring}; border-radius: 6px; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ background: {window}; border: 1px solid {line}; border-radius: 6px; padding: 6px 12px;
    margin-right: 4px; }}
QTabBar::tab:selected {{ background: {on}; border-color: {accent}; }}
QTabBar::tab:selected:focus {{ border: 2px solid {ring}; padding: 5px 11px; }}
QTabWidget::pane {{ border: none; }}
QScrollBar:horizontal {{ height: 8px; background: transparent; }}
QScrollBar:vertical {{ width: 8px; background: transparent; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; min-width: 32px; min-height: 32px; }}
QScrollBar::handle:hover {{ background: {faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenuBar {{ background: {window}; padding: 2px 8px; }}
QMenuBar::item {{ background: transparent; padding: 5px 10px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {line}; }}
QToolTip {{ background: {text}; color: {window}; border: none; padding: 4px 6px; }}
"""


def apply(theme: Theme) -> None:
    """Apply a theme to the program. "auto" looks as the system does now. Call this again when that changes."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.styleHints().setColorScheme(SCHEMES[theme])  # for title bars and the system's own dialogs
    dark = theme == "dark" or (theme == "auto" and system_is_dark())
    colours = DARK if dark else LIGHT
    app.setPalette(_palette(colours))
    app.setStyleSheet(STYLE_SHEET.format(**vars(colours)))


def system_is_dark() -> bool:
    """Return whether the system asks for dark windows. False if the system does not say."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(c.card), QColor(c.window))
    roles = {
        role.WindowText: c.text, role.Text: c.text, role.ButtonText: c.text, role.Button: c.card, role.Base: c.card,
        role.AlternateBase: c.hover, role.Mid: c.line, role.PlaceholderText: c.quiet, role.ToolTipBase: c.text,
        role.ToolTipText: c.window, role.Highlight: c.accent, role.HighlightedText: "#ffffff", role.Accent: c.accent,
        role.Link: c.accent, role.BrightText: "#ffffff", role.Shadow: c.ring,
    }  # fmt: skip
    for name, colour in roles.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.faint))
    return palette
