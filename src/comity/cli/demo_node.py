"""`comity demo-node`: a node of invented people, lists and customers, to look at and to try."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from comity import runtime
from comity.cli.output import tell, write_table
from comity.model.errors import NotFound


def demo_node(
    examples: Annotated[
        Path | None, typer.Argument(metavar="[EXAMPLES]", help="The folder of examples; needed the first time.")
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(metavar="USER", help="Only print the code that this officer's authenticator shows now."),
    ] = None,
) -> None:
    """Make COMITY_HOME, if it is empty, a demonstration, and print who can sign in. `comity serve` then serves it."""
    from comity.node.demonstration import is_demonstration, logins, shown_code

    home = runtime.settings().home
    if not is_demonstration(home):
        _prepare(examples, home)
    if code is not None:
        print(shown_code(home, code, runtime.now()))
        return
    found = logins(home)
    rows = ((each.username, each.password, each.secret, each.name, ", ".join(each.roles)) for each in found)
    write_table(("user name", "password", "authenticator secret", "name", "roles"), rows)


def _prepare(examples: Path | None, home: Path) -> None:
    from comity.node.demonstration import invented_logins, mark_demonstration
    from comity.node.prepare import migrate, prepare

    if examples is None or not (examples / "customers.csv").is_file():
        raise NotFound("folder of examples", str(examples or ""), "name the folder `examples` of the repository")
    mark_demonstration(home, invented_logins())
    tell(f"Preparing a demonstration in {home} ...")
    try:
        prepare()
        migrate()
        from comity.node.demonstrate import prepare_demonstration

        prepare_demonstration(examples, home, runtime.now())
    except BaseException:
        shutil.rmtree(home)  # ours alone: it was empty a moment ago; half a demonstration is worse than none
        raise
