"""Every address of the door for programs."""

from django.urls import URLPattern, URLResolver, path

from comity.api.metrics import metrics
from comity.api.native.routes import routes
from comity.api.yente import entities, status
from comity.api.yente.match import match
from comity.api.yente.search import search

# What every address below begins with.
PREFIXES = (
    "/api/",
    "/match/",
    "/search/",
    "/entities/",
    "/catalog",
    "/manifest",
    "/algorithms",
    "/healthz",
    "/readyz",
    "/metrics",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("match/<str:dataset>", match, name="yente-match"),
    path("search/<str:dataset>", search, name="yente-search"),
    path("entities/<str:id>", entities.fetch, name="yente-entity"),
    path("entities/<str:id>/adjacent", entities.adjacent, name="yente-adjacent"),
    path("entities/<str:id>/adjacent/<str:property_>", entities.adjacent_by, name="yente-adjacent-by"),
    path("catalog", status.catalog, name="yente-catalog"),
    path("manifest", status.catalog, name="yente-manifest"),
    path("algorithms", status.algorithms, name="yente-algorithms"),
    path("healthz", status.healthz, name="healthz"),
    path("readyz", status.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    *routes(),
]
