from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from comity.lists import national
from comity.lists.national_form import NationalHeader
from comity.lists.national_write import write_csv
from comity.model.designation import Designation, EditionId, ListId, Listing, Reference
from comity.model.entity import Entity, Kind, Name, NameKind, Published
from comity.model.errors import BadRequest, IncompleteListing, NotFound
from comity.model.partial_date import PartialDate
from comity.operations.export_national import Choice, ExportNational, NationalFormat, empty_form, export_national
from comity.operations.import_edition import Imported, ImportEdition, arrival, import_edition
from comity.store.editions import EditionStore
from invented_list import SOURCE, file_of, persons

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADER = NationalHeader("xx-1373", "List of Nowhere", "Ministry of Nowhere", PartialDate(2026, 8, 1), "Act 7")
DAY = PartialDate(2026, 7, 1)


def entry(reference: str, *, kind: Kind = Kind.PERSON, programme: str = "A") -> Designation:
    name = f"=Name of {reference}"
    listing = Listing(
        list=ListId("national"),
        reference=Reference(reference),
        authority="Ministry of Nowhere",
        legal_basis="Act 7",
        stood_on=DAY,
        listed_on=DAY,
        programmes=(programme,),
        reasons=("because",),
    )
    entity = Entity(kind, (Name(name, NameKind.PRIMARY, Published("names", name)),))
    return Designation(listing, entity, EditionId("0" * 64), "nowhere")


def bring(store: EditionStore, path: Path, content: bytes, source: object = national.SOURCE) -> Imported:
    path.write_bytes(content)
    return import_edition(ImportEdition(source, (arrival(path),)), store=store, now=NOW)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> EditionStore:
    store = EditionStore(tmp_path / "home")
    entries = (entry("N1"), entry("N2", kind=Kind.ORGANISATION), entry("N3", programme="B"))
    bring(store, tmp_path / "list.csv", write_csv(HEADER, entries))
    return store


@pytest.mark.parametrize("written_as", NationalFormat)
def test_what_is_exported_is_read_back_with_its_own_heading(
    store: EditionStore, tmp_path: Path, written_as: NationalFormat
) -> None:
    (held,) = store.in_force()
    exported = export_national(ExportNational(held, {"dated": "2026-09-01"}, Choice(), written_as), store=store)
    again = bring(EditionStore(tmp_path / "other"), tmp_path / f"out.{written_as}", exported.content).manifest
    assert (again.part, again.dated, again.total) == ("xx-1373", date(2026, 9, 1), 3)
    other = EditionStore(tmp_path / "other")
    assert [it.entity for it in other.designations(again)] == [it.entity for it in store.designations(held)]


@pytest.mark.parametrize(
    ("choice", "references"),
    [
        (Choice(), ["N1", "N2", "N3"]),
        (Choice(kinds=frozenset({Kind.ORGANISATION})), ["N2"]),
        (Choice(programmes=frozenset({"B", "C"})), ["N3"]),
        (Choice(references=frozenset({Reference("N1"), Reference("N3")})), ["N1", "N3"]),
    ],
)
def test_only_what_is_chosen_is_exported(
    store: EditionStore, tmp_path: Path, choice: Choice, references: list[str]
) -> None:
    (held,) = store.in_force()
    exported = export_national(ExportNational(held, {}, choice, NationalFormat.JSON), store=store)
    other = EditionStore(tmp_path / "other")
    again = bring(other, tmp_path / "out.json", exported.content).manifest
    assert list(other.references(again)) == references


def test_a_choice_of_nothing_is_told(store: EditionStore) -> None:
    (held,) = store.in_force()
    order = ExportNational(held, {}, Choice(kinds=frozenset({Kind.AIRCRAFT})), NationalFormat.CSV)
    with pytest.raises(NotFound, match="no listing of"):
        export_national(order, store=store)


@pytest.mark.parametrize("heading", [{"colour": "red"}, {"dated": "soon"}, {"list": "Not A Name"}])
def test_a_heading_that_cannot_be_is_refused(store: EditionStore, heading: dict[str, str]) -> None:
    (held,) = store.in_force()
    with pytest.raises(BadRequest):
        export_national(ExportNational(held, heading, Choice(), NationalFormat.CSV), store=store)


def test_a_listing_without_date_or_reasons_is_refused_or_left_out_by_name(tmp_path: Path) -> None:
    store = EditionStore(tmp_path / "home")
    held = bring(store, tmp_path / "invented", file_of(*persons(2)), SOURCE).manifest
    with pytest.raises(IncompleteListing, match="P1"):
        export_national(ExportNational(held, {}, Choice(), NationalFormat.CSV), store=store)
    with pytest.raises(NotFound, match="none has the date and reasons"):
        export_national(ExportNational(held, {}, Choice(only_complete=True), NationalFormat.CSV), store=store)


def test_an_empty_form_has_the_heading_and_the_columns() -> None:
    form = empty_form({"list": "kg-1373", "title": "Тизме"}, DAY).decode("utf-8-sig")
    assert "kg-1373" in form
    assert "Тизме" in form
    assert "listed_on" in form
