"""Alerts from `comity screen FILE --open-alerts PORTFOLIO`: what was found becomes work for officers."""

import hashlib
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.output import tell
from comity.model.errors import BadRequest

if TYPE_CHECKING:
    from comity.intake import OpenedFile
    from comity.operations.alert_opening import AlertOpening
    from comity.operations.open_alerts import Opened
    from comity.operations.open_screener import OpenScreener
    from comity.operations.screening import ScreenedInput

ForPortfolio = Annotated[
    str | None,
    typer.Option(
        "--open-alerts",
        metavar="PORTFOLIO",
        help="Open alerts at this node for officers to judge. Ids of customers count within the portfolio named.",
    ),
]


def check_asked(portfolio: str | None, *, file: bool, narrowed: bool) -> None:
    """Refuse what would open alerts that cannot be followed up. Raises BadRequest."""
    if portfolio is None:
        return
    from comity.cases.run import check_portfolio

    check_portfolio(portfolio)
    if not file:
        raise BadRequest("--open-alerts goes with a FILE: a name typed in has no id by which it is known again")
    if narrowed:
        raise BadRequest(
            "--open-alerts goes without --threshold and --kind: alerts need the working threshold and all kinds"
        )


def opening_for(
    portfolio: str, screener: "OpenScreener", screened: "ScreenedInput", opened: "OpenedFile"
) -> "AlertOpening":
    """What takes the findings of this file; the same file against the same editions is the same run."""
    from comity import runtime
    from comity.cases.finding_again import Scope
    from comity.cases.ids import RunId
    from comity.cases.run import AlertRun
    from comity.cli.node import at_the_node
    from comity.intake.field import Field

    if all(use.field is not Field.ID for use in opened.recognition.columns):
        raise BadRequest(
            f"{screened.name} has no column of ids, so that its customers could not be known again; "
            "name the column with --map id=COLUMN, or screen without --open-alerts"
        )
    actor = at_the_node()
    from comity.operations.alert_opening import AlertOpening, OpeningMeans  # its rows need Django made ready

    measure = (*sorted(edition.edition for edition in screener.editions), screener.screener.scorecard.digest())
    against = hashlib.sha256(" ".join(measure).encode()).hexdigest()
    run_id = RunId(f"file-{(screened.sha256 or '')[:24]}-{against[:24]}")
    run = AlertRun(run_id, portfolio, actor.door, actor.name, runtime.now())
    scope = Scope(frozenset(edition.list for edition in screener.editions))
    means = OpeningMeans(actor, runtime.now, screener.editions, runtime.settings().due_after)
    return AlertOpening(run, scope, means)


def tell_opened(opened: "Opened", portfolio: str) -> None:
    """What became of the findings."""
    tell(
        f"alerts of {portfolio}: {len(opened.opened):,} opened, {len(opened.updated):,} updated, "
        f"{opened.unchanged:,} as they were; {opened.silent:,} judged pairs stayed silent"
    )


def say_alerts_stand(refused: OSError, portfolio: str) -> None:
    """Let what the system refused to write say what of the alerts: those opened by then are there to be judged."""
    refused.add_note(f"alerts of {portfolio} opened by then stand; the same command again opens none of them twice")
