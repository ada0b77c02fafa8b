"""Names in Hebrew letters, which write few vowels and several sounds with one letter."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from small_list import earned


def alerts(one: str, listed: str) -> bool:
    return earned(one, listed) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("hebrew", "listed"),
    [
        ("ג'יבריל רג'וב", "Jibril Rajub"),
        ("ח'אלד משעל", "Khaled Mashal"),
        ("ע'סאן כנפאני", "Ghassan Kanafani"),
        ("סלאח שחאדה", "Salah Shahada"),
        ("פתחי חמאד", "Fathi Hammad"),
        ("חיים ויצמן", "Chaim Weizmann"),
        ("יחיאל צור", "Yechiel Tzur"),
    ],
)
def test_arab_and_jewish_names_in_hebrew_letters_are_found(hebrew: str, listed: str) -> None:
    assert alerts(hebrew, listed)
    assert alerts(listed, hebrew)


@pytest.mark.parametrize(
    ("hebrew", "listed"),
    [
        ("גיבריל רגוב", "Khalid Rajub"),
        ("ח'אלד משעל", "Jihad Mishal"),
        ("פתחי חמאד", "Bakhit Hammad"),
        ("חיים ויצמן", "Shim Weizmann"),
    ],
)
def test_other_names_in_hebrew_letters_are_kept_apart(hebrew: str, listed: str) -> None:
    assert not alerts(hebrew, listed)
