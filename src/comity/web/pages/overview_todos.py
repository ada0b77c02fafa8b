"""What needs doing now, as the first page lists it: how many of what, where, and whether somebody is late."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.cases.alert import WORK
from comity.operations.overview import Overview, People, Work
from comity.operations.permits import may
from comity.store.pressing import Pressing
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that needs doing: how many, what, where. `alarm` when somebody is late."""

    count: int
    what: str
    address: str
    alarm: bool = False


def todos(seen: Overview, visit: Visit) -> tuple[Todo, ...]:
    """All of it for this officer, what the law gives least time for first."""
    rows: list[Todo] = []
    if seen.pressing is not None:
        rows += _measures(seen.pressing, visit)
    if seen.work is not None:
        rows += _alerts(seen.work, visit)
    if seen.pressing is not None:
        rows += _reports(seen.pressing, visit)
    if seen.people is not None:
        rows += _people(seen.people, visit)
    return tuple(rows)


def _measures(pressing: Pressing, visit: Visit) -> Iterator[Todo]:
    """Only what there is: a page of noughts hides the one that counts."""
    address, count = reverse("measures"), pressing.to_release
    if count:
        yield Todo(count, ngettext("measure to release", "measures to release", count), address, alarm=True)
    if count := pressing.without_measure:
        words = ngettext("true match with nothing frozen", "true matches with nothing frozen", count)
        yield Todo(count, words, address, alarm=True)
    if (count := pressing.to_confirm) and may(visit.actor, "measures.confirm"):
        words = ngettext("measure waits for your second look", "measures wait for your second look", count)
        yield Todo(count, words, address)


def _alerts(work: Work, visit: Visit) -> Iterator[Todo]:
    queue, counts, states = reverse("alerts"), work.counts, dict(work.counts.by_state)
    if may(visit.actor, "alerts.confirm"):
        yield Todo(work.to_confirm, _("wait for your second look"), f"{queue}?tab=proposed")
        yield Todo(counts.escalated, _("ask for a supervisor"), f"{queue}?tab=escalated", alarm=counts.escalated > 0)
    yield Todo(counts.overdue, _("overdue"), f"{queue}?tab=overdue", alarm=counts.overdue > 0)
    if may(visit.actor, "alerts.take"):
        yield Todo(counts.mine, _("yours"), f"{queue}?tab=mine")
        yield Todo(counts.unassigned, _("nobody’s"), f"{queue}?tab=unassigned")
    yield Todo(sum(states.get(state, 0) for state in WORK), _("alerts to work"), queue)


def _reports(pressing: Pressing, visit: Visit) -> Iterator[Todo]:
    reports, redress, late = reverse("reports"), reverse("redress"), pressing.reports_late > 0
    if (count := pressing.to_approve) and may(visit.actor, "reports.approve"):
        words = ngettext("report waits for your approval", "reports wait for your approval", count)
        yield Todo(count, words, reports, alarm=late)
    if (count := pressing.to_send) and may(visit.actor, "reports.send"):
        yield Todo(count, ngettext("report to send", "reports to send", count), reports, alarm=late)
    if (count := pressing.to_answer) and may(visit.actor, "redress.answer"):
        words = ngettext("person waits for an answer", "persons wait for an answer", count)
        yield Todo(count, words, redress, alarm=pressing.answers_late > 0)


def _people(people: People, visit: Visit) -> Iterator[Todo]:
    officers = reverse("officers")
    if (count := people.to_admit) and may(visit.actor, "officers.admit"):
        words = ngettext("officer waits to be admitted", "officers wait to be admitted", count)
        yield Todo(count, words, officers, alarm=True)
    if not may(visit.actor, "officers.change"):
        return
    yield Todo(people.officers, _("officers"), officers)
    yield Todo(people.without_factor, _("without a second factor"), officers, alarm=people.without_factor > 0)
