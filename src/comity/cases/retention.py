"""How long each kind of record is kept, and for which purpose (S6). A node changes the days, never the kinds.

Sources: FATF Recommendation 11, five years for records of customers and transactions; docs/law.md has the rest.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from comity.model.errors import BadRequest, BrokenFile

FIVE_YEARS = 1826
MOST = 36_500


class RecordKind(StrEnum):
    """A kind of record with a period of its own, in the order in which they are erased."""

    REDRESS = "redress"
    MEASURES = "measures"
    JUDGEMENTS = "judgements"
    CLEARED_ALERTS = "cleared-alerts"
    TRUE_MATCHES = "true-matches"
    CASES = "cases"
    RUNS = "runs"
    WATCHES = "watches"
    SESSIONS = "sessions"
    SIGN_IN = "sign-in"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: how many days after which moment, and why it is kept until then."""

    days: int
    counted_from: str
    purpose: str


RULES: Mapping[RecordKind, Rule] = {
    RecordKind.REDRESS: Rule(FIVE_YEARS, "the answer", "to show that a person was heard, and what was answered"),
    RecordKind.MEASURES: Rule(FIVE_YEARS, "their end", "to show what was frozen, why, and that it was released"),
    RecordKind.JUDGEMENTS: Rule(FIVE_YEARS, "the last time the pair was met", "so that a cleared pair stays silent"),
    RecordKind.CLEARED_ALERTS: Rule(FIVE_YEARS, "the closing", "to show how a hit was judged"),
    RecordKind.TRUE_MATCHES: Rule(2 * FIVE_YEARS, "the closing", "to show what measures rested on"),
    RecordKind.CASES: Rule(FIVE_YEARS, "the opening, once no alert is left in it", "to show what belonged together"),
    RecordKind.RUNS: Rule(731, "their beginning", "to show that a screening took place"),
    RecordKind.WATCHES: Rule(90, "their beginning", "to see how the watch went"),
    RecordKind.SESSIONS: Rule(0, "their expiry", "to keep officers signed in"),
    RecordKind.SIGN_IN: Rule(30, "the first failure", "to lock out who guesses passwords"),
    RecordKind.LOG: Rule(2 * FIVE_YEARS, "the entry", "to show who did what; its proofs stay for ever"),
}


@dataclass(frozen=True, slots=True)
class Periods:
    """Days for each kind."""

    days: Mapping[RecordKind, int]

    def before(self, kind: RecordKind, now: datetime) -> datetime:
        """What ended before this moment is due."""
        return now - timedelta(days=self.days[kind])


STANDARD = Periods({kind: rule.days for kind, rule in RULES.items()})


def periods(text: str, file: str) -> Periods:
    """A node's own days over the standard ones: `watches = 30`, one kind a line. Raises BrokenFile, BadRequest."""
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenFile(file, "its content", str(error), "write one kind a line, as: watches = 30") from error
    days = dict(STANDARD.days)
    for kind, value in own.items():
        if kind not in set(RecordKind):
            raise BadRequest(f"{file}: no kind of record {kind!r}; there are: {', '.join(RecordKind)}")
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            raise BadRequest(f"{file}: {kind} = {value!r} is not a number of days from 0 to {MOST:,}")
        days[RecordKind(kind)] = value
    return Periods(days)
