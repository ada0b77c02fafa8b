"""`comity backup` and `comity restore`."""

from pathlib import Path
from typing import Annotated

import typer

from comity import runtime
from comity.cli.output import tell


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write, for instance comity-2026-11-22.tar.")],
    portfolios: Annotated[
        bool, typer.Option("--portfolios/--no-portfolios", help="With the customers of portfolios.")
    ] = True,
) -> None:
    """Back the node up into one file, while it works. The file holds personal data and keys: keep it safe."""
    from comity.node.prepare import migrate, prepare

    prepare()
    migrate()
    from comity.operations.back_up import BackUp, back_up
    from comity.operations.watch_portfolio import TIMER

    order = BackUp(runtime.settings().home, target, portfolios)
    done = back_up(order, actor=TIMER, now=runtime.now())
    size = sum(each.bytes for each in done.files)
    tell(f"{target}: {len(done.files):,} files, {size / 1e6:,.1f} MB, a {done.database} database")


def restore(source: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file of a backup.")]) -> None:
    """Restore a node from a backup, into an empty COMITY_HOME and an empty database."""
    from comity.node.prepare import migrate, prepare

    prepare()
    from comity.operations.restore import Restore
    from comity.operations.restore import restore as restored

    done = restored(Restore(source, runtime.settings().home), now=runtime.now())
    migrate()
    tell(f"Restored the node of {done.made_at:%Y-%m-%d %H:%M} UTC (Comity {done.version}); try: comity audit verify")
