"""A node served by its own command, as a process beside the test, and a program with a token that calls it."""

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

PROGRAM = """
from comity.node.prepare import migrate, prepare
prepare(); migrate()
from datetime import UTC, datetime
from comity.model.officer import Actor, Door, OfficerId, Role
from comity.operations.create_token import CreateToken, create_token
from comity.store.models import Officer, RoleGrant
officer = Officer.objects.create_user("program", name="Program")
RoleGrant.objects.create(officer=officer, role=Role.ANALYST)
order = CreateToken(OfficerId(officer.pk), "a test", frozenset({"screen", "alerts:open", "alerts:read"}))
print(create_token(order, actor=Actor("a test", frozenset(), Door.CLI), now=datetime.now(UTC)).secret)
"""
PATIENCE = 120.0


@contextmanager
def served(
    home: Path, *, room: int | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[httpx.Client, str]]:
    """A client of the node, and a token; `room`: no file that the server writes may be larger, in bytes."""
    told = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "COMITY_URL")}
    told |= {"COMITY_HOME": str(home), **(environment or {})}
    made = subprocess.run([sys.executable, "-c", PROGRAM], env=told, capture_output=True, text=True, check=True)

    def limited() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    port = free_port()
    command = [sys.executable, "-m", "comity.cli.main", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=told, stderr=subprocess.DEVNULL, preexec_fn=limited) as server:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                until(client, 200)
                yield client, made.stdout.strip()
        finally:
            server.terminate()


def until(client: httpx.Client, status: int) -> None:
    """Until the node says that it is ready, or not: whoever balances load asks so, again and again."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if client.get("/readyz").status_code == status:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"/readyz never answered {status}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port
