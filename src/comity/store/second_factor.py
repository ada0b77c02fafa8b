"""Second factors in the database: one authenticator an officer (TOTP, RFC 6238), and recovery codes.

Codes are kept as keyed hashes of their letters: who reads the table cannot use them.
"""

import secrets
from base64 import b32decode, b32encode
from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from comity.model.officer import OfficerId
from comity.store.models import Officer

RECOVERY_CODES = 10
CODE_LETTERS = 16  # of 32 letters each: 80 bits
KEPT_LETTERS = 16  # as many as the table has room for


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator is given: the secret in the letters people type, and the address a QR code holds."""

    secret: str
    address: str


def has_second_factor(officer: OfficerId) -> bool:
    """Is an authenticator enrolled and confirmed?"""
    return bool(TOTPDevice.objects.filter(user_id=officer, confirmed=True).exists())


def enrolled(officers: list[OfficerId]) -> frozenset[OfficerId]:
    """Those of these officers who have a confirmed authenticator."""
    found = TOTPDevice.objects.filter(user_id__in=officers, confirmed=True).values_list("user_id", flat=True)
    return frozenset(OfficerId(each) for each in found)


def begin_enrolment(officer: OfficerId) -> Enrolment:
    """The unconfirmed authenticator of an officer; made where there is none, shown again where there is."""
    device = TOTPDevice.objects.filter(user_id=officer, confirmed=False).first()
    if device is None:
        device = TOTPDevice.objects.create(user_id=officer, name="authenticator", confirmed=False)
    return Enrolment(b32encode(device.bin_key).decode("ascii"), device.config_url)


def enrol_with(officer: OfficerId, secret: str) -> None:
    """Enrol an authenticator that was given this secret, in the letters people type: for demonstrations."""
    TOTPDevice.objects.create(user_id=officer, name="authenticator", key=b32decode(secret).hex(), confirmed=True)


def confirm_enrolment(officer: OfficerId, code: str) -> tuple[str, tuple[str, ...]] | None:
    """Confirm by a code that the authenticator shows: the device's id and new recovery codes. None for a wrong code."""
    device = TOTPDevice.objects.select_for_update().filter(user_id=officer, confirmed=False).first()
    if device is None or not device.verify_token(_digits(code)):
        return None
    TOTPDevice.objects.filter(user_id=officer, confirmed=True).delete()
    device.confirmed = True
    device.save()
    return device.persistent_id, _new_codes(officer)


def verified_device(officer: OfficerId, code: str) -> str | None:
    """The id of the authenticator that shows this code now, or of the recovery codes of which it was one.

    No code serves twice; a wrong one makes the next wait longer.
    """
    row = Officer.objects.get(pk=officer)
    for device in TOTPDevice.objects.filter(user_id=officer, confirmed=True):
        if verify_token(row, device.persistent_id, _digits(code)):
            return str(device.persistent_id)
    spoken = "".join(code.split()).replace("-", "").lower()
    if len(spoken) == CODE_LETTERS:
        for codes in StaticDevice.objects.filter(user_id=officer, confirmed=True):
            if verify_token(row, codes.persistent_id, _kept(spoken)):
                return str(codes.persistent_id)
    return None


def forget_second_factor(officer: OfficerId) -> None:
    """Remove authenticator and codes; the officer enrols anew."""
    TOTPDevice.objects.filter(user_id=officer).delete()
    StaticDevice.objects.filter(user_id=officer).delete()


def codes_left(officer: OfficerId) -> int:
    """How many recovery codes are still unused."""
    return int(StaticToken.objects.filter(device__user_id=officer).count())


def _new_codes(officer: OfficerId) -> tuple[str, ...]:
    StaticDevice.objects.filter(user_id=officer).delete()
    device = StaticDevice.objects.create(user_id=officer, name="recovery codes", confirmed=True)
    codes = [
        b32encode(secrets.token_bytes(CODE_LETTERS * 5 // 8)).decode("ascii").lower() for _ in range(RECOVERY_CODES)
    ]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(code)) for code in codes)
    return tuple("-".join(code[at : at + 4] for at in range(0, CODE_LETTERS, 4)) for code in codes)


def _kept(code: str) -> str:
    digest = salted_hmac("comity.recovery", code, algorithm="sha256").digest()
    return b32encode(digest).decode("ascii")[:KEPT_LETTERS].lower()


def _digits(code: str) -> str:
    return "".join(code.split())
