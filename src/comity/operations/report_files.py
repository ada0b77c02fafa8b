"""A report as a file: goAML XML, or one of the forms as XML, CSV or PDF. The same facts, whatever the file."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from comity.cases.reports import Field, Form, ReportFacts
from comity.lists.national_csv import guarded
from comity.operations.printed import PrintedField, PrintedPage, pdf

MEDIA_TYPES = {"xml": "application/xml", "csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What an officer downloads and sends. `name` holds no personal data."""

    name: str
    media_type: str
    content: bytes


def report_file(form: Form, facts: ReportFacts, suffix: str) -> ReportFile:
    """The filled form as a file. Raises KeyError for a suffix that is none of MEDIA_TYPES."""
    fields = form.filled(facts)
    content = WRITERS[suffix](form, facts, fields)
    return ReportFile(f"{form.id}-{_plain(facts.reference)}.{suffix}", MEDIA_TYPES[suffix], content)


def _xml(form: Form, facts: ReportFacts, fields: tuple[Field, ...]) -> bytes:
    root = etree.Element("report", form=form.id, authority=form.authority, source=form.source)
    root.set("written", facts.written_at.isoformat())
    for field in fields:
        element = etree.SubElement(root, "field", key=field.key, label=field.label)
        for value in field.values:
            etree.SubElement(element, "value").text = _printable(value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _csv(_: Form, __: ReportFacts, fields: tuple[Field, ...]) -> bytes:
    """With a byte order mark, so that every spreadsheet reads the names right; no cell can be a formula."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(("field", "label", "value"))
    for field in fields:
        for value in field.values or ("",):
            rows.writerow((field.key, field.label, guarded(value)))
    return text.getvalue().encode("utf-8-sig")


def _pdf(form: Form, facts: ReportFacts, fields: tuple[Field, ...]) -> bytes:
    institution = facts.institution
    page = PrintedPage(
        title=form.title,
        author=institution.name,
        head=(institution.name, f"To: {form.authority}", facts.written_at.date().isoformat()),
        paragraphs=(f"Under {form.source}. Due {form.deadline}.",),
        fields=tuple(PrintedField(field.label, field.values) for field in fields),
        closing=("Signature: ________________________________",),
        footer=f"{form.id} · {facts.reference}",
    )
    return pdf(page)


WRITERS: Mapping[str, Callable[[Form, ReportFacts, tuple[Field, ...]], bytes]] = {"xml": _xml, "csv": _csv, "pdf": _pdf}


def _printable(text: str) -> str:
    """Without what XML cannot hold, escaped or not."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))


def _plain(reference: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in reference) or "report"
