"""One's own account: name and roles, password, second factor."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.model.errors import BadRequest, SignInRefused, WeakPassword
from comity.operations.keep_account import ChangePassword, ShowAccount, change_password, own, show_account
from comity.store.second_factor import codes_left
from comity.web.frame import render
from comity.web.refusal import told
from comity.web.session import renew_session
from comity.web.typed import destination, secret
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What the page prints of the officer who looks at it."""

    name: str
    username: str
    roles: tuple[str, ...]
    second_factor: bool
    codes_left: int


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """Asking for another password; `first` when the officer cannot go on without."""

    username: str
    refusals: tuple[str, ...]
    first: bool
    next: str


def page(visit: Visit) -> HttpResponse:
    """Show the account."""
    officer = show_account(ShowAccount(), actor=visit.actor, now=visit.now)
    roles = tuple(sorted(role.value for role in officer.roles))
    left = codes_left(officer.id)
    return render(visit, "account", AccountPage(officer.name, officer.username, roles, officer.second_factor, left))


def password(visit: Visit) -> HttpResponse:
    """Change the password; every other session of the officer ends."""
    officer = show_account(ShowAccount(), actor=visit.actor, now=visit.now)
    refusals: tuple[str, ...] = ()
    onward = destination(visit.request, reverse("account"))
    if visit.request.method == "POST":
        refusals = _changed(visit)
        if not refusals:
            renew_session(visit.request, own(visit.actor))
            messages.success(visit.request, _("Your password was changed. Other sessions of yours have ended."))
            return redirect(onward)
    shown = PasswordPage(officer.username, refusals, officer.must_change_password, onward)
    return render(visit, "password", shown, status=400 if refusals else 200)


def _changed(visit: Visit) -> tuple[str, ...]:
    """Why the password could not be changed; nothing where it was."""
    old, new = secret(visit.request, "old"), secret(visit.request, "new")
    if new != secret(visit.request, "again"):
        return (_("The new password was typed differently the second time."),)
    try:
        change_password(ChangePassword(old, new), actor=visit.actor, now=visit.now)
    except SignInRefused:
        return (_("The old password is not right, or was tried too often."),)
    except WeakPassword as weak:
        return weak.problems
    except BadRequest as refused:
        return (told(refused),)
    return ()
