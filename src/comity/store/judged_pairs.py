"""Pairs with a judgement in force: found at every screening, ended when a side changes or a supervisor reopens."""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum

from django.db.models import F, QuerySet

from comity.cases.disposition import Outcome
from comity.cases.ids import AlertId, DispositionId, RunId
from comity.cases.pair import Pair
from comity.cases.suppression import JudgedPair, Sides
from comity.model.designation import Designation
from comity.model.subject import Subject
from comity.store.alert_rows import column, decoded, encoded, pair_key
from comity.store.alerts import parts
from comity.store.models import JudgedPairRow, ListedRow


class Ended(StrEnum):
    """Why a judgement is no longer in force."""

    CHANGED = "changed"
    REOPENED = "reopened"
    JUDGED_AGAIN = "judged again"


def add(judged: JudgedPair, sides: Sides, listed_digest: str) -> None:
    """Put a judgement in force. What is listed is in the store already: its alert holds it."""
    pair = judged.pair
    JudgedPairRow.objects.create(
        pair=pair_key(pair),
        portfolio=pair.subject.portfolio,
        subject_id=column(pair.subject.subject),
        list=pair.listing.list,
        reference=column(pair.listing.reference),
        outcome=judged.outcome.value,
        alert_id=judged.alert,
        disposition_id=judged.disposition,
        judged_at=judged.judged_at,
        rule=judged.rule,
        digest=judged.digest,
        subject=encoded(sides.subject),
        listed=ListedRow.objects.get(digest=listed_digest),
    )


def in_force(pairs: Iterable[Pair]) -> dict[Pair, JudgedPair]:
    """The judgements in force on these pairs."""
    by_key = {pair_key(pair): pair for pair in pairs}
    found: dict[Pair, JudgedPair] = {}
    for part in parts(sorted(by_key)):
        for row in _in_force(part).defer("subject"):
            pair = by_key[row.pair]
            found[pair] = _judged(row, pair)
    return found


def sides(pair: Pair) -> Sides:
    """Both sides of a pair as they were judged. The judgement must be in force."""
    row = _in_force([pair_key(pair)]).select_related("listed").get()
    return Sides(decoded(row.subject, Subject), decoded(row.listed.content, tuple[Designation, ...]))


def judged_anew(judged: JudgedPair) -> None:
    """Keep the same judgement under the rule as it is now: nothing material changed by it."""
    _in_force([pair_key(judged.pair)]).update(rule=judged.rule, digest=judged.digest)


def end(pairs: Collection[Pair], why: Ended, now: datetime) -> None:
    """Judgements on these pairs are no longer in force."""
    for part in parts(sorted(pair_key(pair) for pair in pairs)):
        _in_force(part).update(ended_at=now, ended_why=why.value)


def stayed_silent(pairs: Collection[Pair], run: RunId, now: datetime) -> int:
    """Record that a run found these pairs and raised no alert. Returns of how many: a run repeated counts once."""
    count = 0
    for part in parts(sorted(pair_key(pair) for pair in pairs)):
        held = list(
            _in_force(part).exclude(silent_run=run).order_by("pk").select_for_update().values_list("pk", flat=True)
        )
        count += JudgedPairRow.objects.filter(pk__in=held).update(
            silent_run=run, silent_at=now, silent_times=F("silent_times") + 1
        )
    return count


def _in_force(keys: Collection[str]) -> "QuerySet[JudgedPairRow]":
    return JudgedPairRow.objects.filter(pair__in=keys, ended_at=None)


def _judged(row: JudgedPairRow, pair: Pair) -> JudgedPair:
    return JudgedPair(
        pair=pair,
        outcome=Outcome(row.outcome),
        alert=AlertId(row.alert_id),
        disposition=DispositionId(row.disposition_id),
        judged_at=row.judged_at,
        rule=row.rule,
        digest=row.digest,
    )
