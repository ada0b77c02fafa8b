"""Erase what has been kept for its time, kind by kind, and say what was erased. The log's proofs still verify."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, acted_by
from comity.cases.retention import Periods, RecordKind
from comity.model.officer import Actor
from comity.operations.erase_payloads import ErasePayloads, erase_payloads
from comity.operations.gate import gated
from comity.store import log, retention
from comity.store.log import LogFilter
from comity.store.log_keys import SigningKeys

PORTION = 500  # records a transaction


@dataclass(frozen=True, slots=True)
class EraseDue:
    """The order: a portion of one kind, by these periods."""

    kind: RecordKind
    periods: Periods


@dataclass(frozen=True, slots=True)
class Erased:
    """How many records of a kind were erased, all that ended before this moment and that nothing rests on."""

    kind: RecordKind
    records: int
    before: datetime


@gated("retention.run")
def erase_due(order: EraseDue, /, *, actor: Actor, now: datetime) -> Erased:
    """One portion; none was due where it erased no record."""
    before = order.periods.before(order.kind, now)
    records = retention.ERASE[order.kind](before, PORTION)
    if records:
        details = {"kind": order.kind.value, "records": records, "before": before.isoformat()}
        log.append(Entry(now, acted_by(actor), "retention.run", f"retention/{order.kind.value}", details=details))
    return Erased(order.kind, records, before)


def erase_all_due(periods: Periods, keys: SigningKeys, *, actor: Actor, now: datetime) -> Iterator[Erased]:
    """Every kind in its order, each as it is done. Cut off, it goes on where it was when it is run again."""
    for kind in RecordKind:
        before = periods.before(kind, now)
        if kind is RecordKind.LOG:
            order = ErasePayloads(LogFilter(before=before), f"retention: {periods.days[kind]} days", keys)
            yield Erased(kind, len(erase_payloads(order, actor=actor, now=now)), before)
            continue
        records = 0
        while done := erase_due(EraseDue(kind, periods), actor=actor, now=now).records:
            records += done
        yield Erased(kind, records, before)
