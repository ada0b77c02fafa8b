"""Progress on a terminal; nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from comity.cli.output import printable

STEP = 256  # records between two signs of life


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """A function to be told how many records were read so far; it draws on standard error."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    said = TextColumn("{task.description}", markup=False)  # a file may be called [/b].csv
    columns = (SpinnerColumn(), said, TextColumn("{task.completed:,.0f} records"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(printable(what), total=None)

        def told(count: int) -> None:
            if count % STEP == 0:
                progress.update(task, completed=count)

        yield told
