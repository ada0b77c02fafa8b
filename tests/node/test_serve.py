"""The node is served: on an address that is free, with its tables, until it is told to stop."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from comity.model.errors import BadRequest
from comity.node.serve import check_free, serving


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("url", "address", "port", "expected"),
    [
        (None, None, None, ("http://127.0.0.1:8765", "127.0.0.1", 8765)),
        (None, None, 9000, ("http://127.0.0.1:9000", "127.0.0.1", 9000)),
        (None, "::1", None, ("http://[::1]:8765", "::1", 8765)),
        ("http://localhost:8000", None, None, ("http://localhost:8000", "localhost", 8000)),
        # officers reach a proxy; the node stays on this machine alone
        ("https://comity.example", None, None, ("https://comity.example", "127.0.0.1", 8765)),
        ("https://comity.example", "10.0.0.5", 80, ("https://comity.example", "10.0.0.5", 80)),
    ],
)
def test_what_is_not_said_is_read_from_the_address_of_the_node(
    url: str | None, address: str | None, port: int | None, expected: tuple[str, str, int]
) -> None:
    how = serving(url, address, port, workers=1, threads=4)
    assert (how.url, how.address, how.port) == expected


@pytest.mark.parametrize("url", ["comity.example", "ftp://comity.example", "http://host:99999"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadRequest, match="COMITY_URL"):
        serving(url, None, None, workers=1, threads=4)


def test_a_port_in_use_is_refused_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(BadRequest, match="--port"):
            check_free(serving(None, None, other.getsockname()[1], workers=1, threads=4))


def test_the_command_serves_pages_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "COMITY_HOME": str(tmp_path / "home")}
    environment.pop("COMITY_URL", None)
    command = [sys.executable, "-m", "comity.cli.main", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            told = server.stderr.readline()
            assert f"http://127.0.0.1:{port}" in told
            with httpx.Client(transport=httpx.HTTPTransport(retries=12)) as client:
                answer = client.get(f"http://127.0.0.1:{port}/sign-in", timeout=60)
            assert answer.status_code == 200
            assert "script-src 'self'" in answer.headers["content-security-policy"]
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=60) == 0
        assert "Stopped." in server.stderr.read()
