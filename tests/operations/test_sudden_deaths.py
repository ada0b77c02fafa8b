"""A node killed in the midst of everything it does loses nothing and does nothing twice.

`tools/kill_hundred.py` does it a hundred times; here it is done as often as there are things to be killed at.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.database
@pytest.mark.slow
def test_a_node_killed_at_whatever_it_does_is_whole_afterwards(root: Path, own_database: str | None) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "COMITY_URL")}
    if own_database is not None:
        environment["DATABASE_URL"] = own_database
    command = [sys.executable, str(root / "tools" / "kill_hundred.py"), "--kills", "5"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "nothing lost, nothing double" in ended.stdout
