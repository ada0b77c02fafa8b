"""What the index knows of the listed entries: their names' texts and kinds, their numbers, where they are kept."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from comity.matching.features.identifier import earns, normal
from comity.model.designation import Designation
from comity.model.entity import IdentifierType, NameKind

NAME_KINDS = tuple(NameKind)


@dataclass(frozen=True, slots=True)
class EntryIndex:
    """Texts and identifiers of all entries, beside a NameIndex over the same names.

    text, starts      UTF-8 bytes of all names, n_names + 1 starts
    name_kind         place in NAME_KINDS of each name
    number, owner     hash of each earning identifier's normal form, ascending, and its entry
    edition, row      which edition (by place in the index's manifest) and which of its rows an entry is
    """

    text: NDArray[np.uint8]
    starts: NDArray[np.int64]
    name_kind: NDArray[np.uint8]
    number: NDArray[np.uint64]
    owner: NDArray[np.uint32]
    edition: NDArray[np.uint16]
    row: NDArray[np.uint32]

    def name_text(self, name: int) -> str:
        """The text of one listed name."""
        return self.text[self.starts[name] : self.starts[name + 1]].tobytes().decode("utf-8")


ARRAYS = tuple(field.name for field in fields(EntryIndex))
LoadEntry = Callable[[int], Designation]


def number_hash(type_: IdentifierType, value: str) -> int:
    """64 bits of an identifier's normal form; its type is compared later, with the issuer."""
    content = normal(type_, value).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little")


def collect(
    designations: Iterable[tuple[int, int, Designation]],
) -> tuple[EntryIndex, NDArray[np.uint32]]:
    """Lay out entries given as (edition, row, designation); returns them and the entry of every name."""
    texts: list[bytes] = []
    kinds, entry_of, numbers, owners, editions, rows = [], [], [], [], [], []
    for entry, (edition, row, designation) in enumerate(designations):
        editions.append(edition)
        rows.append(row)
        for name in dict.fromkeys((name.text, name.kind) for name in designation.entity.names):
            texts.append(name[0].encode("utf-8", "replace"))
            kinds.append(NAME_KINDS.index(name[1]))
            entry_of.append(entry)
        for identifier in designation.entity.identifiers:
            if earns(identifier.type, identifier.value):
                numbers.append(number_hash(identifier.type, identifier.value))
                owners.append(entry)
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=starts[1:])
    number = np.array(numbers, np.uint64)
    order = np.argsort(number, kind="stable")
    return (
        EntryIndex(
            text=np.frombuffer(b"".join(texts), np.uint8),
            starts=starts,
            name_kind=np.array(kinds, np.uint8),
            number=number[order],
            owner=np.array(owners, np.uint32)[order],
            edition=np.array(editions, np.uint16),
            row=np.array(rows, np.uint32),
        ),
        np.array(entry_of, np.uint32),
    )
