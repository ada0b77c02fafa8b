"""A PostgreSQL server of one test's own, which it may stop and start."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class OwnPostgres:
    """One server in a folder of its own, on a socket there. PostgreSQL refuses to run as root."""

    def __init__(self) -> None:
        if not BINARIES:
            pytest.skip("PostgreSQL is not here; on Debian: apt-get install postgresql")
        self.place = Path(mkdtemp(prefix="comity-own-postgres-"))
        root = os.geteuid() == 0
        self._as = ["runuser", "-u", "postgres", "--"] if root else []
        self.user = "postgres" if root else os.environ.get("USER", "postgres")
        if root:
            shutil.chown(self.place, "postgres")
        self._run("initdb", "-D", self.data, "-U", self.user, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    @property
    def data(self) -> str:
        """Where its files are."""
        return str(self.place / "data")

    @property
    def url(self) -> str:
        """What DATABASE_URL says of it."""
        return f"postgres://{self.user}@{quote(str(self.place), safe='')}/postgres"

    def start(self) -> None:
        """It answers afterwards."""
        how = f"-c listen_addresses= -c unix_socket_directories='{self.place}' -c fsync=off"
        self._run("pg_ctl", "-D", self.data, "-s", "-w", "-l", str(self.place / "log"), "-o", how, "start")

    def stop(self) -> None:
        """As if its machine went down: whoever is connected is cut off."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-s", "-w", "stop")

    def remove(self) -> None:
        """Nothing of it stays."""
        running = (self.place / "data" / "postmaster.pid").exists()
        if running:
            self.stop()
        shutil.rmtree(self.place)

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as, str(BINARIES[-1] / program), *words]
        subprocess.run(command, check=True, cwd=self.place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
