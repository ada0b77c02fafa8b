"""Every route of ours, each on the way that finds out who calls."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path

from comity.api.door import answering
from comity.api.native import alerts, cases, lists, log, measures, portfolios, screening, screenings, webhooks
from comity.api.native.documented import PREFIX, documented
from comity.api.native.way import STANDARD, Way, led
from comity.api.problems import problem
from comity.store.uploads import LARGEST

OPEN = frozenset({"openapi-json"})  # says nothing that this repository does not say
NOT_ROUTES = frozenset({"api-root"})

# Content may be as large as a file that is handed in, and the fields beside it.
LARGEST_CONTENT = LARGEST + (1 << 20)
WAYS = {
    "screenings": Way(LARGEST_CONTENT, files_for="alerts.open"),
    "portfolios/<name>/import": Way(LARGEST_CONTENT, files_for="portfolios.import", alone=True),
    "portfolios/<name>/update": Way(LARGEST_CONTENT, files_for="portfolios.import", alone=True),
    "portfolios/<name>/rescreen": Way(alone=True),
}

api = documented()
for each in (screening, screenings, alerts, cases, measures, portfolios, lists, log, webhooks):
    api.add_router("", each.router)


def routes() -> list[URLPattern | URLResolver]:
    """The addresses under /api/v1/, and an answer for all that are none."""
    made: list[URLPattern | URLResolver] = []
    for pattern in api.urls[0]:
        if not isinstance(pattern, URLPattern) or pattern.name in NOT_ROUTES:
            continue
        view: Any = pattern.callback
        view = answering("GET")(view) if pattern.name in OPEN else led(view, WAYS.get(str(pattern.pattern), STANDARD))
        made.append(path(f"{PREFIX[1:]}{pattern.pattern}", view, name=f"api-v1-{pattern.name}"))
    return [*made, re_path(r"^api/", _nothing)]


@answering("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
def _nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return problem(404, "not-found", f"no such address; {PREFIX}openapi.json has them all")
