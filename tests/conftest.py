"""What every test may ask for: the repository's own folder, and the real lists where they are at hand.

Standing here, this file also makes what several test directories share (invented_list.py) importable by name.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Never test kernels that were compiled from older sources. Done once, before workers start."""
    if not hasattr(config, "workerinput"):
        subprocess.run([sys.executable, ROOT / "tools" / "fresh_kernels.py"], check=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real lists: COMITY_TEST_DATA, or ../shared/data beside the repository. Skips without it."""
    folder = Path(os.environ.get("COMITY_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "lists").is_dir():
        pytest.skip("the real lists are not here; name their folder with COMITY_TEST_DATA")
    return folder
