"""Names in Hebrew or an Indian script and in Latin letters that share their consonants and are two."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from comity.model.entity import Kind
from small_list import entity, score, subject


def alerts(one: str, other: str, kind: Kind) -> bool:
    hit = score(subject(one, kind=Kind.UNKNOWN), entity(other, kind=kind))
    return bool(hit) and hit.earned >= DEFAULT_THRESHOLD  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("לאה דוד", "Lu'ay DA'UD", Kind.PERSON),
        ("נור עמר", "NO'AR MEIR", Kind.PERSON),
        ("איילה פרץ", "PARS OIL", Kind.ORGANISATION),
        ("מילה מלכה", "MALKI MALL", Kind.ORGANISATION),
        ("ארי עמר", "ORIMAR LTDA.", Kind.ORGANISATION),  # a given name and a family name are no one word
        ("আহমদ আহম্মেদ", "Ahmed HEMED", Kind.PERSON),
        ("মুহাম্মদ হোসেন", "Muhammad EHSAN", Kind.PERSON),
        ("Amir Biton", "المرابطون", Kind.ORGANISATION),
        ("Maya Amar", "MEAMAR SARL", Kind.ORGANISATION),
    ],
)
def test_names_that_share_no_more_than_consonants_do_not_alert(one: str, other: str, kind: Kind) -> None:
    assert not alerts(one, other, kind)
    assert not alerts(other, one, kind)
    assert alerts(other, other, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("לואי דאוד", "Lu'ay DA'UD", Kind.PERSON),
        ("בנימין נתניהו", "Binyamin Netanyahu", Kind.PERSON),
        ("יחיא סינוואר", "Yehya al-Sinwar", Kind.PERSON),
        ("חסן נסר אללה", "Hassan Nasrallah", Kind.PERSON),
        ("דוד בן דוד", "David Bendavid", Kind.PERSON),
        ("আহমদ আহম্মেদ", "Ahmed Ahmad", Kind.PERSON),
        ("মুহাম্মদ হোসেন", "Mohammad Hossain", Kind.PERSON),
        ("नरेन्द्र मोदी", "Narendra Modi", Kind.PERSON),
        ("אורימר", "ORIMAR LTDA.", Kind.ORGANISATION),
        ("Al-Murabitun", "المرابطون", Kind.ORGANISATION),
    ],
)
def test_a_name_in_its_own_and_in_latin_letters_alerts(one: str, other: str, kind: Kind) -> None:
    assert alerts(one, other, kind)
    assert alerts(other, one, kind)
