"""Kills a node again and again in the midst of its work, and then looks whether anything was lost or is double.

python tools/kill_hundred.py               100 kills (some minutes), each by SIGKILL at a chance moment
python tools/kill_hundred.py --kills 10    fewer

A node of invented lists and customers is made in a folder of its own, on SQLite, or in the empty database that
DATABASE_URL names. Killed are: an import of a list, an import of a portfolio, a watch, officers' decisions, and a
server that screens a file which was handed in. Exit code 0 where all of it was whole afterwards.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
CUSTOMERS = 1000
LISTED = 300
PATIENCE = 180.0

COMMAND = """
import sys
from comity.cli.main import app
print("ready", flush=True)
app(sys.argv[1:])
"""
DECIDE = """
import sys
from comity.node.prepare import prepare
prepare()
from datetime import UTC, datetime
from comity.cases.alert import AlertState
from comity.cases.disposition import Judgement, Outcome
from comity.cases.queue import Wanted
from comity.model.officer import Door
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.store import alert_queue, alerts, dispositions
from comity.store.officers import actor_of, officer_row

now = datetime.now(UTC)
ann, sue = (actor_of(officer_row(name), Door.WEB, confirmed=True) for name in ("ann", "sue"))
cleared = Judgement(Outcome.FALSE_POSITIVE, ("other-birth",), evidence=("passport seen",))
print("ready", flush=True)
for id_ in alert_queue.matching(Wanted(portfolio="kept"), most=5000):
    alert = alerts.load(id_)
    if alert.state is AlertState.OPEN:
        hits = tuple(hit.id for hit in alert.hits)
        alert = propose_disposition(ProposeDisposition(id_, alert.version, hits, cleared), actor=ann, now=now).alert
    if alert.state is AlertState.PROPOSED:
        made = dispositions.of_alert(id_)[0]
        confirm_disposition(ConfirmDisposition(made.id, alert.version), actor=sue, now=now)
"""
BEGIN = """
from comity.node.prepare import migrate, prepare
prepare(); migrate()
from datetime import UTC, datetime
from comity.model.officer import Actor, Door, OfficerId, Role
from comity.operations.create_token import CreateToken, create_token
from comity.store.models import Officer, RoleGrant

for name, role in (("ann", Role.ANALYST), ("sue", Role.SUPERVISOR)):
    officer = Officer.objects.create_user(name, name=name.title())
    RoleGrant.objects.create(officer=officer, role=role)
    order = CreateToken(OfficerId(officer.pk), "hands files in", frozenset({"alerts:open"}))
    made = create_token(order, actor=Actor("a tool", frozenset(), Door.CLI), now=datetime.now(UTC))
print(made.secret)
"""
EXAMINE = """
from comity.node.prepare import prepare
prepare()
import json
from collections import Counter
from django.db.models import Count
from comity import runtime
from comity.cases.alert import AlertState
from comity.model.designation import ListId
from comity.store import log
from comity.store.models import AlertHitRow, AlertRow, DispositionRow, UploadRow

store, home = runtime.edition_store(), runtime.settings().home
editions = store.editions(ListId("national"))
whole = all(sum(1 for _ in store.designations(each)) == each.total == len(store.references(each)) for each in editions)
entries = [each.entry for each in log.logged(log.LogFilter()) if each.entry]
done = [each for each in entries if each.outcome.value == "done"]
logged = Counter(each.subject for each in done if each.action == "lists.update")
held = runtime.portfolio_store().manifest("kept")
alerts = {name: AlertRow.objects.filter(portfolio=name) for name in ("kept", "uploaded")}
print(json.dumps({
    "editions": len(editions),
    "editions whole": whole and len(list((home / "lists/national/editions").iterdir())) == len(editions),
    "editions logged twice": sum(count > 1 for count in logged.values()),
    "newest logged": f"edition/national/{editions[0].edition[:16]}" in logged,
    "listings": editions[0].total,
    "customers": held.customers,
    "portfolio leftovers": len(list((home / "portfolios/kept").glob("*.building"))),
    **{f"alerts {name}": found.count() for name, found in alerts.items()},
    **{f"subjects {name}": found.values("key").distinct().count() for name, found in alerts.items()},
    **{f"hits {name}": AlertHitRow.objects.filter(alert__portfolio=name).count() for name in alerts},
    "hits twice": AlertHitRow.objects.values("alert", "listing").annotate(n=Count("pk")).filter(n__gt=1).count(),
    "cleared": alerts["kept"].filter(state=AlertState.CLEARED.value).count(),
    "decisions": DispositionRow.objects.count(),
    **{action: sum(e.action == action for e in done) for action in ("alerts.open", "alerts.propose", "alerts.confirm")},
    "files left": len(list((home / "uploads").glob("*"))),
    "uploads done": UploadRow.objects.filter(state="done").count(),
}))
"""


@dataclass
class Node:
    """A node that is killed. `kills` counts what really died of it, by what it was at."""

    folder: Path
    chance: random.Random
    kills: dict[str, int] = field(default_factory=dict)
    editions: int = 0
    token: str = ""

    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        return {**os.environ, "COMITY_HOME": str(self.folder / "home"), "PYTHONPATH": str(ROOT / "src")}

    def run(self, program: str, *args: str) -> str:
        """A process that is left alone; what it says."""
        command = [sys.executable, "-c", program, *args]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode:
            raise SystemExit(f"{args or program[:60]!r} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def killed(self, what: str, seconds: float, program: str, *args: str) -> None:
        """A process that is killed within so many seconds of its work."""
        command = [sys.executable, "-c", program, *args]
        process = subprocess.Popen(
            command, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        if process.stdout is None or process.stdout.readline() != b"ready\n":
            raise SystemExit(f"{args}: did not begin")
        time.sleep(self.chance.uniform(0, seconds))
        if process.poll() is None:
            self.kills[what] = self.kills.get(what, 0) + 1
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    def edition(self) -> str:
        """The file of a new edition: one listing more than the one before."""
        self.editions += 1
        day = f"2026-{1 + self.editions // 28:02}-{1 + self.editions % 28:02}"
        head = "comity-national-list,1\nlist,kills\ntitle,Invented\nauthority,Nobody\nlegal_basis,Resolution 0\n"
        head += f"dated,{day}\nlanguage,en\n"
        rows = (f"K-{n},person,{name_of(n)},primary,why,2026-01-01\n" for n in range(LISTED + self.editions))
        place = self.folder / f"edition-{day}.csv"
        place.write_text(head + "reference,kind,name_1,name_1_kind,reason_1,listed_on\n" + "".join(rows))
        return str(place)

    def customers(self) -> str:
        """A file of customers, each with one hit."""
        place = self.folder / "customers.csv"
        rows = (f"C{n},{name_of(n % 7)}\n" for n in range(CUSTOMERS))
        place.write_text("id,name\n" + "".join(rows))
        return str(place)


def name_of(number: int) -> str:
    """A name unlike all others."""
    letters = "".join("bdfgklmnprstvz"[number // 14**place % 14] + "aeiou"[(number + place) % 5] for place in range(4))
    return f"{letters.title()} {letters[::-1].title()}ov"


@contextmanager
def served(node: Node) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The node's server, ready; killed with all its processes in the end, whatever happens."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    command = [sys.executable, "-m", "comity.cli.main", "serve", "--port", str(port), "--workers", "1"]
    silent = subprocess.DEVNULL
    server = subprocess.Popen(command, env=node.environment(), stdout=silent, stderr=silent, start_new_session=True)
    address, deadline = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE
    try:
        while True:
            try:
                if httpx.get(f"{address}/readyz", timeout=5).status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            if time.monotonic() > deadline or server.poll() is not None:
                raise SystemExit("the server did not begin")
            time.sleep(0.1)
        yield address, server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def hand_in(node: Node, address: str) -> str:
    """Hand the customers in; the run."""
    with Path(node.customers()).open("rb") as file:
        headers = {"Authorization": f"Bearer {node.token}"}
        answer = httpx.post(
            f"{address}/api/v1/screenings", headers=headers, files={"file": file}, data={"portfolio": "uploaded"}
        )
    answer.raise_for_status()
    return str(answer.json()["run"])


def state_of(node: Node, address: str, run: str) -> str:
    """How far a file is."""
    headers = {"Authorization": f"Bearer {node.token}"}
    return str(httpx.get(f"{address}/api/v1/screenings/{run}", headers=headers).json()["state"])


def upload(node: Node) -> None:
    """A server killed while it takes, screens or ends a file."""
    with served(node) as (address, server):
        run = hand_in(node, address)
        time.sleep(node.chance.uniform(0, 1))
        if server.poll() is None and state_of(node, address, run) != "done":
            node.kills["upload"] = node.kills.get("upload", 0) + 1


def finish_upload(node: Node) -> None:
    """The same file once more, to its end."""
    with served(node) as (address, _):
        run, deadline = hand_in(node, address), time.monotonic() + PATIENCE
        while True:
            if state_of(node, address, run) in ("done", "failed") or time.monotonic() > deadline:
                return
            time.sleep(0.2)


def acts(node: Node) -> dict[str, tuple[Callable[[], None], Callable[[], object]]]:
    """What is killed, and how it is brought to its end afterwards."""
    portfolio = ("portfolio", "import", "kept", node.customers())
    watch = ("watch", "--no-update")

    def import_list(end: bool) -> None:
        words = ("lists", "import", "national", node.edition())
        if end:
            node.run(COMMAND, *words)
        else:
            node.killed("list import", 2.5, COMMAND, *words)

    return {
        "list import": (lambda: import_list(False), lambda: import_list(True)),
        "portfolio import": (
            lambda: node.killed("portfolio import", 1.5, COMMAND, *portfolio), lambda: node.run(COMMAND, *portfolio)
        ),
        "watch": (lambda: node.killed("watch", 4, COMMAND, *watch), lambda: node.run(COMMAND, *watch)),
        "decisions": (lambda: node.killed("decisions", 1.5, DECIDE), lambda: node.run(DECIDE)),
        "upload": (lambda: upload(node), lambda: finish_upload(node)),
    }  # fmt: skip


def wrong(found: dict[str, object], node: Node) -> list[str]:
    """What is not as it must be."""
    listings = LISTED + node.editions
    expected: dict[str, object] = {
        "editions whole": True, "editions logged twice": 0, "newest logged": True, "listings": listings,
        "customers": CUSTOMERS, "portfolio leftovers": 0, "alerts kept": CUSTOMERS, "subjects kept": CUSTOMERS,
        "alerts uploaded": CUSTOMERS, "subjects uploaded": CUSTOMERS, "hits twice": 0,
        "hits uploaded": found["hits kept"], "cleared": CUSTOMERS,
        "decisions": CUSTOMERS, "alerts.open": 2 * CUSTOMERS, "alerts.propose": CUSTOMERS,
        "alerts.confirm": CUSTOMERS,
    }  # fmt: skip
    return [f"{name}: {found[name]}, not {value}" for name, value in expected.items() if found[name] != value]


def main() -> int:
    """Kill, finish, look."""
    import json

    said = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    said.add_argument("--kills", type=int, default=100, help="how often, all acts together (100)")
    said.add_argument("--seed", type=int, default=6962, help="of the chance moments")
    asked, begun = said.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="comity-kills-") as folder:
        node = Node(Path(folder), random.Random(asked.seed))
        node.token = node.run(BEGIN).strip()
        all_acts = acts(node)
        for at, (what, (interrupted, ended)) in enumerate(all_acts.items()):
            wanted = asked.kills // len(all_acts) + (at < asked.kills % len(all_acts))
            for _ in range(20 * wanted):
                if node.kills.get(what, 0) >= wanted:
                    break
                interrupted()
            ended()
            print(f"{what:<18}{node.kills.get(what, 0):>4} kills", flush=True)
        found = json.loads(node.run(EXAMINE))
        verified = node.run(COMMAND, "audit", "verify")
    faults = wrong(found, node)
    print(f"{'together':<18}{sum(node.kills.values()):>4} kills in {time.monotonic() - begun:.0f} s")
    print(", ".join(f"{name} {value}" for name, value in found.items()))
    print("the log is as it was written" if "as it was written" in verified else verified)
    print("\n".join(faults) if faults else "nothing lost, nothing double")
    return 1 if faults or sum(node.kills.values()) < asked.kills else 0


if __name__ == "__main__":
    sys.exit(main())
