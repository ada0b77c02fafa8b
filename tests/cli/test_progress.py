import os
import pty
import subprocess
import sys

COUNTING = """
from comity.cli.progress import counting
with counting("Screening [/b]\\x1b[31m.csv") as told:
    told(256)
"""


def test_a_file_is_called_on_a_terminal_what_it_is_called_and_does_not_steer_it() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "wb") as terminal, os.fdopen(ours, "rb", buffering=0) as screen:
        known = {**os.environ, "TERM": "xterm"}
        ended = subprocess.run([sys.executable, "-c", COUNTING], env=known, stderr=terminal, check=False)
        shown = screen.read(100_000).decode()
    assert ended.returncode == 0, shown
    assert "Screening [/b]�[31m.csv" in shown
