"""The first page: what needs doing now, whether the lists are fresh, and how the work goes.

Everybody sees the lists; who reads cases also sees the work, and nobody sees a subject here.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from comity.cases.alert import AlertState
from comity.cases.queue import Counts, Order, Wanted
from comity.model.officer import Actor, Role
from comity.operations.evaluation.strangers import script_of
from comity.operations.gate import viewing
from comity.operations.keep_watch import Trouble, troubles
from comity.operations.permits import may
from comity.store import alert_queue, officers, watches, work_figures
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest
from comity.store.pressing import Pressing, pressing
from comity.store.watches import ListCheck
from comity.store.work_figures import DayDecided, JudgedAlert

AGES = (timedelta(hours=24), timedelta(days=3), timedelta(days=7))
DAYS = 30
FAIRNESS_DAYS = 180
STALE = timedelta(hours=26)  # a timer that runs daily, and some patience
FEWEST = 20  # alerts of a group below which its share says nothing
MOST_OF_MEDIAN = 2.0  # safeguard S7


@dataclass(frozen=True, slots=True)
class SeeOverview:
    """The order. `editions` is where lists are kept."""

    editions: EditionStore


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Alerts of subjects whose names share a script, and how many were false. `over`: twice the median and more."""

    script: str
    alerts: int
    false: int
    over: bool

    @property
    def share(self) -> float:
        """The share of false ones."""
        return self.false / self.alerts


@dataclass(frozen=True, slots=True)
class Work:
    """How the work on alerts goes. `ages` as AGES and older; `to_confirm` are proposals of others."""

    counts: Counts
    to_confirm: int
    ages: tuple[int, ...]
    decided: tuple[DayDecided, ...]
    fairness: tuple[GroupShare, ...]


@dataclass(frozen=True, slots=True)
class People:
    """What an administrator should look at: officers without a second factor.

    `to_admit` wait for a second person: this officer, or another who may.
    """

    officers: int
    without_factor: int
    to_admit: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page. `work`, `pressing` and `people` are None for who may not see them."""

    editions: tuple[EditionManifest, ...]
    checks: tuple[ListCheck, ...]
    troubles: tuple[Trouble, ...]
    work: Work | None
    pressing: Pressing | None
    people: People | None


@viewing("overview.see")
def see_overview(order: SeeOverview, /, *, actor: Actor, now: datetime) -> Overview:
    """The first page as this officer may see it."""
    checks = watches.checks()
    return Overview(
        editions=order.editions.in_force(),
        checks=checks,
        troubles=troubles(checks, watches.recent(), stale_before=now - STALE),
        work=_work(actor, now) if may(actor, "alerts.see") else None,
        pressing=pressing(actor.officer, now) if may(actor, "measures.see") else None,
        people=_people(actor) if may(actor, "officers.list") else None,
    )


def by_script(judged: Sequence[JudgedAlert]) -> tuple[GroupShare, ...]:
    """Shares of false alerts by script, most alerts first. Computed from names; nobody's script is stored (S2)."""
    alerts: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for each in judged:
        script = script_of(each.name)
        alerts[script] += 1
        false[script] += each.false
    shares = [false[script] / count for script, count in alerts.items() if count >= FEWEST]
    limit = MOST_OF_MEDIAN * median(shares) if shares else 1.0
    return tuple(
        GroupShare(script, count, false[script], count >= FEWEST and false[script] / count > limit)
        for script, count in alerts.most_common()
    )


def _work(actor: Actor, now: datetime) -> Work:
    proposed = Wanted(states=frozenset({AlertState.PROPOSED}), not_proposed_by=actor.officer)
    return Work(
        counts=alert_queue.counts(now, actor.officer),
        to_confirm=alert_queue.page(proposed, Order.DUE, size=1).total,
        ages=work_figures.open_by_age(now, AGES),
        decided=work_figures.decided_by_day(now - timedelta(days=DAYS)),
        fairness=by_script(work_figures.judged_since(now - timedelta(days=FAIRNESS_DAYS))),
    )


def _people(actor: Actor) -> People:
    found = [each for each in officers.load_all() if each.active]
    return People(
        officers=len(found),
        without_factor=sum(not each.second_factor and bool(each.roles - {Role.AUDITOR}) for each in found),
        to_admit=sum(not each.admitted and actor.officer not in (each.id, each.known_to) for each in found),
    )
