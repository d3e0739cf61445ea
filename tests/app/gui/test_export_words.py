"""What the export dialog says of what is lost."""

from app.gui.dialogs.export_words import saved
from app.report.losses import Losses


def test_what_is_missing_at_the_end_is_a_sentence() -> None:
    assert saved(Losses(0, [], [], [], 12.3)) == "Saved. The last 12 seconds of the recording cannot be read."
    assert saved(Losses(0, [], [], [], 1.2)) == "Saved. The last second of the recording cannot be read."
