"""The command `comity`, and the one table from what was refused to an exit code.

Modules that are heavy to load are imported inside the commands that need them.
"""

import atexit
import gc
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from comity import __version__
from comity.cli import alerts, audit, evaluate, lists, officers, portfolio, retention, tokens, webhooks
from comity.cli.backup import backup, restore
from comity.cli.demo_node import demo_node
from comity.cli.output import tell
from comity.cli.screen import screen
from comity.cli.serve import serve
from comity.cli.watch import watch
from comity.model import errors

# What a command has loaded ends with it. Python would search all of it for rings of garbage, several times, which takes
# a third of what screening one name does.
atexit.register(gc.freeze)

DONE, REFUSED, MISUSED, ALERTS_FOUND = 0, 1, 2, 3

EXIT_CODES: Mapping[str, int] = {
    "ComityError": REFUSED,
    "UnreadableInput": REFUSED,
    "BrokenFile": REFUSED,
    "TooLarge": REFUSED,
    "DoubtfulEncoding": REFUSED,
    "RefusedEdition": REFUSED,
    "AbsurdCount": REFUSED,
    "DuplicateReference": REFUSED,
    "IncompleteListing": REFUSED,
    "UnreadableRecord": REFUSED,
    "NotFound": MISUSED,
    "BadRequest": MISUSED,
    "DownloadFailed": REFUSED,
    "StoreAway": REFUSED,
    "StoreBusy": REFUSED,
    "WeakPassword": REFUSED,
    "SignInRefused": REFUSED,
    "UnknownCaller": REFUSED,
    "RateExceeded": REFUSED,
    "KeyReused": REFUSED,
    "Forbidden": REFUSED,
    "SecondFactorNeeded": REFUSED,
    "NotAdmitted": REFUSED,
    "NotAllowedNow": REFUSED,
    "SamePerson": REFUSED,
    "LostRace": REFUSED,
    "LogTampered": REFUSED,
}


class Door(TyperGroup):
    """Turns what an operation refused into a line on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. What neither Comity nor the system refused is a fault of ours, and shows whole.

        What the system refused changed nothing, unless a note on the error says what stands.
        """
        try:
            return super().invoke(ctx)
        except errors.ComityError as refused:
            tell(f"comity: {refused}")
            raise typer.Exit(_exit_code(refused)) from refused
        except BrokenPipeError:
            raise
        except OSError as refused:
            place = "" if refused.filename is None else f"{refused.filename}: "
            changed = "; ".join(getattr(refused, "__notes__", ())) or "nothing was changed"
            tell(f"comity: {place}{refused.strerror or refused}; {changed}")
            raise typer.Exit(REFUSED) from refused
        except Exception as fault:
            away = _away(fault)
            if away is None:
                raise
            tell(f"comity: {away} ({str(fault).strip().splitlines()[0]})")
            raise typer.Exit(REFUSED) from fault


app = typer.Typer(
    cls=Door,
    name="comity",
    help="Screening against sanctions lists, with reasons a person can sign.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(lists.app, name="lists")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(portfolio.app, name="portfolio")
app.add_typer(alerts.app, name="alerts")
app.add_typer(officers.app, name="officers")
app.add_typer(audit.app, name="audit")
app.add_typer(retention.app, name="retention")
app.add_typer(tokens.app, name="tokens")
app.add_typer(webhooks.app, name="webhooks")
app.command("screen")(screen)
app.command("serve")(serve)
app.command("watch")(watch)
app.command("demo-node")(demo_node)
app.command("backup")(backup)
app.command("restore")(restore)


@app.command("warm-up")
def warm_up() -> None:
    """Compile the matching kernels now, so that the first screening need not wait for it."""
    import time

    from comity.operations.warm_up import compile_together

    started = time.monotonic()
    tell("Compiling the matching kernels, once for this installation ...")
    compile_together()
    tell(f"Compiled in {time.monotonic() - started:.0f} s.")


def _away(fault: Exception) -> errors.StoreAway | None:
    """Is it the database that does not answer? Only a command that loaded Django can have asked it."""
    if "django.db" not in sys.modules:
        return None
    from comity.store.unavailable import unavailable

    return unavailable(fault)


def _exit_code(refused: errors.ComityError) -> int:
    """The code of the error's class; of one that another package added, its nearest ancestor's."""
    return next(EXIT_CODES[kind.__name__] for kind in type(refused).__mro__ if kind.__name__ in EXIT_CODES)


def _show_version(asked: bool) -> None:
    if asked:
        print(f"comity {__version__}")
        raise typer.Exit


@app.callback()
def comity(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Screening against sanctions lists, with reasons a person can sign."""


if __name__ == "__main__":
    app()
