"""Workbooks written by hand, so that tests decide every byte of them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

Cell = str | int | float


def workbook(sheets: Mapping[str, Sequence[Sequence[Cell]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets."""
    return packed({name: sheet_xml(rows) for name, rows in sheets.items()}, hidden)


def sheet_xml(rows: Sequence[Sequence[Cell]]) -> str:
    body = "".join(
        f'<row r="{number}">' + "".join(_cell(number, at, cell) for at, cell in enumerate(row) if cell != "") + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    return f"<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>"


def packed(sheets: Mapping[str, str], hidden: Sequence[str] = ()) -> bytes:
    """A workbook of sheets given as XML."""
    buffer = io.BytesIO()
    numbered = list(enumerate(sheets, start=1))
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{OFFICE}.worksheet+xml"/>'
        for number, _ in numbered
    )
    entries = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"'
        + (' state="hidden"' if name in hidden else "")
        + "/>"
        for number, name in numbered
    )
    targets = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{targets}</Relationships>',
    }
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(_member(name), text)
        for (number, _), text in zip(numbered, sheets.values(), strict=True):
            archive.writestr(_member(f"xl/worksheets/sheet{number}.xml"), text)
    return buffer.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _cell(row: int, column: int, value: Cell) -> str:
    reference = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'
