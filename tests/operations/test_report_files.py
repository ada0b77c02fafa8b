"""Report files: every form in every file says the same, and no text in it can act."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from comity.cases.reports import FORMS, Form, form_of
from comity.lists.national_csv import bare
from comity.model.errors import NotFound
from comity.operations.report_files import report_file
from invented_measure import facts, with_subject

HOSTILE = '=HYPERLINK("http://evil.example") </field> #read("secret") \x00'


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_csv_and_xml_hold_the_same_fields(form: Form) -> None:
    told = facts()
    root = etree.fromstring(report_file(form, told, "xml").content)
    text = report_file(form, told, "csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    filled = {field.key: list(field.values) for field in form.filled(told)}
    assert {each.get("key"): [value.text for value in each] for each in root} == filled
    assert {key: [bare(row[2]) for row in rows if row[0] == key and row[2]] for key in filled} == filled
    assert {each.get("key") for each in root} == {key for key, _, _ in form.rows}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_form_names_property_holder_listing_and_reporter(form: Form) -> None:
    values = " ".join(value for field in form.filled(facts()) for value in field.values)
    for told in ("1,250,000.50 KGS", "Invented Bank", "Ann Officer", "2026-11-20", "A. Keldenbaeva", "FR/2026-5"):
        assert told in values


def test_no_cell_of_a_csv_can_be_a_formula_and_no_text_breaks_the_xml() -> None:
    hostile = with_subject(names=(HOSTILE,))
    for form in FORMS:
        text = report_file(form, hostile, "csv").content.decode("utf-8-sig")
        assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith(("=", "+", "@"))]
        etree.fromstring(report_file(form, hostile, "xml").content)


def test_a_pdf_prints_every_script_and_hostile_text_as_text(tmp_path: Path) -> None:
    told = with_subject(names=("أسامة", "李小龍", "Орсан", HOSTILE))
    file = report_file(form_of("ofac_blocking"), replace(told, reference="../../x"), "pdf")
    assert file.content.startswith(b"%PDF-")
    assert file.name == "ofac_blocking-------x.pdf"
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext here; on Debian: apt-get install poppler-utils")
    (tmp_path / "it.pdf").write_bytes(file.content)
    text = subprocess.run([reader, tmp_path / "it.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert "Орсан" in text
    assert "HYPERLINK" in text
    assert "#read" in text


def test_a_form_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(NotFound, match="ofac_blocking, ofsi_freeze, eu_freeze"):
        form_of("us")
