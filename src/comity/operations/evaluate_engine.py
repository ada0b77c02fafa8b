"""Measure the engine on real files: what it finds, what it alarms wrongly, and whether that is fair.

Every labelled set is split in two by a hash of its cases: a development half, to tune on, and one to report. What
became of that is said at the head of the page (web/templates/evaluation.head.md).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from comity.matching.scorecard import ENGINE
from comity.model.errors import NotFound
from comity.model.hit import Hit
from comity.operations.evaluation.bench import Engine, bench_of, people
from comity.operations.evaluation.fairness import GroupAlarms, by_script, group_alarms
from comity.operations.evaluation.figures import AnyFigure, Case, Skipped, figure
from comity.operations.evaluation.folder import DataFolder, table
from comity.operations.evaluation.known_names import (
    customer,
    customers,
    names_only,
    original_script,
    recall,
    same_numbers,
    spoil,
    uk_former,
    uk_groups,
    uk_tables,
    verbatim,
)
from comity.operations.evaluation.labelled import labelled_pair, pairs_figure
from comity.operations.evaluation.listings import Listings
from comity.operations.evaluation.noise import SPOILS
from comity.operations.evaluation.probes import probe_figures
from comity.operations.evaluation.strangers import groups, script_of

# The bars of the accuracy table that the engine was built to reach.
PAIRS, ORIGINAL, PUBLISHERS, LISTED, SPOILT, ALARMS, ALARMS_DATED = 0.92, 0.95, 0.98, 0.998, 0.98, 0.0015, 0.0005
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole of one measurement. `groups` are the false alarms by script and culture."""

    threshold: float
    scorecard: str
    engine: str
    figures: tuple[AnyFigure, ...]
    groups: tuple[GroupAlarms, ...]


def evaluate_engine(
    folder: DataFolder, engine: Engine, *, fairness: bool = True, told: Told = lambda _: None
) -> Evaluation:
    """Measure everything that the folder has data for; what is absent is skipped with its reason.

    `told` hears the name of each part before it is measured. Without `fairness` name cultures are left out.
    """
    lists = Listings(folder, engine)
    figures: list[AnyFigure] = []
    compared: list[GroupAlarms] = []
    parts: list[tuple[str, Callable[[], Iterable[AnyFigure]]]] = [
        ("labelled pairs of names", lambda: _pairs(folder, engine)),
        ("names exactly as listed", lambda: _listed(lists)),
        ("names in original script", lambda: _original(lists)),
        ("UN-listed, as the UK spells the name", lambda: _uk(lists)),
        ("UN-listed, as the former UK list spells the name", lambda: _uk_former(lists)),
        ("UN-listed, as OFAC spells the name", lambda: _ofac(lists)),
        ("listed persons as customers", lambda: _customers(lists)),
        ("customers who are not listed", lambda: _strangers(lists, compared)),
        ("what must never alert", lambda: probe_figures(lists.un_bench)),
    ]
    if fairness:
        parts.append(("name cultures", lambda: _cultures(lists, compared)))
    for name, part in parts:
        told(name)
        try:
            figures.extend(part())
        except NotFound as absent:
            figures.append(Skipped(name, name, str(absent)))
    return Evaluation(engine.threshold, engine.scorecard.digest(), ENGINE, tuple(figures), tuple(compared))


def _pairs(folder: DataFolder, engine: Engine) -> Iterator[AnyFigure]:
    path = folder.need("pairs/name_pairs_dev.csv")
    pairs = [labelled_pair(row, path.name, f"row {place}") for place, row in enumerate(table(path), 2)]
    yield pairs_figure(pairs, engine, PAIRS)


def _listed(lists: Listings) -> Iterator[AnyFigure]:
    yield recall("verbatim", "UN names but weak ones, exactly as listed", [(lists.un_bench, verbatim(lists.un))], None)


def _original(lists: Listings) -> Iterator[AnyFigure]:
    title = "names in original script, against Latin names only"
    yield recall("original", title, [(lists.latin_bench, original_script(lists.un))], ORIGINAL)


def _uk(lists: Listings) -> Iterator[AnyFigure]:
    tables = uk_tables(lists.folder, lists.un)
    for kind, title, bar in (
        ("primary", "UN-listed, as the UK spells the primary name", PUBLISHERS),
        ("alias", "the same, the UK's aliases but weak ones", PUBLISHERS),
        ("primary_variation", "the same, the UK's variations, many of them other names", None),
    ):
        yield recall(f"uk-{kind}", title, [(lists.un_bench, tables.get(kind, []))], bar)


def _uk_former(lists: Listings) -> Iterator[AnyFigure]:
    former = lists.folder.designations("uk", [lists.folder.newest("lists/uk/ConList-*.csv.xz")])
    primary, alias = uk_former(former, lists.un, uk_groups(lists.folder))
    title = "UN-listed, as the UK spelt the primary name in 2018"
    yield recall("uk-former", title, [(lists.un_bench, primary)], PUBLISHERS)
    yield recall("uk-former-alias", "the same, the UK's aliases of 2018", [(lists.un_bench, alias)], None)


def _ofac(lists: Listings) -> Iterator[AnyFigure]:
    primary, alias = same_numbers(lists.un, lists.ofac)
    title = "UN-listed, as OFAC spells the primary name (same document number)"
    yield recall("ofac", title, [(lists.un_bench, primary)], PUBLISHERS)
    yield recall("ofac-alias", "the same, OFAC's aliases", [(lists.un_bench, alias)], None)


def _customers(lists: Listings) -> Iterator[AnyFigure]:
    paths = lists.folder.all("lists/un_sc/consolidated-*.xml.xz")
    editions = (lists.folder.designations("un_sc", [path]) for path in reversed(paths))
    found = [(bench_of(edition, lists.engine), known) for edition, known in customers(lists.folder, editions)]
    yield recall("listed", "listed persons as customers", found, LISTED)
    alone = [(bench, names_only(known)) for bench, known in found]
    yield recall("listed-names", "the same, names only", alone, LISTED)
    for kind, (title, _) in SPOILS.items():
        noisy = [(bench, spoil(known, kind)) for bench, known in found]
        yield recall(f"listed-{kind}", f"the same, {title}", noisy, SPOILT)


def _strangers(lists: Listings, compared: list[GroupAlarms]) -> Iterator[AnyFigure]:
    rows = list(table(lists.folder.need("population/negatives_us.csv.xz")))
    names = [row["full_name"] for row in rows]
    alone = lists.both_bench.hits(people(names))
    dated = lists.both_bench.hits([customer(row) for row in rows])
    compared.extend(by_script(names, alone, dated, [script_of(name) for name in names]))
    for id, title, bar, hits in (
        ("strangers-names", "customers who are not listed, names only", ALARMS, alone),
        ("strangers", "the same, with birth date and nationality", ALARMS_DATED, dated),
    ):
        cases = (_alarm(row, found) for row, found in zip(rows, hits, strict=True))
        yield figure(id, title, cases, good=False, bar=bar)


def _cultures(lists: Listings, compared: list[GroupAlarms]) -> Iterable[AnyFigure]:
    """Adds to the groups compared; it gives no figure of its own."""
    compared.extend(group_alarms(lists.both_bench, groups(lists.folder)))
    return ()


def _alarm(row: dict[str, str], found: list[Hit]) -> Case:
    key, name = f"{row['full_name']}|{row['date_of_birth']}", row["full_name"]
    if not found:
        return Case(key, False, name)
    hit = max(found, key=lambda each: each.earned)
    return Case(key, True, name, f"{hit.reference} {hit.listed_name} ({hit.listed_name_kind})", hit.earned)
