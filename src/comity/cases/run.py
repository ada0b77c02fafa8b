"""A screening whose hits become alerts: which portfolio, through which door, what became of it."""

import re
from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import RunId
from comity.model.errors import BadRequest
from comity.model.officer import Door

PORTFOLIO = re.compile(r"[\w][\w .-]{0,59}")
RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,99}")


@dataclass(frozen=True, slots=True)
class AlertRun:
    """One run. `opened` and `updated` count alerts, `silent` pairs that a judgement in force kept quiet."""

    id: RunId
    portfolio: str
    door: Door
    by: str
    started_at: datetime
    finished_at: datetime | None = None
    opened: int = 0
    updated: int = 0
    silent: int = 0


def check_portfolio(name: str) -> str:
    """The name of a portfolio. The same subject id in another portfolio is another subject. Raises BadRequest."""
    if not PORTFOLIO.fullmatch(name):
        raise BadRequest(
            "the portfolio name {name!r} cannot be; write 1-60 letters, digits, spaces, full stops, - or _", name=name
        )
    return name


def check_run(run: str) -> RunId:
    """The id of a run. Raises BadRequest."""
    if not RUN.fullmatch(run):
        raise BadRequest(f"the run id {run!r} cannot be; write 1-100 Latin letters, digits, and any of :._-")
    return RunId(run)
