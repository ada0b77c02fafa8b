"""Real editions and real names: kept by its turns, a portfolio hits what a full run hits."""

import csv
import lzma
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity.intake import IntakeOptions
from comity.lists import LISTS
from comity.model.hit import Hit
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.operations.import_portfolio import ImportPortfolio, import_portfolio
from comity.operations.open_screener import open_screener
from comity.operations.rescreen_portfolio import HitTurn, remember_rescreening, rescreen_portfolio, since_last
from comity.operations.screen import ScreeningOrder
from comity.operations.screen_changes import Engine
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest
from comity.store.portfolios import PortfolioStore
from invented_names import disturbed

pytestmark = pytest.mark.real
NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAYS = ("2018-10-29", "2025-06-16", "2025-11-15", "2026-08-01")  # 84 entries go, 125 come, and many are amended
ORDER, ENGINE = ScreeningOrder(threshold=0.55), Engine(threads=2)
PEOPLE, LISTED = 20_000, 6_000


def bring(store: EditionStore, real_data: Path, day: str) -> EditionManifest:
    (source,) = (source for source in LISTS if source.id == "un_sc")
    order = ImportEdition(source, (arrival(real_data / "lists" / "un_sc" / f"consolidated-{day}.xml.xz"),))
    return import_edition(order, store=store, now=NOW).manifest


def write_customers(path: Path, real_data: Path, listed: list[str]) -> None:
    """Real people, names of two scripts, and listed names in all the ways in which names come to be written."""
    chance = random.Random(20261122)  # noqa: S311 - repeatable
    with lzma.open(real_data / "population/wikipedia_person_names.tsv.xz", "rt", encoding="utf-8") as file:
        people = file.readlines()
    names = [line.partition("\t")[0] for line in chance.sample(people, PEOPLE)]
    names += [disturbed(name, chance) for name in chance.choices(listed, k=LISTED)]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "kind"))
        rows.writerows((number, name, "person" if number % 2 else "") for number, name in enumerate(names))


def full_run(editions: EditionStore, store: PortfolioStore) -> dict[tuple[str, str], Hit]:
    screener = open_screener(editions, threads=2).screener
    found = (screener.screen_batch(batch, threshold=ORDER.threshold) for batch in store.customers("bank").batches())
    return {(hit.subject_id, hit.reference): hit for hits in found for hit in hits}


def test_turns_over_eight_years_of_the_united_nations_list_give_what_full_runs_give(
    real_data: Path, tmp_path: Path
) -> None:
    editions, store, path = EditionStore(tmp_path), PortfolioStore(tmp_path, wait=5), tmp_path / "customers.csv"
    elsewhere = EditionStore(tmp_path / "names")
    held = [each for day in (DAYS[0], DAYS[-1]) for each in elsewhere.designations(bring(elsewhere, real_data, day))]
    write_customers(path, real_data, [name.text for each in held for name in each.entity.names])
    import_portfolio(ImportPortfolio("bank", path, IntakeOptions()), store=store, now=NOW)
    standing: dict[tuple[str, str], Hit] = {}
    seen: Counter[HitTurn] = Counter()
    for day in DAYS:
        edition = bring(editions, real_data, day)
        asked = since_last(store.open("bank"), ORDER, store=store, editions=editions, engine=ENGINE)
        for customer in rescreen_portfolio(asked, editions=editions):
            for each in customer.hits:
                pair = (each.hit.subject_id, each.hit.reference)
                seen[each.turn] += 1
                if each.turn is HitTurn.GONE:
                    del standing[pair]
                else:
                    standing[pair] = each.hit
        remember_rescreening(asked, store=store)
        full = full_run(editions, store)
        assert len(full) > 1000
        assert {pair: replace(hit, edition=edition.edition) for pair, hit in standing.items()} == full
    assert min(seen.values()) > 50
    assert set(seen) == set(HitTurn)
