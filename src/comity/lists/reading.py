"""What was noticed while an edition was read: odd values, quarantined records, dropped fields."""

from collections import Counter
from dataclasses import dataclass, field

from comity.model.designation import Reference


@dataclass(frozen=True, slots=True)
class OddValue:
    """A value kept as published that the importer does not know. `place` is the record's."""

    place: str
    field: str
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record whose names or reference cannot be read. `reference` where at least that was."""

    place: str
    reference: Reference | None
    problem: str


KEPT_ODD_VALUES = 10_000
EXCERPT = 200


@dataclass(slots=True)
class Reading:
    """Collects, while one edition is read, everything that an officer should look at."""

    odd_values: list[OddValue] = field(default_factory=list)
    odd_count: int = 0
    quarantined: list[Quarantined] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def odd(self, place: str, field: str, text: str, problem: str) -> None:
        """Note a value that is not understood; beyond KEPT_ODD_VALUES only the count grows."""
        self.odd_count += 1
        if len(self.odd_values) < KEPT_ODD_VALUES:
            self.odd_values.append(OddValue(place, field, text[:EXCERPT], problem))

    def quarantine(self, place: str, reference: Reference | None, problem: str) -> None:
        """Note a record that cannot be put in force."""
        self.quarantined.append(Quarantined(place, reference, problem[:EXCERPT]))

    def drop(self, field: str) -> None:
        """Note that a field was not kept (S2): its name and how often, nothing of its content."""
        self.dropped[field] += 1
