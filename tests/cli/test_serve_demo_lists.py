"""What is real stays away from a demonstration."""

import os
import subprocess
import sys
from pathlib import Path

from comity.node.demonstration import invented_logins, mark_demonstration


def test_publishers_lists_are_not_fetched_into_a_demonstration(tmp_path: Path) -> None:
    home = tmp_path / "home"
    mark_demonstration(home, invented_logins())
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    refused = subprocess.run(
        [sys.executable, "-m", "comity.cli.main", "lists", "update", "un_sc"],
        env={**environment, "COMITY_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert "is a demonstration" in refused.stderr
