"""A file opened for screening: its batches, and what was recognised while they are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from comity.intake.block import Block, slices
from comity.intake.columns import subjects_of
from comity.intake.field import Field
from comity.intake.file import InputFile, IntakeOptions
from comity.intake.recognition import DayOrder, Noticed, Recognition
from comity.intake.values import values_of
from comity.intake.vocabulary import Vocabulary, day_order_of
from comity.model.errors import BrokenFile
from comity.model.subject import SubjectBatches


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The subjects of one file. `batches` is read once, to its end, in bounded memory."""

    batches: SubjectBatches
    _noticed: Noticed

    @property
    def recognition(self) -> Recognition:
        """Which column feeds which field, what was dropped, what is unused; final when `batches` are read."""
        return self._noticed.recognition()


def opened(blocks: Iterator[Block], noticed: Noticed, options: IntakeOptions) -> OpenedFile:
    """The subjects in some blocks. The first block is read at once, so that what is wrong shows on opening."""
    first = next(blocks, None)
    if first is None:
        return OpenedFile(iter(()), noticed)
    noticed.day_order = _day_order(first, options)
    vocabulary = Vocabulary(noticed.day_order)
    batches = (
        subjects_of(piece, vocabulary)
        for block in chain([first], blocks)
        for piece in slices(block, max(1, options.batch_rows))
        if piece.received
    )
    return OpenedFile(batches, noticed)


def empty(file: InputFile) -> BrokenFile:
    """The refusal of a file without any record line."""
    return BrokenFile(file.name, "whole file", "the file is empty", "check that it was written to its end")


def _day_order(block: Block, options: IntakeOptions) -> DayOrder:
    texts = (
        text
        for use, column in zip(block.uses, block.columns, strict=True)
        if use.field is Field.BIRTH_DATE
        for text in values_of(column).texts.unique().to_pylist()
    )
    return day_order_of(texts, options.day_first)
