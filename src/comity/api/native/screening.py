"""Screening, as programs ask for it."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from comity import runtime
from comity.api.answer import answer
from comity.api.door import charge
from comity.api.native import answers
from comity.api.native.documented import answers as answered_with
from comity.api.native.payloads import ScreenIn, SubjectIn
from comity.api.native.shapes import ScreenOut
from comity.api.native.way import caller_in
from comity.matching.scorecard import ENGINE
from comity.model.date_text import read_dates
from comity.model.errors import BadRequest
from comity.model.subject import Subject, SubjectId, SubjectIdentifier, can_be_screened
from comity.operations.screen_subjects import ScreenSubjects, screen_subjects

router = Router(tags=["screening"])


@router.post("/screen", response=answered_with(ScreenOut), summary="Screen subjects; nothing is kept of them")
def screen(request: HttpRequest, asked: ScreenIn) -> HttpResponse:
    """The hits of each subject against the newest editions of all lists held."""
    caller = caller_in(request)
    if len(asked.subjects) > 1:
        charge(caller, len(asked.subjects) - 1)
    order = ScreenSubjects([subject_of(each) for each in asked.subjects], asked.threshold, tuple(asked.kinds))
    found = screen_subjects(order, actor=caller.actor, now=runtime.now(), screeners=runtime.standing_screener())
    hits = sum(len(each) for each in found.found)
    runtime.screening_use().add(caller.who, runtime.now(), subjects=len(asked.subjects), hits=hits)
    return answer(
        {
            "results": [
                {"id": subject.id, "hits": [answers.hit(each.hit, asked.language) for each in hits]}
                for subject, hits in zip(asked.subjects, found.found, strict=True)
            ],
            "threshold": found.threshold,
            "scorecard": found.scorecard,
            "engine": ENGINE,
            "editions": [answers.edition(each) for each in found.editions],
        }
    )


def subject_of(sent: SubjectIn) -> Subject:
    """A subject as it was sent. Raises BadRequest for a birth date that is none, and where nothing could be screened.

    Neither is passed over in silence: an answer without hits says that somebody was looked for.
    """
    births = []
    for text in sent.births:
        span = read_dates(text)
        if span is None:
            raise BadRequest(f"subject {sent.id!r}: a birth date cannot be read; write 1957, 1957-03 or 1957-03-10")
        births.append(span)
    subject = Subject(
        id=SubjectId(sent.id),
        names=tuple(sent.names),
        kind=sent.kind,
        births=tuple(births),
        nationalities=tuple(each.upper() for each in sent.nationalities),
        countries=tuple(each.upper() for each in sent.countries),
        genders=tuple(sent.genders),
        identifiers=tuple(
            SubjectIdentifier(each.type, each.value, each.country.upper() if each.country else None)
            for each in sent.identifiers
        ),
        addresses=tuple(sent.addresses),
    )
    if not can_be_screened(subject):
        raise BadRequest(
            f"subject {sent.id!r}: nothing to screen: give a name with a letter or figure, or an identifier"
        )
    return subject
