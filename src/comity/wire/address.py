"""Which addresses may be fetched from: publishers' own, in the open, never this machine or its neighbours.

A publisher's server, or whoever poses as it, could redirect a node to services that only the node
can reach; so every hop is checked, and exactly an address that was checked is connected to.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from comity.model.errors import DownloadFailed

NEXT = "name another address, or try again later"  # the publisher's own may have led astray for a moment


@dataclass(frozen=True, slots=True)
class Reach:
    """`loopback`: this machine may be asked too, over http. `proxied`: a proxy connects, and sees to addresses."""

    loopback: bool = False
    proxied: bool = False


def check_url(url: str, reach: Reach, *, redirected: bool) -> tuple[str, ...]:
    """The addresses of a host that may be fetched from; none where a proxy sees to them.

    Refuses another scheme than http and https, a redirect to http, and private hosts. Raises DownloadFailed.
    """
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme not in {"http", "https"} or not host:
        raise DownloadFailed(url, "only http and https addresses can be fetched", NEXT)
    if parts.username or parts.password:
        raise DownloadFailed(_without_user(url), "an address with a user name in it is not fetched", NEXT)
    try:
        addresses = _addresses(url, host, parts.port, reach)
    except ValueError as problem:  # of the port
        raise DownloadFailed(url, str(problem), NEXT) from problem
    for address in addresses:
        check_address(url, address, reach)
    to_this_machine = bool(addresses) and all(_is_loopback(address) for address in addresses)
    if redirected and parts.scheme != "https" and not (reach.loopback and to_this_machine):
        raise DownloadFailed(url, "redirected to an address without https")
    return addresses


def check_address(url: str, address: str, reach: Reach) -> None:
    """Refuse an IP address that is not public. Raises DownloadFailed."""
    if reach.loopback and _is_loopback(address):
        return
    found = ipaddress.ip_address(address.partition("%")[0])
    if not found.is_global or found.is_multicast:
        raise DownloadFailed(url, f"{address} is not a public address", NEXT)


def pinned(url: str, address: str) -> str:
    """The same URL at exactly this address: a name may change its meaning between being checked and being used."""
    parts = urlsplit(url)
    shown = f"[{address}]" if ipaddress.ip_address(address.partition("%")[0]).version == 6 else address
    return parts._replace(netloc=shown if parts.port is None else f"{shown}:{parts.port}").geturl()


def _addresses(url: str, host: str, port: int | None, reach: Reach) -> tuple[str, ...]:
    try:
        return (str(ipaddress.ip_address(host)),)
    except ValueError:
        pass
    if reach.proxied:
        return ()
    try:
        found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise DownloadFailed(url, f"host {host} is not known ({problem})") from problem
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _without_user(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.hostname or "").geturl()
