"""The EU's files of financial sanctions as tables: a row for each name, address, birth, document, citizenship.

Two tables are known, of the formats 1.1 and 1.0. Their rows are joined by the entity's logical id into
records with the names that the XML of the same format uses.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.row_groups import RowForm, joined_rows
from comity.lists.source import Heading, SourceFile
from comity.lists.table_records import TableForm, first_lines, table_rows
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso

DELIMITER = ";"
# A table that went through a spreadsheet: each line is one quoted cell, followed by empty ones.
WRAPPED = re.compile(rb'"(.*)"[\t,;]*\s*', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Table:
    """One of the two formats: its entries, its columns by prefix, and those that follow no rule."""

    record: str
    key: str
    dated: tuple[str, ...]
    prefixes: Mapping[str, str]
    names: Mapping[str, str]


FSF_1_1 = _Table(
    record="sanctionEntity",
    key="Entity_LogicalId",
    dated=("fileGenerationDate",),
    prefixes={
        "Entity_SubjectType": "subjectType",
        "Entity_Regulation": "regulation",
        "NameAlias": "nameAlias",
        "Address": "address",
        "BirthDate": "birthdate",
        "Identification": "identification",
        "Citizenship": "citizenship",
    },
    names={
        "Entity_LogicalId": "@logicalId",
        "Entity_EU_ReferenceNumber": "@euReferenceNumber",
        "Entity_UnitedNationId": "@unitedNationId",
        "Entity_DesignationDate": "@designationDate",
        "Entity_DesignationDetails": "@designationDetails",
        "Entity_Remark": "remark",
        "Entity_SubjectType": "@classificationCode",
        "Entity_SubjectType_ClassificationCode": "@code",
        "Entity_Regulation_Type": "@regulationType",
        "Entity_Regulation_PublicationUrl": "publicationUrl",
        "BirthDate_BirthDate": "@birthdate",
        "BirthDate_Day": "@dayOfMonth",
        "BirthDate_Month": "@monthOfYear",
        "Identification_TypeCode": "@identificationTypeCode",
        "Identification_TypeDescription": "@identificationTypeDescription",
        "Identification_IssuedDate": "@issueDate",
    },
)
FSD_1_0 = _Table(
    record="ENTITY",
    key="Entity_logical_id",
    dated=("Date_file", "Date_filexxxx"),
    prefixes={"Naal": "NAME", "Addr": "ADDRESS", "Birt": "BIRTH", "Iden": "PASSPORT", "Citi": "CITIZEN"},
    names={
        "Entity_logical_id": "@Id",
        "Subject_type": "@Type",
        "Leba_numtitle": "@legal_basis",
        "Leba_publication_date": "@reg_date",
        "Leba_url": "@pdf_link",
        "Programme": "@programme",
        "Entity_remark": "@remark",
        "EU_ref_num": "@EU_ref_num",
    },
)


def table_heading(file: SourceFile) -> Heading:
    """The date that every row repeats in its first column."""
    plain = _unwrapped(file)
    lines = first_lines(plain, TableForm((), delimiter=DELIMITER), 2)
    table = _table(file.name, lines[0] if lines else ())
    if len(lines) < 2:
        return Heading()
    columns = dict(zip(lines[0], lines[1], strict=False))
    text = next((columns[name] for name in table.dated if columns.get(name)), None)
    return Heading(dated=_day(file.name, text) if text else None)


def table_records(file: SourceFile, reading: Reading) -> Iterator[Record]:
    """The entities of the table, in the order of their first rows."""
    plain = _unwrapped(file)
    lines = first_lines(plain, TableForm((), delimiter=DELIMITER), 1)
    table = _table(file.name, lines[0] if lines else ())
    rows = table_rows(plain, TableForm((table.key,), delimiter=DELIMITER), reading)
    return joined_rows(file.name, _without_date(rows, table), _row_form(table, lines[0]), reading)


def _without_date(rows: Iterator[tuple[int, dict[str, str]]], table: _Table) -> Iterator[tuple[int, dict[str, str]]]:
    """The date of the file stands in every row; it is the edition's, not the entry's."""
    for line, row in rows:
        for column in table.dated:
            row.pop(column, None)
        yield line, row


def _table(name: str, headings: Sequence[str]) -> _Table:
    for table in (FSF_1_1, FSD_1_0):
        if table.key in headings:
            return table
    raise BrokenFile(
        name,
        "line 1",
        f"neither {FSF_1_1.key!r} nor {FSD_1_0.key!r} is among its headings",
        "check that it is the EU's file of financial sanctions (FSF), as XML or CSV",
    )


def _row_form(table: _Table, headings: Sequence[str]) -> RowForm:
    """Which column belongs to which part, under which name: by its prefix."""
    parts: dict[str, dict[str, str]] = {part: {} for part in table.prefixes.values()}
    fields: dict[str, str] = {}
    seen: dict[str, int] = {}
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        column = heading if seen[heading] == 1 else f"{heading} ({seen[heading]})"
        prefix = next((one for one in table.prefixes if column == one or column.startswith(f"{one}_")), None)
        if prefix is not None:
            parts[table.prefixes[prefix]][column] = _field(table, column, prefix)
        elif seen[heading] > 1 and heading == table.key:
            fields[column] = "@Entity_id"  # the entity's id once more, before each part
        else:
            fields[column] = table.names.get(column, column)
    return RowForm(table.record, table.key, parts, fields)


def _field(table: _Table, column: str, prefix: str) -> str:
    """NameAlias_WholeName is @wholeName, NameAlias_Remark is remark, Naal_wholename is WHOLENAME."""
    if column in table.names:
        return table.names[column]
    rest = column.removeprefix(f"{prefix}_")
    if table is FSD_1_0:
        return FSD_1_0_DETAILS.get(rest, rest.upper())
    if rest.startswith("Regulation_"):
        return "regulationSummary"
    if rest in ("Remark", "ContactInfo"):
        return rest[0].lower() + rest[1:]
    return f"@{rest[0].lower()}{rest[1:]}"


FSD_1_0_DETAILS = {
    "logical_id": "@Id",
    "leba_numtitle": "@legal_basis",
    "leba_publication_date": "@reg_date",
    "leba_url": "@pdf_link",
    "programme": "@programme",
}


def _day(name: str, text: str) -> PartialDate:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    try:
        return PartialDate(int(found[3]), int(found[2]), int(found[1])) if found else parse_iso(text[:10])
    except ValueError as problem:
        raise BrokenFile(name, "line 2", f"{text!r} is not the date of a file", "fetch the file again") from problem


def _unwrapped(file: SourceFile) -> SourceFile:
    """The table itself where each of its lines was wrapped into one cell; else the file as it is."""
    with file.open() as stream:
        first = stream.readline(1_000_000)
    if not first.removeprefix(b"\xef\xbb\xbf").startswith((b'"Date_file', b'"fileGenerationDate;')):
        return file

    def unwrap() -> io.BytesIO:
        plain = io.BytesIO()
        with file.open() as stream:
            for line in stream:
                found = WRAPPED.fullmatch(line.removeprefix(b"\xef\xbb\xbf"))
                plain.write(found[1].replace(b'""', b'"') + b"\r\n" if found else line)
        plain.seek(0)
        return plain

    return SourceFile(file.name, unwrap)
