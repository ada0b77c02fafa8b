"""What an officer sees beside an alert: the life of each listing over the editions held."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from case_work import NOW, alert_of, found
from comity.lists.difference import Turn
from comity.model.designation import Reference
from comity.model.officer import Actor, Role
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.operations.show_alert import ShowAlert, show_alert
from comity.store.editions import EditionStore
from invented_list import SOURCE, file_of, invented_designation, persons
from invented_screening import SAMIR, USAMA

Acting = Callable[..., Actor]


def test_an_alert_shows_what_became_of_its_listings_over_all_editions(acting: Acting, tmp_path: Path) -> None:
    store = EditionStore(tmp_path / "home")
    for dated, entries in (("2026-01-01", persons(5)), ("2026-02-01", persons(5, first=2))):
        file = tmp_path / f"{dated}.txt"
        file.write_bytes(file_of(*entries, dated=dated))
        import_edition(ImportEdition(SOURCE, (arrival(file),), accept_count=True), store=store, now=NOW)
    first = replace(USAMA, listing=replace(invented_designation("P1").listing, reference=Reference("P1")))
    alert = alert_of(found(SAMIR, first), found(SAMIR))
    shown = show_alert(ShowAlert(alert.id, store), actor=acting("ann", Role.ANALYST), now=NOW)
    lives = {listing.reference: lives for listing, lives in shown.lives.items()}
    (life,) = lives[Reference("P1")]
    assert [event.turn for event in life.events] == [Turn.LISTED, Turn.REMOVED]
    assert lives[USAMA.listing.reference] == ()  # a list of which no edition is held
    assert show_alert(ShowAlert(alert.id), actor=acting("eve", Role.AUDITOR), now=NOW).lives == {}
