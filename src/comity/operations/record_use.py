"""Write down what programs asked: for each caller and minute one entry of the log on what was screened and one on what
was refused; and when a token was last used."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeAlias

from comity.audit.entry import Entry, JsonValue
from comity.operations.screening_use import Counted, Spent, Tokenless, Who
from comity.store import log, tokens
from comity.store.transaction import atomic

Document: TypeAlias = dict[str, JsonValue]


def record_use(counted: Counted, *, now: datetime) -> None:
    """Append the counts. An entry names a token by its number, and nobody who was screened."""
    if not counted:
        return
    ordered = sorted(counted.items(), key=lambda pair: (pair[0][1], _named(pair[0][0])))
    entries = [entry for (who, minute), spent in ordered for entry in _entries(who, minute, spent, now)]
    with atomic():
        tokens.used({who for who, _ in counted if not isinstance(who, Tokenless)}, now)
        log.append_all(entries)


def _entries(who: Who, minute: datetime, spent: Spent, now: datetime) -> Iterator[Entry]:
    if spent.calls:
        done: Document = {"minute": minute.isoformat(), "calls": spent.calls, "subjects": spent.subjects}
        yield Entry(now, "system", "subjects.screen", _named(who), details={**done, "hits": spent.hits})
    if spent.refused:
        refused: Document = {"minute": minute.isoformat(), "calls": sum(spent.refused.values()), "codes": spent.refused}
        yield Entry(now, "system", "calls.refused", _named(who), details=refused)


def _named(who: Who) -> str:
    return who.value if isinstance(who, Tokenless) else f"token/{who}"
