"""`comity lists`: bring editions in, see which are held, and what changed between them."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity import runtime
from comity.cli import list_answers
from comity.cli.list_export import export
from comity.cli.output import Format, tell, write_json, write_record, write_records
from comity.cli.progress import counting
from comity.cli.watch import after_update
from comity.model.designation import Reference
from comity.model.errors import BadRequest
from comity.model.partial_date import PartialDate, parse_iso

if TYPE_CHECKING:
    from comity.operations.import_edition import Imported

app = typer.Typer(help="Bring in editions of lists, and see what they hold and what changed.", no_args_is_help=True)

ListArgument = Annotated[str, typer.Argument(metavar="LIST", help="The list's id, such as un_sc.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.")]
PartOption = Annotated[
    str | None, typer.Option("--part", help="Which part of a list that is published in parts (us_ofac: sdn).")
]


@app.command("import")
def import_(
    list_id: ListArgument,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="All files of one edition; .xz, .gz, .zip too.")
    ],
    dated: Annotated[
        str | None, typer.Option(metavar="DATE", help="2026-08-01, where the content has no date.")
    ] = None,
    accept_count: Annotated[
        bool, typer.Option("--accept-count", help="The counts are right though they look absurd: you have checked.")
    ] = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Put one edition of a list in force, from its files.

    On a node, its index is compiled, every portfolio is screened by what changed, and every measure looked at, as after
    an update.
    """
    from comity.operations.import_edition import ImportEdition, arrival, import_edition

    stated = _read_date(dated)
    source = runtime.source_of(list_id)
    order = ImportEdition(source, tuple(arrival(path) for path in files), stated, accept_count)
    with counting(f"{list_id}: reading") as progress:
        imported = import_edition(order, store=runtime.edition_store(), now=runtime.now(), progress=progress)
    if chosen is Format.TABLE:
        list_answers.write_imported(imported.manifest)
    else:
        write_record({**list_answers.edition_record(imported.manifest), "new": imported.new}, chosen)
    _tell_imported(imported, stated)
    if not after_update(()):
        raise typer.Exit(1)


@app.command()
def update(
    list_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[LIST...]", help="Which lists; all that have an address without.")
    ] = None,
    urls: Annotated[
        list[str] | None,
        typer.Option("--url", metavar="URL", help="Fetch from here instead of the publisher: all files of one LIST."),
    ] = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Fetch the newest editions from their publishers; an edition is in force once it was read whole.

    On a node, every portfolio is screened by what changed, and alerts are opened, updated or closed by it.
    """
    from comity.operations.update_lists import Outcome, update_lists

    if urls and (list_ids is None or len(list_ids) != 1):
        raise BadRequest("--url needs exactly one LIST")
    if not urls:
        from comity.node.demonstration import refuse_on_demonstration

        refuse_on_demonstration(runtime.settings().home, "a publisher's list")
    if list_ids:
        sources = [runtime.source_of(list_id) for list_id in dict.fromkeys(list_ids)]
    else:
        sources = [source for source in runtime.known_lists() if source.urls]
    if urls:
        sources = [replace(sources[0], urls=(tuple(urls),))]
    results = []
    with runtime.update_means() as means:
        for updated in update_lists(sources, means):
            results.append(updated)
            tell(f"{updated.list}: {updated.outcome} {updated.problem}".rstrip())
    if chosen is Format.TABLE:
        list_answers.write_updates(results)
    else:
        write_records((list_answers.update_record(updated) for updated in results), chosen)
    well = after_update(results)
    if not well or any(updated.outcome is Outcome.FAILED for updated in results):
        raise typer.Exit(1)


@app.command()
def show(
    list_id: Annotated[str | None, typer.Argument(metavar="[LIST]", help="One list; all lists held without.")] = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Show the editions held, newest first, and which are in force."""
    from comity.operations.show_editions import show_editions

    held = show_editions(runtime.edition_store(), None if list_id is None else (runtime.source_of(list_id).id,))
    if chosen is Format.TABLE:
        list_answers.write_editions(held)
    else:
        write_records((list_answers.held_record(edition) for edition in held), chosen)


@app.command()
def diff(
    list_id: ListArgument,
    before: Annotated[str, typer.Argument(metavar="A", help="An edition: its date, or the beginning of its hash.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The edition to compare it with.")],
    part: PartOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Show which listings were added, removed and amended from edition A to edition B."""
    from comity.operations.compare_editions import compare_editions

    comparison = compare_editions(runtime.edition_store(), runtime.source_of(list_id).id, before, after, part=part)
    if chosen is Format.TABLE:
        list_answers.write_comparison(comparison)
    else:
        write_json(list_answers.comparison_record(comparison))


@app.command()
def log(
    reference: Annotated[str, typer.Argument(metavar="REFERENCE", help="As the publisher writes it, such as QDi.002.")],
    lists: Annotated[list[str] | None, typer.Option("--list", help="Only on this list; may be repeated.")] = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Tell the life of one listing over all editions held."""
    from comity.operations.trace_listing import trace_listing

    chosen_lists = None if lists is None else tuple(runtime.source_of(list_id).id for list_id in lists)
    lives = trace_listing(runtime.edition_store(), Reference(reference), list_ids=chosen_lists)
    if chosen is Format.TABLE:
        for life in lives:
            list_answers.write_life(life)
    else:
        write_records((list_answers.life_record(life) for life in lives), chosen)


@app.command()
def odd(
    list_id: ListArgument,
    edition: Annotated[
        str | None, typer.Argument(metavar="[EDITION]", help="Its date, or the beginning of its hash; newest without.")
    ] = None,
    part: PartOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Show what an officer should look at: odd values, quarantined records, fields not kept."""
    from comity.operations.choose_edition import choose_edition

    store = runtime.edition_store()
    manifest = choose_edition(store, runtime.source_of(list_id).id, edition, part=part)
    account = store.account(manifest)
    if chosen is Format.TABLE:
        list_answers.write_account(manifest, account)
    else:
        write_json(list_answers.account_record(manifest, account))


app.command()(export)


def _tell_imported(imported: "Imported", stated: PartialDate | None) -> None:
    """What an officer should know of an import beside its counts."""
    manifest = imported.manifest
    if not imported.new:
        since = f"{manifest.imported_at:%Y-%m-%d %H:%M} UTC"
        tell(f"{manifest.list}: this content is held already, since {since}; nothing was changed")
    if stated is not None and stated.first() != manifest.dated:
        tell(f"{manifest.list}: --dated {stated} was not used; the {manifest.dated_by} says {manifest.dated}")
    if manifest.quarantined or manifest.odd:
        found = f"{manifest.quarantined} records quarantined, {manifest.odd} odd values"
        tell(f"{manifest.list}: {found}; see: comity lists odd {manifest.list} {manifest.edition[:12]}")


def _read_date(text: str | None) -> PartialDate | None:
    if text is None:
        return None
    try:
        return parse_iso(text)
    except ValueError as problem:
        raise BadRequest(f"--dated: {problem}") from problem
