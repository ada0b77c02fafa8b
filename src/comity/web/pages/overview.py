"""The first page: what needs doing now, and how the node is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from comity import runtime
from comity.operations.overview import (
    DAYS,
    FEWEST,
    MOST_OF_MEDIAN,
    GroupShare,
    SeeOverview,
    Work,
    see_overview,
)
from comity.web.clock_words import ago
from comity.web.day_charts import DayBar, Row, day_columns, rows_of_bars
from comity.web.environment import share
from comity.web.frame import render
from comity.web.lists_known import list_title
from comity.web.pages.overview_todos import Todo, todos
from comity.web.visit import Visit
from comity.web.words import word


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list: how fresh it is."""

    list: str
    title: str
    part: str
    dated: date
    arrived: str
    total: int
    look: int


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """Something of the watch that went wrong."""

    fault: str
    what: str
    since: str
    problem: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the page prints. Drawings are None for who may not see the work."""

    todos: tuple[Todo, ...]
    lists: tuple[ListRow, ...]
    asked: str
    troubles: tuple[TroubleRow, ...]
    ages: Markup | None
    decided: Markup | None
    decisions: int
    false_share: str
    fairness: Markup | None
    fewest: int


def page(visit: Visit) -> HttpResponse:
    """Show it."""
    seen = see_overview(SeeOverview(runtime.edition_store()), actor=visit.actor, now=visit.now)
    work = seen.work
    decided = (0, 0) if work is None else _sums(work)
    shown = OverviewPage(
        todos=todos(seen, visit),
        lists=tuple(
            ListRow(
                each.list,
                list_title(each.list),
                each.part,
                each.dated,
                ago(each.imported_at, visit.now),
                each.total,
                each.quarantined + each.odd,
            )
            for each in seen.editions
        ),
        asked="" if not seen.checks else ago(max(each.checked_at for each in seen.checks), visit.now),
        troubles=tuple(
            TroubleRow(each.fault.value, each.what, ago(each.since, visit.now), each.problem) for each in seen.troubles
        ),
        ages=None if work is None else _ages(work),
        decided=None if work is None else _decided(work, visit.now),
        decisions=sum(decided),
        false_share=share(decided[1] / sum(decided)) if sum(decided) else "",
        fairness=_fairness(work.fairness) if work is not None and work.fairness else None,
        fewest=FEWEST,
    )
    return render(visit, "overview", shown)


def _ages(work: Work) -> Markup:
    labels = (_("under a day"), _("1 to 3 days"), _("3 to 7 days"), _("over a week"))
    rows = [
        Row(label, count, f"{count:,}", alarm=place == 3 and count > 0)
        for place, (label, count) in enumerate(zip(labels, work.ages, strict=True))
    ]
    return rows_of_bars("ages", _("Open alerts by age"), rows)


def _decided(work: Work, now: datetime) -> Markup:
    by_day = {each.day: each for each in work.decided}
    days = [now.date() - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    bars = [
        DayBar(
            day, by_day[day].false_positives if day in by_day else 0, by_day[day].true_matches if day in by_day else 0
        )
        for day in days
    ]
    told = "; ".join(_told(bar) for bar in bars if bar.lower or bar.upper)
    return day_columns("decided", _("Decisions by day"), bars, told or _("none"))


def _told(bar: DayBar) -> str:
    day = formats.date_format(bar.day, "SHORT_DATE_FORMAT")
    return f"{day}: {bar.lower} {_('false positives')}, {bar.upper} {_('true matches')}"


def _sums(work: Work) -> tuple[int, int]:
    return sum(each.true_matches for each in work.decided), sum(each.false_positives for each in work.decided)


def _fairness(groups: tuple[GroupShare, ...]) -> Markup:
    rows = [
        Row(
            word(f"script:{each.script}"),
            each.share,
            f"{share(each.share)} · "
            + ngettext("%(false)d of %(count)d alert", "%(false)d of %(count)d alerts", each.alerts)
            % {"false": each.false, "count": each.alerts},
            alarm=each.over,
        )
        for each in groups
    ]
    enough = sorted(each.share for each in groups if each.alerts >= FEWEST)
    middle = enough[len(enough) // 2] if enough else None
    limit = None if middle is None or middle * MOST_OF_MEDIAN > 1 else middle * MOST_OF_MEDIAN
    return rows_of_bars("fairness", _("Share of false alerts by script of the name"), rows, limit=limit)
