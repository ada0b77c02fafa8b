"""Measures, reports and redress as officers meet them on the pages: two persons, from a true match to a release."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from case_work import CLEARED, MATCH, alert_of, all_hits, customer, found, later
from comity.cases.alert import Alert
from comity.cases.disposition import Judgement
from comity.model.officer import Door, Role
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.store import alerts, measures, reports
from comity.store.models import MeasureRow
from comity.store.officers import actor_of
from second_factors import sign_in

HOSTILE = "<b>x</b>{{ 7321*7919 }}"
EVALUATED = "57974999"
PROPERTY = {"asset": "account", "description": HOSTILE, "number": "KG12", "amount": "1 250.50", "currency": "kgs"}


@pytest.fixture
def officers(appoint: Any) -> dict[str, Any]:
    return {"ann": appoint("ann", Role.ANALYST), "bob": appoint("bob", Role.SUPERVISOR)}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this node's institution says who it is."""
    monkeypatch.setenv("COMITY_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def ann(officers: dict[str, Any]) -> Client:
    return sign_in(Client(), officers["ann"])


@pytest.fixture
def bob(officers: dict[str, Any]) -> Client:
    return sign_in(Client(), officers["bob"])


def judged(officers: dict[str, Any], judgement: Judgement = MATCH) -> Alert:
    first, second = (actor_of(officers[name], Door.WEB, confirmed=True) for name in ("ann", "bob"))
    alert = alert_of(found(customer(1)))
    order = ProposeDisposition(alert.id, alert.version, all_hits(alert), judgement)
    made = propose_disposition(order, actor=first, now=later())
    assert made.disposition.id is not None
    confirm = ConfirmDisposition(made.disposition.id, made.alert.version)
    return confirm_disposition(confirm, actor=second, now=later(2)).alert


def said(client: Client, address: str, status: int = 200) -> str:
    answered = client.get(address)
    assert answered.status_code == status, answered.content.decode()
    return answered.content.decode()


def sent(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {name: str(value) for name, value in fields.items()})


def frozen(officers: dict[str, Any], ann: Client) -> int:
    alert = judged(officers)
    answered = sent(
        ann, f"/alerts/{alert.id}/measures",
        kind="freeze", hit=all_hits(alert)[0], version=alert.version, why="it is the one", **PROPERTY,
    )  # fmt: skip
    assert answered.status_code == 302, answered.content.decode()
    return MeasureRow.objects.get().pk


def version(measure: int) -> int:
    return MeasureRow.objects.get(pk=measure).version


def test_a_freeze_is_proposed_confirmed_and_released_by_two(officers: dict[str, Any], ann: Client, bob: Client) -> None:
    measure = frozen(officers, ann)
    page = said(ann, f"/measures/{measure}")
    assert HOSTILE not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert EVALUATED not in page.replace(",", "")
    assert "Another person must confirm it" in page
    assert sent(ann, f"/measures/{measure}/confirm", version=version(measure)).status_code == 403
    assert sent(bob, f"/measures/{measure}/confirm", version=version(measure)).status_code == 302
    assert sent(ann, f"/measures/{measure}/release", version=version(measure), text="delisted").status_code == 302
    assert "release is proposed" in said(bob, f"/measures/{measure}")
    refused = sent(bob, f"/measures/{measure}/refuse", version=version(measure), text="")
    assert refused.status_code == 409
    assert "say why" in refused.content.decode()
    assert sent(bob, f"/measures/{measure}/confirm", version=version(measure)).status_code == 302
    assert measures.load(measure).state == "released"  # type: ignore[arg-type]
    assert "KG12" in said(ann, "/measures?all=1") or "measure/" in said(ann, "/measures?all=1")


def test_an_older_state_of_the_page_changes_nothing(officers: dict[str, Any], ann: Client, bob: Client) -> None:
    measure = frozen(officers, ann)
    old = version(measure)
    sent(bob, f"/measures/{measure}/confirm", version=old)
    late = sent(ann, f"/measures/{measure}/release", version=old, text="mistake")
    assert late.status_code == 409
    assert "changed by somebody else" in late.content.decode()


def test_a_hold_an_exemption_and_a_true_match_without_measure_show(
    officers: dict[str, Any], ann: Client, bob: Client
) -> None:
    alert = judged(officers)
    assert f"alert/{alert.id}" in said(ann, "/measures")
    held = sent(ann, f"/alerts/{alert.id}/measures", kind="hold", hit=all_hits(alert)[0], why="wait", **PROPERTY)
    assert held.status_code == 302
    measure = MeasureRow.objects.get().pk
    fields = {"basis": "basic expenses", "recipient": "landlord", "purpose": "rent", "authorisation": "N-1"}
    done = sent(ann, f"/measures/{measure}/exempt", version=version(measure), **fields)
    assert done.status_code == 302
    record = measures.load(measure).exemptions[0].id  # type: ignore[arg-type]
    granted = sent(bob, f"/measures/{measure}/exemptions/{record}/grant", version=version(measure))
    assert granted.status_code == 302
    assert "passed" in said(bob, f"/measures/{measure}")
    assert sent(ann, f"/measures/{measure}/exempt", version=version(measure), basis="none").status_code == 409


def test_a_report_is_written_approved_printed_and_sent(
    officers: dict[str, Any], ann: Client, bob: Client, home: Path
) -> None:
    measure = frozen(officers, ann)
    sent(bob, f"/measures/{measure}/confirm", version=version(measure))
    fields = {"form": "ofac_blocking", "reference": "FR-1", "reporter": "Ann Officer", "narrative": HOSTILE}
    lacking = sent(ann, f"/measures/{measure}/report", **fields)
    assert lacking.status_code == 409
    assert "institution.toml" in lacking.content.decode()
    (home / "institution.toml").write_text('name = "Invented Bank"\nidentifier = "417"\n', encoding="utf-8")
    assert sent(ann, f"/measures/{measure}/report", **fields).status_code == 302
    (report,) = reports.unsent()
    assert HOSTILE not in said(ann, f"/reports/{report.id}")
    assert "FR-1" in said(ann, "/reports")
    assert sent(ann, f"/reports/{report.id}/file", suffix="xml").status_code == 409
    assert sent(bob, f"/reports/{report.id}/approve", version=report.version).status_code == 302
    for suffix, begins in (("xml", b"<?xml"), ("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF")):
        file = sent(ann, f"/reports/{report.id}/file", suffix=suffix)
        assert file.content.startswith(begins)
        assert file["Content-Disposition"].startswith("attachment")
    later_version = report.version + 1
    assert sent(ann, f"/reports/{report.id}/sent", version=later_version, text="R-9").status_code == 302
    assert "R-9" in said(ann, f"/reports/{report.id}")


def test_a_person_asks_is_answered_and_gets_a_letter(
    officers: dict[str, Any], ann: Client, bob: Client, home: Path
) -> None:
    (home / "institution.toml").write_text('name = "Invented Bank"\nidentifier = "417"\n', encoding="utf-8")
    alert = judged(officers, CLEARED)
    asked = sent(ann, f"/alerts/{alert.id}/redress", applicant="أ " + HOSTILE, statement="not me")
    assert asked.status_code == 302
    address = asked["Location"]
    assert HOSTILE not in said(bob, address)
    assert "not me" in said(bob, address)
    assert sent(bob, f"{address}/answer", version=1, text="Your passport.").status_code == 302
    letter = sent(bob, f"{address}/letter", language="ru")
    assert letter.content.startswith(b"%PDF")
    assert said(bob, "/redress?all=1").count(address) == 1
    assert alerts.load(alert.id).state == "cleared"
