"""A screening meets an alert: repeatable, nothing lost, and what was judged comes back only when a side changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from case_work import NOW, customer, found, later, other_listing
from comity.cases.alert import Alert, AlertHit, AlertState, HitState, Origin
from comity.cases.disposition import Outcome
from comity.cases.finding_again import FoundListing, Met, Scope, meet, miss
from comity.cases.ids import AlertId, DispositionId, RunId
from comity.cases.judge import settled
from comity.cases.material import RULE, Side
from comity.cases.pair import ListingKey, Pair, SubjectKey
from comity.cases.suppression import JudgedPair, Known
from comity.model.designation import Designation, EditionId, ListId, Reference
from comity.model.officer import Door
from comity.model.subject import Subject
from comity.store.alert_rows import listed_digest
from invented_screening import SAMIR, USAMA

AMENDED = replace(USAMA, entity=replace(USAMA.entity, genders=()))
REMARKED = replace(USAMA, entity=replace(USAMA.entity, remarks=()))
KEY = SubjectKey("customers", SAMIR.id)


def listing(designation: Designation = USAMA, subject: Subject = SAMIR, score: float = 0.9) -> FoundListing:
    return FoundListing(found(subject, designation, score).hit, (designation,), listed_digest((designation,)))


def alert(*hits: AlertHit) -> Alert:
    origin = Origin(RunId("r"), Door.WATCH, "timer")
    return settled(Alert(AlertId(1), KEY, SAMIR, origin, hits, NOW, later(24), 1), NOW)


def hit(state: HitState, designation: Designation = USAMA, disposition: int | None = 7) -> AlertHit:
    each = listing(designation)
    id_ = None if disposition is None or state is HitState.UNJUDGED else DispositionId(disposition)
    return AlertHit(each.hit, each.listed, each.digest, NOW, state=state, disposition=id_)


def again(before: Alert, *seen: FoundListing, subject: Subject = SAMIR) -> Met:
    return meet(before, subject, seen, {}, now=later(1))


def known(each: FoundListing, *, silent: bool) -> dict[ListingKey, Known]:
    pair = Pair(KEY, each.listing)
    judged = JudgedPair(pair, Outcome.FALSE_POSITIVE, AlertId(9), DispositionId(9), NOW, RULE, "x")
    changes = () if silent else again(alert(hit(HitState.FALSE_POSITIVE)), listing(AMENDED)).alert.hits[0].changes
    return {each.listing: Known(judged, changes)}


def test_new_listings_are_added_unjudged() -> None:
    met = again(alert(hit(HitState.UNJUDGED)), listing(), listing(other_listing("QDi.905")))
    assert [each.state for each in met.alert.hits] == [HitState.UNJUDGED] * 2
    assert met.added == (ListingKey(ListId("un_sc"), Reference("QDi.905")),)


def test_the_same_words_in_a_new_edition_change_nothing() -> None:
    before = alert(hit(HitState.UNJUDGED))
    newer = replace(USAMA, edition=EditionId("f" * 64))
    met = again(before, listing(newer))
    assert met.alert == before
    assert met == Met(before)


def test_what_is_unjudged_is_refreshed_by_what_is_newer() -> None:
    met = again(alert(hit(HitState.UNJUDGED)), listing(REMARKED, score=0.95))
    assert met.refreshed
    assert met.alert.hits[0].listed == (REMARKED,)
    assert met.alert.score == 0.95


def test_what_two_officers_judged_stays_as_they_saw_it_until_something_material_changes() -> None:
    for state in (HitState.TRUE_MATCH, HitState.FALSE_POSITIVE):
        before = alert(hit(state))
        assert again(before, listing(REMARKED, score=0.99)).alert == before
        returned = again(before, listing(AMENDED))
        assert returned.alert.hits[0].state is HitState.UNJUDGED
        assert [(each.side, each.field) for each in returned.alert.hits[0].changes] == [(Side.LISTING, "genders")]
        assert returned.returned
        assert returned.alert.state is AlertState.OPEN


def test_a_proposal_falls_as_a_whole_when_one_of_its_hits_changes() -> None:
    before = alert(hit(HitState.PROPOSED), hit(HitState.PROPOSED, other_listing("QDi.905")))
    met = again(before, listing(AMENDED), listing(other_listing("QDi.905")))
    assert met.overtaken == (DispositionId(7),)
    assert [each.state for each in met.alert.hits] == [HitState.UNJUDGED] * 2


def test_another_state_of_the_subject_returns_also_what_this_screening_did_not_look_for() -> None:
    before = alert(hit(HitState.FALSE_POSITIVE), hit(HitState.UNJUDGED, other_listing("QDi.905")))
    moved = replace(SAMIR, nationalities=("RU",))
    met = again(before, listing(other_listing("QDi.905"), moved), subject=moved)
    assert met.alert.hits[0].state is HitState.UNJUDGED
    assert met.alert.hits[0].changes[0].new == ("RU",)


def test_a_judged_pair_is_silent_and_returns_with_its_changes() -> None:
    each = listing()
    quiet = meet(alert(), SAMIR, [each], known(each, silent=True), now=NOW)
    assert (quiet.alert.hits, quiet.silent) == ((), (each.listing,))
    loud = meet(alert(), SAMIR, [each], known(each, silent=False), now=NOW)
    assert loud.returned == (each.listing,)
    assert loud.alert.hits[0].changes


def test_a_hit_that_is_gone_needs_nobody_but_a_true_match_stands() -> None:
    gone = miss(alert(hit(HitState.UNJUDGED)), [listing().listing], now=NOW).alert
    assert (gone.state, gone.closed_at) == (AlertState.GONE, NOW)
    stands = miss(alert(hit(HitState.TRUE_MATCH)), [listing().listing], now=NOW).alert
    assert (stands.state, stands.hits[0].gone_at) == (AlertState.TRUE_MATCH, NOW)


def test_a_proposal_about_what_is_gone_falls() -> None:
    met = miss(alert(hit(HitState.PROPOSED)), [listing().listing], now=NOW)
    assert met.overtaken == (DispositionId(7),)
    assert met.alert.state is AlertState.GONE


def test_what_comes_back_is_no_longer_gone() -> None:
    gone = miss(alert(hit(HitState.UNJUDGED)), [listing().listing], now=NOW).alert
    back = again(gone, listing()).alert
    assert (back.state, back.closed_at, back.hits[0].gone_at) == (AlertState.OPEN, None, None)


def test_a_scope_of_changed_listings_covers_only_those() -> None:
    un = ListId("un_sc")
    one, two = ListingKey(un, Reference("1")), ListingKey(un, Reference("2"))
    assert Scope(frozenset({un})).covers(one)
    assert Scope(frozenset({un}), frozenset({one})).covers(one)
    assert not Scope(frozenset({un}), frozenset({one})).covers(two)
    assert not Scope(frozenset()).covers(one)


# --- laws ---------------------------------------------------------------------------------------

VERSIONS = {
    f"Q.{number}": [other_listing(f"Q.{number}", each) for each in (USAMA, AMENDED, REMARKED)] for number in range(4)
}
seen = st.dictionaries(st.sampled_from(sorted(VERSIONS)), st.integers(0, 2), max_size=4).map(
    lambda chosen: [listing(VERSIONS[reference][version]) for reference, version in chosen.items()]
)
subjects = st.sampled_from([SAMIR, replace(SAMIR, nationalities=("RU",)), replace(SAMIR, addresses=("Osh",))])


def hits_on(references: list[str]) -> st.SearchStrategy[tuple[AlertHit, ...]]:
    states = st.tuples(*(st.sampled_from(HitState) for _ in references))
    return states.map(lambda each: tuple(map(hit, each, (VERSIONS[reference][0] for reference in references))))


standing = st.lists(st.sampled_from(sorted(VERSIONS)), unique=True).flatmap(hits_on)


@given(standing, seen, subjects)
def test_the_same_screening_a_second_time_changes_nothing(
    hits: tuple[AlertHit, ...], found_: list[FoundListing], subject: Subject
) -> None:
    once = meet(alert(*hits), subject, found_, {}, now=NOW).alert
    assert meet(once, subject, found_, {}, now=later(5)).alert == once


@given(standing, seen, subjects)
def test_no_hit_is_lost_and_none_doubled(
    hits: tuple[AlertHit, ...], found_: list[FoundListing], subject: Subject
) -> None:
    after = meet(alert(*hits), subject, found_, {}, now=NOW).alert
    listings = [each.listing for each in after.hits]
    assert len(listings) == len(set(listings))
    assert set(listings) == {each.listing for each in hits} | {each.listing for each in found_}


@given(standing, seen, subjects)
def test_a_screening_never_judges(hits: tuple[AlertHit, ...], found_: list[FoundListing], subject: Subject) -> None:
    before = {each.listing: each.state for each in hits}
    for each in meet(alert(*hits), subject, found_, {}, now=NOW).alert.hits:
        assert each.state in (HitState.UNJUDGED, before.get(each.listing))


def test_customers_differ_by_their_number_only() -> None:
    assert replace(customer(1), id=SAMIR.id) == SAMIR
