"""Removes compiled kernels that were made from other sources than those at hand: python tools/fresh_kernels.py

Numba keeps what it compiled and notices when a kernel's own file changes, but not when a file changes that the
kernel calls or takes a constant from. A stamp beside the kernels says which sources they were compiled from.
`make setup` and every run of the tests do this; it takes a few milliseconds where nothing changed.
"""

import hashlib
import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "comity"
KERNELS = ("names", "matching")
COMPILED = ("*.nbi", "*.nbc")


def sources_digest() -> str:
    """SHA-256 over the path and content of every source that kernels are compiled from."""
    digest = hashlib.sha256()
    for path in sorted(path for part in KERNELS for path in (PACKAGE / part).rglob("*.py")):
        digest.update(f"{path.relative_to(PACKAGE)}\n{path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def refresh(caches: Path) -> int:
    """Remove what is out of date below `caches`; returns how many files."""
    stamp, current = caches / "__pycache__" / "kernels.sha256", sources_digest()
    if stamp.exists() and stamp.read_text() == current:
        return 0
    outdated = [path for pattern in COMPILED for path in caches.rglob(pattern)]
    for path in outdated:
        path.unlink(missing_ok=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(current)
    return len(outdated)


def main() -> None:
    """Refresh the caches that this environment uses."""
    removed = refresh(Path(os.environ.get("NUMBA_CACHE_DIR") or PACKAGE))
    if removed:
        print(f"Sources of kernels changed: removed {removed} compiled files")


if __name__ == "__main__":
    main()
