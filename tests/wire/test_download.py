import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from comity.model.errors import DownloadFailed
from comity.wire.address import Reach, check_url
from comity.wire.download import Bounds, Downloader, Validators, downloader
from invented_publisher import (
    Publisher,
    break_off_after,
    etag_of,
    fail_with,
    publishing,
    redirect_to,
    reply,
    send_endlessly,
    send_page,
)

CONTENT = bytes(range(256)) * 2000
BOUNDS = Bounds(bytes=1 << 20, seconds=5, connect=1, silence=1, pause=0.01)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing(list=CONTENT) as publisher:
        yield publisher


@pytest.fixture
def fetching() -> Iterator[Downloader]:
    with downloader(loopback=True, bounds=BOUNDS) as fetching:
        yield fetching


def test_a_file_arrives_whole_with_its_hash_and_validators(
    publisher: Publisher, fetching: Downloader, tmp_path: Path
) -> None:
    fetched = fetching.fetch(publisher.url("/list"), tmp_path / "new" / "list")
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT
    assert (fetched.sha256, fetched.bytes) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert fetched.validators == Validators(etag_of(CONTENT), "Sun, 01 Mar 2026 10:00:00 GMT")
    assert str(fetched.validators.modified_on) == "2026-03-01"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["list"]
    assert publisher.requests[0].headers["accept-encoding"] == "identity"


def test_an_unchanged_file_is_not_sent_again(publisher: Publisher, fetching: Downloader, tmp_path: Path) -> None:
    known = Validators(etag_of(CONTENT), None)
    assert fetching.fetch(publisher.url("/list"), tmp_path / "list", known) is None
    assert list(tmp_path.iterdir()) == []


def test_a_download_that_breaks_off_is_continued_where_it_stopped(
    publisher: Publisher, fetching: Downloader, tmp_path: Path
) -> None:
    publisher.faults = [break_off_after(100_000), break_off_after(0)]
    fetched = fetching.fetch(publisher.url("/list"), tmp_path / "list")
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT
    second = publisher.requests[1].headers
    assert (second["range"], second["if-range"]) == ("bytes=100000-", etag_of(CONTENT))


def test_a_download_is_continued_by_a_later_run(publisher: Publisher, fetching: Downloader, tmp_path: Path) -> None:
    publisher.faults = [break_off_after(300_000), *[fail_with(503)] * 3]
    with pytest.raises(DownloadFailed, match="given up after 4 attempts: the server answered 503"):
        fetching.fetch(publisher.url("/list"), tmp_path / "list")
    assert not (tmp_path / "list").exists()
    fetched = fetching.fetch(publisher.url("/list"), tmp_path / "list")
    assert fetched is not None
    assert publisher.requests[-1].headers["range"] == "bytes=300000-"
    assert fetched.path.read_bytes() == CONTENT


def test_a_file_that_changed_while_it_was_interrupted_is_fetched_anew(
    publisher: Publisher, fetching: Downloader, tmp_path: Path
) -> None:
    def change(publisher: Publisher, request: object) -> None:
        break_off_after(100_000)(publisher, request)  # type: ignore[arg-type]
        publisher.files["/list"] = b"another edition"

    publisher.faults = [change]
    fetched = fetching.fetch(publisher.url("/list"), tmp_path / "list")
    assert fetched is not None
    assert fetched.path.read_bytes() == b"another edition"


@pytest.mark.parametrize(
    "answer",
    [
        lambda _, request: reply(request, 416, b""),
        lambda _, request: reply(request, 206, b"wrong part", **{"Content-Range": "bytes 5-14/512000"}),
    ],
)
def test_a_server_that_continues_wrongly_is_asked_for_the_whole_file(
    publisher: Publisher, fetching: Downloader, tmp_path: Path, answer: object
) -> None:
    publisher.faults = [break_off_after(100_000), answer]  # type: ignore[list-item]
    fetched = fetching.fetch(publisher.url("/list"), tmp_path / "list")
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (fail_with(404), "answered 404"),
        (fail_with(403), "answered 403"),
        (send_page, "web page"),
        (send_endlessly, "over the limit of 1,048,576"),
        (redirect_to("file:///etc/passwd"), "only http and https"),
        (redirect_to("http://10.0.0.1/list"), "not a public address"),
        (redirect_to("https://169.254.169.254/latest"), "not a public address"),
        (redirect_to("https://[::ffff:10.0.0.1]/"), "not a public address"),
        (redirect_to("http://1.1.1.1/list"), "without https"),
        (redirect_to("https://somebody:secret@1.1.1.1/list"), "user name"),
    ],
)
def test_a_bad_answer_fails_at_once_and_says_why(
    publisher: Publisher, fetching: Downloader, tmp_path: Path, fault: object, said: str
) -> None:
    publisher.faults = [fault] * 9  # type: ignore[list-item]
    with pytest.raises(DownloadFailed, match=said):
        fetching.fetch(publisher.url("/list"), tmp_path / "list")
    assert len(publisher.requests) == 1
    assert not (tmp_path / "list").exists()


def test_a_file_announced_too_large_is_not_read(publisher: Publisher, fetching: Downloader, tmp_path: Path) -> None:
    publisher.files["/list"] = bytes(2 << 20)
    with pytest.raises(DownloadFailed, match="2,097,152 bytes announced"):
        fetching.fetch(publisher.url("/list"), tmp_path / "list")
    assert not list(tmp_path.iterdir())


def test_redirects_in_a_circle_end(publisher: Publisher, fetching: Downloader, tmp_path: Path) -> None:
    publisher.faults = [redirect_to(publisher.url("/list"))] * 99
    with pytest.raises(DownloadFailed, match="more than 5 redirects"):
        fetching.fetch(publisher.url("/list"), tmp_path / "list")
    assert len(publisher.requests) == 6


def test_a_redirect_within_the_allowed_is_followed(publisher: Publisher, fetching: Downloader, tmp_path: Path) -> None:
    publisher.faults = [redirect_to("/list")]
    assert fetching.fetch(publisher.url("/moved"), tmp_path / "list") is not None


def test_a_server_that_falls_silent_is_given_up(publisher: Publisher, tmp_path: Path) -> None:
    over = Event()
    publisher.faults = [lambda _, __: bool(over.wait(5))] * 2
    bounds = Bounds(silence=0.1, attempts=2, pause=0.01)
    with (
        downloader(loopback=True, bounds=bounds) as fetching,
        pytest.raises(DownloadFailed, match=r"given up after 2 attempts: .*ReadTimeout"),
    ):
        fetching.fetch(publisher.url("/list"), tmp_path / "list")
    over.set()


def test_a_server_that_drips_is_given_up_in_time(publisher: Publisher, tmp_path: Path) -> None:
    publisher.faults = [send_endlessly]
    bounds = Bounds(bytes=1 << 40, seconds=0.2)
    with (
        downloader(loopback=True, bounds=bounds) as fetching,
        pytest.raises(DownloadFailed, match=r"not finished in 0\.2 seconds"),
    ):
        fetching.fetch(publisher.url("/list"), tmp_path / "list")


def test_this_machine_is_out_of_reach_unless_it_is_allowed(publisher: Publisher, tmp_path: Path) -> None:
    for url in (publisher.url("/list"), publisher.url("/list").replace("127.0.0.1", "localhost")):
        with downloader(loopback=False) as fetching, pytest.raises(DownloadFailed, match="not a public address"):
            fetching.fetch(url, tmp_path / "list")
    assert publisher.requests == []


@pytest.mark.parametrize("url", ["ftp://1.1.1.1/x", "file:///etc/passwd", "https:///x", "gopher://1.1.1.1"])
def test_only_http_and_https_are_spoken(url: str) -> None:
    with pytest.raises(DownloadFailed, match="only http and https"):
        check_url(url, Reach(), redirected=False)


def test_a_host_behind_a_proxy_is_not_resolved_here() -> None:
    check_url("https://list.invalid/x", Reach(proxied=True), redirected=True)
    with pytest.raises(DownloadFailed, match="not a public address"):
        check_url("https://192.168.0.1/x", Reach(proxied=True), redirected=True)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fe80::1%eth0", "fc00::1"])
def test_a_name_that_leads_inside_is_refused_also_where_another_address_of_it_does_not(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def lookup(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (each, 443)) for each in ("93.184.216.34", address)]

    monkeypatch.setattr("comity.wire.address.socket.getaddrinfo", lookup)
    with pytest.raises(DownloadFailed, match="not a public address"):
        check_url("https://lists.example/x", Reach(), redirected=False)


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    publisher: Publisher, fetching: Downloader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means something else the second time (DNS rebinding) gains nothing: there is no second time."""
    port, asked = int(publisher.url("/").split(":")[2].rstrip("/")), list[str]()
    real = socket.getaddrinfo

    def lookup(host: str, *rest: Any, **more: Any) -> Any:
        if host == "lists.invalid":
            asked.append(host)
            return real("127.0.0.1", port, type=socket.SOCK_STREAM)
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    fetched = fetching.fetch(f"http://lists.invalid:{port}/list", tmp_path / "list")
    assert fetched is not None
    assert (tmp_path / "list").read_bytes() == CONTENT
    assert asked == ["lists.invalid"]
    assert publisher.requests[0].headers["host"] == f"lists.invalid:{port}"


def test_where_the_first_address_of_a_name_is_dead_the_next_is_asked(
    publisher: Publisher, fetching: Downloader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(publisher.url("/").split(":")[2].rstrip("/"))
    real = socket.getaddrinfo

    def lookup(host: str, *rest: Any, **more: Any) -> Any:
        if host == "lists.invalid":  # nobody listens on its first address
            return [(0, 0, 0, "", (each, port)) for each in ("127.0.0.2", "127.0.0.1")]
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert fetching.fetch(f"http://lists.invalid:{port}/list", tmp_path / "list") is not None
