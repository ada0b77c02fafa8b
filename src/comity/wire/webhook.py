"""One event sent to one address: the address is checked, and exactly the checked one is connected to.

Whoever may name an address could otherwise make the node ask services that only it can reach; and a name may change
its meaning between the check and the connection. So the name is looked up once, every address it has must be public,
and the connection goes to the address, with the name only for TLS and the Host header. No redirect is followed.
"""

import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from comity.model.errors import DownloadFailed
from comity.wire.address import Reach, check_address, pinned

SECONDS = 15.0  # for one delivery, everything together
MOST_BYTES = 64 << 10  # of an answer, which nobody reads
PORTS = frozenset({443, 8443})
Lookup = Callable[[str, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class WebhookReach:
    """`hosts` may be reached although they are not public, also over http: named by the node's own settings."""

    hosts: frozenset[str] = frozenset()


def looked_up(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_address(url: str, reach: WebhookReach, lookup: Lookup = looked_up) -> str:
    """The address to connect to. Raises DownloadFailed for one that may not be reached."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as problem:
        raise DownloadFailed(url, str(problem)) from problem
    if parts.username or parts.password or parts.fragment or not host:
        raise DownloadFailed(host, "an address is https://HOST/PATH, without a user name")
    allowed = host in reach.hosts or f"{host}:{port}" in reach.hosts
    if not allowed and (parts.scheme != "https" or port not in PORTS):
        raise DownloadFailed(host, "webhooks go to https, port 443 or 8443")
    if parts.scheme not in ("https", "http"):
        raise DownloadFailed(host, "webhooks go to https")
    try:
        addresses = lookup(host, port)
    except (OSError, UnicodeError) as problem:
        raise DownloadFailed(host, "the host is not known") from problem
    if not addresses:
        raise DownloadFailed(host, "the host is not known")
    if not allowed:
        for address in addresses:
            check_address(host, address, Reach())
    return addresses[0]


def deliver(
    url: str, content: bytes, headers: Mapping[str, str], reach: WebhookReach, lookup: Lookup = looked_up
) -> int:
    """Send it; the status of the answer. Raises DownloadFailed where none came."""
    import httpx

    address = checked_address(url, reach, lookup)
    parts = urlsplit(url)
    host = parts.hostname or ""
    extensions: dict[str, Any] = {"sni_hostname": host} if parts.scheme == "https" else {}
    deadline = time.monotonic() + SECONDS
    try:
        with (
            # No proxy from the environment: it would connect elsewhere than was checked.
            httpx.Client(timeout=httpx.Timeout(10.0, connect=5.0), follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST",
                pinned(url, address),
                content=content,
                headers={**headers, "Host": parts.netloc},
                extensions=extensions,
            ) as answer,
        ):
            size = 0
            for piece in answer.iter_raw():
                size += len(piece)
                if size > MOST_BYTES or time.monotonic() > deadline:
                    break
            return answer.status_code
    except httpx.HTTPError as problem:
        raise DownloadFailed(host, f"the connection failed ({type(problem).__name__})") from problem
