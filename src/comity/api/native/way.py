"""The way of every call of ours: who calls, with which code, under which key; then the call itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from comity import runtime
from comity.api.caller import Caller
from comity.api.door import charge, counting_refusals, guarded, known_caller, safe, tell_allowance
from comity.api.native.unchanged import told_once
from comity.api.problems import problem
from comity.model.errors import BadRequest
from comity.operations.confirm_call import confirm_call
from comity.operations.gate import admit
from comity.store.idempotency import Answered, Keyed, content_digest, keep, kept, once, request_digest

KEY = re.compile(r"[\x21-\x7e]{1,200}")
CODE_HEADER = "Comity-Code"
KEY_HEADER = "Idempotency-Key"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MOST_BYTES = 1 << 20
NOT_FINAL = frozenset({401, 403, 409, 429})  # another time, or with a code, the same order may be carried out
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Way:
    """What differs from call to call.

    `files_for`: the order for which files are taken, asked before a byte of them is read. `alone`: the order takes
    long, or is of several transactions, and comes to the same when it is carried out twice: its answer is kept
    after it, instead of with it.
    """

    most_bytes: int = MOST_BYTES
    files_for: str | None = None
    alone: bool = False


STANDARD = Way()


def led(view: View, way: Way = STANDARD) -> View:
    """A view of ours, opened to whoever shows a valid token."""

    @wraps(view)
    def carried_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        def called() -> HttpResponse:
            caller = known_caller(request)
            taken = charge(caller, 1)
            answer = told_once(request, _carried_out(request, caller, lambda: view(request, *args, **kwargs), way))
            tell_allowance(answer, taken)
            return answer

        answer = guarded(request, called)
        if answer.status_code == 405:  # ninja's own has no document
            allowed = answer.get("Allow", "")
            answer = problem(405, "request.method", f"{request.method} is not taken here; use {allowed or 'another'}")
            if allowed:
                answer["Allow"] = allowed
        return safe(answer)

    exempt: View = csrf_exempt(counting_refusals(carried_out))
    return exempt


def caller_in(request: HttpRequest) -> Caller:
    """Who calls, as the way found it."""
    caller: Caller = request.comity_caller  # type: ignore[attr-defined]
    return caller


def _carried_out(request: HttpRequest, caller: Caller, view: Callable[[], HttpResponse], way: Way) -> HttpResponse:
    writes = request.method in WRITES
    if way.files_for is not None and writes:
        admit(way.files_for, view, actor=caller.actor, now=runtime.now())
    most = way.most_bytes if writes else MOST_BYTES
    if _length(request) > most:
        return problem(413, "request.too-large", f"over the limit of {most >> 20} MiB")
    code = request.headers.get(CODE_HEADER, "")
    key = request.headers.get(KEY_HEADER)
    if key is None or not writes or caller.token is None:
        request.comity_caller = _confirmed(caller, code)  # type: ignore[attr-defined]
        return view()
    if not KEY.fullmatch(key):
        raise BadRequest(f"{KEY_HEADER}: 1 to 200 visible ASCII characters")
    asked = content_digest(request.POST, request.FILES) if way.files_for is not None else request.body
    keyed = Keyed(caller.token.id, key, request_digest(request.method or "", request.get_full_path(), asked))
    found = kept(keyed)  # carried out before: answered without another code
    if found is None:
        # Before the order's transaction: a wrong code must count, whatever becomes of the order.
        request.comity_caller = _confirmed(caller, code)  # type: ignore[attr-defined]
        carry_out = keep if way.alone else once
        found = carry_out(keyed, lambda: _answered(view()), now=runtime.now(), keeps=_final)
    answer = HttpResponse(found.content, status=found.status, content_type=found.content_type)
    if found.again:
        answer["Idempotency-Replayed"] = "true"
    return answer


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or 0)
    return int(said) if said.isascii() and said.isdigit() else 0  # Django reads nothing where it is no number


def _answered(made: HttpResponse) -> Answered:
    return Answered(made.status_code, made.get("Content-Type", ""), made.content)


def _final(status: int) -> bool:
    return status < 500 and status not in NOT_FINAL


def _confirmed(caller: Caller, code: str) -> Caller:
    if not code:
        return caller
    return Caller(confirm_call(caller.actor, code[:50], runtime.now()), caller.token)
