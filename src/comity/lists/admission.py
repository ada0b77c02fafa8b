"""Whether an edition may be put in force: its date, its counts, its duplicates, and what is carried over.

Nobody listed may go unscreened because one record of a new edition cannot be read, so the last
good version of such a record is carried into the edition, and an officer is told.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from operator import attrgetter

import msgspec

from comity.lists.reading import Reading
from comity.lists.source import ListSource
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import Kind
from comity.model.errors import AbsurdCount, DuplicateReference, RefusedEdition
from comity.model.partial_date import PartialDate, parse_iso

NATIONAL = ListId("national")

SHRINKS_TO = 2  # a list that falls to a half or less in one edition is held back
GROWS_TO = 10  # so is one that grows more than tenfold


class DatedBy(StrEnum):
    """How Comity knows the date of an edition, best first."""

    CONTENT = "content"
    OFFICER = "officer"
    FILE_NAME = "file name"
    DIRECTORY_NAME = "directory name"
    ARCHIVE = "archive"
    SERVER = "server"
    ARRIVAL = "arrival"


_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.](\d\d)(?![-_.]?\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")  # a bare 1988 or 1999 is more often a resolution than a year


def date_in_name(name: str) -> PartialDate | None:
    """The date that a file name carries: 2026-08-01, 20260801, 2026_08, 2026; None when it carries none."""
    stated = [f"{day[1]}-{day[3]}-{day[4]}" for day in _DAY.finditer(name)]
    stated += [f"{month[1]}-{month[2]}" for month in _MONTH.finditer(name)]
    stated += _YEAR.findall(name)
    for text in stated:
        try:
            return parse_iso(text)
        except ValueError:
            continue
    return None


def check_counts(source: ListSource, counts: Mapping[Kind, int]) -> None:
    """Refuse an edition whose counts lie outside what its publisher ever had. Raises AbsurdCount."""
    for kind, expected in source.expect.items():
        if counts.get(kind, 0) not in expected:
            raise AbsurdCount(source.id, kind, counts.get(kind, 0), expected)


def check_change(source: ListSource, total: int, preceding: int) -> None:
    """Refuse an edition that shrank by half or more, or grew more than tenfold. Raises AbsurdCount."""
    expected = range(preceding // SHRINKS_TO + 1, preceding * GROWS_TO + 1)
    if preceding and total not in expected:
        raise AbsurdCount(source.id, "any", total, expected)


def check_claim(source: ListSource, received: int, claimed: int | None) -> None:
    """Refuse an edition that holds fewer or more records than it says of itself. Raises RefusedEdition."""
    if claimed is not None and received != claimed:
        problem = f"the file says that it holds {claimed} records, {received} were found; fetch it again"
        raise RefusedEdition(source.id, problem)


def without_duplicates(
    source: ListSource, designations: Iterable[Designation], reading: Reading
) -> Iterator[Designation]:
    """The designations, a listing that is repeated word for word only once.

    Two different listings under one reference are both kept, as published, and reported: to drop
    either could leave somebody unscreened. On a national list they are an error of its own
    authority, which can correct it: raises DuplicateReference.
    """
    seen: dict[Reference, list[bytes]] = {}
    for designation in designations:
        reference, content = designation.listing.reference, fingerprint(designation)
        known = seen.setdefault(reference, [])
        if content in known:
            reading.odd(designation.place, source.reference_field, reference, "repeated word for word; kept once")
            continue
        if known:
            if source.id == NATIONAL:
                raise DuplicateReference(source.id, reference)
            problem = "one reference stands for two different listings; both are in force"
            reading.odd(designation.place, source.reference_field, reference, problem)
        known.append(content)
        yield designation


def carried_over(
    preceding: Iterable[Designation], reading: Reading, read: Collection[Reference]
) -> Iterator[Designation]:
    """Listings of the preceding edition that stay in force because their record cannot be read in this one.

    A quarantined record without a reference may be any listing that this edition seems to have
    lost; all of those are carried, because screening one too many is the smaller harm.
    """
    if not reading.quarantined:
        return
    known = {record.reference for record in reading.quarantined if record.reference is not None}
    nameless = any(record.reference is None for record in reading.quarantined)
    for designation in preceding:
        reference = designation.listing.reference
        if reference not in read and (nameless or reference in known):
            yield designation


_OF_LISTING = attrgetter(*(field.name for field in fields(Listing) if field.name != "stood_on"))
_ENCODER = msgspec.json.Encoder()
FINGERPRINT_BYTES = 16


def fingerprint(designation: Designation) -> bytes:
    """A digest of what is published of a listing, whatever its edition and its place in the file."""
    content = (_OF_LISTING(designation.listing), designation.entity, designation.unread)
    return hashlib.blake2b(_ENCODER.encode(content), digest_size=FINGERPRINT_BYTES).digest()
