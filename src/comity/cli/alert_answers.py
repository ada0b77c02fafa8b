"""What `comity alerts` answers."""

from datetime import datetime
from typing import TYPE_CHECKING

from comity.cli.output import write_lines, write_table
from comity.matching.explain import in_words

if TYPE_CHECKING:
    from comity.cases.queue import Page
    from comity.model.officer import OfficerId
    from comity.operations.show_alert import AlertShown

MOST_REASONS = 3


def write_queue(page: "Page", now: datetime) -> None:
    """Alerts, a line each."""
    headings = ("alert", "state", "score", "subject", "name", "hits", "unjudged", "due (UTC)", "officer", "version")
    rows = (
        (
            line.id, line.state.value, f"{line.score:.2f}", f"{line.portfolio}/{line.subject}", line.name, line.hits,
            line.unjudged, f"{line.due_at:%Y-%m-%d %H:%M}{' overdue' if line.is_overdue(now) else ''}",
            line.assignee or "", line.version,
        )
        for line in page.lines
    )  # fmt: skip
    write_table(headings, rows)


def write_alert(shown: "AlertShown") -> None:
    """One alert: the subject, its hits with their best reasons, what was judged."""
    alert = shown.alert
    facts = [
        ("alert", f"{alert.id}, version {alert.version}"),
        ("state", alert.state.value),
        ("subject", f"{alert.key.portfolio}/{alert.key.subject}"),
        ("names", ", ".join(alert.subject.names)),
        ("births", ", ".join(map(str, alert.subject.births)) or "not known"),
        ("due", f"{alert.due_at:%Y-%m-%d %H:%M} UTC"),
    ]
    write_lines(facts)
    rows = [
        (
            hit.id, hit.state.value, f"{hit.hit.score:.2f}", f"{hit.hit.list} {hit.hit.reference}", hit.hit.listed_name,
            "\n".join(in_words(reason) for reason in hit.hit.reasons[:MOST_REASONS]),
        )
        for hit in alert.hits
    ]  # fmt: skip
    write_table(("hit", "state", "score", "listing", "listed as", "reasons"), rows)
    judged = [
        (
            each.id, each.state.value, each.outcome.value, ", ".join(each.judgement.reasons), each.judgement.text,
            named(shown, each.proposed_by),
            "" if each.second is None else named(shown, each.second.by),
        )
        for each in shown.dispositions
    ]  # fmt: skip
    if judged:
        write_table(("proposal", "state", "outcome", "reasons", "text", "by", "second"), judged)
    for note in shown.notes:
        write_lines([(f"note {note.id}", f"{note.at:%Y-%m-%d %H:%M} {named(shown, note.by)}: {note.text}")])


def named(shown: "AlertShown", officer: "OfficerId | None") -> str:
    """An officer's name; empty for the node itself."""
    return "" if officer is None else shown.officers.get(officer, "")
