"""Dispositions in and out of the database: proposals, second looks, and the history of a pair."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from comity.cases.disposition import Disposition, DispositionState, Judgement, SecondLook
from comity.cases.ids import AlertId, DispositionId, HitId
from comity.cases.pair import ListingKey, Pair, SubjectKey
from comity.model.errors import LostRace, NotFound
from comity.model.officer import OfficerId
from comity.store.alert_rows import decoded, encoded, pair_key
from comity.store.alerts import parts
from comity.store.models import DispositionHitRow, DispositionRow


def add(disposition: Disposition, subject: SubjectKey, hits: Collection[HitId]) -> Disposition:
    """Keep a new disposition of these hits; the store gives it its id."""
    row = DispositionRow.objects.create(
        alert_id=disposition.alert,
        outcome=disposition.outcome.value,
        judgement=encoded(disposition.judgement),
        listings=encoded(disposition.listings),
        state=disposition.state.value,
        proposed_by_id=disposition.proposed_by,
        proposed_at=disposition.proposed_at,
    )
    pairs = zip(hits, disposition.listings, strict=True)
    DispositionHitRow.objects.bulk_create(
        DispositionHitRow(disposition=row, hit_id=hit, pair=pair_key(Pair(subject, listing))) for hit, listing in pairs
    )
    return replace(disposition, id=DispositionId(row.pk))


def load(id_: DispositionId) -> Disposition:
    """One disposition. Raises NotFound."""
    for found in _whole(DispositionRow.objects.filter(pk=id_)):
        return found
    raise NotFound("proposal", str(id_), "open its alert again")


def of_alert(alert: AlertId) -> tuple[Disposition, ...]:
    """Every disposition of an alert, newest first."""
    return _whole(DispositionRow.objects.filter(alert=alert).order_by("-proposed_at", "-pk"))


def of_pairs(pairs: Collection[Pair], *, except_alert: AlertId | None = None) -> dict[Pair, tuple[Disposition, ...]]:
    """What was said of these pairs before, in any alert but one; refused and withdrawn proposals too."""
    by_key = {pair_key(pair): pair for pair in pairs}
    said: dict[Pair, list[int]] = {pair: [] for pair in pairs}
    for part in parts(sorted(by_key)):
        rows = DispositionHitRow.objects.filter(pair__in=part).exclude(disposition__alert=except_alert)
        for key, disposition in rows.values_list("pair", "disposition"):
            said[by_key[key]].append(disposition)
    wanted = {id_ for ids in said.values() for id_ in ids}
    whole = {each.id: each for each in _whole(DispositionRow.objects.filter(pk__in=wanted))}
    return {
        pair: tuple(
            sorted((whole[DispositionId(id_)] for id_ in set(ids)), key=lambda it: it.proposed_at, reverse=True)
        )
        for pair, ids in said.items()
    }


def save(after: Disposition, before: Disposition) -> None:
    """Keep the second look at a proposal. Raises LostRace when somebody else had one first."""
    if after.second is None or before.id is None:
        raise ValueError("only a proposal that is kept changes, and only by a second look")
    changed = DispositionRow.objects.filter(pk=before.id, state=before.state.value).update(
        state=after.state.value,
        second_by_id=after.second.by,
        second_at=after.second.at,
        second_text=after.second.text,
    )
    if not changed:
        raise LostRace(str(before))


def overtake(ids: Collection[DispositionId], now: datetime) -> None:
    """Proposals that fell because a side changed or the hit is gone."""
    DispositionRow.objects.filter(pk__in=ids, state=DispositionState.WAITING.value).update(
        state=DispositionState.OVERTAKEN.value, second_at=now
    )


def _whole(rows: Iterable[DispositionRow]) -> tuple[Disposition, ...]:
    return tuple(_disposition(row) for row in rows)


def _disposition(row: DispositionRow) -> Disposition:
    second = None
    if row.second_at is not None:
        by = None if row.second_by_id is None else OfficerId(row.second_by_id)
        second = SecondLook(row.second_at, by, row.second_text)
    return Disposition(
        id=DispositionId(row.pk),
        alert=AlertId(row.alert_id),
        listings=decoded(row.listings, tuple[ListingKey, ...]),
        judgement=decoded(row.judgement, Judgement),
        proposed_by=OfficerId(row.proposed_by_id),
        proposed_at=row.proposed_at,
        state=DispositionState(row.state),
        second=second,
    )
