"""Show an alert with everything an officer needs to judge it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.cases.alert import Alert
from comity.cases.case import Attachment, Case, Note
from comity.cases.disposition import Disposition
from comity.cases.ids import AlertId
from comity.cases.pair import ListingKey, Pair
from comity.model.errors import NotFound
from comity.model.officer import Actor, OfficerId
from comity.operations.gate import viewing
from comity.operations.trace_listing import ListingLife, trace_listing
from comity.store import alerts, attachments, cases, dispositions, officers
from comity.store.editions import EditionStore


@dataclass(frozen=True, slots=True)
class ShowAlert:
    """The order. With `editions`, also what became of each listing over all editions held."""

    alert: AlertId
    editions: EditionStore | None = None


@dataclass(frozen=True, slots=True)
class AlertShown:
    """An alert and what is around it.

    `dispositions` are this alert's, newest first; `earlier` what other alerts said of the same pairs; `others` are the
    other alerts of the subject; `lives` by listing; `officers` names everybody who is mentioned.
    """

    alert: Alert
    dispositions: tuple[Disposition, ...]
    earlier: Mapping[ListingKey, tuple[Disposition, ...]]
    others: tuple[Alert, ...]
    notes: tuple[Note, ...]
    attachments: tuple[Attachment, ...]
    case: Case | None
    lives: Mapping[ListingKey, tuple[ListingLife, ...]]
    officers: Mapping[OfficerId, str]


@viewing("alerts.see")
def show_alert(order: ShowAlert, /, *, actor: Actor, now: datetime) -> AlertShown:  # noqa: ARG001
    """The alert and what is around it. Raises NotFound."""
    alert = alerts.load(order.alert)
    listings = [hit.listing for hit in alert.hits]
    earlier = dispositions.of_pairs([Pair(alert.key, each) for each in listings], except_alert=alert.id)
    return AlertShown(
        alert=alert,
        dispositions=dispositions.of_alert(alert.id),
        earlier={pair.listing: said for pair, said in earlier.items() if said},
        others=tuple(each for each in alerts.of_subject(alert.key) if each.id != alert.id),
        notes=cases.notes_of_alert(alert.id),
        attachments=attachments.of_alert(alert.id),
        case=None if alert.case is None else cases.load(alert.case),
        lives={} if order.editions is None else {each: _lives(order.editions, each) for each in listings},
        officers=officers.names(),
    )


def _lives(editions: EditionStore, listing: ListingKey) -> tuple[ListingLife, ...]:
    try:
        return trace_listing(editions, listing.reference, list_ids=[listing.list])
    except NotFound:  # its editions were removed; what the list said is kept with the hit
        return ()
