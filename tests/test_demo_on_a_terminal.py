"""`make demo` on a terminal serves, prints its address and ends cleanly at Ctrl-C; elsewhere it says how to start."""

import fcntl
import os
import pty
import re
import select
import socket
import subprocess
import sys
import termios
import time
from pathlib import Path

import httpx
import pytest

PATIENCE = 240  # seconds; on a busy machine the kernels may have to be loaded first


@pytest.fixture
def clone(tmp_path: Path, root: Path) -> Path:
    """What the demonstration needs of a clone, in a directory with a space in its name."""
    place = tmp_path / "a clone"
    (place / ".venv" / "bin").mkdir(parents=True)
    (place / "examples").symlink_to(root / "examples")
    command = place / ".venv" / "bin" / "comity"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m comity.cli.main "$@"\n')
    command.chmod(0o755)
    return place


def environment() -> tuple[dict[str, str], int]:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "COMITY_URL": f"http://127.0.0.1:{port}", "TERM": "dumb"}, port


def read_until(terminal: int, wanted: str) -> str:
    """What the terminal shows, up to and with a text; all of it where its program ends."""
    shown, until = "", time.monotonic() + PATIENCE
    while wanted not in shown and time.monotonic() < until:
        if select.select([terminal], [], [], 1)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # the program closed its end
                break
            shown += piece.decode("utf-8", "replace")
    return shown


def take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_on_a_terminal_the_demonstration_serves_until_ctrl_c_and_off_one_it_says_how_to_start(clone: Path) -> None:
    told, port = environment()
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        ["/bin/sh", clone / "examples" / "demo.sh"],
        env=told, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, preexec_fn=take_terminal,
    )  # fmt: skip
    os.close(theirs)
    shown = read_until(ours, f"Comity is at http://127.0.0.1:{port}")
    assert "sofia" in shown
    assert f"Comity is at http://127.0.0.1:{port}" in shown
    with httpx.Client(transport=httpx.HTTPTransport(retries=12)) as client:
        assert client.get(f"http://127.0.0.1:{port}/sign-in", timeout=60).status_code == 200
    os.write(ours, b"\x03")
    rest = read_until(ours, "Stopped.")
    assert program.wait(timeout=60) == 0
    assert "Stopped." in rest
    assert "Traceback" not in shown + rest
    os.close(ours)

    again = subprocess.run(
        ["/bin/sh", clone / "examples" / "demo.sh"], env=told, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert again.returncode == 0, again.stderr
    assert re.search(r'COMITY_HOME=".*/a clone/\.demo/node" ".*/a clone/\.venv/bin/comity" serve', again.stdout)
    assert "lists import un_sc" in again.stdout
