"""`/metrics`: counts for monitoring, in the form that Prometheus reads. Nothing of any subject, nobody's name."""

import os
from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from comity import __version__, runtime
from comity.api.caller import Caller
from comity.api.door import opened
from comity.operations.measure_node import MeasureNode, NodeMeasured, measure_node

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0)  # seconds
REQUESTS = Counter("comity_requests", "Requests answered, by area and class of status.", ("area", "status"))
SECONDS = Histogram("comity_request_seconds", "Time to answer a request.", ("area",), buckets=BUCKETS)


class _Node(Collector):
    """What the database and the lists say at this moment."""

    def __init__(self, measured: NodeMeasured) -> None:
        self._measured = measured

    def collect(self) -> Iterable[Metric]:
        """Every gauge."""
        it = self._measured
        yield _by("comity_alerts", "Alerts, by state.", "state", it.alerts)
        yield _one(
            "comity_alerts_overdue", "Open alerts past the time by which an officer must have judged.", it.overdue
        )
        yield _one("comity_alert_oldest_seconds", "Age of the oldest open alert.", it.oldest_open)
        yield _by("comity_measures", "Measures, by state.", "state", it.measures)
        yield _one("comity_release_tasks", "Measures that lost their ground and are not released.", it.release_tasks)
        yield _one("comity_reports_unsent", "Reports that have not left.", it.reports_unsent)
        yield _one("comity_redress_open", "Requests for redress without an answer.", it.redress_open)
        yield _one("comity_log_entries", "Entries of the tamper-evident log.", it.log_entries)
        yield _by("comity_watch_troubles", "What is wrong with the watch, by fault.", "fault", it.troubles)
        yield _by("comity_list_age_seconds", "Since the edition in force was imported.", "list", it.list_ages)
        yield _by("comity_list_entries", "Listings in force.", "list", it.list_entries)
        yield _by("comity_version", "Always 1; the version is its label.", "version", {__version__: 1})


@opened("GET")
def metrics(request: HttpRequest, caller: Caller) -> HttpResponse:  # noqa: ARG001
    """The counts. For a token with the scope `metrics`."""
    measured = measure_node(MeasureNode(runtime.edition_store()), actor=caller.actor, now=runtime.now())
    told = CollectorRegistry()
    told.register(_Node(measured))
    return HttpResponse(generate_latest(told) + generate_latest(_processes()), content_type=CONTENT_TYPE_LATEST)


def _processes() -> CollectorRegistry:
    """What the server's processes counted: of all of them where there are several."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


def _one(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(name, told, value=value)


def _by(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, told, labels=(label,))
    for key, value in values.items():
        family.add_metric((key,), value)
    return family
