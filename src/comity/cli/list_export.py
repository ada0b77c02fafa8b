"""`comity lists export`: write listings for others to read."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity import runtime
from comity.cli.output import standard_output, tell
from comity.model.designation import Reference
from comity.model.entity import Kind
from comity.model.errors import BadRequest
from comity.model.partial_date import PartialDate


class Form(StrEnum):
    """In which form listings are written."""

    NATIONAL = "national"


class Kept(StrEnum):
    """As which file the national form is written."""

    CSV = "csv"
    JSON = "json"


def export(  # noqa: PLR0913 - a command has as many parameters as options
    form: Annotated[Form, typer.Argument(metavar="FORM", help="national: docs/lists/national.md.")],  # noqa: ARG001
    from_list: Annotated[str, typer.Option("--from", metavar="LIST", help="Whose listings.")] = "national",
    edition: Annotated[str | None, typer.Option("--edition", help="Its date or hash; the newest without.")] = None,
    part: Annotated[str | None, typer.Option("--part", help="Which part; of national, the list's own name.")] = None,
    kinds: Annotated[list[Kind] | None, typer.Option("--kind", help="Only these; may be repeated.")] = None,
    programmes: Annotated[list[str] | None, typer.Option("--programme", help="Only these; may be repeated.")] = None,
    references: Annotated[list[str] | None, typer.Option("--reference", help="Only these; may be repeated.")] = None,
    only_complete: Annotated[
        bool,
        typer.Option("--only-complete", help="Leave out listings without date or reasons, which the form needs."),
    ] = False,
    heading: Annotated[
        list[str] | None,
        typer.Option("--heading", metavar="FIELD=TEXT", help="list, title, authority, legal_basis, dated, language."),
    ] = None,
    written_as: Annotated[Kept, typer.Option("--format", help="For a spreadsheet or for a program.")] = Kept.CSV,
    empty: Annotated[bool, typer.Option("--empty", help="Only the heading, to be filled in.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to; standard output without.")
    ] = None,
) -> None:
    """Write listings that are held as a national list that others can read."""
    from comity.operations import export_national as national
    from comity.operations.choose_edition import choose_edition

    said = _read_heading(heading or ())
    if empty:
        _write(national.empty_form(said, _today()), out)
        return
    store = runtime.edition_store()
    manifest = choose_edition(store, runtime.source_of(from_list).id, edition, part=part)
    only = frozenset(Reference(reference) for reference in references or ())
    choice = national.Choice(frozenset(kinds or ()), frozenset(programmes or ()), only, only_complete)
    order = national.ExportNational(manifest, said, choice, national.NationalFormat(written_as))
    exported = national.export_national(order, store=store)
    _write(exported.content, out)
    for reference in exported.left_out:
        tell(f"{manifest.list}: {reference} was left out, for want of a date or reasons")


def _write(content: bytes, out: Path | None) -> None:
    from comity.store.whole_file import write_whole

    if out is None:
        shown = standard_output()
        shown.write(content)
        shown.flush()
    else:
        write_whole(out, content)
        tell(f"written: {out}")


def _read_heading(texts: Iterable[str]) -> dict[str, str]:
    heading = {}
    for text in texts:
        field, separator, value = text.partition("=")
        if not separator:
            raise BadRequest(f"--heading {text!r} is not of the form FIELD=TEXT")
        heading[field.strip()] = value.strip()
    return heading


def _today() -> PartialDate:
    today = runtime.now().date()
    return PartialDate(today.year, today.month, today.day)
