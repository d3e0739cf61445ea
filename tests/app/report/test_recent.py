from app.report.summary import KEPT_NUMBERS, Recent


def test_the_latest_numbers_are_kept_oldest_first() -> None:
    recent = Recent()
    assert recent.values.size == 0
    for i in range(5):
        recent.append(i)
    assert recent.values.tolist() == [0, 1, 2, 3, 4]
    for i in range(5, KEPT_NUMBERS + 3):
        recent.append(i)
    assert recent.values.tolist() == list(range(3, KEPT_NUMBERS + 3))
