"""What every test may ask for: the repository's own folder, and the real lists where they are at hand.

Standing here, this file also makes what several test directories share (invented_list.py) importable by name.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
