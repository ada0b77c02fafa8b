"""Every spelling of a territory that publishers use leads to its code, and nothing else does."""

from importlib.resources import files

import pytest

from comity.model import territory
from comity.model.territory import country_code, country_name, is_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran (Islamic Republic of)", "IR"),
        ("Iran (Islamic Republic of.)", "IR"),
        ("République islamique d’Iran", "IR"),
        ("Korea, North", "KP"),
        ("DPRK", "KP"),
        ("D.P.R.K.", "KP"),
        ("Democratic People's Republic of Korea (North Korea)", "KP"),
        ("Republic of Korea", "KR"),
        ("Syrian Arab Republic", "SY"),
        ("Syria / Syrie", "SY"),
        ("الجمهورية العربية السورية", "SY"),
        ("سوري", "SY"),
        ("Occupied Palestinian Territories", "PS"),
        ("Region: Gaza", "PS"),
        ("Ivory Coast", "CI"),
        ("Cote d Ivoire", "CI"),
        ("CÔTE D'IVOIRE", "CI"),
        ("Burma", "MM"),
        ("Myanmar (Burma) / Myanmar (Birmanie)", "MM"),
        ("Zaire", "CD"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo, Republic of the", "CG"),
        ("Republic of China", "TW"),
        ("People's Republic of China", "CN"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("The former Yugoslav Republic of Macedonia", "MK"),
        ("Ukrainian SSR", "UA"),
        ("Kazakh Soviet Socialist Republic", "KZ"),
        ("United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("Afghan", "AF"),
        ("Possibly Ethiopian", "ET"),
        ("Sudanese by birth", "SD"),
        ("Indonesian (as at December 2003)", "ID"),
        ("Kuwait (residence as at Mar 2009)", "KW"),
        ("афганец", "AF"),
        ("гражданин России", "RU"),
        ("Российская Федерация", "RU"),
        ("ДР Конго", "CD"),
        ("türkiye", "TR"),
        ("ru", "RU"),
        ("RUS", "RU"),
        ("UK", "GB"),
        ("Kosovo", "XK"),
    ],
)
def test_a_publishers_spelling_leads_to_the_code(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text",
    ["", " ", "na", "NA", "n/a", "-0-", "undetermined", "Africa", "x" * 10_000, "republic of", "(1)", "Texas"],
)
def test_a_text_that_names_no_territory_has_no_code(text: str) -> None:
    assert country_code(text) is None


@pytest.mark.parametrize("text", ["USSR", "Soviet Union", "former Soviet Union", "Yugoslavia", "Serbia and Montenegro"])
def test_a_state_that_broke_up_has_no_code(text: str) -> None:
    assert country_code(text) is None


@pytest.mark.parametrize("text", ["Sudan/South Sudan", "Congolese", "Afghanistan;Pakistan", "Channel Islands"])
def test_a_text_that_may_name_several_territories_has_no_code(text: str) -> None:
    assert country_code(text) is None


def test_a_lost_citizenship_is_no_citizenship() -> None:
    assert country_code("Kuwaiti citizenship withdrawn in 2002") is None
    assert country_code("Bahrain (citizenship revoked in Jan. 2015)") is None


def test_names_are_given_in_english_and_in_russian() -> None:
    assert (country_name("KP"), country_name("KP", "ru")) == ("North Korea", "КНДР")
    assert country_name("??") == "??"


def test_every_name_leads_back_to_its_code_and_no_spelling_stands_for_two() -> None:
    text = files("comity.model").joinpath("territory.tsv").read_text("utf-8")
    owner: dict[str, str] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        code, alpha3, english, russian, others = line.split("\t")
        assert is_country(code)
        assert country_code(code) == (code if code != "NA" else None)
        assert not alpha3 or country_code(alpha3) == code
        for spelling in (english, russian, *others.split("|")):
            key = territory._key(spelling)
            assert owner.setdefault(key, code) == code, spelling
            if len(spelling) > 3:
                assert country_code(spelling) == code, spelling
    assert len(set(owner.values())) == 250
