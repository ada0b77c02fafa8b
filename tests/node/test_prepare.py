"""A node's home: what is personal is for its owner alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = "from comity.node.prepare import migrate, prepare\nprepare(); migrate()\n"


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="of the embedded database alone")
def test_the_embedded_database_and_the_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "COMITY_HOME": str(home)}
    subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True, umask=0o022)
    modes = {path.name: path.stat().st_mode & 0o777 for path in home.rglob("*") if path.is_file()}
    assert modes["node.sqlite3"] == 0o600
    assert modes["session.key"] == 0o600
