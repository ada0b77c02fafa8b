"""`comity alerts`: the queue, one alert, and what an officer does with it, at the terminal."""

from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from comity import runtime
from comity.cases.ids import AlertId, DispositionId, HitId
from comity.cli.output import Format, tell, write_record, write_records
from comity.model.errors import BadRequest
from comity.model.officer import Actor

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)

app = typer.Typer(
    help="Alerts, at the terminal. COMITY_TOKEN says which officer it is; deciding asks for a one-time code as well.",
    no_args_is_help=True,
)
FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.")]
Alert = Annotated[int, typer.Argument(metavar="ALERT", min=1, help="The alert's number.")]
Alerts = Annotated[list[int], typer.Argument(metavar="ALERT...", min=1, help="Numbers of alerts.")]
Proposal = Annotated[int, typer.Argument(metavar="PROPOSAL", min=1, help="The proposal's number; show has it.")]
Seen = Annotated[int, typer.Option("--seen", min=0, help="The alert's version that you saw; show has it.")]
Text = Annotated[str, typer.Option("--text", help="In your own words.")]


def _ready() -> None:
    from comity.node.prepare import prepare

    prepare()


@app.command("list")
def list_(  # noqa: PLR0913 - one parameter an option
    states: Annotated[
        list[str] | None, typer.Option("--state", help="In this state; may be repeated. All work without.")
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those that you work on.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose time has run out.")] = False,
    portfolio: Annotated[str | None, typer.Option("--portfolio", help="Only of this portfolio.")] = None,
    sort: Annotated[str, typer.Option("--sort", help="What comes first: due, score, age or newest.")] = "due",
    most: Annotated[int, typer.Option("--most", min=1, max=500, help="How many at the most.")] = 50,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Show the queue: alerts in which somebody has something to do."""
    _ready()
    from comity.api.native import answers
    from comity.cases.alert import AlertState
    from comity.cases.queue import Order, Wanted
    from comity.cli import alert_answers
    from comity.cli.officer import officer_here
    from comity.operations.list_alerts import ListAlerts, list_alerts

    actor, now = officer_here(), runtime.now()
    wanted = Wanted(
        states=frozenset(_one_of(AlertState, each) for each in states or ()),
        assignee=actor.officer if mine else None,
        portfolio=portfolio,
        overdue_at=now if overdue else None,
    )
    page = list_alerts(ListAlerts(wanted, _one_of(Order, sort), size=most), actor=actor, now=now)
    if chosen is Format.TABLE:
        alert_answers.write_queue(page, now)
        tell(f"{len(page.lines):,} of {page.total:,}")
    else:
        write_records((answers.line(each, now) for each in page.lines), chosen)


@app.command()
def show(alert: Alert, chosen: FormatOption = Format.TABLE) -> None:
    """Show one alert with all to judge it by."""
    _ready()
    from comity.api.native import answers
    from comity.cli import alert_answers
    from comity.cli.officer import officer_here
    from comity.operations.show_alert import ShowAlert, show_alert

    shown = show_alert(ShowAlert(AlertId(alert)), actor=officer_here(), now=runtime.now())
    if chosen is Format.TABLE:
        alert_answers.write_alert(shown)
    else:
        write_record(answers.shown(shown), chosen)


@app.command()
def take(alerts: Alerts) -> None:
    """Take alerts of nobody: you work on them."""
    _ready()
    from comity.cli.officer import officer_here
    from comity.operations.take_alerts import TakeAlerts, take_alerts

    order = TakeAlerts(tuple(AlertId(each) for each in dict.fromkeys(alerts)))
    done = take_alerts(order, actor=officer_here(), now=runtime.now())
    _tell_assigned(len(done.done), done.left)


@app.command()
def assign(
    alerts: Alerts,
    to: Annotated[str | None, typer.Option("--to", metavar="USER", help="The officer's name; nobody without.")] = None,
) -> None:
    """Assign alerts to an officer, or to nobody."""
    _ready()
    from comity.cli.officer import officer_here
    from comity.operations.assign_alerts import AssignAlerts, assign_alerts
    from comity.store.officers import load_by_username

    assignee = None if to is None else load_by_username(to).id
    order = AssignAlerts(tuple(AlertId(each) for each in dict.fromkeys(alerts)), assignee)
    done = assign_alerts(order, actor=officer_here(), now=runtime.now())
    _tell_assigned(len(done.done), done.left)


@app.command()
def note(alert: Alert, text: Annotated[str, typer.Argument(metavar="TEXT", help="What is worth knowing.")]) -> None:
    """Add a note. Notes are never changed."""
    _ready()
    from comity.cli.officer import officer_here
    from comity.operations.add_note import NoteOnAlert, add_note

    add_note(NoteOnAlert(AlertId(alert), text), actor=officer_here(), now=runtime.now())
    tell(f"alert {alert}: noted")


@app.command()
def propose(  # noqa: PLR0913 - one parameter an option
    alert: Alert,
    seen: Seen,
    outcome: Annotated[
        str, typer.Option("--outcome", help="What the hits are: true match, false positive or inconclusive.")
    ],
    reasons: Annotated[list[str], typer.Option("--reason", help="A coded reason; may be repeated.")],
    hits: Annotated[list[int] | None, typer.Option("--hit", help="Which hits; all unjudged ones without.")] = None,
    text: Text = "",
    evidence: Annotated[list[str] | None, typer.Option("--evidence", help="What it rests on; may be repeated.")] = None,
) -> None:
    """Judge hits. What is not inconclusive waits for a second officer. Asks for your one-time code."""
    _ready()
    from comity.cases.disposition import Judgement, Outcome
    from comity.cli.officer import confirmed_here
    from comity.operations.propose_disposition import ProposeDisposition, propose_disposition

    judgement = Judgement(_one_of(Outcome, outcome), tuple(reasons), text, tuple(evidence or ()))
    actor = confirmed_here()
    chosen = tuple(HitId(each) for each in hits) if hits else _unjudged(AlertId(alert), actor)
    order = ProposeDisposition(AlertId(alert), seen, chosen, judgement)
    done = propose_disposition(order, actor=actor, now=runtime.now())
    tell(f"alert {alert}: {done.alert.state.value}; proposal {done.disposition.id}, version {done.alert.version}")


@app.command()
def confirm(proposal: Proposal, seen: Seen, text: Text = "") -> None:
    """Confirm another officer's proposal: never your own (four eyes). Asks for your one-time code."""
    _ready()
    from comity.cli.officer import confirmed_here
    from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition

    order = ConfirmDisposition(DispositionId(proposal), seen, text)
    done = confirm_disposition(order, actor=confirmed_here(), now=runtime.now())
    tell(f"alert {done.alert.id}: {done.alert.state.value}")


@app.command()
def refuse(proposal: Proposal, seen: Seen, text: Text) -> None:
    """Refuse another officer's proposal, with reasons. Asks for your one-time code."""
    _ready()
    from comity.cli.officer import confirmed_here
    from comity.operations.refuse_disposition import RefuseDisposition, refuse_disposition

    order = RefuseDisposition(DispositionId(proposal), seen, text)
    done = refuse_disposition(order, actor=confirmed_here(), now=runtime.now())
    tell(f"alert {done.alert.id}: {done.alert.state.value}")


@app.command()
def withdraw(proposal: Proposal, seen: Seen, text: Text = "") -> None:
    """Withdraw your own proposal, before anybody confirmed it. Asks for your one-time code."""
    _ready()
    from comity.cli.officer import confirmed_here
    from comity.operations.withdraw_disposition import WithdrawDisposition, withdraw_disposition

    order = WithdrawDisposition(DispositionId(proposal), seen, text)
    done = withdraw_disposition(order, actor=confirmed_here(), now=runtime.now())
    tell(f"alert {done.alert.id}: {done.alert.state.value}")


def _unjudged(alert: AlertId, actor: Actor) -> tuple[HitId, ...]:
    from comity.cases.alert import HitState
    from comity.operations.show_alert import ShowAlert, show_alert

    hits = show_alert(ShowAlert(alert), actor=actor, now=runtime.now()).alert.hits
    return tuple(hit.id for hit in hits if hit.id and hit.state is HitState.UNJUDGED and hit.gone_at is None)


def _one_of(known: type[ChoiceT], said: str) -> ChoiceT:
    """What was meant by a word. The words are the core's own, which is not loaded to write help."""
    for each in known:
        if each.value == said:
            return each
    raise BadRequest(f"{said!r} is not known; write one of: {', '.join(each.value for each in known)}")


def _tell_assigned(done: int, left: tuple[tuple[AlertId, str], ...]) -> None:
    tell(f"{done:,} alerts handed over")
    for alert, why in left:
        tell(f"alert {alert} was left: {why}")
    if left:
        raise typer.Exit(1)
