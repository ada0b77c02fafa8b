"""The way of every call of ours: who calls, with which code, under which key; then the call itself."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from comity import runtime
from comity.api.caller import Caller, caller_of
from comity.api.door import charge, guarded, safe, tell_allowance
from comity.api.problems import problem
from comity.model.errors import BadRequest
from comity.operations.confirm_call import confirm_call
from comity.store.idempotency import Answered, Keyed, kept, once, request_digest

KEY = re.compile(r"[\x21-\x7e]{1,200}")
CODE_HEADER = "Comity-Code"
KEY_HEADER = "Idempotency-Key"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MOST_BYTES = 1 << 20
NOT_FINAL = frozenset({401, 403, 409, 429})  # another time, or with a code, the same order may be carried out
View = Callable[..., HttpResponse]


def led(view: View) -> View:
    """A view of ours, opened to whoever shows a valid token."""

    @wraps(view)
    def carried_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        def called() -> HttpResponse:
            caller = caller_of(request, runtime.now())
            taken = charge(caller, 1)
            answer = _carried_out(request, caller, lambda: view(request, *args, **kwargs))
            tell_allowance(answer, taken)
            return answer

        answer = guarded(request, called)
        if answer.status_code == 405:  # ninja's own has no document
            allowed = answer.get("Allow", "")
            answer = problem(405, "request.method", f"{request.method} is not taken here; use {allowed or 'another'}")
            if allowed:
                answer["Allow"] = allowed
        return safe(answer)

    exempt: View = csrf_exempt(carried_out)
    return exempt


def caller_in(request: HttpRequest) -> Caller:
    """Who calls, as the way found it."""
    caller: Caller = request.comity_caller  # type: ignore[attr-defined]
    return caller


def _carried_out(request: HttpRequest, caller: Caller, view: Callable[[], HttpResponse]) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return problem(413, "request.too-large", f"over the limit of {MOST_BYTES >> 20} MiB")
    code = request.headers.get(CODE_HEADER, "")
    key = request.headers.get(KEY_HEADER)
    if key is None or request.method not in WRITES or caller.token is None:
        request.comity_caller = _confirmed(caller, code)  # type: ignore[attr-defined]
        return view()
    if not KEY.fullmatch(key):
        raise BadRequest(f"{KEY_HEADER}: 1 to 200 visible ASCII characters")
    keyed = Keyed(caller.token.id, key, request_digest(request.method or "", request.get_full_path(), request.body))
    found = kept(keyed)  # carried out before: answered without another code
    if found is None:
        # Before the order's transaction: a wrong code must count, whatever becomes of the order.
        request.comity_caller = _confirmed(caller, code)  # type: ignore[attr-defined]
        found = once(keyed, lambda: _answered(view()), now=runtime.now(), keeps=_final)
    answer = HttpResponse(found.content, status=found.status, content_type=found.content_type)
    if found.again:
        answer["Idempotency-Replayed"] = "true"
    return answer


def _answered(made: HttpResponse) -> Answered:
    return Answered(made.status_code, made.get("Content-Type", ""), made.content)


def _final(status: int) -> bool:
    return status < 500 and status not in NOT_FINAL


def _confirmed(caller: Caller, code: str) -> Caller:
    if not code:
        return caller
    return Caller(confirm_call(caller.actor, code[:50], runtime.now()), caller.token)
