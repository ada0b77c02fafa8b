"""What officers do on the alert page. Each act is one order; what is refused leaves the page as it was typed."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from comity import runtime
from comity.cases.disposition import Judgement, Outcome
from comity.cases.ids import AlertId, AttachmentId, CaseId, DispositionId, HitId
from comity.model.errors import BadRequest, LostRace, NotAllowedNow, TooLarge
from comity.model.officer import OfficerId
from comity.operations.add_note import NoteOnAlert, add_note
from comity.operations.assign_alerts import AssignAlerts, assign_alerts
from comity.operations.attach_file import AttachFile, ReadAttachment, attach_file, read_attachment
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.escalate_alert import EscalateAlert, escalate_alert
from comity.operations.join_alerts import JoinAlerts, OpenCase, join_alerts, open_case
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.refuse_disposition import RefuseDisposition, refuse_disposition
from comity.operations.reopen_hits import ReopenHits, reopen_hits
from comity.operations.show_case import ShowCase, show_case
from comity.operations.take_alerts import HandBackAlerts, TakeAlerts, hand_back_alerts, take_alerts
from comity.operations.withdraw_disposition import WithdrawDisposition, withdraw_disposition
from comity.web.pages.alert import Typed, show
from comity.web.refusal import told
from comity.web.typed import chosen, line, text, whole
from comity.web.visit import Visit

REFUSALS = (BadRequest, NotAllowedNow, LostRace, TooLarge)


def take(visit: Visit, alert: int) -> HttpResponse:
    """Take the alert, to work on it."""
    return _act(visit, alert, partial(take_alerts, TakeAlerts((AlertId(alert),))), _("The alert is yours."))


def hand_back(visit: Visit, alert: int) -> HttpResponse:
    """Hand the alert back."""
    return _act(
        visit, alert, partial(hand_back_alerts, HandBackAlerts((AlertId(alert),))), _("The alert is nobody’s now.")
    )


def assign(visit: Visit, alert: int) -> HttpResponse:
    """Give the alert to an officer."""
    officer = whole(visit.request, "officer")
    order = AssignAlerts((AlertId(alert),), None if officer is None else OfficerId(officer))
    return _act(visit, alert, partial(assign_alerts, order), _("The alert was assigned."))


def escalate(visit: Visit, alert: int) -> HttpResponse:
    """Ask for a supervisor."""
    order = EscalateAlert(AlertId(alert), _version(visit), line(visit.request, "reason"))
    return _act(visit, alert, partial(escalate_alert, order), _("A supervisor was asked for."))


def note(visit: Visit, alert: int) -> HttpResponse:
    """Write a note."""
    words = text(visit.request, "note")
    return _act(
        visit, alert, partial(add_note, NoteOnAlert(AlertId(alert), words)), _("The note was added."), Typed(note=words)
    )


def attach(visit: Visit, alert: int) -> HttpResponse:
    """Attach a file as evidence."""
    file = visit.request.FILES.get("file")
    if file is None or file.name is None:
        return show(visit, alert, refusal=_("No file was chosen."))
    order = AttachFile(AlertId(alert), file.name, file.file, runtime.settings().home)  # type: ignore[arg-type]
    return _act(visit, alert, partial(attach_file, order), _("The file was attached."))


def attachment(visit: Visit, alert: int, attachment: int) -> HttpResponse:
    """Hand out an attached file: to be saved, never to be opened by the browser as a page of ours."""
    order = ReadAttachment(AlertId(alert), AttachmentId(attachment), runtime.settings().home)
    read = read_attachment(order, actor=visit.actor, now=visit.now)
    answer = HttpResponse(read.content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(read.attachment.name, safe='')}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def propose(visit: Visit, alert: int) -> HttpResponse:
    """Judge hits: a second officer must agree, unless the judgement is inconclusive."""
    request = visit.request
    typed = Typed(
        outcome=line(request, "outcome"),
        reasons=chosen(request, "reasons"),
        hits=chosen(request, "hits"),
        text=text(request, "text"),
        evidence=text(request, "evidence"),
    )
    try:
        outcome = Outcome(typed.outcome)
        hits = tuple(HitId(int(each)) for each in typed.hits)
    except ValueError:
        return show(visit, alert, refusal=_("Choose what you judge: an outcome, and for which hits."), typed=typed)
    judgement = Judgement(
        outcome=outcome,
        reasons=tuple(code for code in typed.reasons if code),
        text=typed.text,
        evidence=tuple(filter(None, (each.strip() for each in typed.evidence.split("\n")))),
        attachments=tuple(AttachmentId(int(each)) for each in chosen(request, "attachments") if each.isdecimal()),
    )
    done = _("Recorded.") if outcome is Outcome.INCONCLUSIVE else _("Proposed. A second officer must look at it now.")
    order = ProposeDisposition(AlertId(alert), _version(visit), hits, judgement)
    return _act(visit, alert, partial(propose_disposition, order), done, typed)


def confirm(visit: Visit, alert: int, proposal: int) -> HttpResponse:
    """Agree with a colleague’s judgement: it holds."""
    order = ConfirmDisposition(DispositionId(proposal), _version(visit), text(visit.request, "text"))
    return _act(visit, alert, partial(confirm_disposition, order), _("Confirmed. The judgement holds."))


def refuse(visit: Visit, alert: int, proposal: int) -> HttpResponse:
    """Disagree with a colleague’s judgement: the hits are to be judged anew."""
    order = RefuseDisposition(DispositionId(proposal), _version(visit), text(visit.request, "text"))
    return _act(visit, alert, partial(refuse_disposition, order), _("Refused. The hits are to be judged anew."))


def withdraw(visit: Visit, alert: int, proposal: int) -> HttpResponse:
    """Take one’s own proposal back."""
    order = WithdrawDisposition(DispositionId(proposal), _version(visit), text(visit.request, "text"))
    return _act(visit, alert, partial(withdraw_disposition, order), _("Your proposal was taken back."))


def reopen(visit: Visit, alert: int) -> HttpResponse:
    """Judge anew what two officers judged."""
    hits = tuple(HitId(int(each)) for each in chosen(visit.request, "hits") if each.isdecimal())
    order = ReopenHits(AlertId(alert), _version(visit), hits, text(visit.request, "reason"))
    return _act(visit, alert, partial(reopen_hits, order), _("Reopened. The hits are to be judged anew."))


def case(visit: Visit, alert: int) -> HttpResponse:
    """Open a case with this alert, or add it to one."""
    joined, title = whole(visit.request, "case"), line(visit.request, "title")
    if joined is None:
        return _act(visit, alert, partial(open_case, OpenCase(title, (AlertId(alert),))), _("The case was opened."))
    shown = show_case(ShowCase(CaseId(joined)), actor=visit.actor, now=visit.now)
    order = JoinAlerts(shown.case.id, shown.case.version, (AlertId(alert),))
    return _act(visit, alert, partial(join_alerts, order), _("The alert was added to the case."))


def _act(visit: Visit, alert: int, given: Callable[..., Any], done: str, typed: Typed | None = None) -> HttpResponse:
    """Give the order and show the alert again. What is missing or forbidden is a page of its own."""
    try:
        given(actor=visit.actor, now=visit.now)
    except REFUSALS as refused:
        return show(visit, alert, refusal=told(refused), typed=typed)
    messages.success(visit.request, done)
    return redirect("alerts-one", alert=alert)


def _version(visit: Visit) -> int:
    """The version of the alert that the officer looked at; none at all is as one that is long gone."""
    return whole(visit.request, "version") or 0
