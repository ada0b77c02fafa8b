"""Tokens in and out of the database, and who stands behind one that is shown."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection

from comity.model.errors import NotFound
from comity.model.officer import Actor, Door, OfficerId, Role
from comity.model.token import Token, TokenId
from comity.store.models import TokenRow

SHOWN = "cmt"  # every token begins with it, so that scanners of leaked secrets know it
COLUMNS = (
    "id", "officer_id", "officer__name", "label", "prefix", "scopes", "per_minute", "created_at", "expires_at",
    "revoked_at", "last_used_at", "digest", "officer__is_active", "officer__grants__role",
    "officer__admitted",
)  # fmt: skip
NOBODYS = "0" * 64  # compared with where no token has the prefix, so that both take as long


def digest_of(secret: str) -> str:
    """What the database keeps of a token. A token is 256 random bits: nobody can try them all, so no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def prefix_of(secret: str) -> str:
    """The part of a token by which it is found; empty for what is no token."""
    parts = secret.split("_", 2)
    return parts[1] if len(parts) == 3 and parts[0] == SHOWN and len(parts[1]) <= 16 else ""


def holder_of(secret: str, now: datetime) -> tuple[Token, Actor] | None:
    """The token that is shown and the officer behind it, as they are at this moment; None for one that is not valid.

    One query; the digest is compared in constant time.
    """
    rows = _rows(prefix_of(secret))
    same = hmac.compare_digest(digest_of(secret), rows[0][11] if rows else NOBODYS)
    if not rows or not same:
        return None
    token = _token(rows[0][:11])
    if not token.valid(now):
        return None
    roles = frozenset(Role(row[13]) for row in rows if row[13]) if rows[0][12] else frozenset()
    admitted = bool(rows[0][14])
    return token, Actor(token.officer_name, roles, Door.API, token.officer, admitted=admitted, scopes=token.scopes)


def add(token: Token, secret: str) -> Token:
    """Keep a new token; its id is given here."""
    row = TokenRow.objects.create(
        officer_id=token.officer, label=token.label, prefix=token.prefix, digest=digest_of(secret),
        scopes=" ".join(sorted(token.scopes)), per_minute=token.per_minute, created_at=token.created_at,
        expires_at=token.expires_at,
    )  # fmt: skip
    return load(row.prefix)


def load(prefix: str) -> Token:
    """The token of this prefix. Raises NotFound."""
    row = TokenRow.objects.filter(prefix=prefix).values_list(*COLUMNS[:11]).first()
    if row is None:
        raise NotFound("token", prefix, "comity tokens list shows which there are")
    return _token(row)


def all_tokens(officer: OfficerId | None = None) -> tuple[Token, ...]:
    """Every token, of one officer or of all, newest first."""
    rows = TokenRow.objects.order_by("-created_at", "-id")
    if officer is not None:
        rows = rows.filter(officer_id=officer)
    return tuple(_token(row) for row in rows.values_list(*COLUMNS[:11]))


def revoke(token: TokenId, now: datetime) -> None:
    """From this moment on the token is refused; one that was revoked keeps its first date."""
    TokenRow.objects.filter(pk=token, revoked_at=None).update(revoked_at=now)


def used(tokens: Iterable[TokenId], now: datetime) -> None:
    """Remember that these tokens were used."""
    TokenRow.objects.filter(pk__in=list(tokens)).update(last_used_at=now)


def _rows(prefix: str) -> list[tuple[Any, ...]]:
    """The rows of COLUMNS for a prefix, one for each role of its officer.

    Every request asks this, so the query is written once: Django takes longer to write it than the database to answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_query(connection.vendor), [prefix])
        return [(*row[:7], *map(_instant, row[7:11]), *row[11:]) for row in cursor.fetchall()]


@cache
def _query(vendor: str) -> str:  # noqa: ARG001 each database has its own spelling
    return str(TokenRow.objects.filter(prefix="").values_list(*COLUMNS).query.sql_with_params()[0])


def _instant(kept: datetime | None) -> datetime | None:
    """SQLite keeps instants in UTC and does not say so."""
    return kept if kept is None or kept.tzinfo is not None else kept.replace(tzinfo=UTC)


def _token(row: tuple[object, ...]) -> Token:
    """From the first columns of COLUMNS."""
    id, officer, name, label, prefix, scopes, per_minute, *instants = row
    return Token(
        TokenId(id), OfficerId(officer), name, label, prefix, frozenset(str(scopes).split()), per_minute, *instants  # type: ignore[arg-type]
    )  # fmt: skip
