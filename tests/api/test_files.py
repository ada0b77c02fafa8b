"""Files that programs hand in: screened meanwhile like a browser's, portfolios kept; keys, limits, hostile content."""

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import wait
from typing import Any

import httpx
import pytest

from comity import runtime
from comity.api.native.documented import PREFIX
from comity.model.officer import Role
from comity.node.settings import FILE_UPLOAD_MAX_MEMORY_SIZE
from comity.store import log, watches
from comity.store.models import AlertRow, IdempotencyRow, UploadRow
from invented_node import Node

CUSTOMERS = b"id,name,born\nC1,Orsan Keldenbaev,1961\nC2,Nobody Atall,1980\nC3,,\n"
MORE = b"id,name\nC2,Tariq Zuhayr Marzubani\nC9,Somebody Else\n"
SCOPES = ("alerts:open", "alerts:read", "portfolio")
pytestmark = [pytest.mark.usefixtures("transactional_db")]  # what is begun after a commit needs commits
Send = Callable[..., httpx.Response]


@pytest.fixture
def send(live_server: Any, node: Node, token: Any) -> Send:  # noqa: ARG001
    """Calls a served node: send("POST", "screenings", file=..., portfolio="customers")."""
    secret = token("sue", *SCOPES, role=Role.SUPERVISOR)

    def sent(method: str, path: str, *, file: Any = None, key: str = "", secret: str = secret, **fields: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        files = None if file is None else {"file": file if isinstance(file, tuple) else ("customers.csv", file)}
        said = {"json": fields.pop("json")} if "json" in fields else {"data": fields or None}
        address = f"{live_server.url}{PREFIX}{path}"
        return httpx.request(method, address, headers=headers, files=files, timeout=60, **said)

    return sent


def all_screened() -> None:
    """Whatever was handed in is screened by now: the background does one thing after the other."""
    done, left = wait([runtime.background().submit(lambda: None)], timeout=60)
    assert done
    assert not left


def test_a_file_is_screened_meanwhile_and_opens_alerts_as_a_browsers_does(send: Send) -> None:
    begun = send("POST", "screenings", file=CUSTOMERS, portfolio="customers")
    assert (begun.status_code, begun.json()["state"]) == (202, "waiting"), begun.text
    all_screened()
    address = f"screenings/{begun.json()['run']}"
    told = send("GET", address).json()
    assert (told["state"], told["problem"]) == ("done", "")
    assert told["records"] == {"received": 3, "screened": 2, "partial": 0, "held": 1}
    assert (told["hits"], told["alerts"]) == (1, {"opened": 1, "updated": 0, "silent": 0})
    assert told["notes"][0]["state"] == "held"
    assert {"heading": "name", "field": "name"} in told["columns"]
    (line,) = send("GET", f"alerts?run={told['run']}").json()["alerts"]
    assert (line["subject"], line["portfolio"]) == ("C1", "customers")
    assert send("GET", "alerts?run=another").json()["alerts"] == []
    assert [each["run"] for each in send("GET", "screenings").json()] == [told["run"]]
    actions = [each.entry.action for each in log.logged(log.LogFilter()) if each.entry]
    assert {"screening.begin", "alerts.open"} <= set(actions)


def test_a_file_sent_again_under_its_key_is_screened_once(send: Send) -> None:
    first, again = (send("POST", "screenings", file=CUSTOMERS, portfolio="customers", key="k1") for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    other = send("POST", "screenings", file=MORE, portfolio="customers", key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "request.key-reused")
    elsewhere = send("POST", "screenings", file=CUSTOMERS, portfolio="another", key="k1")
    assert elsewhere.status_code == 422
    all_screened()
    assert (UploadRow.objects.count(), AlertRow.objects.count()) == (1, 1)


def test_a_file_over_the_memory_limit_is_taken_from_the_disk(send: Send) -> None:
    many = b"id,name\n" + b"".join(b"C%d,Nobody Atall %d\n" % (number, number) for number in range(60_000))
    assert len(many) > FILE_UPLOAD_MAX_MEMORY_SIZE
    begun = send("POST", "screenings", file=many, portfolio="customers", key="large")
    assert begun.status_code == 202
    all_screened()
    assert send("GET", f"screenings/{begun.json()['run']}").json()["records"]["screened"] == 60_000


def test_a_token_without_the_scope_hands_nothing_in_and_leaves_an_entry(send: Send, token: Any) -> None:
    refused = send("POST", "screenings", file=CUSTOMERS, portfolio="customers", secret=token("bot", "screen"))
    assert (refused.status_code, refused.json()["code"]) == (403, "permit.refused")
    (entry,) = log.logged(log.LogFilter(action="alerts.open"))
    assert entry.entry is not None
    assert entry.entry.outcome.value == "refused"
    assert not UploadRow.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [({}, "portfolio"), ({"portfolio": "../x"}, "portfolio"), ({"portfolio": "customers", "is_admin": "1"}, "is_admin"),
     ({"portfolio": "customers", "encoding": "../../x"}, "encoding"),
     ({"portfolio": "customers", "dates": "soon"}, "dates")],
)  # fmt: skip
def test_fields_that_cannot_be_are_refused(send: Send, fields: dict[str, str], told: str) -> None:
    refused = send("POST", "screenings", file=CUSTOMERS, **fields)
    assert refused.status_code in (400, 422), refused.text
    assert told in refused.json()["detail"]
    assert not UploadRow.objects.exists()


def test_without_a_file_or_with_an_empty_one_nothing_begins(send: Send) -> None:
    assert send("POST", "screenings", portfolio="customers").status_code == 422
    assert send("POST", "screenings", file=b"", portfolio="customers").status_code in (400, 422)
    assert not UploadRow.objects.exists()


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * (300 << 20))
    return content.getvalue()


def test_a_bomb_is_refused_with_its_reason_and_nothing_of_it_stays(send: Send, node: Node) -> None:
    begun = send("POST", "screenings", file=("customers.xlsx", bomb()), portfolio="customers")
    all_screened()
    told = send("GET", f"screenings/{begun.json()['run']}").json()
    assert told["state"] == "failed"
    assert told["problem"]
    assert not any((node.home / "uploads").iterdir())
    assert not AlertRow.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x", "..\\..\\x.csv", ".csv", "a\r\nX-Evil: 1.csv", "x" * 500 + ".csv"]
)
def test_a_files_name_is_never_a_path_nor_a_header(send: Send, node: Node, name: str) -> None:
    before = {path for path in node.home.parent.rglob("*") if "uploads" not in path.parts and path.is_file()}
    begun = send("POST", "screenings", file=(name, CUSTOMERS), portfolio="customers")
    assert begun.status_code in (202, 400), begun.text
    assert "x-evil" not in begun.headers
    all_screened()
    after = {path for path in node.home.parent.rglob("*") if "uploads" not in path.parts and path.is_file()}
    assert {path for path in after - before if "sqlite3" not in path.name} <= {node.home / "run" / "allowance"}


def test_formulas_and_markup_in_names_are_kept_as_text(send: Send, node: Node) -> None:
    evil = "=cmd' /C calc'!A0 <img src=x onerror=alert(1)> Keldenbaev"
    node.publish(f"P1|person|{evil}||")
    file = f'id,name\nC1,"{evil}"\n'.encode()
    begun = send("POST", "screenings", file=file, portfolio="customers")
    all_screened()
    (line,) = send("GET", f"alerts?run={begun.json()['run']}").json()["alerts"]
    shown = send("GET", f"alerts/{line['id']}")
    assert shown.json()["subject"]["names"] == [evil]
    assert shown.headers["content-type"] == "application/json"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in shown.headers["content-security-policy"]


# --- portfolios -----------------------------------------------------------------------------------------------


def test_a_portfolio_is_imported_watched_changed_and_watched_again(send: Send, node: Node) -> None:
    brought = send("POST", "portfolios/customers/import", file=CUSTOMERS).json()
    assert (brought["customers"], brought["came"], brought["records"]["held"]) == (2, 2, 1)
    watched = send("POST", "portfolios/customers/rescreen").json()
    assert (watched["whole"], len(watched["opened"])) == (2, 1)
    changed = send("POST", "portfolios/customers/update", file=MORE).json()
    assert (changed["customers"], changed["came"], changed["went"]) == (3, 2, 1)
    assert len(send("POST", "portfolios/customers/rescreen").json()["opened"]) == 1
    node.publish("P1|person|Orsan Keldenbaev||", "P7|person|Somebody Else||")
    again = send("POST", "portfolios/customers/rescreen").json()
    assert (again["whole"], len(again["opened"])) == (0, 1)
    assert send("POST", "portfolios/customers/remove", json={"ids": ["C9", "nobody"]}).json()["went"] == 1
    (shown,) = send("GET", "portfolios").json()
    assert shown == send("GET", "portfolios/customers").json()
    assert (shown["customers"], shown["watched"]["problem"]) == (2, "")
    assert b"Keldenbaev" not in send("GET", "portfolios").content
    assert len(watches.recent()) == 3
    actions = [each.entry.action for each in log.logged(log.LogFilter(action="portfolios.")) if each.entry]
    assert sorted(actions) == sorted(
        [*["portfolios.rescreen"] * 3, "portfolios.import", "portfolios.update", "portfolios.remove"]
    )


def test_an_import_sent_again_under_its_key_is_answered_from_the_first_time(send: Send) -> None:
    first, again = (send("POST", "portfolios/customers/import", file=CUSTOMERS, key="k1") for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert send("POST", "portfolios/customers/import", file=MORE, key="k1").status_code == 422
    assert IdempotencyRow.objects.count() == 1


def test_a_file_that_cannot_be_read_leaves_the_portfolio_as_it_was(send: Send) -> None:
    send("POST", "portfolios/customers/import", file=CUSTOMERS)
    before = send("GET", "portfolios/customers").json()
    refused = send("POST", "portfolios/customers/import", file=b"\x00\x01\x02" * 100)
    assert 400 <= refused.status_code < 500, refused.text
    assert send("GET", "portfolios/customers").json() == before


@pytest.mark.parametrize("name", ["..%2F..%2Fetc", ".hidden", "a%00b", "x" * 300])
def test_a_portfolios_name_is_never_a_path(send: Send, name: str) -> None:
    assert send("POST", f"portfolios/{name}/import", file=CUSTOMERS).status_code in (400, 404)
    assert send("GET", f"portfolios/{name}").status_code == 404


# --- reading again --------------------------------------------------------------------------------------------


def test_what_did_not_change_is_not_told_again(send: Send, live_server: Any, token: Any) -> None:
    send("POST", "portfolios/customers/import", file=CUSTOMERS)
    headers = {"Authorization": f"Bearer {token('ann', 'portfolio', role=Role.SUPERVISOR)}"}
    address = f"{live_server.url}{PREFIX}portfolios"
    first = httpx.get(address, headers=headers)
    shown = {**headers, "If-None-Match": f'"other", W/{first.headers["etag"]}'}
    again = httpx.get(address, headers=shown)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    send("POST", "portfolios/customers/update", file=MORE)
    assert httpx.get(address, headers=shown).status_code == 200
