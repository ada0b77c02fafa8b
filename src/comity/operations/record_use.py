"""Write down what programs screened: one entry of the log for each token and minute, and when a token was last used."""

from collections.abc import Mapping
from datetime import datetime

from comity.audit.entry import Entry
from comity.model.token import TokenId
from comity.operations.screening_use import Spent
from comity.store import log, tokens
from comity.store.transaction import atomic

Counted = Mapping[tuple[TokenId | None, datetime], Spent]


def record_use(counted: Counted, *, now: datetime) -> None:
    """Append the counts. An entry names a token by its number, and nobody who was screened."""
    if not counted:
        return
    entries = [
        Entry(
            now,
            "system",
            "subjects.screen",
            "network/trusted" if token is None else f"token/{token}",
            details={
                "minute": minute.isoformat(),
                "calls": spent.calls,
                "subjects": spent.subjects,
                "hits": spent.hits,
            },
        )
        for (token, minute), spent in sorted(counted.items(), key=lambda pair: (pair[0][1], pair[0][0] or 0))
    ]
    with atomic():
        tokens.used({token for token, _ in counted if token is not None}, now)
        log.append_all(entries)
