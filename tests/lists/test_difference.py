from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from comity.lists.difference import Difference, Turn, Version, compare, in_words, life
from comity.model.designation import Designation, EditionId, Reference
from comity.model.entity import Birth, Identifier, IdentifierType, Name, NameKind, Nationality, Published
from comity.model.partial_date import PartialDate, single
from invented_list import invented_designation


def edition(*designations: Designation) -> Callable[[], Iterable[Designation]]:
    return lambda: iter(designations)


def named(reference: str, *names: str) -> Designation:
    """A designation with these strong aliases beside its primary name."""
    plain = invented_designation(reference)
    aliases = tuple(Name(name, NameKind.STRONG, Published("aliases", name)) for name in names)
    return replace(plain, entity=replace(plain.entity, names=(*plain.entity.names, *aliases)))


def test_added_removed_and_amended_listings_are_told_apart() -> None:
    difference = compare(
        edition(named("A", "one"), named("B"), named("C", "same")),
        edition(named("C", "same"), named("A", "two"), named("D")),
    )
    assert difference.added == ("D",)
    assert difference.removed == ("B",)
    (amended,) = difference.amended
    assert (amended.reference, amended.fields) == ("A", ("names",))
    assert amended.changes[0].gone == ("one (strong alias)",)
    assert amended.changes[0].new == ("two (strong alias)",)


def test_the_order_of_names_is_not_content() -> None:
    assert not compare(edition(named("A", "one", "two")), edition(named("A", "two", "one"))).amended


def test_a_name_given_twice_is_not_the_same_as_once() -> None:
    assert compare(edition(named("A", "one", "one")), edition(named("A", "one"))).amended


def test_edition_place_and_date_of_standing_are_not_content() -> None:
    one = named("A")
    listing = replace(one.listing, stood_on=PartialDate(2027))
    other = replace(one, edition=EditionId("f" * 64), place="elsewhere", listing=listing)
    assert compare(edition(one), edition(other)) == Difference((), (), ())


def test_a_changed_word_of_a_remark_and_a_changed_date_are_named_by_field() -> None:
    one = named("A")
    other = replace(
        one,
        listing=replace(one.listing, amended_on=(PartialDate(2026, 2),), reasons=("new",)),
        entity=replace(one.entity, remarks=(Published("COMMENTS1", "fled"),)),
        unread=(Published("NEW_FIELD", "value"),),
    )
    (amended,) = compare(edition(one), edition(other)).amended
    assert amended.fields == ("amended_on", "reasons", "remarks", "unread")


def test_a_second_listing_under_one_reference_is_an_amendment() -> None:
    one, other = named("A"), invented_designation("A", "Petr Invented")
    (amended,) = compare(edition(one), edition(one, other)).amended
    assert amended.changes[0].new == ("Petr Invented (primary)",)


def test_values_read_as_an_officer_would_write_them() -> None:
    assert in_words(Birth(single(PartialDate(1957, 3), circa=True), Published("DOB", "c. 3/57"))) == (
        "~1957-03 (published as 'c. 3/57')"
    )
    assert in_words(Nationality(None, Published("N", "Ruritania"))) == "Ruritania"
    assert in_words(Nationality("FR", Published("N", "France"))) == "FR (published as 'France')"
    passport = Identifier(IdentifierType.PASSPORT, "AB1", Published("NUMBER", "AB1"), country="FR")
    assert in_words(passport) == "passport: AB1 (FR)"


def test_the_life_of_a_listing_tells_when_it_came_changed_left_and_returned() -> None:
    contents = [(), (named("A"),), (named("A"),), (named("A", "new"),), (), (), (named("A"),)]
    versions = [
        Version(EditionId(f"{number}" * 64), date(2026, 1, 1 + number), content)
        for number, content in enumerate(contents)
    ]
    events = list(life(versions))
    assert [(event.turn, event.dated.day) for event in events] == [
        (Turn.LISTED, 2),
        (Turn.AMENDED, 4),
        (Turn.REMOVED, 5),
        (Turn.LISTED, 7),
    ]
    assert events[1].changes[0].new == ("new (strong alias)",)


NAMES = st.lists(st.sampled_from("abc"), max_size=3)
EDITIONS = st.dictionaries(st.sampled_from("ABCDE"), NAMES)


@given(before=EDITIONS, after=EDITIONS)
def test_the_difference_agrees_with_a_slow_obvious_comparison(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> None:
    difference = compare(
        edition(*(named(reference, *names) for reference, names in before.items())),
        edition(*(named(reference, *names) for reference, names in after.items())),
    )
    assert set(difference.added) == after.keys() - before.keys()
    assert set(difference.removed) == before.keys() - after.keys()
    assert {amended.reference for amended in difference.amended} == {
        Reference(reference)
        for reference in before.keys() & after.keys()
        if sorted(before[reference]) != sorted(after[reference])
    }
