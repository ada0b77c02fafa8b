"""The second factor: showing it at the door, and enrolling an authenticator."""

from dataclasses import dataclass
from io import BytesIO

import segno
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from comity.model.errors import SignInRefused
from comity.operations.show_second_factor import (
    BeginEnrolment,
    ConfirmEnrolment,
    ShowSecondFactor,
    begin_enrolment,
    confirm_enrolment,
    show_second_factor,
)
from comity.web.frame import render
from comity.web.session import confirm_session
from comity.web.typed import destination, line
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class SecondFactorPage:
    """Asking for a code."""

    refusal: str
    next: str


@dataclass(frozen=True, slots=True)
class EnrolPage:
    """The secret for an authenticator, as a picture and in letters."""

    drawing: Markup
    secret: str
    refusal: str
    next: str


@dataclass(frozen=True, slots=True)
class CodesPage:
    """The recovery codes, shown once."""

    codes: tuple[str, ...]
    next: str


def page(visit: Visit) -> HttpResponse:
    """Ask for the code that the authenticator shows now, or a recovery code."""
    onward, refusal = destination(visit.request, reverse("overview")), ""
    if visit.first == "enrol":
        return redirect("enrol")
    if visit.request.method == "POST":
        try:
            device = show_second_factor(ShowSecondFactor(line(visit.request, "code")), actor=visit.actor, now=visit.now)
        except SignInRefused:
            refusal = _wrong_code()
        else:
            confirm_session(visit.request, device)
            return redirect(onward)
    return render(visit, "second_factor", SecondFactorPage(refusal, onward), status=403 if refusal else 200)


def enrol(visit: Visit) -> HttpResponse:
    """Show the secret, and take the first code; then show the recovery codes once."""
    if visit.first == "second-factor":
        return redirect("second-factor")
    onward, refusal = destination(visit.request, reverse("overview")), ""
    if visit.request.method == "POST":
        order = ConfirmEnrolment(line(visit.request, "code"))
        try:
            enrolled = confirm_enrolment(order, actor=visit.actor, now=visit.now)
        except SignInRefused:
            refusal = _wrong_code()
        else:
            confirm_session(visit.request, enrolled.device)
            return render(visit, "recovery_codes", CodesPage(enrolled.codes, onward))
    begun = begin_enrolment(BeginEnrolment(), actor=visit.actor, now=visit.now)
    spaced = " ".join(begun.secret[at : at + 4] for at in range(0, len(begun.secret), 4))
    shown = EnrolPage(_drawing(begun.address), spaced, refusal, onward)
    return render(visit, "enrol", shown, status=403 if refusal else 200)


def _wrong_code() -> str:
    return _("This is not the code that the authenticator shows now. Wait for its next one; check its clock.")


def _drawing(address: str) -> Markup:
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=2,
        svgclass="qr",
        lineclass=None,
        light="#fff",
    )
    return Markup(drawn.getvalue().decode("ascii"))  # noqa: S704 drawn by us from a secret of ours
