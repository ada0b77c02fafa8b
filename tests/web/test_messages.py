"""The pages speak every language whole: nothing untranslated, nothing left over, plurals right."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from comity.cases.disposition import REASONS
from comity.cases.reports import FORMS
from comity.cases.workflow import NEXT_STEPS, Step
from comity.matching.explain import LANGUAGES as REASON_LANGUAGES
from comity.model.errors import BadRequest, Forbidden, NotAllowedNow
from comity.model.officer import Role
from comity.operations.keep_account import LANGUAGES
from comity.store.models import Officer
from comity.web import frame
from comity.web.clock_words import span
from comity.web.environment import moment, number
from comity.web.refusal import told
from comity.web.words import WORDS, counted, word
from comity.web.words_forms import FORM_WORDS
from comity.web.words_refusals import REFUSAL_WORDS
from second_factors import sign_in

Appoint = Callable[..., Officer]


def test_nothing_is_untranslated_unused_or_not_compiled(root: Path) -> None:
    told = subprocess.run(
        [sys.executable, root / "tools" / "messages.py", "--check"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr


def test_every_language_offered_is_spoken_by_pages_and_reasons() -> None:
    assert {code for code, _ in frame.LANGUAGES} == set(LANGUAGES) == set(REASON_LANGUAGES)


# Where a refusal keeps words of ours: which of its arguments, by class.
SAID = {"BadRequest": (0,), "NotAllowedNow": (1, 2, 3), "NotFound": (0, 2), "SamePerson": (1,), "Forbidden": (1,)}


def refusals(folder: Path) -> Iterator[tuple[str, str]]:
    """Every literal that a refusal in these files is told with, and where."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for place in SAID.get(node.func.id, ()):
                    said = node.args[place] if place < len(node.args) else None
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        yield said.value, f"{file.name}:{node.lineno}"


def test_every_refusal_of_case_work_can_be_told_in_every_language(root: Path) -> None:
    known = set(REFUSAL_WORDS)
    assert [found for found in refusals(root / "src" / "comity" / "cases") if found[0] not in known] == []
    assert {step.value for step in Step} | {words for _, words in NEXT_STEPS} <= known


def test_every_field_of_a_form_can_be_read_in_every_language() -> None:
    assert {form.title for form in FORMS} | {label for form in FORMS for _, label, _ in form.rows} == set(FORM_WORDS)


def test_a_refusal_is_told_in_the_reader_s_language_with_what_people_wrote_as_it_is() -> None:
    refused = BadRequest("the user name {name!r} is taken; choose another", name="open")
    judged = NotAllowedNow("alert/7", "cleared", Step.REOPEN.value, "nothing is left to do")
    with translation.override("ru"):
        assert told(refused) == "имя пользователя 'open' занято; выберите другое"
        assert told(judged) == "alert/7, состояние «снято»: действие «открыть заново» невозможно; делать больше нечего"
        assert "аналитик, руководитель" in told(Forbidden("x", "it is for: {roles}", roles="analyst, supervisor"))
    with translation.override("en"):
        assert told(judged) == str(judged) == "alert/7 is cleared: reopen is not possible; nothing is left to do"
        assert (
            told(Forbidden("x", "it is for: {roles}", roles="analyst"))
            == "the order 'x' is not open to you; it is for: analyst"
        )


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
