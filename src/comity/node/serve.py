"""Serve the node: tables brought to this version, then granian until it is told to stop."""

import os
import socket
import tempfile
from dataclasses import dataclass
from urllib.parse import urlsplit

from comity.model.errors import BadRequest

STANDARD_ADDRESS, STANDARD_PORT = "127.0.0.1", 8765
MOST_WORKERS = 4  # more would rather wait for one another
PATIENCE = 30  # seconds that requests under way get to finish when the server is stopped
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Serving:
    """How the node is served. `url` is where officers reach it; `address` and `port` are what it listens on."""

    url: str
    address: str
    port: int
    workers: int = 1
    threads: int = 4


def standard_workers() -> int:
    """One process for each processor that this one may use, at most 4: all share the index and the database."""
    return min(MOST_WORKERS, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def serving(url: str | None, address: str | None, port: int | None, *, workers: int, threads: int) -> Serving:
    """From COMITY_URL and options: what is not said is read from the address, else standard. Raises BadRequest."""
    public = urlsplit(url or "")
    try:
        said = public.port
    except ValueError as error:
        raise BadRequest(f"COMITY_URL is {url!r}: {error}") from error
    if url and (public.scheme not in ("http", "https") or not public.hostname):
        raise BadRequest(f"COMITY_URL is {url!r}, not an address such as https://comity.example")
    here = public.scheme == "http" and public.hostname in LOOPBACK
    bound = address or (public.hostname if here and public.hostname else STANDARD_ADDRESS)
    chosen = port or (said if here and said else STANDARD_PORT)
    shown = f"[{bound}]" if ":" in bound else bound
    return Serving(url or f"http://{shown}:{chosen}", bound, chosen, workers, threads)


def serve(how: Serving) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are finished first. Raises BadRequest for a port in use."""
    check_free(how)
    os.environ["COMITY_URL"] = how.url
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.node.settings"
    if how.workers == 1:
        _granian(how)
        return
    # Several processes count their requests into files, so that /metrics can add them up.
    with tempfile.TemporaryDirectory(prefix="comity-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        _granian(how)


def _granian(how: Serving) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "comity.node.wsgi:ready_application",
        factory=True,
        address=how.address,
        port=how.port,
        interface=Interfaces.WSGI,
        workers=how.workers,
        blocking_threads=how.threads,
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,  # an access log would hold who looked at whom: the tamper-evident log is the place for that
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    ).serve()


def check_free(how: Serving) -> None:
    """Refuse an address that cannot be listened on, before anything is started. Raises BadRequest."""
    family = socket.AF_INET6 if ":" in how.address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((how.address, how.port))
        except OSError as error:
            raise BadRequest(f"cannot listen on {how.address} port {how.port}: {error}; choose --port") from error
