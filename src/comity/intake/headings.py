"""Which field a column's heading stands for, in English and Russian (headings.toml)."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from comity.intake.field import Field

_CAMEL = re.compile(r"(?<=[a-zа-я0-9])(?=[A-ZА-Я])")
_BETWEEN_WORDS = re.compile(r"[^\w№]+|_+")


def normal_heading(heading: str) -> str:
    """The heading in lower case with single spaces: birthDate, BIRTH_DATE and "Birth date:" are "birth date"."""
    spaced = _CAMEL.sub(" ", heading) if not heading.isupper() else heading
    words = _BETWEEN_WORDS.sub(" ", spaced.casefold().replace("ё", "е").replace("'", ""))
    return " ".join(words.split())


def field_of(heading: str) -> Field | None:
    """The field that a heading stands for; a number behind it ("alias 2", "name1") does not matter."""
    normal = normal_heading(heading)
    known = _headings()
    return known.get(normal) or known.get(normal.rstrip("0123456789").rstrip())


@cache
def _headings() -> Mapping[str, Field]:
    text = resources.files("comity.intake").joinpath("headings.toml").read_text(encoding="utf-8")
    return {heading: Field(field) for field, headings in tomllib.loads(text).items() for heading in headings}
