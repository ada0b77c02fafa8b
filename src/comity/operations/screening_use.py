"""What programs ask of the API: counts per caller and minute, in memory until they are written down.

Screening a subject changes nothing and keeps nothing, so a call leaves no entry of its own in the log (S8);
what leaves one is the count: which token, which minute, how many subjects, how many hits, how many calls were
refused and why. An entry a call would tell the log's readers nothing more, make every payment wait for the disk,
and let whoever has no token at all fill the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import TypeAlias

from comity.model.token import TokenId


class Tokenless(StrEnum):
    """Who calls without a valid token, as the log names them."""

    NETWORK = "network/trusted"
    UNKNOWN = "caller/unknown"


Who: TypeAlias = TokenId | Tokenless
Counted: TypeAlias = Mapping[tuple[Who, datetime], "Spent"]


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls, subjects and hits of one caller in one minute; refused calls by the code of the refusal."""

    calls: int = 0
    subjects: int = 0
    hits: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, more: "Spent") -> "Spent":
        """Both together."""
        codes = {code: self.refused.get(code, 0) + more.refused.get(code, 0) for code in {*self.refused, *more.refused}}
        return Spent(self.calls + more.calls, self.subjects + more.subjects, self.hits + more.hits, codes)


@dataclass(slots=True)
class ScreeningUse:
    """The counts of this process that are not written yet, by caller and minute."""

    counts: dict[tuple[Who, datetime], Spent] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def add(self, who: Who, now: datetime, *, subjects: int, hits: int) -> None:
        """Count one call that screened."""
        self._count(who, now, Spent(1, subjects, hits))

    def refuse(self, who: Who, now: datetime, code: str) -> None:
        """Count one call that was refused."""
        self._count(who, now, Spent(refused={code: 1}))

    def give_back(self, counted: Counted) -> None:
        """Count on with what was taken and could not be written."""
        for (who, minute), spent in counted.items():
            self._count(who, minute, spent)

    def take(self) -> Counted:
        """What was counted; it is forgotten here."""
        with self.lock:
            taken, self.counts = self.counts, {}
        return taken

    def _count(self, who: Who, now: datetime, spent: Spent) -> None:
        key = (who, now.replace(second=0, microsecond=0))
        with self.lock:
            self.counts[key] = self.counts[key] + spent if key in self.counts else replace(spent)
