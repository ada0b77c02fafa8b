"""`comity retention`: how long records are kept, and erasing what is due."""

from typing import Annotated

import typer

from comity import runtime
from comity.cli.output import tell, write_table

app = typer.Typer(no_args_is_help=True, help="How long records are kept, and erasing what is due.")

A_DAY = 86_400.0


@app.command()
def show() -> None:
    """Show each kind of record, its period on this node, and why it is kept."""
    from comity.cases.retention import RULES

    days = runtime.retention_periods().days
    rows = [(kind.value, f"{days[kind]:,}", rule.counted_from, rule.purpose) for kind, rule in RULES.items()]
    write_table(("kind", "days", "after", "kept"), rows)


@app.command()
def run(
    yes: Annotated[bool, typer.Option("--yes", help="Erase. Without it, only say what the periods are.")] = False,
) -> None:
    """Erase what was kept for its time, and say what was erased. Meant for a timer, once a day."""
    from comity.node.prepare import migrate, prepare

    if not yes:
        show()
        tell("Nothing was erased; repeat with --yes.")
        return
    prepare()
    migrate()
    from comity.operations.erase_due import erase_all_due
    from comity.operations.watch_portfolio import TIMER
    from comity.store import attachment_files, retention

    now = runtime.now()
    erased = erase_all_due(runtime.retention_periods(), runtime.log_keys(), actor=TIMER, now=now)
    rows = [(done.kind.value, f"{done.records:,}", f"{done.before:%Y-%m-%d}") for done in erased]
    home = runtime.settings().home
    contents = attachment_files.erase_others(home, retention.attached(), before=now.timestamp() - A_DAY)
    write_table(("kind", "erased", "ended before"), [*rows, ("attachments", f"{contents:,}", "")])
