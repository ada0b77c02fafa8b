"""How much is screened through the API: counts per token and minute, in memory until they are written down.

Screening a subject changes nothing and keeps nothing, so a call leaves no entry of its own in the log (S8);
what leaves one is the count: which token, which minute, how many subjects, how many hits. An entry a call
would tell the log's readers nothing more, and make every payment wait for the disk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from comity.model.token import TokenId


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls, subjects and hits of one token in one minute."""

    calls: int = 0
    subjects: int = 0
    hits: int = 0


@dataclass(slots=True)
class ScreeningUse:
    """The counts of this process that are not written yet, by token (None: the trusted network) and minute."""

    counts: dict[tuple[TokenId | None, datetime], Spent] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def add(self, token: TokenId | None, now: datetime, *, subjects: int, hits: int) -> None:
        """Count one call."""
        key = (token, now.replace(second=0, microsecond=0))
        with self.lock:
            spent = self.counts.get(key, Spent())
            self.counts[key] = Spent(spent.calls + 1, spent.subjects + subjects, spent.hits + hits)

    def give_back(self, counted: Mapping[tuple[TokenId | None, datetime], Spent]) -> None:
        """Count on with what was taken and could not be written."""
        with self.lock:
            for key, spent in counted.items():
                more = self.counts.get(key, Spent())
                self.counts[key] = Spent(
                    spent.calls + more.calls, spent.subjects + more.subjects, spent.hits + more.hits
                )

    def take(self) -> Mapping[tuple[TokenId | None, datetime], Spent]:
        """What was counted; it is forgotten here."""
        with self.lock:
            taken, self.counts = self.counts, {}
        return taken
