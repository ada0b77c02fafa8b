"""Tokens: made for oneself, shown once, revoked at once; the database never holds one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from comity.model.errors import BadRequest, Forbidden, NotFound, SecondFactorNeeded
from comity.model.officer import Actor, Door, OfficerId, Role
from comity.model.token import Scope
from comity.operations.create_token import Created, CreateToken, create_token
from comity.operations.list_tokens import ListTokens, list_tokens
from comity.operations.revoke_token import RevokeToken, revoke_token
from comity.store import log, tokens
from comity.store.models import TokenRow

NOW = datetime(2026, 3, 1, tzinfo=UTC)
Acting = Callable[..., Actor]


def made_by(actor: Actor, *scopes: str, officer: OfficerId | None = None, **said: Any) -> Created:
    of = officer or actor.officer
    assert of is not None
    order = CreateToken(of, "payments gateway", frozenset(scopes or ("screen",)), **said)
    return create_token(order, actor=actor, now=NOW)


def test_a_token_opens_for_its_officer_with_its_scopes_alone(acting: Acting) -> None:
    ann = acting("ann", Role.ANALYST)
    created = made_by(ann, "screen", "alerts:read")
    held = tokens.holder_of(created.secret, NOW)
    assert held is not None
    token, actor = held
    assert token == created.token
    assert (actor.officer, actor.roles, actor.door) == (ann.officer, ann.roles, Door.API)
    assert actor.scopes == frozenset({"screen", "alerts:read"})
    assert not actor.confirmed


def test_the_database_holds_no_token(acting: Acting) -> None:
    created = made_by(acting("ann", Role.ANALYST))
    row = TokenRow.objects.values().get()
    secret = created.secret.split("_", 2)[2]
    assert not [name for name, value in row.items() if secret in str(value) or created.secret in str(value)]
    assert len(secret) >= 42  # 256 bits


@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: text + "x", lambda text: text.swapcase()])
def test_a_token_that_is_not_quite_right_opens_nothing(acting: Acting, change: Callable[[str], str]) -> None:
    assert tokens.holder_of(change(made_by(acting("ann", Role.ANALYST)).secret), NOW) is None


def test_a_digest_is_compared_in_constant_time_whether_the_token_is_known_or_not(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[str, str]] = []

    def compare(one: str, two: str) -> bool:
        compared.append((one, two))
        return False

    monkeypatch.setattr("comity.store.tokens.hmac.compare_digest", compare)
    known = made_by(acting("ann", Role.ANALYST)).secret
    for shown in (known[:-1], "cmt_0000000000_" + "x" * 43, "nonsense"):
        assert tokens.holder_of(shown, NOW) is None
    assert len(compared) == 3
    assert {len(each) for pair in compared for each in pair} == {64}


def test_nobody_makes_a_token_for_another_but_the_machines_own_command_line(acting: Acting) -> None:
    ann, admin = acting("ann", Role.ANALYST), acting("root", Role.ADMINISTRATOR)
    with pytest.raises(Forbidden, match="themselves"):
        made_by(admin, officer=ann.officer)
    machine = Actor("machine", frozenset(), Door.CLI)
    assert made_by(machine, officer=ann.officer).token.officer == ann.officer


def test_a_token_cannot_make_another(acting: Acting) -> None:
    held = tokens.holder_of(made_by(acting("ann", Role.ANALYST), *Scope).secret, NOW)
    assert held is not None
    with pytest.raises(Forbidden):
        made_by(held[1])


def test_making_one_needs_a_second_factor(acting: Acting) -> None:
    with pytest.raises(SecondFactorNeeded):
        made_by(acting("ann", Role.ANALYST, confirmed=False))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"per_minute": 0}, "calls a minute"),
        ({"expires_at": NOW}, "past"),
        ({"expires_at": NOW - timedelta(1)}, "past"),
    ],
)
def test_a_token_that_could_never_be_used_is_refused(acting: Acting, said: dict[str, Any], told: str) -> None:
    with pytest.raises(BadRequest, match=told):
        made_by(acting("ann", Role.ANALYST), "screen", **said)


@pytest.mark.parametrize("scopes", [frozenset(), frozenset({"everything"}), frozenset({"screen", "alerts:*"})])
def test_a_scope_that_is_none_is_refused(acting: Acting, scopes: frozenset[str]) -> None:
    ann = acting("ann", Role.ANALYST)
    assert ann.officer is not None
    with pytest.raises(BadRequest, match="scopes"):
        create_token(CreateToken(ann.officer, "x", scopes), actor=ann, now=NOW)


def test_a_revoked_token_opens_nothing_and_keeps_its_first_date(acting: Acting) -> None:
    ann = acting("ann", Role.ANALYST)
    created = made_by(ann)
    first = revoke_token(RevokeToken(created.token.prefix), actor=ann, now=NOW)
    again = revoke_token(RevokeToken(created.token.prefix), actor=ann, now=NOW + timedelta(days=1))
    assert first.revoked_at == again.revoked_at == NOW
    assert tokens.holder_of(created.secret, NOW) is None
    entries = [
        each.entry.action for each in log.logged(log.LogFilter(action="tokens."), newest_first=False) if each.entry
    ]
    assert entries == ["tokens.create", "tokens.revoke"]


def test_anothers_token_is_neither_seen_nor_revoked_but_by_an_administrator(acting: Acting) -> None:
    ann, eve, admin = acting("ann", Role.ANALYST), acting("eve", Role.ANALYST), acting("root", Role.ADMINISTRATOR)
    created = made_by(ann)
    assert list_tokens(ListTokens(), actor=eve, now=NOW) == ()
    with pytest.raises(NotFound):
        revoke_token(RevokeToken(created.token.prefix), actor=eve, now=NOW)
    assert list_tokens(ListTokens(), actor=admin, now=NOW) == (created.token,)
    assert revoke_token(RevokeToken(created.token.prefix), actor=admin, now=NOW).revoked_at == NOW


def test_an_expired_token_opens_nothing(acting: Acting) -> None:
    created = made_by(acting("ann", Role.ANALYST), "screen", expires_at=NOW + timedelta(days=1))
    assert tokens.holder_of(created.secret, NOW + timedelta(hours=23)) is not None
    assert tokens.holder_of(created.secret, NOW + timedelta(days=1)) is None
