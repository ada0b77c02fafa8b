"""Show entries of the log, newest first."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from comity.model.officer import Actor
from comity.operations.gate import viewing
from comity.store.log import LogFilter, LoggedEntry, logged


@dataclass(frozen=True, slots=True)
class ShowLog:
    """Show at most `most` of the entries meant."""

    meant: LogFilter
    most: int


@viewing("log.show")
def show_log(order: ShowLog, *, actor: Actor, now: datetime) -> tuple[LoggedEntry, ...]:  # noqa: ARG001 as every order
    """The entries, newest first. Raises LogTampered at one that is not as it was logged."""
    return tuple(islice(logged(order.meant), order.most))
