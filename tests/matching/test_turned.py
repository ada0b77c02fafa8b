"""The search turned round: whoever the ordinary search would hit among the customers is reached, and few others."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from comity.matching.entries import collect
from comity.matching.index import build_index
from comity.matching.links import link_costs, link_tokens
from comity.matching.room import linking_for
from comity.matching.scorecard import DEFAULT_SCORECARD
from comity.matching.screen import Screener
from comity.matching.turned import BlockBuilder, Customers, ShardBuilder, TokenNumbers, reached_rows, search
from comity.matching.turned.search import linked_tokens
from comity.model.designation import Designation
from comity.model.entity import Identifier, IdentifierType, Kind, NameKind, Published
from comity.model.hit import Hit
from comity.model.subject import Subject, SubjectId, SubjectIdentifier
from comity.model.subject_columns import batch_of
from invented_names import names
from small_list import designation, entity

BATCH = 500


def compiled(customers: Sequence[Subject], *, full: int = 2_000, block: int = 1_000) -> Customers:
    """Customers compiled in small shards and blocks, so that there are several."""
    numbers, blocks, shards = TokenNumbers(), [], []
    names_of, tokens_of = ShardBuilder(numbers, full=full), BlockBuilder(size=block)
    for first in range(0, len(customers), BATCH):
        tokens_of.add(names_of.add(batch_of(customers[first : first + BATCH]), first))
        if names_of.is_full:
            shards.append(names_of.take())
        if tokens_of.is_full:
            blocks.append(tokens_of.take())
    if names_of.names:
        shards.append(names_of.take())
    while not tokens_of.is_empty:
        blocks.append(tokens_of.take())
    return Customers(tuple(blocks), tuple(shards))


def customers_named(texts: Sequence[str], *, first: int = 0) -> list[Subject]:
    """A customer a name; every seventh has a second name."""
    return [
        Subject(SubjectId(str(number)), (text, texts[number % 50]) if number % 7 == 0 else (text,))
        for number, text in enumerate(texts, start=first)
    ]


def listings(texts: Sequence[str]) -> list[Designation]:
    """Listings of three names each, where there is one: primary, strong and weak alias."""
    texts = [text for text in texts if text.strip()]
    return [
        designation(f"R{first}", entity(*texts[first : first + 2], (texts[first + 2], NameKind.WEAK)))
        for first in range(0, len(texts) - 2, 3)
    ]


def numbered(number: str, *, type_: IdentifierType = IdentifierType.PASSPORT) -> Designation:
    """A listing that shares no name with anybody, with one document."""
    document = Identifier(type_, number, Published("document", number))
    return designation(f"N{number}", entity("Zzyzx Qwortle", identifiers=(document,)))


def hits_and_reached(
    customers: Sequence[Subject], listed: Sequence[Designation], threshold: float, *, threads: int = 1
) -> tuple[list[Hit], NDArray[np.uint32]]:
    """The hits of screening everybody, and the customers reached the other way round."""
    entries, owner = collect((0, row, each) for row, each in enumerate(listed))
    index = build_index(entries.text, entries.starts, owner)
    screener = Screener(index, entries, listed.__getitem__)
    rows = reached_rows(
        compiled(customers), index, entries,
        scorecard=DEFAULT_SCORECARD, threshold=threshold, threads=threads,
    )  # fmt: skip
    return screener.screen_batch(batch_of(customers), threshold=threshold), rows


@pytest.mark.parametrize("threshold", [0.4, 0.6, 0.7, 0.8])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whoever_would_hit_is_reached_in_all_scripts(seed: int, threshold: float) -> None:
    customers = customers_named(names(100 + seed, 9_000, words=6))
    hits, rows = hits_and_reached(customers, listings(names(200 + seed, 300, words=6)), threshold, threads=2)
    hit = {int(found.subject_id) for found in hits}
    assert threshold > 0.7 or len(hit) > 20  # the names are alike enough for the law to mean something
    assert hit <= set(rows.tolist())
    assert rows.tolist() == sorted(set(rows.tolist()))


def test_a_shard_looked_at_in_runs_leads_to_the_same_customers(monkeypatch: pytest.MonkeyPatch) -> None:
    customers = customers_named(names(61, 5_000, words=6))
    listed = [*listings(names(62, 150, words=6)), designation("I", entity("J. Zebkovar Kvortesh"))]
    hits, rows = hits_and_reached(customers, listed, 0.6)
    monkeypatch.setattr(search, "RUN", 300)
    again, in_runs = hits_and_reached(customers, listed, 0.6, threads=2)
    assert in_runs.tolist() == rows.tolist()
    assert hits == again
    assert {int(found.subject_id) for found in hits} <= set(rows.tolist())


def test_few_are_reached_who_would_not_hit() -> None:
    customers = customers_named(names(7, 6_000, words=6))
    hits, rows = hits_and_reached(customers, listings(names(8, 150, words=6)), 0.7)
    assert len(rows) < 2 * len({found.subject_id for found in hits}) + 20


def test_hits_and_reasons_are_those_of_screening_everybody() -> None:
    customers = customers_named(names(31, 4_000, words=6))
    listed = listings(names(32, 90, words=6))
    hits, rows = hits_and_reached(customers, listed, 0.6)
    entries, owner = collect((0, row, each) for row, each in enumerate(listed))
    screener = Screener(build_index(entries.text, entries.starts, owner), entries, listed.__getitem__)
    assert screener.screen_batch(batch_of([customers[row] for row in rows]), threshold=0.6) == hits
    assert hits


@pytest.mark.parametrize(
    ("customer", "listed"),
    [
        ("Abd ul Rahman Zzqueth", "Abdulrahman Zzqueth"),
        ("Abdulrahman Zzqueth", "Abd ul Rahman Zzqueth"),
        ("Nur ud Din Zebkovar", "Nuruddin Zebkovar"),
        ("Saif Ullah Zebkovar", "Saifullah Zebkovar"),
        ("Zeb Kovar Trading", "Zebkovar Trading"),
        ("عبد الرحمن الظواهري", "Abdulrahman Al-Zawahiri"),
        ("Усама бин Ладен", "Usama bin Laden"),
        ("J. Zebkovar Kvortesh", "John Zebkovar Kvortesh"),
        ("高橋健一", "Takahashi Kenichi"),
        ("健一 高橋", "Kenichi Takahashi"),
        ("Takahashi Kenichi", "高橋健一"),
        ("Muhammad Muhammad Siddiqui", "Muhammad Siddiqui"),
    ],
)
def test_a_name_written_apart_together_or_in_another_script_is_reached(customer: str, listed: str) -> None:
    others = customers_named(names(41, 600), first=1)
    everybody = [Subject(SubjectId("0"), (customer,)), *others]
    hits, rows = hits_and_reached(everybody, [designation("R", entity(listed))], 0.45)
    hit = {int(found.subject_id) for found in hits}
    assert hit <= set(rows.tolist())
    assert 0 in hit


def test_a_shared_number_alone_is_enough_to_be_reached() -> None:
    chance = random.Random(5)  # noqa: S311 - repeatable
    customers = [
        Subject(
            SubjectId(str(number)), (name,), Kind.PERSON,
            identifiers=(SubjectIdentifier(IdentifierType.PASSPORT, f"P{chance.randrange(10**6):07}"),),
        )
        for number, name in enumerate(names(51, 3_000))
    ]  # fmt: skip
    chosen = [customers[row].identifiers[0].value for row in (0, 1_999, 2_000, 2_999)]
    listed = [numbered(f" {value[:3]}-{value[3:].lower()} ") for value in chosen] + [numbered("P0000001X")]
    hits, rows = hits_and_reached(customers, listed, 0.7)
    assert {0, 1_999, 2_000, 2_999} <= {int(found.subject_id) for found in hits}
    assert {int(found.subject_id) for found in hits} <= set(rows.tolist())


def test_numbers_that_many_share_reach_nobody() -> None:
    phone = SubjectIdentifier(IdentifierType.PHONE, "+7 495 123 45 67")
    customers = [Subject(SubjectId(str(number)), (f"Kvortesh {number}",), identifiers=(phone,)) for number in range(9)]
    hits, rows = hits_and_reached(customers, [numbered(phone.value, type_=IdentifierType.PHONE)], 0.7)
    assert not hits
    assert not len(rows)


@pytest.mark.parametrize("text", ["...", "J.", "Al", "😀", "Ali " * 60])
def test_odd_names_break_nothing(text: str) -> None:
    customers = customers_named([text, "Ali Hassan", *names(61, 300)])
    for listed in ([designation("R", entity(text))], [designation("R", entity("Ali Hassan"))]):
        hits, rows = hits_and_reached(customers, listed, 0.5)
        assert {int(found.subject_id) for found in hits} <= set(rows.tolist())


def test_what_is_compiled_does_not_depend_on_how_customers_come_in_batches() -> None:
    customers = customers_named(names(71, 1_000))
    numbers = TokenNumbers()
    whole, pieces = ShardBuilder(numbers), ShardBuilder(TokenNumbers())
    whole.add(batch_of(customers), 0)
    for first in range(0, 1_000, 77):
        pieces.add(batch_of(customers[first : first + 77]), first)
    one, other = whole.take(), pieces.take()
    for name in type(one).__slots__:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("seed", [1, 2])
def test_links_found_from_the_listed_side_are_those_found_from_the_other(seed: int) -> None:
    customers = compiled(customers_named(names(300 + seed, 4_000, words=20)))
    entries, owner = collect((0, row, each) for row, each in enumerate(listings(names(400 + seed, 300, words=20))))
    index, weights = build_index(entries.text, entries.starts, owner), DEFAULT_SCORECARD.names.array()
    turned = linked_tokens(customers, index, weights, map)
    found = np.repeat(np.arange(len(index.native)), np.diff(turned.first))
    links = dict(zip(zip(found.tolist(), turned.token.tolist(), strict=True), turned.distance.tolist(), strict=True))
    expected: dict[tuple[int, int], float] = {}
    for block in customers.blocks:
        n, room = len(block.number), 4096 * len(block.number)
        token, distance, count = np.zeros(room, np.uint32), np.zeros(room, np.float32), np.zeros(n, np.int64)
        made = link_tokens(
            block.tokens(), 0, n, index.tokens(), index.keyed(), link_costs(), weights,
            linking_for(len(index.native)), (token, distance, count),
        )  # fmt: skip
        number = np.repeat(block.number, count).tolist()
        expected |= dict(zip(zip(token[:made].tolist(), number, strict=True), distance[:made].tolist(), strict=True))
    assert len(expected) > 2_000
    assert links.keys() == expected.keys()
    assert links == pytest.approx(expected, abs=1e-6)  # rounded otherwise; the search allows for it
