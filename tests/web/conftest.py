"""Pages under test keep their files in a home of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from comity import runtime


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The node's home for one test; no lists are held in it."""
    place = tmp_path / "home"
    monkeypatch.setenv("COMITY_HOME", str(place))
    runtime.standing_screener.cache_clear()
    yield place
    runtime.standing_screener.cache_clear()
