"""PDF of a filled form or a letter. Texts reach the typesetter as data, so that none of them can be an instruction."""

import json
from dataclasses import asdict, dataclass
from importlib.resources import files

import typst

TEMPLATE = "printed.typ"


@dataclass(frozen=True, slots=True)
class PrintedField:
    """One row of a form."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """All that is printed. `head` stands above the title, `footer` on every page; `empty` where a field has no value.

    `language` is ISO 639-1: it chooses hyphenation and the shapes of letters.
    """

    title: str
    author: str
    head: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    fields: tuple[PrintedField, ...] = ()
    closing: tuple[str, ...] = ()
    footer: str = ""
    empty: str = "not known"
    language: str = "en"


def pdf(page: PrintedPage) -> bytes:
    """The page as PDF. Letters of every script that the machine has a font for; Latin and Cyrillic always."""
    source = files("comity.operations").joinpath(TEMPLATE).read_bytes()
    made: bytes = typst.compile(source, sys_inputs={"page": json.dumps(asdict(page), ensure_ascii=True)})
    return made
