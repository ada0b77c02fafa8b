"""False alarms by script and name culture at the working threshold (safeguard S7)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.matching.evaluate import Share, median, share
from comity.model.hit import Hit
from comity.operations.evaluation.bench import Bench, people
from comity.operations.evaluation.namesakes import Cause, cause_of
from comity.operations.evaluation.strangers import Group

MOST_OF_MEDIAN = 2.0  # no group may bear more (DOMAIN S7)
FEWEST = 500  # names; a smaller group is shown and takes no part in the median


@dataclass(frozen=True, slots=True)
class GroupAlarms:
    """Alarms of one group. `causes`: how many of them came to be by what.

    `over` says that the share is over twice the median of its kind; `surely` that its whole interval is.
    """

    source: str
    group: str
    alarms: Share
    causes: Mapping[Cause, int]
    over: bool
    surely: bool
    examples: tuple[tuple[str, str, float], ...]


def group_alarms(bench: Bench, groups: Iterable[Group]) -> tuple[GroupAlarms, ...]:
    """Screen every group, names only, and compare each with the median of the groups of its source."""
    counted = [_counted(group, bench.hits(people(group.names))) for group in groups if group.names]
    return tuple(_compared(each, [other for other in counted if other.source == each.source]) for each in counted)


def by_script(names: Sequence[str], hits: Sequence[Sequence[Hit]], scripts: Sequence[str]) -> tuple[GroupAlarms, ...]:
    """The same for people already screened, grouped by the script of their names."""
    counted = []
    for script in sorted(set(scripts)):
        rows = [row for row, each in enumerate(scripts) if each == script]
        group = Group("customers", script, tuple(names[row] for row in rows))
        counted.append(_counted(group, [hits[row] for row in rows]))
    return tuple(_compared(each, counted) for each in counted)


def _counted(group: Group, hits: Sequence[Sequence[Hit]]) -> GroupAlarms:
    alarmed = [(name, found) for name, found in zip(group.names, hits, strict=True) if found]
    examples = tuple((name, found[0].listed_name, found[0].earned) for name, found in alarmed)
    causes = Counter(cause_of(found[0]) for _, found in alarmed)
    return GroupAlarms(group.source, group.name, share(len(alarmed), len(group.names)), causes, False, False, examples)


def _compared(each: GroupAlarms, others: Sequence[GroupAlarms]) -> GroupAlarms:
    rates = [other.alarms.value for other in others if other.alarms.of >= FEWEST]
    limit = MOST_OF_MEDIAN * median(rates) if rates else 1.0
    return replace(each, over=each.alarms.value > limit, surely=each.alarms.low > limit)
