"""Write listings that are held as a national list, in the form of docs/lists/national.md."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from comity.lists.admission import NATIONAL
from comity.lists.national import read_header
from comity.lists.national_form import HEADER_FIELDS, NationalHeader, header_of
from comity.lists.national_write import template_csv, write_csv, write_json
from comity.model.designation import Designation, Reference
from comity.model.entity import Kind
from comity.model.errors import BadRequest, BrokenFile, NotFound
from comity.model.partial_date import PartialDate
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest
from comity.store.unpack import Unpacked, unpack


class NationalFormat(StrEnum):
    """The two files that say the same."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which listings to export; an empty field chooses all. `only_complete` leaves out what the form must refuse."""

    kinds: frozenset[Kind] = frozenset()
    programmes: frozenset[str] = frozenset()
    references: frozenset[Reference] = frozenset()
    only_complete: bool = False


@dataclass(frozen=True, slots=True)
class ExportNational:
    """The order: which edition, which of its listings, in which file.

    `heading` says what the written list is to say of itself (HEADER_FIELDS), in place of what the edition says.
    """

    manifest: EditionManifest
    heading: Mapping[str, str]
    choice: Choice
    format: NationalFormat


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and the references that were left out because date or reasons are missing."""

    content: bytes
    left_out: tuple[Reference, ...]


def export_national(order: ExportNational, *, store: EditionStore) -> Exported:
    """The chosen listings as a national list, which Comity reads back as they are.

    Raises IncompleteListing for an entry without date or reasons, DuplicateReference, BadRequest
    for a heading that cannot be, NotFound when nothing is chosen.
    """
    chosen = tuple(_chosen(store.designations(order.manifest), order.choice))
    if not chosen:
        raise NotFound("listing of", f"{order.manifest.list} {order.manifest.dated}", "choose fewer conditions")
    incomplete = tuple(it.listing.reference for it in chosen if not (it.listing.listed_on and it.listing.reasons))
    left_out = incomplete if order.choice.only_complete else ()
    kept = tuple(it for it in chosen if it.listing.reference not in left_out)
    if not kept:
        raise NotFound("complete listing of", order.manifest.list, "none has the date and reasons that the form needs")
    header = _header(order, kept[0], store)
    write = write_csv if order.format is NationalFormat.CSV else write_json
    return Exported(write(header, kept), left_out)


def empty_form(heading: Mapping[str, str], today: PartialDate) -> bytes:
    """An empty CSV with its headings, for an authority to fill in."""
    given = NationalHeader("my-list", "Title of the list", "Name of the authority", today)
    return template_csv(_reworded(given, heading))


def _chosen(designations: Iterable[Designation], choice: Choice) -> Iterator[Designation]:
    for designation in designations:
        listing = designation.listing
        if (
            (not choice.kinds or designation.entity.kind in choice.kinds)
            and (not choice.programmes or not choice.programmes.isdisjoint(listing.programmes))
            and (not choice.references or listing.reference in choice.references)
        ):
            yield designation


def _header(order: ExportNational, first: Designation, store: EditionStore) -> NationalHeader:
    manifest = order.manifest
    if manifest.list == NATIONAL:
        return _reworded(_published_header(manifest, store), order.heading)
    day = manifest.dated
    name, dated = manifest.list.replace("_", "-"), PartialDate(day.year, day.month, day.day)
    title = f"{manifest.list} {manifest.part}".strip()
    return _reworded(NationalHeader(name, title, first.listing.authority, dated), order.heading)


def _published_header(manifest: EditionManifest, store: EditionStore) -> NationalHeader:
    """The heading of a national list as its authority wrote it, from the file as received."""
    received = [Unpacked(file.name, store.path(manifest) / file.kept) for file in manifest.received]
    with TemporaryDirectory() as scratch:
        (content,) = unpack(received, Path(scratch))
        return read_header(content.source_file())


def _reworded(header: NationalHeader, heading: Mapping[str, str]) -> NationalHeader:
    unknown = heading.keys() - set(HEADER_FIELDS)
    if unknown:
        raise BadRequest(f"no heading {min(unknown)!r}; there are: {', '.join(HEADER_FIELDS)}")
    said = {field: str(getattr(header, field)) for field in HEADER_FIELDS}
    try:
        return header_of(said | dict(heading), "the list to be written")
    except (BrokenFile, ValueError) as problem:
        raise BadRequest(str(problem)) from problem
