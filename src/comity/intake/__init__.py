"""Customers as institutions keep them become Subjects, in columns, and not one record is lost.

A file of any format (`format`) is read as lines (`lines`, `encoding`) and records (`records`) into raw
columns (`block`); headings say which column feeds which field (`recognition`); whole columns are
then understood at once (`columns`, `naming`, `vocabulary`). Every record ends screened, partial or held.
"""

from comity.intake.field import Field
from comity.intake.file import InputFile, IntakeOptions
from comity.intake.format import FORMATS, open_subjects
from comity.intake.opened import OpenedFile
from comity.intake.recognition import Recognition, read_mapping

__all__ = [
    "FORMATS",
    "Field",
    "InputFile",
    "IntakeOptions",
    "OpenedFile",
    "Recognition",
    "open_subjects",
    "read_mapping",
]
