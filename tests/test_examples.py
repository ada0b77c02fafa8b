"""The invented lists are read whole by their importers, and screening the invented customers gives what is promised."""

import csv
import functools
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from comity.intake import InputFile, open_subjects
from comity.lists import LISTS
from comity.lists.reading import Reading
from comity.lists.source import EditionRef, ListSource, SourceFile, read_designations
from comity.model.designation import EditionId
from comity.model.partial_date import PartialDate
from comity.model.subject import Account, accounted

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
EDITIONS = {
    "un_sc": (("consolidated.xml",), 8),
    "un_sc (later)": (("later/consolidated.xml",), 8),
    "us_ofac": (("sdn.csv", "alt.csv", "add.csv"), 7),
    "eu_fsf": (("fsf-1.1.xml",), 5),
    "national": (("national.csv",), 3),
    "national (JSON)": (("national.json",), 3),
}


def source(list_id: str) -> ListSource:
    return next(each for each in LISTS if each.id == list_id.split()[0])


def files(list_id: str) -> list[SourceFile]:
    folder = EXAMPLES / "lists" / list_id.split()[0]
    return [SourceFile(name, functools.partial(_open, folder / name)) for name in EDITIONS[list_id][0]]


def _open(path: Path) -> io.BytesIO:
    return io.BytesIO(path.read_bytes())


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("list_id", EDITIONS)
def test_an_invented_list_is_read_whole_and_nothing_in_it_is_odd(list_id: str) -> None:
    reading = Reading()
    ref = EditionRef(EditionId("0" * 64), PartialDate(2026, 3, 2))
    read = list(read_designations(source(list_id), files(list_id), ref, reading))
    assert reading.quarantined == []
    assert reading.odd_values == []
    assert len({each.listing.reference for each in read}) == EDITIONS[list_id][1]


def test_the_csv_and_the_json_of_the_invented_national_list_say_the_same() -> None:
    ref = EditionRef(EditionId("0" * 64), PartialDate(2026, 3, 2))
    spoken = [
        [
            [name.text for name in each.entity.names]
            for each in read_designations(source(key), files(key), ref, Reading())
        ]
        for key in ("national", "national (JSON)")
    ]
    assert spoken[0] == spoken[1]


def test_every_customer_has_an_expectation_and_every_expected_listing_exists() -> None:
    assert [row["id"] for row in rows("customers.csv")] == [row["id"] for row in rows("expected.csv")]
    text = {
        key: "".join(_open(EXAMPLES / "lists" / key / name).read().decode("utf-8") for name in EDITIONS[key][0])
        for key in ("un_sc", "us_ofac", "eu_fsf", "national")
    }
    named = [row for row in rows("expected.csv") if row["reference"]]
    assert len(named) > 30
    assert [row["id"] for row in named if row["reference"] not in text[row["list"]]] == []


def test_one_customer_is_held_and_one_partial_and_all_are_accounted_for() -> None:
    opened = open_subjects(InputFile("customers.csv", functools.partial(_open, EXAMPLES / "customers.csv")))
    account = Account()
    ended: dict[str, str] = {}
    for batch in opened.batches:
        account = accounted(account, batch)
        ended |= {str(note.subject): str(note.state) for note in batch.notes}
    expected = {row["id"]: row["expect"] for row in rows("expected.csv")}
    assert ended == {key: state for key, state in expected.items() if state in ("partial", "held")}
    assert account.received == len(expected)
    assert opened.recognition.unused == ()


def test_the_later_edition_removes_adds_and_amends() -> None:
    ref = EditionRef(EditionId("0" * 64), PartialDate(2026, 3, 2))
    before, after = (
        {each.listing.reference: each.entity for each in read_designations(source(key), files(key), ref, Reading())}
        for key in ("un_sc", "un_sc (later)")
    )
    assert before.keys() - after.keys() == {"QDi.9002"}
    assert after.keys() - before.keys() == {"QDi.9007"}
    assert {key for key in before.keys() & after.keys() if before[key] != after[key]} == {"QDi.9001", "SOi.9005"}


def test_what_officers_find_out_is_about_customers_of_the_portfolio() -> None:
    customers, judged = rows("portfolio.csv"), rows("judgements.csv")
    assert {row["id"] for row in judged} < {row["id"] for row in customers}
    false = [row for row in judged if row["outcome"] == "false positive"]
    assert 0.6 < len(false) / len(judged) < 0.95


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """References hit, by customer: imported and screened by the command line, as `make demo` does."""
    home = tmp_path_factory.mktemp("home")
    hits = home / "hits.jsonl"
    for key in ("un_sc", "us_ofac", "eu_fsf", "national"):
        names = [str(EXAMPLES / "lists" / key / name) for name in EDITIONS[key][0]]
        assert comity(home, "lists", "import", key, *names, "--accept-count") == 0
    assert comity(home, "screen", str(EXAMPLES / "customers.csv"), "--format", "jsonl", "--out", str(hits)) == 3
    found: dict[str, set[str]] = {}
    for line in hits.read_text(encoding="utf-8").splitlines():
        hit = json.loads(line)
        found.setdefault(hit["subject_id"], set()).add(f"{hit['list']} {hit['reference']}")
    return found


def comity(home: Path, *words: str) -> int:
    environment = {**os.environ, "COMITY_HOME": str(home / "store")}
    command = Path(sys.executable).with_name("comity")
    return subprocess.run([command, *words], env=environment, check=False).returncode


def test_every_customer_is_hit_or_not_as_the_examples_promise(screened: dict[str, set[str]]) -> None:
    wrong = []
    for row in rows("expected.csv"):
        found = screened.get(row["id"], set())
        expected = f"{row['list']} {row['reference']}"
        if (row["expect"] == "hit" and expected not in found) or (
            row["expect"] in ("no hit", "partial", "held") and found
        ):
            wrong.append(f"{row['id']} {row['expect']}: {row['why']}: {sorted(found)}")
    assert wrong == []
