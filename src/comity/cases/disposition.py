"""A disposition: what an officer judged, why, on which evidence, and what a second officer said to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from comity.cases.ids import AlertId, AttachmentId, DispositionId
from comity.cases.pair import ListingKey
from comity.model.errors import BadRequest
from comity.model.officer import OfficerId

LONGEST_TEXT = 20_000
MOST_EVIDENCE = 50


class Outcome(StrEnum):
    """What an officer can judge of a hit."""

    TRUE_MATCH = "true match"
    FALSE_POSITIVE = "false positive"
    INCONCLUSIVE = "inconclusive"


class DispositionState(StrEnum):
    """How far a disposition has come. Everything but WAITING is final: it is history."""

    WAITING = "waiting"  # for a second officer
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"  # a side changed, or the hit went, before anybody confirmed
    RECORDED = "recorded"  # an inconclusive one: it needs no second officer, because it ends nothing


@dataclass(frozen=True, slots=True)
class Reason:
    """A coded reason. `needs_text` where the code alone would say nothing."""

    outcome: Outcome
    words: str
    needs_text: bool = False


T, F, I = Outcome.TRUE_MATCH, Outcome.FALSE_POSITIVE, Outcome.INCONCLUSIVE  # noqa: E741 a table is read by columns

REASONS: Mapping[str, Reason] = {
    "same-number": Reason(T, "a document or register number is the same"),
    "same-name-and-birth": Reason(T, "name and date of birth are the same"),
    "same-by-documents": Reason(T, "documents that were seen show the same identity"),
    "named-by-authority": Reason(T, "an authority says that it is the listed one"),
    "admitted": Reason(T, "the subject says so"),
    "match-other": Reason(T, "another reason, in the text", needs_text=True),
    "other-birth": Reason(F, "born on another date"),
    "other-number": Reason(F, "the document or register number is another's"),
    "other-name": Reason(F, "the names belong to different bearers"),
    "other-nationality": Reason(F, "of another nationality, and nothing else agrees"),
    "other-place": Reason(F, "lives or is seated elsewhere, and nothing else agrees"),
    "other-gender": Reason(F, "of another gender"),
    "other-kind": Reason(F, "a person is not an organisation, a vessel not a company"),
    "cleared-by-documents": Reason(F, "documents that were seen show another identity"),
    "cleared-by-authority": Reason(F, "an authority says that it is not the listed one"),
    "clear-other": Reason(F, "another reason, in the text", needs_text=True),
    "subject-unknown": Reason(I, "too little is known of the subject", needs_text=True),
    "listing-scarce": Reason(I, "too little is published of the listed one", needs_text=True),
    "asked": Reason(I, "the subject, a branch or an authority was asked", needs_text=True),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer says of some hits: outcome, coded reasons, free text, evidence.

    `evidence` are short descriptions of what was seen ("passport K048787, copy in the customer's file").
    """

    outcome: Outcome
    reasons: tuple[str, ...]
    text: str = ""
    evidence: tuple[str, ...] = ()
    attachments: tuple[AttachmentId, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What the second officer said, or the proposer who withdrew, or the node when a side changed (by None)."""

    at: datetime
    by: OfficerId | None
    text: str


@dataclass(frozen=True, slots=True)
class Disposition:
    """A judgement of some hits of one alert, by whom, and what became of it. It stands or falls as a whole."""

    id: DispositionId | None
    alert: AlertId
    listings: tuple[ListingKey, ...]
    judgement: Judgement
    proposed_by: OfficerId
    proposed_at: datetime
    state: DispositionState
    second: SecondLook | None = None

    @property
    def outcome(self) -> Outcome:
        """What was judged."""
        return self.judgement.outcome

    def __str__(self) -> str:
        return f"proposal/{self.id}" if self.id is not None else "the proposal"


def check_judgement(judgement: Judgement) -> None:
    """A judgement needs a reason that fits its outcome; a true match always a text. Raises BadRequest."""
    if not judgement.reasons:
        raise BadRequest(
            "a {outcome} needs a reason: {codes}",
            outcome=judgement.outcome.value, codes=", ".join(codes_of(judgement.outcome)),
        )  # fmt: skip
    for code in judgement.reasons:
        if code not in codes_of(judgement.outcome):
            known = ", ".join(codes_of(judgement.outcome))
            raise BadRequest(f"reason {code!r} is none for a {judgement.outcome}; choose of: {known}")
    needs_text = judgement.outcome is Outcome.TRUE_MATCH or any(REASONS[code].needs_text for code in judgement.reasons)
    if needs_text and not judgement.text.strip():
        raise BadRequest("say in your own words why: this judgement needs a text beside its coded reasons")
    check_text(judgement.text)
    if len(judgement.evidence) > MOST_EVIDENCE:
        raise BadRequest(
            "{count} pieces of evidence; {most} at most, join some", count=len(judgement.evidence), most=MOST_EVIDENCE
        )
    for piece in judgement.evidence:
        check_text(piece)


def codes_of(outcome: Outcome) -> tuple[str, ...]:
    """The coded reasons of an outcome, as they are offered."""
    return tuple(code for code, reason in REASONS.items() if reason.outcome is outcome)


def check_text(text: str, *, what: str = "the text") -> None:
    """Refuse what no database keeps or nobody reads. Raises BadRequest."""
    if len(text) > LONGEST_TEXT:
        raise BadRequest(
            "{what} has {count:,} characters; {most:,} at most, attach the rest as a file",
            what=what, count=len(text), most=LONGEST_TEXT,
        )  # fmt: skip
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadRequest("{what} holds characters that are no text; type it again instead of pasting", what=what)
