"""Real editions end to end: published counts, what changed between them, time and memory."""

import resource
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity.lists import LISTS
from comity.model.designation import ListId
from comity.model.entity import Kind
from comity.operations.compare_editions import compare_editions
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.operations.trace_listing import trace_listing
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest

pytestmark = pytest.mark.real
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SOURCES = {source.id: source for source in LISTS}


def bring(store: EditionStore, list_id: str, *paths: Path) -> EditionManifest:
    order = ImportEdition(SOURCES[ListId(list_id)], tuple(arrival(path) for path in paths))
    return import_edition(order, store=store, now=NOW).manifest


def test_the_united_nations_list_has_its_published_counts_and_changes(real_data: Path, tmp_path: Path) -> None:
    store = EditionStore(tmp_path)
    days = ("2018-10-29", "2025-06-16", "2025-11-15", "2026-08-01")
    held = [bring(store, "un_sc", real_data / "lists" / "un_sc" / f"consolidated-{day}.xml.xz") for day in days]
    assert held[-1].counts == {Kind.PERSON: 736, Kind.ORGANISATION: 275}
    assert sum(manifest.quarantined for manifest in held) == 0
    assert tuple(str(manifest.dated) for manifest in held) == days
    begun = time.perf_counter()
    comparison = compare_editions(store, ListId("un_sc"), "2025-06-16", "2025-11-15")
    assert time.perf_counter() - begun < 2
    assert (len(comparison.difference.added), len(comparison.difference.removed)) == (125, 2)
    before, after = (set(store.references(it)) for it in (comparison.before, comparison.after))
    assert set(comparison.difference.added) == after - before
    (life,) = trace_listing(store, comparison.difference.removed[0])
    assert life.events[-1].turn == "removed"
    assert str(life.events[-1].dated) == "2025-11-15"


def test_five_lists_come_in_together_in_half_a_minute_and_a_gigabyte(real_data: Path, tmp_path: Path) -> None:
    store, lists = EditionStore(tmp_path), real_data / "lists"
    begun, peak = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    held = [
        bring(store, "un_sc", lists / "un_sc" / "consolidated-2026-08-01.xml.xz"),
        bring(store, "us_ofac", *sorted((lists / "us_ofac" / "sdn-2021-07").glob("*.xz"))),
        bring(store, "uk", lists / "uk" / "ConList-2018-04-13.csv.xz"),
        bring(store, "au_dfat", lists / "au_dfat" / "dfat_consolidated-2026-08.xlsx"),
        bring(store, "ca_sema", lists / "ca_sema" / "sema-lmes-2025.xml.xz"),
    ]
    assert time.perf_counter() - begun < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 1 << 20  # KiB
    assert [manifest.quarantined for manifest in held] == [0] * 5
    assert [str(manifest.dated)[:7] for manifest in held] == ["2026-08", "2021-07", "2018-04", "2026-07", "2025-03"]
    assert held[1].total == 8976
