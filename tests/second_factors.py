"""Authenticators for tests: a secret that the test knows, and the codes that it shows."""

import time
from typing import TYPE_CHECKING

from django_otp.oath import TOTP

from comity.model.officer import OfficerId

if TYPE_CHECKING:
    from django.test import Client

    from comity.store.models import Officer

KEY = "3132333435363738393031323334353637383930"
PASSWORD = "correct horse battery staple"  # noqa: S105 of invented officers


def code(key: str = KEY, *, steps: int = 0, at: float | None = None) -> str:
    """What the authenticator shows now (or `at` a time), or some half minutes later."""
    shown = TOTP(bytes.fromhex(key))
    shown.time = (time.time() if at is None else at) + 30 * steps
    return f"{shown.token():06d}"


def enrol(officer: "Officer") -> None:
    """Give the officer the authenticator of KEY."""
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=officer, key=KEY, confirmed=True, name="authenticator")


def sign_in(client: "Client", officer: "Officer", *, second_factor: bool = True) -> "Client":
    """Sign in at the door as the officer would; `second_factor` shows it too, enrolling first where there is none."""
    client.post("/sign-in", {"username": officer.username, "password": PASSWORD})
    from comity.store.second_factor import has_second_factor

    if second_factor:
        if not has_second_factor(OfficerId(officer.pk)):
            enrol(officer)
        answer = client.post("/second-factor", {"code": code()})
        assert answer.status_code == 302, answer.content.decode()
    return client
