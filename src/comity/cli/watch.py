"""`comity watch`: what the node's timer runs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from comity import runtime
from comity.cli.output import tell

if TYPE_CHECKING:
    from comity.model.officer import Actor
    from comity.operations.update_lists import Updated


def watch(
    portfolios: Annotated[
        list[str] | None, typer.Argument(metavar="[PORTFOLIO...]", help="Which portfolios; all that are held without.")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update/--no-update", help="Fetch the newest editions of all lists first.")
    ] = True,
) -> None:
    """Fetch the lists, screen every portfolio by what changed, open and update alerts, look at every measure.

    Meant for a timer: run again at any moment, it does what was left undone. Exit code 1 when anything failed.
    """
    from comity.node.prepare import migrate, prepare
    from comity.operations.update_lists import update_lists

    prepare()
    migrate()
    from comity.operations.watch_portfolio import TIMER

    updated: list[Updated] = []
    if update:
        sources = [source for source in runtime.known_lists() if source.urls]
        with runtime.update_means() as means:
            for each in update_lists(sources, means):
                updated.append(each)
                tell(f"{each.list}: {each.outcome} {each.problem}".rstrip())
    if not kept(updated, portfolios, actor=TIMER):
        raise typer.Exit(1)


def after_update(updated: Sequence["Updated"]) -> bool:
    """Where this machine is a node, keep watch after lists were fetched. False when anything failed."""
    if not runtime.has_node():
        return True
    from comity.model.officer import Actor, Door
    from comity.node.prepare import migrate, prepare

    prepare()
    migrate()
    return kept(updated, None, actor=Actor("the machine's command line", frozenset(), Door.CLI))


def put_to_work(actor: "Actor") -> None:
    """On a node: compile the index of the editions in force, so that no request waits for it, and log them."""
    from comity.operations.compile_index import compile_index
    from comity.operations.log_editions import LogEditions, log_editions

    def building(listings: int) -> None:
        tell(f"Compiling the index of {listings:,} listings, once for these editions ...")

    compile_index(runtime.edition_store(), building)
    log_editions(LogEditions(runtime.edition_store()), actor=actor, now=runtime.now())


def kept(updated: Sequence["Updated"], portfolios: list[str] | None, *, actor: "Actor") -> bool:
    """Note how the lists were fetched, watch the portfolios, review the measures. False when anything failed."""
    from comity.operations.keep_watch import NoteListCheck, keep_watch, note_list_check, review
    from comity.operations.watch_portfolio import TIMER

    put_to_work(actor)
    for each in updated:
        check = NoteListCheck(each.list, each.urls, each.outcome.value, each.problem)
        note_list_check(check, actor=TIMER, now=runtime.now())
    well = not any(each.problem for each in updated)
    means = runtime.watch_means()
    for done in keep_watch(means, portfolios):
        if done.watched is None:
            tell(f"portfolio {done.portfolio}: {done.problem}")
            well = False
            continue
        it = done.watched
        how = f"{it.whole:,} screened whole" if it.whole else f"{it.changed:,} listings changed"
        tell(
            f"portfolio {it.portfolio}: {it.customers:,} customers, {how}; alerts: {len(it.opened):,} opened, "
            f"{len(it.updated):,} updated; {it.silent:,} cleared pairs stay silent"
        )
    looked = review(means)
    tell(f"measures: {looked.measures:,} looked at, {len(looked.opened):,} to release, {len(looked.closed):,} settled")
    return well
