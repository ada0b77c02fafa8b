"""What two names say as wholes: it clears hits on others of the same words, and raises none."""

import pytest

from comity.matching.name_pairs import score_name_pairs
from comity.matching.scorecard import DEFAULT_SCORECARD, DEFAULT_THRESHOLD
from comity.model.entity import Kind, NameKind
from small_list import designation, entity, score, screener_of, subject

WEIGHTS = DEFAULT_SCORECARD.clearing
BODY, PERSON, SHIP = Kind.ORGANISATION, Kind.PERSON, Kind.VESSEL


def earned(one: str, other: str, kind: Kind) -> float:
    hit = score(subject(one, kind=kind), entity(other, kind=kind))
    return hit.earned if hit else 0.0


def alerts(one: str, other: str, kind: Kind) -> bool:
    return earned(one, other, kind) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Salman bin Muhammad al-Kashif", "Muhammad bin Salman al-Kashif", PERSON),
        ("سلمان بن محمد الكاشف", "Muhammad bin Salman al-Kashif", PERSON),
        ("Northern Bank AG", "Northern Bank GmbH", BODY),
        ("General Credit Bank S.A.S.", "General Credit Bank S.A.R.L.", BODY),
        ("ООО Группа Экспорт", "ОАО Группа Экспорт", BODY),
        ("Northern Credit Fund", "Northern Credit Fund III", BODY),
        ("Northern Credit Fund 2", "Northern Credit Fund", BODY),
        ("Ministry of Defence of Iraq", "Ministry of Defence of Iran", BODY),
        ("Government of Niger", "Government of Nigeria", BODY),
        ("Правительство Ирана", "Government of Iraq", BODY),
        ("Government of the Republic of Korea", "Government of the Democratic People's Republic of Korea", BODY),
        ("Pelagin Eastern Airlines", "Pelagin Southern Airlines", BODY),
        ("Pelagin Tung 17", "Pelagin Tung 18", SHIP),
        ("Pelagin Star II", "Pelagin Star 3", SHIP),
    ],
)
def test_others_of_the_same_words_are_kept_apart_from_either_side(one: str, other: str, kind: Kind) -> None:
    assert not alerts(one, other, kind)
    assert not alerts(other, one, kind)
    assert earned(one, other, kind) == pytest.approx(earned(other, one, kind))
    assert alerts(one, one, kind)
    assert alerts(other, other, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Salman bin Muhammad al-Kashif", "Salman ibn Mohammed al-Kashif", PERSON),
        ("al-Kashif, Salman bin Muhammad", "Salman bin Muhammad al-Kashif", PERSON),
        ("bin Salman Muhammad", "Muhammad bin Salman", PERSON),
        ("Nordland Werft AG", "Nordland Werft Aktiengesellschaft", BODY),
        ("Nordland Werft AG", "Nordland Werft", BODY),
        ("Nordland Werft Ltd", "Nordland Werft Inc", BODY),
        ("Nordland Werft JSC", "OAO Nordland Werft", BODY),
        ("Pelagin Credit Fund III", "Pelagin Credit Fund 3", BODY),
        ("Third Pelagin Brigade", "3rd Pelagin Brigade", BODY),
        ("Pelagin Organization Seventeen November", "Pelagin Organization 17 November", BODY),
        ("Pelagin Brigade Twenty", "Pelagin Brigade 20", BODY),
        ("Pelagin Star 2", "PELAGIN STAR II", SHIP),
        ("Pelagin Star", "MV Pelagin Star 2", SHIP),
        ("Iranian Ministry of Pelagin", "Ministry of Pelagin of Iran", BODY),
        ("Kashif Kommanditgesellschaft auf Aktien", "Kashif KGaA", BODY),
        ("Kashif julkinen osakeyhtiö", "Kashif Oyj", BODY),
        ("Kashif Sendirian Berhad", "Kashif Sdn Bhd", BODY),
        ("中國遠洋海運集團有限公司", "中国远洋海运集团有限公司", BODY),
        ("Kashif Trading Mexico", "Kashif Trading México", BODY),
        ("Ministry of Defence of Iran", "Ministry of Defence of the Islamic Republic of Iran", BODY),
        ("Iranian Pelagin Shipping", "Pelagin Shipping of Iran", BODY),
        ("Korea Pelagin Trading", "Pelagin Trading of Korea", BODY),
        ("Pelagin East Trading", "Pelagin Eastern Trading", BODY),
        ("Jordan Irani Hadid", "Jordan Iraqi Hadid", PERSON),
        ("Kashif II", "Kashif", PERSON),
    ],
)
def test_what_says_nothing_else_clears_nothing(one: str, other: str, kind: Kind) -> None:
    said = score(subject(one, kind=kind), entity(other, kind=kind))
    assert said is not None
    wholes = {"generations", "legal form", "number", "place in the name", "quarter of the sky"}
    assert not wholes & {each.feature for each in said.reasons}


def test_a_country_in_one_name_alone_lowers_a_little() -> None:
    for one, other in (
        ("Pelagin Trading", "Pelagin Trading Mexico"),
        ("Pelagin Trading (Saudi Arabia)", "Pelagin Trading"),
    ):
        hit = score(subject(one, kind=BODY), entity(other, kind=BODY))
        assert hit is not None
        said = [reason for reason in hit.reasons if reason.feature == "place in the name"]
        assert len(said) == 1
        assert said[0].weight == pytest.approx(-hit.earned / WEIGHTS.other_place * (1 - WEIGHTS.other_place))


def test_a_line_of_business_in_one_name_alone_lowers_a_little() -> None:
    assert not alerts("Deutsche Bank Trust Company", "Deutsche Bank", BODY)
    assert alerts("Deutsche Bank", "Deutsche Bank", BODY)
    assert earned("Pelagin Trust", "Pelagin Trust", BODY) == earned("Pelagin Trust", "Pelagin Trust", PERSON)


def test_one_word_and_its_legal_form_are_the_whole_name_of_a_body() -> None:
    assert alerts("Invidia Corporation", "NVIDIA Corporation", BODY)
    assert not alerts("Invidia", "NVIDIA", BODY)
    assert not alerts("Bank Corporation", "Bark Corporation", BODY)


def test_a_country_in_both_names_raises_nothing() -> None:
    assert earned("Pelagin Mexico", "Pelagin Mexico", BODY) == pytest.approx(
        earned("Pelagin Mexico", "Pelagin Mexico", PERSON)
    )


def test_another_name_of_the_same_body_still_leads_to_the_hit() -> None:
    body = entity("Nordland Werft Holding GmbH", "Nordland Werft", ("Nordland AG", NameKind.FORMER), kind=BODY)
    hits = screener_of([designation("X", body)]).screen(subject("Nordland Werft AG", kind=BODY))
    assert [hit.listed_name for hit in hits] == ["Nordland Werft"]


def test_a_pair_of_names_scores_as_a_hit_on_a_list_would() -> None:
    left, right = ["Nordland Werft AG", "Pelagin Fund"], ["Nordland Werft GmbH", "Pelagin Fund II"]
    scores = score_name_pairs(left, right, kinds=[BODY] * 2)
    assert scores.tolist() == pytest.approx([earned(*pair, BODY) for pair in zip(left, right, strict=True)])
    assert (scores < score_name_pairs(left, right, kinds=[PERSON] * 2)).all()


def test_the_reasons_of_a_cleared_pair_add_up_to_its_score() -> None:
    hit = score(subject("Pelagin Fund II AG Mexico", kind=BODY), entity("Pelagin Fund GmbH", kind=BODY))
    assert hit is not None
    assert {"legal form", "number", "place in the name"} <= {reason.feature for reason in hit.reasons}
    assert sum(reason.weight for reason in hit.reasons) == pytest.approx(hit.score)
