"""With what a name begins and ends in Hebrew and in Latin letters."""

import pytest

from comity.names.hebrew import may_be_one


@pytest.mark.parametrize(
    ("hebrew", "latin"),
    [
        ("לאה", "leah"), ("לוי", "levy"), ("אברהם", "ibrahim"), ("עומר", "omar"), ("יצחק", "isaac"),
        ("פוטין", "poutine"), ("דרגיץ", "draghici"),
        ("נסראללה", "nasralla"), ("סינוואר", "sinouar"), ("דאוד", "da'ud"), ("סעיד", "sa'id"), ("משה", "moshe"),
        ("אלבגדאדי", "baghdadi"), ("גמאל", "djamel"), ("ואלי", "ouali"), ("נתניהו", "netanyahu"), ("יחיא", "yehya"),
        ("דוד", "dàwid"), ("דאוד", "dawood"), ("עפרה", "ofra"), ("עותמאן", "uthman"),
    ],
)  # fmt: skip
def test_forms_of_one_name_begin_and_end_alike(hebrew: str, latin: str) -> None:
    assert may_be_one(hebrew, latin)


@pytest.mark.parametrize(
    ("hebrew", "latin"),
    [("איילה", "oil"), ("מלכה", "malki"), ("לאה", "lu'ay"), ("דוד", "da'ud"), ("עמר", "meir"), ("מאיר", "amar"),
     ("לוי", "levin"),
     ("דוד", "dawood"), ("עמר", "omar")],
)  # fmt: skip
def test_another_first_or_last_sound_is_another_name(hebrew: str, latin: str) -> None:
    assert not may_be_one(hebrew, latin)
