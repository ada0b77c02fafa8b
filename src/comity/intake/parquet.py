"""Parquet, read batch by batch. Texts are read as dictionaries, so that one repeated a million times is held once."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.intake.block import Block, HeldRecord
from comity.intake.file import MAX_COLUMNS, MAX_RECORD_BYTES, InputFile, IntakeOptions
from comity.intake.opened import OpenedFile, opened
from comity.intake.recognition import Headings, Noticed, need_name, recognise
from comity.model.errors import BrokenFile, TooLarge

TOO_LARGE = "a cell is larger than 1 MiB"


def open_parquet(file: InputFile, options: IntakeOptions) -> OpenedFile:
    """The subjects of a Parquet file. Raises BrokenFile, TooLarge, BadRequest."""
    from pyarrow import parquet  # only where such a file is read: one name is screened sooner without

    try:
        with file.open() as stream:
            source = parquet.ParquetFile(stream)
            schema = source.schema_arrow
            if source.metadata.num_columns > MAX_COLUMNS:
                raise TooLarge(file.name, "the number of columns", MAX_COLUMNS, "columns")
    except (pa.ArrowException, OSError) as problem:
        raise _broken(file) from problem
    headings = recognise(schema.names, options, file=file.name)
    need_name(headings, schema.names, file=file.name, place="columns")
    noticed = Noticed(file.name, "parquet")
    noticed.headings(headings)
    return opened(_blocks(file, headings, options), noticed, options)


def _broken(file: InputFile) -> BrokenFile:
    return BrokenFile(file.name, "whole file", "not a sound Parquet file", "write or fetch it again")


def _blocks(file: InputFile, headings: Headings, options: IntakeOptions) -> Iterator[Block]:
    from pyarrow import parquet

    with file.open() as stream:
        try:
            schema = parquet.ParquetFile(stream).schema_arrow
            texts = [name for name, type in zip(schema.names, schema.types, strict=True) if _is_text(type)]
            stream.seek(0)
            source = parquet.ParquetFile(stream, read_dictionary=texts)
            used = [schema.names[position] for position in headings.used]
            row = 0
            for batch in source.iter_batches(batch_size=max(1, options.batch_rows), columns=used, use_threads=False):
                yield _block([batch.column(name) for name in used], headings, row)
                row += batch.num_rows
        except (pa.ArrowException, OSError) as problem:
            raise _broken(file) from problem


def _is_text(type: pa.DataType) -> bool:
    return bool(pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_binary(type))


def _block(cells: list[pa.Array], headings: Headings, row: int) -> Block:
    count = len(cells[0])
    fit = np.ones(count, dtype=np.bool_)
    columns = tuple(_texts(column, fit) for column in cells)
    rows = np.arange(row + 1, row + count + 1, dtype=np.int64)
    held = tuple(HeldRecord(number, f"row {number}", TOO_LARGE) for number in rows[~fit].tolist())
    return Block(headings.columns, columns, rows, rows, "row").only(fit, held)


def _texts(column: pa.Array, fit: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> pa.Array:
    """A column as texts; a cell that is too large is emptied, and its record marked unfit."""
    type = column.type
    if pa.types.is_dictionary(type):
        texts = _decoded(column.dictionary)
        large = pc.greater(pc.binary_length(texts), MAX_RECORD_BYTES)
        large = pc.fill_null(large, False)
        if pc.any(large).as_py():
            texts = pc.if_else(large, pa.scalar(None, pa.string()), texts)
            unfit = pc.fill_null(large.take(column.indices), False)
            fit &= ~unfit.to_numpy(zero_copy_only=False)
        return texts.take(column.indices)
    if pa.types.is_list(type) or pa.types.is_large_list(type):
        lists = column.cast(pa.list_(column.type.value_type))
        offsets = lists.offsets
        values = lists.values
        return pa.ListArray.from_arrays(offsets, _plain(values), mask=lists.is_null() if lists.null_count else None)
    return _plain(column)


def _plain(column: pa.Array) -> pa.Array:
    """Dates, numbers and texts as texts; what is nested or has no text form is empty."""
    type = column.type
    if pa.types.is_timestamp(type):
        return pc.strftime(column, format="%Y-%m-%d")
    if pa.types.is_floating(type):
        whole = pc.fill_null(pc.equal(pc.floor(column), column), False)
        numbers = pc.if_else(pc.and_(whole, pc.less(pc.abs(column), 2.0**53)), column, None)
        return pc.coalesce(pc.cast(numbers, pa.int64()).cast(pa.string()), column.cast(pa.string()))
    if _is_text(type):
        return _decoded(column)
    try:
        return column.cast(pa.string())
    except pa.ArrowException:
        return pa.nulls(len(column), pa.string())


def _decoded(column: pa.Array) -> pa.Array:
    """Texts that are sound UTF-8; what is not is read with U+FFFD in place of what is lost, and its record partial."""
    try:
        texts = column.cast(pa.binary()).cast(pa.string())
    except pa.ArrowInvalid:
        raw = column.cast(pa.binary()).to_pylist()
        return pa.array([None if each is None else each.decode("utf-8", errors="replace") for each in raw], pa.string())
    return texts
