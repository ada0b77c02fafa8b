"""Screening as an operation: every record is accounted for, every hit is told, the highest are kept."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity.intake import IntakeOptions
from comity.model.designation import EditionId
from comity.model.errors import BrokenFile, NotFound
from comity.model.hit import Hit
from comity.model.subject import RecordNote, RecordState, Subject, SubjectBatch, SubjectId
from comity.model.subject_columns import batch_of
from comity.operations import screen as operation
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.operations.open_screener import OpenScreener, open_screener
from comity.operations.screen import Means, ScreeningOrder, opened_input, screen_batches, screened_lists
from comity.operations.screening import ScreenedInput, Screening
from comity.store.editions import EditionStore
from invented_list import SOURCE, file_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LISTED = ("P1|person|Orsan Keldenbaev||", "P2|person|Tariq Zuhayr Marzubani||", "P3|person|Lotfi Mounir Fanoussi||")


def put_in_force(store: EditionStore, directory: Path, *lines: str, dated: str) -> None:
    path = directory / f"{dated}.txt"
    path.write_bytes(file_of(*lines, dated=dated))
    import_edition(ImportEdition(SOURCE, (arrival(path),)), store=store, now=NOW)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> OpenScreener:
    directory = tmp_path_factory.mktemp("store")
    store = EditionStore(directory / "home")
    put_in_force(store, directory, *LISTED, dated="2026-01-01")
    return open_screener(store)


def subjects(*names: str, first: int = 1) -> SubjectBatch:
    batch = batch_of([Subject(SubjectId(f"C{number}"), (name,)) for number, name in enumerate(names, first)])
    return SubjectBatch(batch, len(names))


def screened(
    screener: OpenScreener, *batches: SubjectBatch, keep: int = 10, hits: list[Hit] | None = None,
    notes: list[RecordNote] | None = None,
) -> Screening:  # fmt: skip
    lists = screened_lists(screener, lambda _: ("Invented list", "Invented authority"))
    told, noted = [] if hits is None else hits, [] if notes is None else notes
    means = Means(lists, lambda: NOW, told.append, noted.append)
    return screen_batches(
        screener, iter(batches), ScreeningOrder(keep=keep), means, screened=lambda: ScreenedInput("x", "csv")
    )


def test_every_hit_is_told_and_counted_and_the_highest_are_kept_best_first(screener: OpenScreener) -> None:
    hits: list[Hit] = []
    names = ("Orsan Keldenbaev", "Nobody Whatsoever", "Tarik Zuhair Marzubani", "Lotfi Mounir Fanoussi")
    found = screened(screener, subjects(*names[:2]), subjects(*names[2:], first=3), keep=2, hits=hits)
    assert {(hit.subject_id, hit.reference) for hit in hits} == {("C1", "P1"), ("C3", "P2"), ("C4", "P3")}
    assert (found.hits, found.subjects_with_hits, sum(found.scores)) == (3, 3, 3)
    assert [finding.hit for finding in found.findings] == sorted(hits, key=lambda hit: -hit.score)[:2]
    best = found.findings[0]
    assert best.subject.id == best.hit.subject_id
    assert best.designation.listing.reference == best.hit.reference


def test_each_score_is_counted_in_its_hundredth(screener: OpenScreener) -> None:
    hits: list[Hit] = []
    found = screened(screener, subjects("Orsan Keldenbaev"), hits=hits)
    assert found.scores[min(99, int(hits[0].score * 100))] == 1


def test_a_record_is_screened_partial_or_held_and_every_note_is_told(
    screener: OpenScreener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operation, "KEPT_NOTES", 2)
    held = tuple(RecordNote(f"line {n}", None, RecordState.HELD, "no name") for n in range(5))
    partial = RecordNote("line 9", SubjectId("C1"), RecordState.PARTIAL, "no date")
    batch = replace(subjects("Nobody Whatsoever"), received=6, notes=(partial, *held))
    notes: list[RecordNote] = []
    found = screened(screener, batch, notes=notes)
    assert (found.account.received, found.account.screened, found.account.partial, found.account.held) == (6, 0, 1, 5)
    assert notes == [partial, *held]
    assert found.notes == (*held[:2], partial)


def test_a_hit_on_a_carried_listing_counts_for_the_edition_in_force(tmp_path: Path) -> None:
    store = EditionStore(tmp_path / "home")
    put_in_force(store, tmp_path, *LISTED, dated="2026-01-01")
    put_in_force(store, tmp_path, "P1|person|||", *LISTED[1:], dated="2026-02-01")
    in_force = store.in_force()[0]
    assert in_force.carried == 1
    hits: list[Hit] = []
    found = screened(open_screener(store), subjects("Orsan Keldenbaev"), hits=hits)
    assert hits[0].edition != in_force.edition
    assert found.hits_by_edition == {EditionId(in_force.edition): 1}


def test_a_screening_of_nothing_finds_nothing(screener: OpenScreener) -> None:
    found = screened(screener)
    assert (found.account.received, found.hits, found.findings) == (0, 0, ())


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("a.csv", "id,name\n1,Orsan Keldenbaev\n")
        packed.writestr("b.csv", "id,name\n2,Orsan Keldenbaev\n")
    path = tmp_path / "two.zip"
    path.write_bytes(content.getvalue())
    return path


def test_an_archive_of_two_files_is_refused_rather_than_half_screened(archive: Path) -> None:
    with pytest.raises(BrokenFile, match="one by one"), opened_input(archive, IntakeOptions()):
        pass


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no\.csv"), opened_input(tmp_path / "no.csv", IntakeOptions()):
        pass
