"""Identifiers: document and register numbers, accounts, crypto-asset addresses. A shared one earns a hit."""

from comity.matching.features.verdict import Verdict
from comity.matching.scorecard import Scorecard
from comity.model.entity import Entity, Identifier, IdentifierType
from comity.model.hit import Bearing
from comity.model.subject import Subject, SubjectIdentifier

# Numbers that many people share or that anyone can choose do not earn a hit.
NOT_EARNING = frozenset({IdentifierType.PHONE, IdentifierType.EMAIL, IdentifierType.WEBSITE, IdentifierType.CALL_SIGN})
SHORTEST = 5  # characters; shorter numbers repeat between registers
CASE_MATTERS = frozenset({IdentifierType.CRYPTO_ADDRESS})


def normal(type_: IdentifierType, value: str) -> str:
    """A number as it is compared: letters and digits only, upper case except in crypto-asset addresses."""
    kept = "".join(character for character in value if character.isalnum())
    return kept if type_ in CASE_MATTERS else kept.upper()


def earns(type_: IdentifierType, value: str) -> bool:
    """Can a shared number of this type earn a hit?"""
    return type_ not in NOT_EARNING and len(normal(type_, value)) >= SHORTEST


def may_be_same_type(left: IdentifierType, right: IdentifierType) -> bool:
    """Could two publishers mean the same kind of number? OTHER may be anything but a crypto-asset address."""
    return left is right or (IdentifierType.OTHER in (left, right) and not {left, right} & CASE_MATTERS)


def compare(subject: Subject, entity: Entity, scorecard: Scorecard) -> Verdict | None:
    """The best shared number; failing that, a contradicting one; None where nothing can be compared."""
    weights = scorecard.identifiers
    best: Verdict | None = None
    for ours in subject.identifiers:
        for theirs in entity.identifiers:
            if not may_be_same_type(ours.type, theirs.type) or not earns(ours.type, ours.value):
                continue
            if normal(ours.type, ours.value) == normal(ours.type, theirs.value):
                found = _shared(ours, theirs, scorecard)
                if best is None or found.earns > best.earns:
                    best = found
            elif best is None and ours.type is theirs.type and _same_issuer(ours, theirs) is True:
                best = Verdict("identifier", "other number", Bearing.CONTRADICTS, _text(ours), _listed(theirs),
                               factor=weights.other_number)  # fmt: skip
    return best


def _shared(ours: SubjectIdentifier, theirs: Identifier, scorecard: Scorecard) -> Verdict:
    other_issuer = _same_issuer(ours, theirs) is False
    share = scorecard.identifiers.other_issuer if other_issuer else scorecard.identifiers.strong
    finding = "same number, other issuer" if other_issuer else "same number"
    return Verdict("identifier", finding, Bearing.AGREES, _text(ours), _listed(theirs), earns=share)


def _same_issuer(ours: SubjectIdentifier, theirs: Identifier) -> bool | None:
    if ours.country is None or theirs.country is None:
        return None
    return ours.country == theirs.country


def _text(identifier: SubjectIdentifier) -> str:
    return f"{identifier.type.value} {identifier.value}"


def _listed(identifier: Identifier) -> str:
    return f"{identifier.type.value} {identifier.value}"
