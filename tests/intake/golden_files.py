"""The same seven customers in every format and encoding; `python tests/intake/golden_files.py` writes the files anew.

They are reviewed as a diff: golden/expected.jsonl is what each of them must be read as.
"""

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet
from workbook import Cell, workbook

from comity.model.subject import Subject

HERE = Path(__file__).parent / "golden"

ENGLISH = ("id", "name", "alias", "kind", "birth_date", "nationality", "country", "gender", "passport", "religion")
RUSSIAN = (
    "ИД",
    "ФИО",
    "Псевдонимы",
    "Тип",
    "Дата рождения",
    "Гражданство",
    "Страна",
    "Пол",
    "Паспорт",
    "Вероисповедание",
)
CYRILLIC = (
    (
        "К-1",
        "Орсан Тимурович Келденбаев",
        "Орсон",
        "физическое лицо",
        "11.06.1979",
        "Киргизия",
        "Россия",
        "м",
        "AC1234567",
        "x",
    ),
    ("К-2", "Айгуль Тимуровна Келденбаева", "", "", "1983", "KG", "", "ж", "", ""),
    ("К-3", 'ООО "Серебряный аист"', "Аист; Silver Stork", "юр. лицо", "", "", "Russia", "", "", ""),
    ("К-4", "Нурлан, сын Келденбая", "", "Person", "1979-09-30", "KG; RU", "", "", "", ""),
    ("К-5", "ЩУКИН ЁЖИК", "", "", "", "", "", "", "", ""),
)
ARABIC = (
    ("A-1", "طارق زهير فهيم المرزباني", "أبو لولوة", "person", "1971-03-14", "IQ", "IQ", "male", "Z9900117", "x"),
    ("A-2", "شركة اللقلق الفضي للتجارة", "", "organisation", "", "", "العراق", "", "", ""),
    ("A-3", "Al Laqlaq Trading Co.", "", "", "", "", "", "", "", ""),
)
LATIN = (
    ("L-1", "Jürgen Weiß", "", "person", "14.03.1971", "DE", "Germany", "m", "C01X00T47", ""),
    ("L-2", "Françoise Noël-Lefèvre", "", "", "", "", "", "", "", ""),
    ("L-3", "José Peña Muñoz", "", "", "", "", "", "", "", ""),
    ("L-4", "Søren Ærøskøbing", "", "", "", "", "", "", "", ""),
)
Table = tuple[tuple[str, ...], ...]


def files() -> dict[str, bytes]:
    """Every golden file by its name."""
    cyrillic: Table = (RUSSIAN, *CYRILLIC)
    arabic: Table = (ENGLISH, *ARABIC)
    latin: Table = (ENGLISH, *LATIN)
    return {
        "cyrillic-utf8.csv": delimited(cyrillic, ",").encode(),
        "cyrillic-utf8-mark.csv": b"\xef\xbb\xbf" + delimited(cyrillic, ";").encode(),
        "cyrillic-utf16.csv": delimited(cyrillic, ";").encode("utf-16"),
        "cyrillic-utf16be-unmarked.tsv": delimited(cyrillic, "\t").encode("utf-16-be"),
        "cyrillic-cp1251.csv": delimited(cyrillic, ";").encode("cp1251"),
        "cyrillic-cp1251-excel.csv": b"sep=|\r\n" + delimited(cyrillic, "|").encode("cp1251"),
        "cyrillic-koi8.tsv": delimited(cyrillic, "\t").encode("koi8-r"),
        "cyrillic.xlsx": workbook({"Клиенты": cyrillic}),
        "cyrillic.parquet": as_parquet(cyrillic),
        "cyrillic.jsonl": json_lines((ENGLISH, *CYRILLIC)),
        "arabic-cp1256.csv": delimited(arabic, ",").encode("cp1256"),
        "arabic-utf8.tsv": delimited(arabic, "\t").encode(),
        "arabic-utf16.tsv": delimited(arabic, "\t").encode("utf-16-le"),
        "latin-cp1252.csv": delimited(latin, ",").encode("cp1252"),
        "latin-utf8.csv": delimited(latin, ",").encode(),
        "cyrillic.ftm.json": ftm(CYRILLIC),
    }


def delimited(table: Table, delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue()


def as_parquet(table: Table) -> bytes:
    buffer = io.BytesIO()
    columns = {heading: [row[at] for row in table[1:]] for at, heading in enumerate(table[0])}
    parquet.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def json_lines(table: Table) -> bytes:
    rows = (dict(zip(table[0], row, strict=True)) for row in table[1:])
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def ftm(table: Table) -> bytes:
    schemata = {"физическое лицо": "Person", "Person": "Person", "юр. лицо": "Company", "": "Thing"}
    lines: list[str] = []
    for id, name, alias, kind, born, nationality, country, gender, passport, religion in table:
        values = {
            "name": name, "alias": alias, "birthDate": born, "nationality": nationality, "country": country,
            "gender": gender, "passportNumber": passport, "religion": religion,
        }  # fmt: skip
        properties = {key: [each.strip() for each in value.split(";")] for key, value in values.items() if value}
        lines.append(json.dumps({"id": id, "schema": schemata[kind], "properties": properties}, ensure_ascii=False))
    return ("\n".join(lines) + "\n").encode()


def as_lines(subjects: list[Subject]) -> str:
    """Subjects as they stand in the files of what is expected."""
    return "".join(
        json.dumps(
            {
                "id": subject.id,
                "names": subject.names,
                "kind": subject.kind,
                "births": [str(span) for span in subject.births],
                "nationalities": subject.nationalities,
                "countries": subject.countries,
                "genders": subject.genders,
                "identifiers": [[each.type, each.value] for each in subject.identifiers],
                "addresses": subject.addresses,
            },
            ensure_ascii=False,
        )
        + "\n"
        for subject in subjects
    )


def expected_of(file: str) -> Path:
    """What a golden file must be read as: one expectation for each set of customers."""
    return HERE / f"{file.partition('-')[0].partition('.')[0]}.expected.jsonl"


__all__ = ["HERE", "Cell", "as_lines", "expected_of", "files"]

if __name__ == "__main__":
    from intake_reading import read

    HERE.mkdir(exist_ok=True)
    for name, content in files().items():
        (HERE / name).write_bytes(content)
        expected = expected_of(name)
        if "utf8" in name:
            expected.write_text(as_lines(read(content, name).subjects), encoding="utf-8")
