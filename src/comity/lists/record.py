"""One record of a published list, whose every field must be accounted for.

Taking a field removes it; `done()` reports what nobody took. So a publisher's new field is seen by an
officer on the day it appears, and never costs a listing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

from comity.lists.reading import Reading
from comity.model.entity import Published
from comity.model.errors import ComityError
from comity.model.sensitive import is_sensitive


class UnreadableRecord(ComityError):
    """A record's names or reference cannot be read: it is quarantined, its last good version stays in force."""

    code = "list.unreadable-record"

    def __init__(self, field: str, text: str | None, problem: str) -> None:
        super().__init__(f"{field}: {text!r}: {problem}")
        self.field, self.published, self.problem = field, text, problem


class Record:
    """Fields of one entry, or of one part of it, in the publisher's own names.

    A field holds texts, nested records, or both, in the order published. XML attributes are
    fields whose name starts with "@"; an element's own text beside children is the field "#text".
    """

    __slots__ = ("_fields", "name", "place", "reading")

    def __init__(
        self, name: str, fields: Mapping[str, Sequence["str | Record"]], *, place: str, reading: Reading
    ) -> None:
        self.name, self.place, self.reading = name, place, reading
        self._fields: dict[str, list[str | Record]] = {key: list(value) for key, value in fields.items()}

    @classmethod
    def of_row(cls, name: str, row: Mapping[str, str | None], *, place: str, reading: Reading) -> Self:
        """A record of one table row; empty cells are absent fields."""
        fields = {key: [value] for key, value in row.items() if value is not None and value.strip()}
        return cls(name, fields, place=place, reading=reading)

    def add(self, field: str, value: "str | Record") -> None:
        """Attach a further value, as an importer does that joins rows of several tables."""
        self._fields.setdefault(field, []).append(value)

    def peek(self, field: str) -> str | None:
        """The first text of a field without taking it, for a message or a choice of parser."""
        return next((value for value in self._fields.get(field, ()) if isinstance(value, str)), None)

    def take(self, field: str) -> str | None:
        """The text of a field, stripped; None when absent or empty. Further values stay and are reported."""
        values = self._fields.get(field)
        text = values[0] if values else None
        if values is None or not isinstance(text, str):
            return None
        del values[0]
        if not values:
            del self._fields[field]
        return text.strip() or None

    def take_all(self, field: str) -> tuple[str, ...]:
        """All texts of a field, stripped, without empty ones; nested records stay."""
        values = self._fields.pop(field, [])
        nested: list[str | Record] = [value for value in values if isinstance(value, Record)]
        if nested:
            self._fields[field] = nested
        texts = (value.strip() for value in values if isinstance(value, str))
        return tuple(text for text in texts if text)

    def take_records(self, field: str) -> tuple["Record", ...]:
        """All nested records of a field; plain texts stay."""
        values = self._fields.pop(field, [])
        texts: list[str | Record] = [value for value in values if isinstance(value, str) and value.strip()]
        if texts:
            self._fields[field] = texts
        return tuple(value for value in values if isinstance(value, Record))

    def take_published(self, field: str) -> tuple[Published, ...]:
        """All texts of a field with their provenance."""
        return tuple(Published(field, text) for text in self.take_all(field))

    def parts(self, field: str) -> tuple["Record", ...]:
        """All nested records of a field, left in place: what nobody takes from them, `done()` reports."""
        return tuple(value for value in self._fields.get(field, ()) if isinstance(value, Record))

    def need(self, field: str) -> str:
        """The text of a field without which the record cannot be read. Raises UnreadableRecord."""
        text = self.take(field)
        if text is None:
            raise UnreadableRecord(field, text, "missing or empty")
        return text

    def odd(self, field: str, text: str, problem: str) -> None:
        """Report a value that was kept as published but not understood; the record stays in force."""
        self.reading.odd(self.place, f"{self.name}/{field}", text, problem)

    def done(self, *, ignoring: Iterable[str] = ()) -> tuple[Published, ...]:
        """Report every field that is left and not ignored by name; returns them, to be kept with the listing.

        A field that holds what Comity must not keep (S2) is dropped; its name alone is recorded.
        """
        ignored = frozenset(ignoring)
        left: list[Published] = []
        for field, text in self._leaves(ignored):
            if is_sensitive(field):
                self.reading.drop(field)
                continue
            self.reading.odd(self.place, field, text, "unknown field")
            left.append(Published(field, text))
        self._fields.clear()
        return tuple(left)

    def _leaves(self, ignored: frozenset[str]) -> Iterator[tuple[str, str]]:
        for field, values in self._fields.items():
            if field in ignored:
                continue
            for value in values:
                if isinstance(value, Record):
                    for inner, text in value._leaves(ignored):
                        yield f"{field}/{inner}", text
                elif value.strip():
                    yield field, value
