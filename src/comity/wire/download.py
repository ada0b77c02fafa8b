"""One publisher's file, fetched conditionally, within bounds, and resumed where it broke off.

A file is asked for with the ETag and date of the last one (RFC 9110, 13.1), so an unchanged list
costs nothing. What broke off is kept beside the target and continued with Range and If-Range
(RFC 9110, 14.2 and 13.1.5), which gives the whole file anew when it has changed meanwhile.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

import msgspec

from comity import __version__
from comity.model.errors import DownloadFailed
from comity.wire.address import Reach, check_address, check_url, pinned

if TYPE_CHECKING:
    import httpx

OK, PARTIAL, UNCHANGED, UNSATISFIABLE = 200, 206, 304, 416
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much and how long: bytes of one file, seconds for all of it, for a connection and for silence."""

    bytes: int = 500 << 20
    seconds: float = 600.0
    connect: float = 20.0
    silence: float = 30.0
    redirects: int = 5
    attempts: int = 4
    pause: float = 1.0  # before the second attempt; twice as long before each further one


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a file, by which it recognises an unchanged one."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def modified_on(self) -> date | None:
        """The day of Last-Modified."""
        try:
            return parsedate_to_datetime(self.last_modified).date() if self.last_modified else None
        except ValueError:
            return None

    @property
    def strong(self) -> str | None:
        """What may stand in If-Range: a strong ETag, else the date."""
        if self.etag is not None and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that arrived whole."""

    url: str
    path: Path
    sha256: str
    bytes: int
    validators: Validators


class Downloader:
    """Fetches files over one pool of connections."""

    def __init__(
        self, client: "httpx.Client", reach: Reach, bounds: Bounds = BOUNDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client, self._reach, self._bounds, self._clock = client, reach, bounds, clock

    def fetch(self, url: str, target: Path, known: Validators | None = None) -> Fetched | None:
        """The file at `url`, written to `target`; None when it is still the one that `known` speaks of.

        Raises DownloadFailed; what has arrived until then is kept beside `target` for the next time.
        """
        import httpx

        deadline = self._clock() + self._bounds.seconds
        attempt, problem = 0, "no attempt was made"
        while attempt < self._bounds.attempts:
            if attempt:
                time.sleep(min(self._bounds.pause * 2 ** (attempt - 1), max(0.0, deadline - self._clock())))
            attempt += 1
            try:
                return self._attempt(url, _Partial(target), known, deadline)
            except _TryAgain as again:
                problem = str(again)
            except httpx.TransportError as broken:
                problem = f"the connection broke ({type(broken).__name__}: {broken})"
            if self._clock() >= deadline:
                raise DownloadFailed(url, f"not finished in {self._bounds.seconds:g} seconds ({problem})")
        raise DownloadFailed(url, f"given up after {attempt} attempts: {problem}")

    def _attempt(self, url: str, partial: "_Partial", known: Validators | None, deadline: float) -> Fetched | None:
        start = partial.size() if partial.validators.strong else 0
        headers = _conditions(start, partial.validators, known)
        with self._following(url, headers) as response:
            validators = Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
            if response.status_code == UNCHANGED and known is not None:
                return None
            if response.status_code == UNSATISFIABLE and start:
                partial.forget()
                raise _TryAgain("the file became shorter than what had arrived")
            self._check_status(url, response)
            continued = response.status_code == PARTIAL and _starts_at(response, start)
            if response.status_code == PARTIAL and not continued:
                partial.forget()
                raise _TryAgain("another part was sent than the one asked for")
            if not continued:
                partial.begin(validators)
            self._receive(url, response, partial, deadline)
            return partial.finish(url)

    def _check_status(self, url: str, response: "httpx.Response") -> None:
        status = response.status_code
        if status >= 500 or status in {408, 425, 429}:
            raise _TryAgain(f"the server answered {status}")
        if status not in {OK, PARTIAL}:
            raise DownloadFailed(url, f"the server answered {status}")
        if response.headers.get("Content-Type", "").lower().startswith("text/html"):
            raise DownloadFailed(url, "the server sent a web page instead of the file")
        length = response.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > self._bounds.bytes:
            raise DownloadFailed(url, f"{int(length):,} bytes announced, over the limit of {self._bounds.bytes:,}")

    def _receive(self, url: str, response: "httpx.Response", partial: "_Partial", deadline: float) -> None:
        size = partial.size()
        with partial.path.open("ab") as file:
            for piece in response.iter_raw():  # as it comes: a piece held back would be lost to the next attempt
                size += len(piece)
                if size > self._bounds.bytes:
                    partial.forget()
                    raise DownloadFailed(url, f"over the limit of {self._bounds.bytes:,} bytes")
                file.write(piece)
                if self._clock() >= deadline:
                    raise DownloadFailed(url, f"not finished in {self._bounds.seconds:g} seconds")

    @contextmanager
    def _following(self, url: str, headers: dict[str, str]) -> "Iterator[httpx.Response]":
        """The response at the end of the redirects, every hop of them checked."""
        for hop in range(self._bounds.redirects + 1):
            addresses = check_url(url, self._reach, redirected=hop > 0)
            with self._asked(url, headers, addresses) as response:
                self._check_peer(url, response)
                if response.status_code not in REDIRECTS or "Location" not in response.headers:
                    yield response
                    return
                url = urljoin(url, response.headers["Location"])
        raise DownloadFailed(url, f"more than {self._bounds.redirects} redirects")

    @contextmanager
    def _asked(self, url: str, headers: dict[str, str], addresses: tuple[str, ...]) -> "Iterator[httpx.Response]":
        """The response of the first of these addresses that answers; without any, a proxy finds the host."""
        import httpx

        parts = urlsplit(url)
        extensions = {"sni_hostname": parts.hostname} if parts.scheme == "https" and addresses else {}
        named = {**headers, "Host": parts.netloc} if addresses else headers
        places = [pinned(url, each) for each in addresses] or [url]
        for at, place in enumerate(places):
            request = self._client.build_request("GET", place, headers=named, extensions=extensions)
            try:
                response = self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if at + 1 < len(places):
                    continue
                raise
            try:
                yield response
            finally:
                response.close()
            return

    def _check_peer(self, url: str, response: "httpx.Response") -> None:
        """The address that was really connected to."""
        stream = response.extensions.get("network_stream")
        address = stream.get_extra_info("server_addr") if stream is not None else None
        if address is not None and not self._reach.proxied:
            check_address(url, str(address[0]), self._reach)


@contextmanager
def downloader(*, loopback: bool, bounds: Bounds = BOUNDS) -> Iterator[Downloader]:
    """A downloader that may be used by several threads at once."""
    import httpx

    timeout = httpx.Timeout(bounds.silence, connect=bounds.connect)
    # Identity: what is hashed, resumed and kept must be the publisher's bytes, not their encoding for one journey.
    headers = {"User-Agent": f"comity/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
    with httpx.Client(timeout=timeout, headers=headers, follow_redirects=False) as client:
        yield Downloader(client, Reach(loopback, proxied=bool(getproxies())), bounds)


class _TryAgain(Exception):
    """This attempt failed in a way that another may not."""


class _Partial:
    """What has arrived of a file, and the validators by which it can be continued."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.path = target.with_name(f"{target.name}.part")
        self._notes = target.with_name(f"{target.name}.part.json")

    @property
    def validators(self) -> Validators:
        """Those of the file that has begun to arrive; empty when none has."""
        try:
            return msgspec.json.decode(self._notes.read_bytes(), type=Validators)
        except (FileNotFoundError, msgspec.DecodeError):
            return Validators()

    def size(self) -> int:
        """Bytes that have arrived."""
        return self.path.stat().st_size if self.path.exists() else 0

    def begin(self, validators: Validators) -> None:
        """Start from nothing with another file."""
        self.forget()
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(b"")
        self._notes.write_bytes(msgspec.json.encode(validators))

    def forget(self) -> None:
        """Throw away what has arrived."""
        self._notes.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def finish(self, url: str) -> Fetched:
        """Put the whole file in its place."""
        validators, size = self.validators, self.size()
        with self.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.path.replace(self._target)
        self._notes.unlink(missing_ok=True)
        return Fetched(url, self._target, digest, size, validators)


def _conditions(start: int, begun: Validators, known: Validators | None) -> dict[str, str]:
    if start and begun.strong is not None:
        return {"Range": f"bytes={start}-", "If-Range": begun.strong}
    headers = {}
    if known is not None and known.etag is not None:
        headers["If-None-Match"] = known.etag
    if known is not None and known.last_modified is not None:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _starts_at(response: "httpx.Response", start: int) -> bool:
    return bool(response.headers.get("Content-Range", "").startswith(f"bytes {start}-"))
