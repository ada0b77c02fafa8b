"""A database that goes away and comes back: told as what it is meanwhile, and nobody has to start the node anew."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from own_postgres import OwnPostgres
from served_node import served, until

LISTS = "examples/lists/national/national.csv"
SUBJECT = {"id": "C1", "names": ["Aramazd Hovsepi Zorikyan"], "kind": "person"}
OPENING = {"portfolio": "customers", "run": "r1", "subjects": [SUBJECT]}


@pytest.fixture
def postgres() -> Iterator[OwnPostgres]:
    made = OwnPostgres()
    made.start()
    yield made
    made.remove()


@pytest.mark.slow
def test_a_database_that_goes_away_is_told_and_one_that_comes_back_is_used(
    postgres: OwnPostgres, root: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "COMITY_HOME": str(tmp_path / "home"), "DATABASE_URL": postgres.url}
    environment.pop("COMITY_URL", None)

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(words, env=environment, cwd=root, capture_output=True, text=True)

    comity = (sys.executable, "-m", "comity.cli.main")
    assert run(*comity, "lists", "import", "national", LISTS).returncode == 0
    with served(tmp_path / "home", environment={"DATABASE_URL": postgres.url}) as (client, secret):
        client.headers["Authorization"] = f"Bearer {secret}"
        assert client.post("/api/v1/screen", json={"subjects": [SUBJECT]}).json()["results"][0]["hits"]
        assert client.get("/sign-in").status_code == 200

        postgres.stop()
        until(client, 503)
        assert client.get("/healthz").status_code == 200  # the process is well
        for address, content in (("/api/v1/screen", {"subjects": [SUBJECT]}), ("/api/v1/alerts", OPENING)):
            answered = client.post(address, json=content)
            assert (answered.status_code, answered.json()["code"]) == (503, "store.away"), answered.text
            assert answered.headers["content-type"] == "application/problem+json"
            assert answered.headers["retry-after"]
        page = client.get("/alerts", headers={"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyzabcdef"})
        assert (page.status_code, "nothing was changed" in page.text) == (503, True)
        told = run(*comity, "watch", "--no-update")
        assert told.returncode == 1
        assert "the database does not answer" in told.stderr
        assert "Traceback" not in told.stderr

        postgres.start()
        until(client, 200)
        opened = client.post("/api/v1/alerts", json=OPENING)
        assert len(opened.json()["opened"]) == 1
        assert client.get("/api/v1/alerts").json()["total"] == 1
        assert client.get("/sign-in").status_code == 200
