"""A portfolio screened by changed listings alone: the same hits and reasons as a full run, in all scripts."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from comity.intake import IntakeOptions
from comity.matching.scorecard import DEFAULT_SCORECARD
from comity.model.designation import ListId, Reference
from comity.model.entity import Identifier, IdentifierType, Kind, Published
from comity.model.errors import BrokenFile
from comity.model.hit import Hit
from comity.model.subject import SubjectId
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.operations.import_portfolio import ImportPortfolio, compile_anew, import_portfolio
from comity.operations.open_screener import OpenScreener, open_screener
from comity.operations.rescreen_portfolio import (
    CustomerTurns,
    HitTurn,
    Rescreening,
    TurnedHit,
    between,
    remember_rescreening,
    rescreen_portfolio,
    since_last,
    step_between,
)
from comity.operations.screen import Means, ScreeningOrder, screened_lists
from comity.operations.screen_changes import Engine, ListingTurn, changed_listings, screened
from comity.operations.screen_portfolio import remember_screening, screen_portfolio
from comity.operations.update_portfolio import remove_customers, update_portfolio
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest
from comity.store.portfolio_manifest import COMPILED_FOR
from comity.store.portfolios import PortfolioStore
from invented_list import SOURCE, file_of
from invented_names import names
from small_list import designation, entity, screener_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CUSTOMERS = 5_000
INVENTED = ListId("invented")
ORDER = ScreeningOrder(threshold=0.6)


def clean(texts: Sequence[str]) -> list[str]:
    """Names that a line of the invented format can hold."""
    return [
        text for text in texts if text.isprintable() and len(text.strip(" .-،؛😀")) > 1 and not set(text) & set("|;")
    ]


def write_customers(path: Path, customers: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "passport"))
        rows.writerows(customers)


def import_customers(store: PortfolioStore, path: Path, customers: Iterable[Sequence[str]]) -> None:
    write_customers(path, customers)
    import_portfolio(ImportPortfolio("bank", path, IntakeOptions()), store=store, now=NOW)


class Bank:
    """A portfolio, and three editions of a list: some of it is amended, removed or added each time."""

    def __init__(self, directory: Path, *, editions: int = 3) -> None:
        self.directory = directory
        self.editions = EditionStore(directory / "home")
        self.store = PortfolioStore(directory / "home", wait=5)
        listed = clean(names(91, 900, words=6))
        kept = {f"K{number}": name for number, name in enumerate(listed[:150])}
        renamed = {f"A{number}": name for number, name in enumerate(listed[150:200])}
        removed = {f"R{number}": name for number, name in enumerate(listed[200:240])}
        others = listed[240:290]
        aliased = {each: f"{name}|{other}" for (each, name), other in zip(renamed.items(), others, strict=True)}
        replaced = dict(zip(renamed, listed[300:350], strict=True))
        added = {f"N{number}": name for number, name in enumerate(listed[350:400])}
        self.contents = ({**kept, **renamed, **removed}, {**kept, **aliased, **added}, {**kept, **replaced, **added})
        self.held = [self.next_edition(place) for place in range(editions)]
        customers = clean(names(92, CUSTOMERS, words=6))
        import_customers(
            self.store, directory / "customers.csv",
            ((f"C{number}", name, f"P{number:07}") for number, name in enumerate(customers)),
        )  # fmt: skip

    def next_edition(self, place: int) -> EditionManifest:
        return self.put_in_force(f"2026-0{place + 1}-01", self.contents[place])

    def put_in_force(self, dated: str, listed: Mapping[str, str]) -> EditionManifest:
        path = self.directory / f"{dated}.txt"
        lines = (f"{reference}|person|{name if '|' in name else f'{name}|'}|" for reference, name in listed.items())
        path.write_bytes(file_of(*lines, dated=dated))
        return import_edition(ImportEdition(SOURCE, (arrival(path),)), store=self.editions, now=NOW).manifest

    def rescreened(self, before: str, after: str, order: ScreeningOrder = ORDER) -> list[TurnedHit]:
        step = step_between(self.editions, INVENTED, before, after, None)
        return self.turned(between(self.store.open("bank"), step, order))

    def turned(self, asked: Rescreening) -> list[TurnedHit]:
        return [hit for customer in self.turns(asked) for hit in customer.hits]

    def turns(self, asked: Rescreening) -> list[CustomerTurns]:
        return list(rescreen_portfolio(asked, editions=self.editions))

    def since_last(self, order: ScreeningOrder = ORDER, engine: Engine = Engine(threads=2)) -> Rescreening:  # noqa: B008
        return since_last(self.store.open("bank"), order, store=self.store, editions=self.editions, engine=engine)

    def screened_whole(self, order: ScreeningOrder = ORDER) -> dict[tuple[str, Reference], Hit]:
        hits: list[Hit] = []
        held, screener = self.store.customers("bank"), open_screener(self.editions)
        found = screen_portfolio(held, screener, order, means(screener, hits), store=self.store)
        assert found.account == held.manifest.account
        remember_screening(held, screener, order, store=self.store)
        return by_pair(hits)

    def full_run(self, edition: EditionManifest, order: ScreeningOrder = ORDER) -> list[Hit]:
        """Every customer against every listing of an edition."""
        screener = screener_of(self.editions.designations(edition), threads=2)
        return [
            hit
            for batch in self.store.customers("bank").batches()
            for hit in screener.screen_batch(batch, threshold=order.threshold)
        ]


def means(screener: OpenScreener, hits: list[Hit]) -> Means:
    return Means(screened_lists(screener, lambda _: ("Invented list", "Nobody")), lambda: NOW, hits.append)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return Bank(tmp_path_factory.mktemp("bank"))


def by_pair(hits: Iterable[Hit]) -> dict[tuple[str, Reference], Hit]:
    return {(hit.subject_id, hit.reference): hit for hit in hits}


@pytest.mark.parametrize("threshold", [0.5, 0.6, 0.75])
@pytest.mark.parametrize(("before", "after"), [(0, 1), (1, 2), (0, 2), (2, 0)])
def test_hits_are_those_of_a_full_run_over_the_changed_listings(
    bank: Bank, before: int, after: int, threshold: float
) -> None:
    order = ScreeningOrder(threshold=threshold)
    found = bank.rescreened(bank.held[before].edition, bank.held[after].edition, order)
    step = step_between(bank.editions, INVENTED, bank.held[before].edition, bank.held[after].edition, None)
    changed = {each.listing.reference for each in changed_listings(step, bank.editions).later}
    expected = by_pair(hit for hit in bank.full_run(bank.held[after], order) if hit.reference in changed)
    assert expected
    assert by_pair(each.hit for each in found if each.turn is not HitTurn.GONE) == expected


@pytest.mark.parametrize(("before", "after"), [(0, 1), (1, 2), (2, 0)])
def test_every_hit_takes_the_turn_that_two_full_runs_show(bank: Bank, before: int, after: int) -> None:
    found = bank.rescreened(bank.held[before].edition, bank.held[after].edition)
    old, new = by_pair(bank.full_run(bank.held[before])), by_pair(bank.full_run(bank.held[after]))
    for each in found:
        pair = (each.hit.subject_id, each.hit.reference)
        if each.turn is HitTurn.GONE:
            assert each.hit == old.pop(pair)
            assert pair not in new
            assert each.listing is (ListingTurn.REMOVED if pair[1].startswith(("R", "N")) else ListingTurn.AMENDED)
        elif each.turn is HitTurn.NEW:
            assert pair not in old
        else:
            same = replace(old[pair], edition=each.hit.edition) == each.hit
            assert each.turn is (HitTurn.SAME if same else HitTurn.CHANGED)
    # What is left of the earlier hits still stands.
    assert {pair for pair in old if pair not in new} == set()
    assert {HitTurn.NEW, HitTurn.GONE} <= {each.turn for each in found}


def test_no_change_changes_nothing(bank: Bank) -> None:
    edition = bank.held[0].edition
    assert bank.rescreened(edition, edition) == []


Standing = dict[tuple[str, Reference], Hit]


def applied(turns: Iterable[CustomerTurns], standing: Standing, edition: EditionManifest) -> Standing:
    """What stands after the turns: hits of unchanged listings stand as they were, in the new edition."""
    now = dict(standing)
    for customer in turns:
        if customer.whole:
            now = {pair: hit for pair, hit in now.items() if pair[0] != customer.subject}
        for each in customer.hits:
            pair = (each.hit.subject_id, each.hit.reference)
            if each.turn is HitTurn.GONE:
                del now[pair]
            else:
                now[pair] = each.hit
    return {pair: replace(hit, edition=edition.edition) for pair, hit in now.items()}


def test_hits_kept_by_their_turns_are_those_of_a_full_run_edition_after_edition(tmp_path: Path) -> None:
    bank = Bank(tmp_path, editions=1)
    assert bank.since_last().customers_whole == bank.store.manifest("bank").customers
    standing = bank.screened_whole()
    assert standing == by_pair(bank.full_run(bank.held[0]))
    for place in (1, 2):
        edition = bank.next_edition(place)
        asked = bank.since_last()
        assert not asked.customers_whole
        turns = bank.turns(asked)
        assert turns
        standing = applied(turns, standing, edition)
        assert standing == by_pair(bank.full_run(edition))
        remember_rescreening(asked, store=bank.store)
        assert bank.turns(bank.since_last()) == []


@pytest.mark.parametrize(
    "otherwise",
    [
        {"order": ScreeningOrder(threshold=0.62)},
        {"order": ScreeningOrder(threshold=0.6, kinds=(Kind.PERSON,))},
        {"engine": Engine(replace(DEFAULT_SCORECARD, clearing=replace(DEFAULT_SCORECARD.clearing, other_kind=0.4)))},
    ],
)
def test_another_measure_forces_a_full_run(tmp_path: Path, otherwise: Mapping[str, Any]) -> None:
    bank = Bank(tmp_path, editions=1)
    bank.screened_whole()
    edition = bank.next_edition(1)
    asked = bank.since_last(**otherwise)
    assert asked.customers_whole == bank.store.manifest("bank").customers
    turned = bank.turned(asked)
    assert {each.turn for each in turned} == {HitTurn.FOUND}
    screener = screener_of(bank.editions.designations(edition), scorecard=asked.engine.scorecard)
    full = [
        hit for batch in bank.store.customers("bank").batches()
        for hit in screener.screen_batch(batch, threshold=asked.order.threshold, kinds=asked.order.kinds)
    ]  # fmt: skip
    assert [each.hit for each in turned] == full
    remember_rescreening(asked, store=bank.store)
    assert not bank.since_last(**otherwise).customers_whole
    assert bank.since_last().customers_whole


def test_who_comes_is_screened_whole_and_who_goes_hits_no_more(tmp_path: Path) -> None:
    bank = Bank(tmp_path, editions=1)
    standing = bank.screened_whole()
    hitting = list(dict.fromkeys(subject for subject, _ in standing))
    moved, left = hitting[0], hitting[1:4]
    unchanged = [hit for (_, reference), hit in standing.items() if reference.startswith("K")]
    listed = max(unchanged, key=lambda hit: hit.earned).listed_name
    write_customers(tmp_path / "more.csv", [("X1", listed, ""), (moved, "Nobody Whatsoever Qwortle", "")])
    found = update_portfolio(ImportPortfolio("bank", tmp_path / "more.csv", IntakeOptions()), store=bank.store, now=NOW)
    assert (found.came, found.went) == (2, 1)
    gone = remove_customers("bank", [SubjectId(each) for each in (*left, "nobody")], store=bank.store)
    assert (gone.came, gone.went) == (0, 3)
    edition = bank.next_edition(1)
    asked = bank.since_last()
    assert asked.customers_whole == 2
    turns = bank.turns(asked)
    assert {customer.subject for customer in turns if customer.whole} == {"X1"}
    standing = {pair: hit for pair, hit in standing.items() if pair[0] not in (moved, *left)}
    assert applied(turns, standing, edition) == by_pair(bank.full_run(edition))


def test_names_in_another_order_may_show_in_a_hit_and_so_count_as_amended(tmp_path: Path) -> None:
    bank = Bank(tmp_path, editions=0)
    aliases = "Leyla Sarvinoz", "Lev Marzubani"
    bank.put_in_force("2026-01-01", {"K1": f"Orsan Keldenbaev|{';'.join(aliases)}"})
    bank.put_in_force("2026-02-01", {"K1": f"Orsan Keldenbaev|{';'.join(reversed(aliases))}"})
    step = step_between(bank.editions, INVENTED, "2026-01-01", None, None)
    assert len(changed_listings(step, bank.editions).later) == 1


def test_hits_that_rest_on_a_number_alone_are_found_among_thousands(bank: Bank) -> None:
    def listed(number: str) -> Identifier:
        return Identifier(IdentifierType.PASSPORT, number, Published("document", number))

    changed = [designation(f"D{at}", entity("Zzyzx Qwortle", identifiers=(listed(f"P-{at:07}"),))) for at in (3, 999)]
    found = [each for hits in screened(bank.store.open("bank").parts[0], changed, ORDER) for each in hits]
    assert sorted((each.hit.subject_id, each.hit.reference) for each in found) == [("C3", "D3"), ("C999", "D999")]
    assert all(each.hit.reasons for each in found)


def test_threads_change_nothing(bank: Bank) -> None:
    changed = list(bank.editions.designations(bank.held[1]))
    part = bank.store.open("bank").parts[0]
    one, two = (list(screened(part, changed, ORDER, Engine(threads=n))) for n in (1, 2))
    assert one == two
    assert one


def test_more_changed_listings_than_are_turned_give_the_same(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = list(bank.editions.designations(bank.held[1]))
    part = bank.store.open("bank").parts[0]
    turned = list(screened(part, changed, ORDER))
    monkeypatch.setattr("comity.operations.screen_changes.MOST_TURNED", 10)
    assert list(screened(part, changed, ORDER)) == turned


def test_a_portfolio_compiled_for_another_engine_is_compiled_anew_from_its_own_customers(tmp_path: Path) -> None:
    store = PortfolioStore(tmp_path / "home", wait=5)
    import_customers(store, tmp_path / "c.csv", [("1", "Orsan Keldenbaev", "P1234567"), ("2", "Лев Марзубани", "")])
    before = store.manifest("bank")
    path = store.home / "bank" / before.version / "portfolio.json"
    path.write_text(path.read_text().replace(COMPILED_FOR, "another/engine"))
    fresh = compile_anew("bank", store=store)
    assert fresh.compiled_for == COMPILED_FOR
    assert replace(fresh, version="") == replace(before, version="")
    changed = [designation("D", entity("Lev Marzubani"))]
    hits = [each for found in screened(store.open("bank").parts[0], changed, ORDER) for each in found]
    assert [each.hit.subject_id for each in hits] == ["2"]
    assert compile_anew("bank", store=store) == fresh


def test_a_file_in_which_nobody_can_be_screened_does_not_replace_what_is_held(tmp_path: Path) -> None:
    store = PortfolioStore(tmp_path / "home", wait=5)
    import_customers(store, tmp_path / "c.csv", [("1", "Orsan Keldenbaev", "")])
    before = store.manifest("bank")
    with pytest.raises(BrokenFile, match="no record of it can be screened"):
        import_customers(store, tmp_path / "empty.csv", [("1", "", ""), ("2", "???", "")])
    assert store.manifest("bank") == before
    assert [path.name for path in (store.home / "bank").iterdir() if path.is_dir()] == [before.version]
