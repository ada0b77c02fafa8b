"""Counts and times every request by the area of its address: never by the address itself, which may name a case."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from comity.api.metrics import REQUESTS, SECONDS

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

AREAS = frozenset({"api", "match", "search", "entities", "static", "metrics", "healthz", "readyz"})


def timed(application: Wsgi) -> Wsgi:
    """The same application, its requests counted. Time is until the answer begins."""

    def counted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun = time.perf_counter()
        first = str(environ.get("PATH_INFO", "")).split("/", 2)[1:2]
        area = first[0] if first and first[0] in AREAS else "pages"

        def started(status: str, *rest: Any) -> Any:
            REQUESTS.labels(area, f"{status[:1]}xx").inc()
            SECONDS.labels(area).observe(time.perf_counter() - begun)
            return start_response(status, *rest)

        return application(environ, started)

    return counted
