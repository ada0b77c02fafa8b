"""goAML: the unit's schema judges, in its strict sequence and with its own codes."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from comity.cases.measure import AssetKind
from comity.cases.reports import ReportFacts
from comity.cases.reports.goaml import configured, goaml, standard, validate
from comity.model.entity import Kind
from comity.model.errors import BadRequest, BrokenFile
from comity.model.partial_date import parse_span
from invented_measure import facts, with_subject

SCHEMA = (Path(__file__).parent / "unit.xsd").read_bytes()


def written(of: ReportFacts) -> etree._Element:
    report = goaml(of)
    validate(report, SCHEMA, "unit.xsd")
    return etree.fromstring(report)


def test_a_freeze_of_a_persons_account_is_valid_in_the_units_schema() -> None:
    report = written(facts())
    assert report.findtext("rentity_id") == "417"
    assert report.findtext(".//person/last_name") == "Келденбаев"
    assert report.findtext(".//person/birthdate") == "1979-03-04T00:00:00"
    assert report.findtext(".//account/balance") == "1250000.50"
    assert [each.text for each in report.findall(".//identification/type")] == ["I"]


def test_an_organisation_is_reported_as_an_entity() -> None:
    report = written(with_subject(kind=Kind.ORGANISATION, names=("Invented Trading", "ITC")))
    assert report.findtext(".//entity/name") == "Invented Trading"
    assert report.find(".//person") is None


def test_a_birth_known_to_the_year_is_left_out_rather_than_completed() -> None:
    for births in ((parse_span("1979"),), (parse_span("1979-03-04"), parse_span("1980"))):
        assert written(with_subject(births=births)).find(".//birthdate") is None


def test_what_is_not_on_an_account_names_no_account() -> None:
    measure = facts().measure
    goods = replace(measure, asset=replace(measure.asset, kind=AssetKind.GOODS))
    assert written(replace(facts(), measure=goods)).find(".//account") is None


def test_a_countrys_own_table_changes_sequence_and_codes() -> None:
    own = configured('report_code = "STR"\nindicators = ["TF01"]\n[codes.gender]\nmale = "1"\n', "goaml.toml")
    report = goaml(facts(), own)
    assert b"<report_code>STR<" in report
    assert b"<indicator>TF01<" in report
    assert b"<gender>1<" in report
    with pytest.raises(BadRequest, match="gender"):
        validate(report, SCHEMA, "unit.xsd")
    assert standard().table["report_code"] == "FFR"


def test_facts_that_every_unit_requires_are_asked_for() -> None:
    nameless = replace(facts(), narrative=" ", institution=replace(facts().institution, identifier=""))
    with pytest.raises(BadRequest, match=r"rentity_id.*reasons"):
        goaml(nameless)


def test_a_schema_that_is_none_and_one_that_reaches_elsewhere_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="not an XML Schema"):
        validate(goaml(facts()), b"<a/>", "unit.xsd")
    (tmp_path / "secret").write_text("secret")
    bomb = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]><x>&e;</x>'.encode()
    with pytest.raises(BrokenFile):
        validate(goaml(facts()), bomb, "unit.xsd")


def test_a_table_that_is_none_is_refused_with_its_place() -> None:
    with pytest.raises(BrokenFile, match=r"goaml\.toml.*line 1"):
        configured("report_code = STR", "goaml.toml")


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_whatever_stands_in_a_name_or_a_reason_is_text_of_a_valid_report(name: str, reason: str) -> None:
    hostile = replace(with_subject(names=(name, name)), last_name=name, narrative=f"x{reason}")
    written(hostile)
