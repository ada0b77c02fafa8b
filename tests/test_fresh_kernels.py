"""Kernels compiled from other sources are removed, those from the sources at hand are kept."""

import os
import subprocess
import sys
from pathlib import Path


def refreshed(root: Path, caches: Path) -> str:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(caches)}
    command = [sys.executable, str(root / "tools" / "fresh_kernels.py")]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_kernels_of_unknown_or_older_sources_are_removed_and_fresh_ones_kept(root: Path, tmp_path: Path) -> None:
    kernel, other = tmp_path / "names" / "kernel.py311.nbi", tmp_path / "names" / "notes.txt"
    kernel.parent.mkdir()
    kernel.touch()
    other.touch()
    assert "removed 1" in refreshed(root, tmp_path)
    assert not kernel.exists()
    assert other.exists()
    kernel.touch()
    assert refreshed(root, tmp_path) == ""
    assert kernel.exists()
    (tmp_path / "__pycache__" / "kernels.sha256").write_text("of older sources")
    assert "removed 1" in refreshed(root, tmp_path)
