"""One published text about an identity document: "Libyan Passport No. 96/184442, expired on 21 Feb. 2014".

The number is what can be compared; the words around it say what it is, whose, and until when.
"""

import re
from dataclasses import dataclass

from comity.model.date_text import read_date
from comity.model.partial_date import PartialDate
from comity.model.territory import country_code

DATE = (
    r"((?:\d{1,2}|[A-Z][a-z]+\.?)[\s.-]*(?:[A-Z][a-z]+\.?|\d{1,2},?|[-/.]\d{1,2}[-/.])[\s,-]*\d{4}"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{4})"
)
EXPIRES = re.compile(rf"\b(?:expir\w*|exp\.|valid until)(?:\s+date)?(?:\s+of)?(?:\s+on)?\s*:?\s*{DATE}", re.IGNORECASE)
ISSUED = re.compile(rf"\b(?:issued?|date of issue)(?:\s+on)?(?:\s+in)?\s*:?\s*{DATE}", re.IGNORECASE)
TAIL = re.compile(
    r"[,;]?\s+(?:issued|expir\w+|exp\.|valid|under|in the name|made out|on \d).*$|\s*[,;]\s.*$", re.IGNORECASE
)
BRACKETS = re.compile(r"\(([^()]*)\)")
NUMBER = re.compile(r"(?:^|[\s:.])((?:[A-Z]{1,4}-?\s?)?(?=[^\s]*\d)[^\s]+(?:\s[\d./-]*\d[^\s]*|\sNo\. \d+)*)$")
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What a text says of a document. `words` are those before the number, `value` the number alone."""

    value: str
    words: str = ""
    country: str | None = None
    issued_on: PartialDate | None = None
    expires_on: PartialDate | None = None


def read_document(text: str) -> DocumentText | None:
    """The number in a text with what is said of it; None when the text holds no number of a document."""
    text = " ".join(text.split())
    bracketed = BRACKETS.findall(text)
    bare = TAIL.sub("", BRACKETS.sub(" ", text).strip()).strip(" .,;:")
    found = NUMBER.search(bare)
    if found is None or re.fullmatch(r"[12]\d{3}", found[1]):
        return None
    words = " ".join(bare[: found.start(1)].split()).strip(" .,:;")
    tail = text[text.find(found[1]) + len(found[1]) :]
    leading = [" ".join(words.split()[:count]) for count in (4, 3, 2, 1)]
    places = (*bracketed, *leading, tail.partition(",")[2].partition(",")[0])
    country = next((code for place in places if place and (code := country_code(place)) is not None), None)
    return DocumentText(found[1], words, country, issued_on(text), expires_on(text))


def expires_on(text: str) -> PartialDate | None:
    """The day until which a text says that a document is valid, or was."""
    found = EXPIRES.search(text)
    return read_date(found[1]) if found is not None else None


def issued_on(text: str) -> PartialDate | None:
    """The day on which a text says that a document was issued."""
    found = ISSUED.search(text)
    return read_date(found[1]) if found is not None else None


def has_words(text: str) -> bool:
    """Does a text hold more than a number?"""
    return WORD.search(text) is not None or "(" in text
