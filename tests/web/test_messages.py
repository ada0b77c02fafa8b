"""The pages speak every language whole: nothing untranslated, nothing left over, plurals right."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from comity.cases.disposition import REASONS
from comity.matching.explain import LANGUAGES as REASON_LANGUAGES
from comity.model.officer import Role
from comity.operations.keep_account import LANGUAGES
from comity.store.models import Officer
from comity.web import frame
from comity.web.clock_words import span
from comity.web.environment import moment, number
from comity.web.words import WORDS, counted, word
from second_factors import sign_in

Appoint = Callable[..., Officer]


def test_nothing_is_untranslated_unused_or_not_compiled(root: Path) -> None:
    told = subprocess.run(
        [sys.executable, root / "tools" / "messages.py", "--check"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr


def test_every_language_offered_is_spoken_by_pages_and_reasons() -> None:
    assert {code for code, _ in frame.LANGUAGES} == set(LANGUAGES) == set(REASON_LANGUAGES)


def test_every_coded_reason_and_role_has_words() -> None:
    assert [reason.words for reason in REASONS.values() if reason.words not in WORDS] == []
    assert [role.value for role in Role if role.value not in WORDS or f"does:{role.value}" not in WORDS] == []


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 организация"), (2, "2 организации"), (5, "5 организаций"), (11, "11 организаций"), (21, "21 организация")],
)
def test_russian_plurals_are_right(count: int, said: str) -> None:
    with translation.override("ru"):
        assert counted("organisation", count) == said


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    at = datetime(2026, 11, 3, 9, 5, tzinfo=UTC)
    with translation.override("ru"):
        assert ">3 ноября 2026, 09:05 UTC<" in moment(at)
        assert number(1234567) == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"
        assert span(timedelta(minutes=22)) == "22 минуты"
        assert word("true match") == "истинное совпадение"
    with translation.override("en"):
        assert ">3 November 2026, 09:05 UTC<" in moment(at)
        assert number(1234567) == "1,234,567"


def test_an_officer_chooses_a_language_and_keeps_it(client: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    sign_in(client, ann)
    assert client.post("/language", {"language": "ru", "next": "/alerts"})["Location"] == "/alerts"
    page = client.get("/alerts").content.decode()
    assert '<html lang="ru"' in page
    assert "<h1>Оповещения</h1>" in page
    other = sign_in(Client(), ann, second_factor=False)
    assert "Второй фактор" in other.get("/second-factor").content.decode()


@pytest.mark.django_db
def test_before_signing_in_a_browser_keeps_its_language(client: Client) -> None:
    assert "<h1>Sign in</h1>" in client.get("/sign-in").content.decode()
    client.post("/language", {"language": "ru"})
    assert "<h1>Войти</h1>" in client.get("/sign-in").content.decode()
    client.post("/language", {"language": "xx"})
    assert "<h1>Войти</h1>" in client.get("/sign-in").content.decode()
