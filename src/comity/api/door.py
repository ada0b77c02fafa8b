"""Opens a route to those who may: who calls, how often, with which method; and tells what was refused."""

import logging
from collections.abc import Callable, Collection
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import BadRequest as DjangoBadRequest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from comity import runtime
from comity.api.caller import Caller, caller_of
from comity.api.problems import problem, refusal
from comity.model.errors import ComityError, RateExceeded
from comity.model.token import TokenId
from comity.operations.create_token import PER_MINUTE
from comity.operations.screening_use import Tokenless, Who
from comity.store.allowance import Taken
from comity.store.unavailable import unavailable

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
CallerView = Callable[Concatenate[HttpRequest, Caller, P], HttpResponse]

log = logging.getLogger("comity.api")
NETWORK_BUCKET = 0  # the bucket that all programs of the trusted network share; numbers of tokens begin at 1


def opened(*methods: str) -> Callable[[CallerView[P]], View[P]]:
    """Open a view to whoever shows a valid token that is not used up, with these methods.

    Which orders a token may give is asked by each operation itself (permits).
    """

    def at_the_door(view: CallerView[P]) -> View[P]:
        @wraps(view)
        def carried_out(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            caller = known_caller(request)
            taken = charge(caller, 1)
            answer = view(request, caller, *args, **kwargs)
            tell_allowance(answer, taken)
            return answer

        return counting_refusals(answering(*methods)(carried_out))

    return at_the_door


def known_caller(request: HttpRequest) -> Caller:
    """Who calls; remembered with the request, for what is counted of it. Raises UnknownCaller."""
    caller = caller_of(request, runtime.now())
    request.comity_who = caller.who  # type: ignore[attr-defined]
    return caller


def counting_refusals(view: View[P]) -> View[P]:
    """The same view; what it refuses is counted, to be logged by caller and minute (S8)."""

    @wraps(view)
    def carried_out(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if 400 <= answer.status_code < 500:
            who: Who = getattr(request, "comity_who", Tokenless.UNKNOWN)
            code = getattr(answer, "comity_code", f"status.{answer.status_code}")
            runtime.screening_use().refuse(who, runtime.now(), code)
        return answer

    exempt: View[P] = csrf_exempt(carried_out)
    return exempt


def answering(*methods: str) -> Callable[[View[P]], View[P]]:
    """A view that answers these methods, and every refusal with a problem document."""

    def at_the_door(view: View[P]) -> View[P]:
        @wraps(view)
        def carried_out(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return safe(_not_taken(request, methods))
            return safe(guarded(request, lambda: view(request, *args, **kwargs)))

        exempt: View[P] = csrf_exempt(carried_out)
        return exempt

    return at_the_door


def guarded(request: HttpRequest, carry_out: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer, or the problem document of what was refused."""
    try:
        request.get_host()  # refused unless the node answers to it
        return carry_out()
    except ComityError as refused:
        return refusal(refused)
    except RequestDataTooBig:
        return problem(413, "request.too-large", "the request is larger than this address takes")
    except (SuspiciousOperation, DjangoBadRequest, UnreadablePostError) as refused:
        return problem(400, "request.bad", f"the request cannot be read ({type(refused).__name__})")
    except Exception as fault:
        away = unavailable(fault)
        if away is not None:
            log.warning("%s: %s", away.what, type(fault).__name__)
            return refusal(away)
        log.exception("a fault while answering %s %s", request.method, request.path.partition("/")[2][:20])
        return problem(500, "fault", "a fault of ours; nothing was changed, and the node's log says more")


def charge(caller: Caller, calls: int) -> Taken:
    """Count calls against the caller's token. Raises RateExceeded."""
    number, per_minute = (
        (NETWORK_BUCKET, PER_MINUTE) if caller.token is None else (caller.token.id, caller.token.per_minute)
    )
    taken = runtime.allowance().take(TokenId(number), per_minute, calls)
    if taken.wait:
        raise RateExceeded(per_minute, taken.wait)
    return taken


def tell_allowance(answer: HttpResponse, taken: Taken) -> None:
    """How many calls are left, as draft-ietf-httpapi-ratelimit-headers names it."""
    answer["RateLimit-Limit"] = str(taken.limit)
    answer["RateLimit-Remaining"] = str(taken.left)
    answer["RateLimit-Reset"] = str(int(taken.reset + 0.999))


def safe(answer: HttpResponse) -> HttpResponse:
    """Never kept by a cache, never taken for a page."""
    answer.headers.setdefault("Cache-Control", "no-store")
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    return answer


def _not_taken(request: HttpRequest, methods: Collection[str]) -> HttpResponse:
    answer = problem(405, "request.method", f"{request.method} is not taken here; use {' or '.join(methods)}")
    answer["Allow"] = ", ".join(methods)
    return answer
