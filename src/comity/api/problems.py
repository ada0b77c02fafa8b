"""What was refused, told to a program: one table from the class of an error to a status, one document (RFC 9457)."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpResponse

from comity.model import errors

PROBLEM_TYPE = "application/problem+json"

STATUS: Mapping[str, int] = {
    "ComityError": 400,
    "UnreadableInput": 422,
    "BrokenFile": 422,
    "TooLarge": 413,
    "DoubtfulEncoding": 422,
    "RefusedEdition": 409,
    "AbsurdCount": 409,
    "DuplicateReference": 409,
    "IncompleteListing": 422,
    "UnreadableRecord": 422,
    "NotFound": 404,
    "BadRequest": 400,
    "DownloadFailed": 502,
    "StoreAway": 503,
    "StoreBusy": 503,
    "WeakPassword": 422,
    "SignInRefused": 403,
    "LogTampered": 409,
    "UnknownCaller": 401,
    "RateExceeded": 429,
    "KeyReused": 422,
    "Forbidden": 403,
    "SecondFactorNeeded": 403,
    "NotAdmitted": 403,
    "NotAllowedNow": 409,
    "SamePerson": 409,
    "LostRace": 409,
}

TITLES: Mapping[int, str] = {
    400: "The request cannot be understood",
    401: "No valid token was shown",
    403: "The order is not open to you",
    404: "There is no such thing",
    405: "The address does not take this method",
    409: "Not possible in the present state",
    413: "The request is too large",
    415: "The content has another type than this address takes",
    422: "The content cannot be taken",
    429: "Too many calls",
    500: "A fault of ours",
    502: "Another server failed",
    503: "Not possible right now",
}


def status_of(refused: errors.ComityError) -> int:
    """The status of an error's class; of one that another package added, its nearest ancestor's."""
    return next(STATUS[kind.__name__] for kind in type(refused).__mro__ if kind.__name__ in STATUS)


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """One problem document. `code` is stable, `detail` is for people."""
    document = {
        "type": f"urn:comity:problem:{code}",
        "title": TITLES.get(status, "Refused"),
        "status": status,
        "detail": detail,
        "code": code,
        **more,
    }
    made = HttpResponse(msgspec.json.encode(document), status=status, content_type=PROBLEM_TYPE)
    made.comity_code = code  # type: ignore[attr-defined]  # by which refusals are counted
    return made


def refusal(refused: errors.ComityError) -> HttpResponse:
    """The answer to a request that was refused."""
    answer = problem(status_of(refused), refused.code, str(refused))
    if isinstance(refused, errors.UnknownCaller):
        answer["WWW-Authenticate"] = 'Bearer realm="comity"'
    if isinstance(refused, errors.RateExceeded):
        answer["Retry-After"] = str(max(1, int(refused.wait + 0.999)))
    if isinstance(refused, errors.StoreBusy | errors.StoreAway):
        answer["Retry-After"] = "5"
    return answer
