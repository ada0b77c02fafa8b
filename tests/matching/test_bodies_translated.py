"""Bodies whose names are translated in part: the words for what they are stand for each other."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from comity.model.entity import Kind
from small_list import earned, entity


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Sanaye Zaranj Kavir", "Zaranj Kavir Industries"),
        ("Daneshgah-e Zaranj Kavir", "Zaranj Kavir University"),
        ("Sherkat-e Zaranj Kavir", "Zaranj Kavir Company"),
        ("Zaranj Kavir Consulting Engineers", "Zaranj Kavir Consultant Engineers"),
        ("Markaz Tahqiqat Zaranj Kavir", "Zaranj Kavir Research Centre"),
        ("دانشگاه زرنج", "Daneshgah Zaranj"),
        ("Министерство обороны Ирана", "Ministry of Defence of Iran"),
        ("وزارة الدفاع السورية", "Syrian Ministry of Defence"),
        ("المصرف التجاري السوري", "Commercial Bank of Syria"),
        ("Торговый дом Заранж", "Zaranj Trading House"),
        ("هيئة تحرير الشام", "Hay'at Tahrir al-Sham"),
    ],
)
def test_a_body_is_found_whose_kind_is_said_in_persian_or_otherwise(name: str, listed: str) -> None:
    assert earned(name, entity(listed, kind=Kind.ORGANISATION)) >= DEFAULT_THRESHOLD


def test_another_kind_of_body_is_another_body() -> None:
    assert earned("Zaranj University", entity("Zaranj Hospital", kind=Kind.ORGANISATION)) < DEFAULT_THRESHOLD
    of_iran = entity("Ministry of Defence of Iran", kind=Kind.ORGANISATION)
    assert earned("Министерство обороны Сирии", of_iran) < DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Ижевский механический завод", "Izhevsk Mechanical Plant"),
        ("АО «Муромский приборостроительный завод»", "JSC Murom Instrument Plant"),
        ("Казанские вертолеты", "Kazan Helicopters"),
        ("Московский машиностроительный завод Заранж", "Zaranj Machine-Building Plant Moscow"),
        ("Zaranj Petrokimya", "پتروشیمی زرنج"),
        ("Заранж Логистика", "Zaranj Logistics"),
        ("Zaranj Tekstil", "نساجی زرنج"),
    ],
)
def test_places_and_trades_of_industry_are_told_by_language(name: str, listed: str) -> None:
    assert earned(name, entity(listed, kind=Kind.ORGANISATION)) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Казанский авиационный завод", "Moscow Aviation Plant"),
        ("Ижевский механический завод", "Izhevsk Machine-Building Plant"),
        ("Тульский оружейный завод", "Tula Ammunition Plant"),
    ],
)
def test_a_plant_of_another_place_or_trade_is_another(name: str, listed: str) -> None:
    assert earned(name, entity(listed, kind=Kind.ORGANISATION)) < DEFAULT_THRESHOLD
