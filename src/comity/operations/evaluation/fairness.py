"""False alarms by script and name culture at the working threshold (safeguard S7)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.matching.evaluate import Share, median, share
from comity.model.entity import Kind
from comity.model.hit import Hit
from comity.model.subject import Subject
from comity.operations.evaluation.bench import Bench, people
from comity.operations.evaluation.namesakes import Cause, cause_of, is_listed_person
from comity.operations.evaluation.strangers import REAL, Group, birth_of

MOST_OF_MEDIAN = 2.0  # no group may bear more (DOMAIN S7)
FEWEST = 500  # names; a smaller group is shown and takes no part in the median


@dataclass(frozen=True, slots=True)
class Burden:
    """What share of a group is alarmed.

    `over` says that the share is over twice the median of its kind; `surely` that its whole interval is.
    """

    share: Share
    over: bool = False
    surely: bool = False


@dataclass(frozen=True, slots=True)
class GroupAlarms:
    """Alarms of one group: by names alone, and `dated`, as a bank knows people, with a birth date.

    `listed`: how many of the group are the listed persons themselves, whose alarms are true; they are not counted.
    `causes`: how many of the alarms by names alone came to be by what. `examples`: of the same, the name, the listed
    name, what it earned.
    """

    source: str
    group: str
    alone: Burden
    dated: Burden
    listed: int
    causes: Mapping[Cause, int]
    examples: tuple[tuple[str, str, float], ...]


def group_alarms(bench: Bench, groups: Iterable[Group]) -> tuple[GroupAlarms, ...]:
    """Screen every group, by names alone and with birth dates, and compare each with the median of its source."""
    counted = []
    for group in groups:
        alone, dated = bench.hits(people(group.names)), bench.hits(_dated(group.names))
        strangers = [row for row, hits in enumerate(alone) if not (group.source == REAL and _is_listed(hits))]
        if strangers:
            others = replace(group, names=tuple(group.names[row] for row in strangers))
            found = _counted(others, [alone[row] for row in strangers], [dated[row] for row in strangers])
            counted.append(replace(found, listed=len(group.names) - len(strangers)))
    return tuple(_compared(each, [other for other in counted if other.source == each.source]) for each in counted)


def by_script(
    names: Sequence[str], alone: Sequence[Sequence[Hit]], dated: Sequence[Sequence[Hit]], scripts: Sequence[str]
) -> tuple[GroupAlarms, ...]:
    """The same for people already screened both ways, grouped by the script of their names."""
    counted = []
    for script in sorted(set(scripts)):
        rows = [row for row, each in enumerate(scripts) if each == script]
        group = Group("customers", script, tuple(names[row] for row in rows))
        counted.append(_counted(group, [alone[row] for row in rows], [dated[row] for row in rows]))
    return tuple(_compared(each, counted) for each in counted)


def _is_listed(hits: Sequence[Hit]) -> bool:
    return any(map(is_listed_person, hits))


def _dated(names: Sequence[str]) -> list[Subject]:
    """These people with birth dates drawn by chance."""
    return [replace(each, kind=Kind.PERSON, births=(birth_of(each.names[0]),)) for each in people(names)]


def _counted(group: Group, alone: Sequence[Sequence[Hit]], dated: Sequence[Sequence[Hit]]) -> GroupAlarms:
    alarmed = [(name, found) for name, found in zip(group.names, alone, strict=True) if found]
    examples = tuple((name, found[0].listed_name, found[0].earned) for name, found in alarmed)
    causes = Counter(cause_of(found[0]) for _, found in alarmed)
    burden = Burden(share(len(alarmed), len(group.names)))
    burden_dated = Burden(share(sum(map(bool, dated)), len(group.names)))
    return GroupAlarms(group.source, group.name, burden, burden_dated, 0, causes, examples)


def _compared(each: GroupAlarms, others: Sequence[GroupAlarms]) -> GroupAlarms:
    return replace(
        each,
        alone=_held_against(each.alone, [other.alone for other in others]),
        dated=_held_against(each.dated, [other.dated for other in others]),
    )


def _held_against(burden: Burden, others: Sequence[Burden]) -> Burden:
    rates = [other.share.value for other in others if other.share.of >= FEWEST]
    limit = MOST_OF_MEDIAN * median(rates) if rates else 1.0
    return replace(burden, over=burden.share.value > limit, surely=burden.share.low > limit)
