"""The door: signing in with user name and password, and signing out."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.model.errors import SignInRefused
from comity.operations.keep_account import LANGUAGES, ChooseLanguage, choose_language
from comity.operations.sign_in import SignIn, sign_in
from comity.web.frame import render
from comity.web.session import address_of, begin_session, end_session
from comity.web.typed import destination, line, secret
from comity.web.visit import NOBODY, Visit


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What the page prints: what was typed before, and why it was refused."""

    username: str
    refusal: str
    next: str
    demonstration: bool


def page(visit: Visit) -> HttpResponse:
    """Ask for user name and password; let in, and on to where the officer wanted to go."""
    request = visit.request
    onward = destination(request, reverse("overview"))
    if visit.actor is not NOBODY and request.method == "GET":
        return redirect(onward)
    refusal = ""
    if request.method == "POST":
        order = SignIn(line(request, "username"), secret(request, "password"), address_of(request))
        try:
            officer = sign_in(order, now=visit.now)
        except SignInRefused:
            refusal = _("User name and password do not fit, or were tried too often. Check them, and wait a while.")
        else:
            begin_session(request, officer, visit.now)
            return redirect(onward)
    shown = SignInPage(line(request, "username"), refusal, onward, demonstration=settings.DEMONSTRATION)
    return render(visit, "sign_in", shown, status=403 if refusal else 200)


def sign_out(visit: Visit) -> HttpResponse:
    """End the session."""
    end_session(visit.request)
    messages.success(visit.request, _("You are signed out."))
    return redirect("sign-in")


def language(visit: Visit) -> HttpResponse:
    """Speak another language from now on, to this browser and, if signed in, to this officer."""
    chosen = line(visit.request, "language")
    answer = redirect(destination(visit.request, reverse("overview")))
    if visit.actor is not NOBODY:
        choose_language(ChooseLanguage(chosen), actor=visit.actor, now=visit.now)
    if chosen in LANGUAGES:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=31_536_000,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer
