"""The names of the records of a block: the main name, the name put together from its parts, the aliases."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from comity.intake.block import Block
from comity.intake.field import NAME_PARTS, Field
from comity.intake.values import NOTHING, Values, in_order, joined, several, texts_of, values_of

MAX_NAME_BYTES = 2_000
BETWEEN_ALIASES = r"[;|\n\x{1f}]"
NO_LETTERS = "no name: nothing with a letter or figure in the columns of names"
TOO_LONG = f"a name is longer than {MAX_NAME_BYTES:,} bytes"


@dataclass(frozen=True, slots=True)
class Naming:
    """All names of a block, main names first, and the records with a name too long to be screened."""

    names: Values
    too_long: npt.NDArray[np.int64]


def naming_of(block: Block) -> Naming:
    """The names in a block; those without any letter or figure are none."""
    main = in_order([_legible(values) for values in _columns(block, Field.NAME)])
    whole = _beside(main, _legible(_from_parts(block)), len(block.rows))
    aliases = [_legible(several(values, BETWEEN_ALIASES)) for values in _columns(block, Field.ALIAS)]
    names = in_order([main, whole, *aliases])
    long = pc.greater(pc.binary_length(names.texts), MAX_NAME_BYTES).to_numpy(zero_copy_only=False)
    return Naming(names, np.unique(names.rows[long]))


def _columns(block: Block, field: Field) -> list[Values]:
    return [values_of(column) for use, column in zip(block.uses, block.columns, strict=True) if use.field is field]


def _legible(values: Values) -> Values:
    if len(values.rows) == 0:
        return values
    legible = pc.match_substring_regex(values.texts, r"[\pL\pN]")
    return values.where(legible.to_numpy(zero_copy_only=False))


def _from_parts(block: Block) -> Values:
    parts = [texts_of(values, len(block.rows)) for field in NAME_PARTS for values in _columns(block, field)]
    if not parts:
        return NOTHING
    return joined(parts, " ")


def _beside(main: Values, other: Values, records: int) -> Values:
    """The other names that say something else than the main name of their record."""
    if len(main.rows) == 0 or len(other.rows) == 0:
        return other
    whole = texts_of(main, records).take(pa.array(other.rows))
    same = pc.fill_null(pc.equal(pc.utf8_lower(whole), pc.utf8_lower(other.texts)), False)
    return other.where(~same.to_numpy(zero_copy_only=False))
