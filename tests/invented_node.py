"""A node of the invented list, with a home of its own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from comity import runtime
from comity.operations.compile_index import compile_index
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from invented_list import SOURCE, file_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LISTED = (
    "P1|person|Orsan Keldenbaev|Orsan Keldenbay|",
    "P2|person|Tariq Zuhayr Marzubani||a remark",
    "O1|organisation|Marzubani Trading House||",
)


class Node:
    """A home with the invented list in force, published anew as a test asks."""

    def __init__(self, home: Path) -> None:
        self.home, self._day = home, NOW

    def publish(self, *entries: str, compiled: bool = True) -> None:
        """Put an edition in force, as the importing commands do; not compiled: as one leaves it that is killed."""
        self._day += timedelta(days=1)
        path = self.home / f"{self._day:%Y-%m-%d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_of(*entries, dated=f"{self._day:%Y-%m-%d}"))
        order = ImportEdition(SOURCE, (arrival(path),), accept_count=True)
        import_edition(order, store=runtime.edition_store(), now=self._day)
        if compiled:
            compile_index(runtime.edition_store())


def forget() -> None:
    """What a process holds is of one home."""
    for held in (runtime.standing_screener, runtime.allowance, runtime.screening_use):
        held.cache_clear()
