"""The index law over millions of pairs: what the search finds against brute force, at eleven thresholds.

python benchmarks/index_law.py [MILLIONS]    (4 unless told; about a minute each)
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from comity import __version__
from comity.matching.scorecard import DEFAULT_SCORECARD, ENGINE

ROOT = Path(__file__).resolve().parent.parent
LAW = "tests/matching/test_index_law.py"


def main() -> None:
    """Run the law's own test at another size."""
    millions = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    print(f"comity {__version__}, {ENGINE}, scorecard {DEFAULT_SCORECARD.digest()[:12]}, {platform.machine()}")
    started = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", LAW],
        cwd=ROOT,
        env=os.environ | {"COMITY_LAW_PAIRS": str(millions)},
        check=False,
    )
    print(f"{millions:g} million pairs: {'the law holds' if run.returncode == 0 else 'THE LAW IS BROKEN'},"
          f" {time.perf_counter() - started:.0f} s")  # fmt: skip
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
