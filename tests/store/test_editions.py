from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from comity.lists.admission import DatedBy
from comity.lists.reading import OddValue
from comity.model.designation import Designation, EditionId, ListId
from comity.model.entity import Kind
from comity.model.errors import NotFound
from comity.store.editions import EditionStore
from comity.store.manifest import Account, EditionManifest
from invented_list import invented_designation

LIST = ListId("invented")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def manifest_of(edition: str, dated: date, *, part: str = "", rows: int = 1, at: datetime = NOW) -> EditionManifest:
    return EditionManifest(
        LIST,
        EditionId(edition * 64),
        part,
        dated,
        DatedBy.CONTENT,
        at,
        "0.1.0",
        (),
        (),
        {Kind.PERSON: rows},
        0,
        0,
        0,
        {},
    )


def publish(store: EditionStore, manifest: EditionManifest, *designations: Designation) -> None:
    with store.draft() as draft:
        with draft.designations() as writer:
            for designation in designations:
                writer.add(designation)
        store.publish(draft, manifest, Account((OddValue("p", "f", "t", "why"),), (), ()))


def test_what_was_published_is_read_back_unchanged(tmp_path: Path) -> None:
    store = EditionStore(tmp_path)
    written = (invented_designation("P1", "Усама"), invented_designation("P2", "أسامة"), invented_designation("P3"))
    manifest = manifest_of("a", date(2026, 1, 1), rows=3)
    publish(store, manifest, *written)

    assert store.editions(LIST) == (manifest,)
    assert store.edition(LIST, manifest.edition) == manifest
    assert tuple(store.designations(manifest)) == written
    assert store.designation_at(manifest, 1) == written[1]
    assert store.designation_at(manifest, 2) == written[2]
    assert store.references(manifest) == ("P1", "P2", "P3")
    assert store.account(manifest).odd_values[0].text == "t"
    assert manifest.total == 3


@pytest.mark.parametrize("row", [-1, 3])
def test_a_row_that_does_not_exist_is_an_index_error(tmp_path: Path, row: int) -> None:
    store = EditionStore(tmp_path)
    manifest = manifest_of("a", date(2026, 1, 1), rows=3)
    publish(store, manifest, *(invented_designation(f"P{number}") for number in range(3)))
    with pytest.raises(IndexError):
        store.designation_at(manifest, row)


def test_the_newest_edition_of_each_part_is_in_force_whatever_the_order_of_import(tmp_path: Path) -> None:
    store = EditionStore(tmp_path)
    newest = manifest_of("b", date(2026, 2, 1), part="sdn")
    for manifest in (
        newest,
        manifest_of("a", date(2026, 1, 1), part="sdn"),
        manifest_of("c", date(2025, 1, 1), part="x"),
    ):
        publish(store, manifest, invented_designation("P1"))
    assert [manifest.edition[0] for manifest in store.editions(LIST)] == ["b", "a", "c"]
    assert [manifest.edition[0] for manifest in store.in_force()] == ["b", "c"]
    assert store.in_force([LIST, LIST]) == store.in_force()


def test_of_two_editions_of_one_day_the_last_imported_is_in_force(tmp_path: Path) -> None:
    store = EditionStore(tmp_path)
    publish(store, manifest_of("b", date(2026, 1, 1), at=NOW), invented_designation("P1"))
    publish(store, manifest_of("a", date(2026, 1, 1), at=NOW + timedelta(seconds=1)), invented_designation("P1"))
    assert store.in_force()[0].edition[0] == "a"


def test_a_list_of_which_nothing_is_held_is_not_found(tmp_path: Path) -> None:
    store = EditionStore(tmp_path / "nowhere")
    assert store.list_ids() == ()
    assert store.in_force() == ()
    with pytest.raises(NotFound, match="no edition of list 'invented'"):
        store.in_force([LIST])
    assert not (tmp_path / "nowhere").exists()


def test_a_draft_that_is_not_published_leaves_no_trace(tmp_path: Path) -> None:
    store = EditionStore(tmp_path)
    with store.draft() as draft, draft.designations() as writer:
        writer.add(invented_designation("P1"))
    assert store.list_ids() == ()
    assert [path.name for path in tmp_path.rglob("*")] == ["lock"]


def test_leftovers_of_a_killed_writer_are_swept_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "staging" / "killed").mkdir(parents=True)
    (tmp_path / "staging" / "killed" / "part").write_text("half")
    with EditionStore(tmp_path).draft():
        assert not (tmp_path / "staging" / "killed").exists()


@pytest.mark.parametrize("list_id", ["../../etc", "", "UN/..", "."])
def test_a_list_id_is_never_a_path(tmp_path: Path, list_id: str) -> None:
    with pytest.raises(NotFound, match="ids of lists"):
        EditionStore(tmp_path).editions(ListId(list_id))
