"""Legal forms written out say as little as the form itself, and words of names stay words of names."""

import pytest

from comity.names.tokens import FLAG_ACRONYM, Tokens, tokenise_texts
from comity.names.written_forms import load, mark


def marked(name: str) -> list[str]:
    tokens: Tokens = tokenise_texts([name])
    mark(tokens)
    text = name.encode()
    rows = zip(tokens.flags, tokens.start, tokens.stop, strict=True)
    return [text[start:stop].decode() for flags, start, stop in rows if flags & FLAG_ACRONYM]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Velmorin Free Zone Establishment", ["Free", "Zone", "Establishment"]),
        ("Velmorin Free Zone Limited Liability Company", ["Free", "Zone", "Limited", "Liability", "Company"]),
        ("Velmorin Société en commandite spéciale", ["Société", "en", "commandite", "spéciale"]),
        ("Velmorin Verejná obchodná spoločnosť", ["Verejná", "obchodná", "spoločnosť"]),
        ("Velmorin Ekonomisk förening", ["Ekonomisk", "förening"]),
        ("فلمورين الشركة ذات المسؤولية المحدودة", ["الشركة", "ذات", "المسؤولية", "المحدودة"]),
        ("Частное унитарное предприятие Вельморин", ["Частное", "унитарное", "предприятие"]),
        ("Velmorin Société par Actions Simplifiée", ["Société", "par", "Actions", "Simplifiée"]),
        ("Crown Prince Velmorin", ["Crown", "Prince"]),
        ("Vice Senior General Velmorin", ["Vice", "Senior", "General"]),
        ("آیت الله علی خامنه‌ای", ["آیت", "الله"]),
        ("Grand Velmorin", []),
        ("Air Velmorin Marshal", []),
        ("Crown Prince", []),
        ("Velmorin Free Trade Zone", []),
        ("Free Zone Company", []),  # nothing else would be left of the name
        ("Zone Free Establishment Velmorin", []),
        ("Velmorin Free Zone", []),
    ],
)  # fmt: skip
def test_a_form_of_several_words_is_marked_where_all_of_it_stands_beside_a_name(name: str, form: list[str]) -> None:
    assert marked(name) == form


def test_every_form_of_the_table_is_marked_in_a_name() -> None:
    forms = load()
    assert len(forms.words) > 150
    assert (forms.words[:, 1] != 0).all()  # of one word the table of roles tells
    assert (forms.words[:, -1] == 0).all()
