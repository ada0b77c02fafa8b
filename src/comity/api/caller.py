"""Who calls: the token in the request's header, or a program in a network that the settings trust."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from ipaddress import IPv4Network, IPv6Network
from typing import TypeAlias

from django.http import HttpRequest

from comity import runtime
from comity.model.errors import UnknownCaller
from comity.model.officer import Actor, Door
from comity.model.token import Scope, Token
from comity.operations.screening_use import Tokenless, Who
from comity.store import tokens

NETWORK = Actor("a program in a trusted network", frozenset(), Door.API, scopes=frozenset({Scope.SCREEN.value}))
KINDS = ("bearer", "apikey", "token")
LONGEST = 500  # characters of a header that may be a token
Network: TypeAlias = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and the token shown; None in a trusted network."""

    actor: Actor
    token: Token | None

    @property
    def who(self) -> Who:
        """By what its calls are counted."""
        return Tokenless.NETWORK if self.token is None else self.token.id


def caller_of(request: HttpRequest, now: datetime) -> Caller:
    """Who stands behind a request at this moment. Raises UnknownCaller."""
    secret = secret_of(request.headers.get("Authorization", ""))
    if secret:
        held = tokens.holder_of(secret, now)
        if held is None:
            raise UnknownCaller
        return Caller(held[1], held[0])
    if _trusted(request):
        return Caller(NETWORK, None)
    raise UnknownCaller


def secret_of(header: str) -> str:
    """The token in an Authorization header: `Bearer TOKEN`, `ApiKey TOKEN`, or the token alone; empty for none."""
    if len(header) > LONGEST:
        return ""
    words = header.split()
    if len(words) == 2 and words[0].lower() in KINDS:
        return words[1]
    return words[0] if len(words) == 1 else ""


def _trusted(request: HttpRequest) -> bool:
    chosen = runtime.settings()
    if not chosen.open_to:
        return False
    return within(_address(request, proxied=chosen.behind_proxy), _networks(chosen.open_to))


def within(address: str, networks: Iterable[Network]) -> bool:
    """Does an address lie in one of these networks? What is no address lies in none."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found in network for network in networks)


def _address(request: HttpRequest, *, proxied: bool) -> str:
    """Where a request comes from: behind a proxy, what that proxy itself added last."""
    if proxied:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    return str(request.META.get("REMOTE_ADDR", ""))


@cache
def _networks(said: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(each) for each in said)
