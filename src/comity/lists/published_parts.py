"""What publishers write into one cell: numbered lists, and document numbers within a sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass

MARK = re.compile(r"(?:(?<=[\s.,;-])|^)\(?(\d{1,2}|[A-Za-z])\)\s*")
ONLY_JOINS = re.compile(r"(?:-|–|to|and|&|,|;|\.|\s)*")
SPREADS = re.compile(r"-|–|to")
# A number: at least four characters, a digit among them, perhaps after a short series ("SE 012820").
NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?:(?!ID |NO |SSN )[A-Z]{1,3} )?(?=[^\s,;()]*\d)[A-Z0-9][A-Z0-9/.\-]{2,}[A-Z0-9](?![a-z])"
)
DATE = re.compile(
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b\d{4}-\d{2}-\d{2}|\b(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\.?\s+\d{4}\b|\b(?:in|since|of)\s+\d{4}\b"
)
ISSUED = re.compile(r"\b(?:issued|expire|valid|since|until)", re.IGNORECASE)
BRACKETS = re.compile(r"\(([^()]{2,60})\)")


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document number within a published text. `note` is the whole text where it says more."""

    value: str
    note: str | None
    country: str | None


def numbered(text: str) -> dict[int, str]:
    """The entries of "(1) X (2) Y", "a) X b) Y", "(1)-(3) X (4) Y", by number; {1: text} without numbers."""
    marks = list(MARK.finditer(text))
    if not marks:
        return {1: text.strip()}
    entries: dict[int, str] = {}
    lead = text[: marks[0].start()].strip()
    if lead:
        entries[1] = lead
    waiting: list[int] = []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        number = int(mark[1]) if mark[1].isdigit() else ord(mark[1].lower()) - 96
        waiting.append(number)
        between = text[mark.end() : end].strip()
        if ONLY_JOINS.fullmatch(between):
            if SPREADS.search(between) and end < len(text):
                waiting.append(-number)
            continue
        for one in _spread([*waiting]):
            entries[one] = between.rstrip(" ,;")
        waiting.clear()
    return entries


def entries(text: str) -> tuple[str, ...]:
    """The entries of a numbered list, each once."""
    return tuple(dict.fromkeys(entry for entry in numbered(text).values() if entry))


def document(text: str, country_code: Callable[[str], str | None]) -> DocumentText:
    """The number in "Passport No: 592667 (Qatari passport issued on 3 May 2007)"; the text where it has none."""
    whole = " ".join(text.split())
    found = NUMBER.search(DATE.sub(lambda date: "," * len(date[0]), whole))
    value = whole[found.start() : found.end()] if found else whole.rstrip(".")
    hints = [*BRACKETS.findall(whole), whole[: found.start()] if found else ""]
    for hint in hints:
        words = [
            word
            for word in re.findall(r"[^\W\d_][\w'’-]*", ISSUED.split(hint)[0])
            if word.lower() not in DOCUMENT_WORDS
        ]
        code = country_code(" ".join(words)) if words else None
        if code is not None:
            return DocumentText(value, None if value == whole else whole, code)
    return DocumentText(value, None if value == whole else whole, None)


DOCUMENT_WORDS = frozenset(
    {"passport", "no", "number", "nr", "card", "id", "identity", "identification", "national", "tazkira"}
    | {"diplomatic", "service", "ordinary", "expired", "official", "details", "civil", "registration"}
)


def _spread(numbers: list[int]) -> list[int]:
    """1, -1, 3 (one to three) becomes 1, 2, 3."""
    spread: list[int] = []
    for position, number in enumerate(numbers):
        if number < 0 and position + 1 < len(numbers):
            spread.extend(range(-number + 1, numbers[position + 1]))
        elif number > 0:
            spread.append(number)
    return spread
