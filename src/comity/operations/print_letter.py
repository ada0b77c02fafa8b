"""Print the letter to a person who was hit wrongly, or who asked and was not: plain words, in their language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from comity.cases.ids import RedressId
from comity.cases.redress import Redress, RedressState
from comity.cases.reports import Institution
from comity.model.errors import BadRequest, NotAllowedNow
from comity.model.officer import Actor
from comity.model.territory import country_name
from comity.operations.gate import gated
from comity.operations.measure_entries import redress_entry
from comity.operations.printed import PrintedPage, pdf
from comity.operations.report_files import MEDIA_TYPES, ReportFile
from comity.store import log, redress

LANGUAGES = ("en", "ru")


@dataclass(frozen=True, slots=True)
class PrintLetter:
    """The order. The letter is in one of LANGUAGES and comes from the institution."""

    redress: RedressId
    institution: Institution
    language: str = "en"


@gated("redress.answer")
def print_letter(order: PrintLetter, /, *, actor: Actor, now: datetime) -> ReportFile:
    """The letter as PDF. Raises NotFound, BadRequest for a language, NotAllowedNow before the request is answered."""
    if order.language not in LANGUAGES:
        raise BadRequest(f"no letter in language {order.language!r}; there are: {', '.join(LANGUAGES)}")
    request = redress.load(order.redress)
    if request.state is RedressState.OPEN or request.answered_at is None:
        raise NotAllowedNow(str(request), request.state.value, "to print the letter", "answer it first")
    content = pdf(letter(request, order.institution, order.language))
    log.append(redress_entry("redress.print", request, actor=actor, now=now))
    return ReportFile(f"letter-{request.id}.pdf", MEDIA_TYPES["pdf"], content)


def letter(request: Redress, institution: Institution, language: str) -> PrintedPage:
    """What the letter says. It names no other customer and no detail of the listed person."""
    words = _words(language)
    told = words[request.state.value]
    day = _day(request.answered_at or request.received_at, words)
    paragraphs = [words["greeting"], words["asked"].format(day=_day(request.received_at, words))]
    paragraphs += [*told["judged"], words["answer"], request.answer]
    country = country_name(institution.country, "ru" if language == "ru" else "en")
    address = ", ".join(filter(None, (institution.address, institution.city, country)))
    return PrintedPage(
        title=words["title"],
        author=institution.name,
        head=(institution.name, address, "", request.applicant, "", day),
        paragraphs=tuple(paragraphs),
        closing=(*told["next"], words["closing"], institution.name),
        footer=f"{words['reference']} {request}",
        language=language,
    )


def _day(at: datetime, words: Mapping[str, Any]) -> str:
    return f"{at.day} {words['months'][at.month - 1]} {at.year}"


@cache
def _words(language: str) -> Mapping[str, Any]:
    return tomllib.loads(files("comity.operations").joinpath(f"letter.{language}.toml").read_text("utf-8"))
