"""Subjects in columns and back: between `Subject` and a row of SUBJECT_SCHEMA.

A bulk file stays in columns; a Subject is built for the few rows that hit, and a batch for the few
subjects that were typed in by hand. decode(encode(subject)) == subject, but for characters that no file
can hold (half a surrogate pair), which become question marks.
"""

from collections.abc import Sequence

import pyarrow as pa

from comity.model.entity import Gender, IdentifierType, Kind
from comity.model.partial_date import parse_span
from comity.model.subject import SUBJECT_SCHEMA, Subject, SubjectId, SubjectIdentifier


def subject_at(batch: pa.RecordBatch, row: int) -> Subject:
    """The subject in one row of a batch of SUBJECT_SCHEMA."""
    cells = {name: batch.column(name)[row].as_py() for name in SUBJECT_SCHEMA.names}
    return Subject(
        id=SubjectId(cells["id"]),
        names=tuple(cells["names"]),
        kind=Kind(cells["kind"]),
        births=tuple(parse_span(text) for text in cells["births"]),
        nationalities=tuple(cells["nationalities"]),
        countries=tuple(cells["countries"]),
        genders=tuple(Gender(text) for text in cells["genders"]),
        identifiers=tuple(
            SubjectIdentifier(IdentifierType(each["type"]), each["value"], each["country"])
            for each in cells["identifiers"]
        ),
        addresses=tuple(cells["addresses"]),
    )


def batch_of(subjects: Sequence[Subject]) -> pa.RecordBatch:
    """The subjects as one batch of SUBJECT_SCHEMA, in their order."""
    columns: dict[str, list[object]] = {
        "id": [_storable(subject.id) for subject in subjects],
        "names": [[_storable(name) for name in subject.names] for subject in subjects],
        "kind": [subject.kind.value for subject in subjects],
        "births": [[str(span) for span in subject.births] for subject in subjects],
        "nationalities": [list(subject.nationalities) for subject in subjects],
        "countries": [list(subject.countries) for subject in subjects],
        "genders": [[gender.value for gender in subject.genders] for subject in subjects],
        "identifiers": [
            [
                {"type": each.type.value, "value": _storable(each.value), "country": each.country}
                for each in subject.identifiers
            ]
            for subject in subjects
        ],
        "addresses": [[_storable(address) for address in subject.addresses] for subject in subjects],
    }
    arrays = [pa.array(columns[field.name], type=field.type) for field in SUBJECT_SCHEMA]
    return pa.RecordBatch.from_arrays(arrays, schema=SUBJECT_SCHEMA)


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
