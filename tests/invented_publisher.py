"""A publisher's server on this machine, which serves files well or badly, as a test asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Request:
    """What was asked for."""

    path: str
    headers: dict[str, str]


Answer = Callable[["Publisher", BaseHTTPRequestHandler], object]


@dataclass
class Publisher:
    """Files by path, each with an ETag; `faults` are answers given first, one a request."""

    address: str
    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[Answer] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        self.requests.append(Request(request.path, {key.lower(): value for key, value in request.headers.items()}))
        answer = self.faults.pop(0) if self.faults else serve_well
        answer(self, request)


def serve_well(publisher: Publisher, request: BaseHTTPRequestHandler) -> None:
    """As RFC 9110 has it: ETag, If-None-Match, Range with If-Range."""
    content = publisher.files.get(request.path)
    if content is None:
        request.send_error(404)
        return
    etag = etag_of(content)
    if request.headers.get("If-None-Match") == etag:
        reply(request, 304, b"", ETag=etag)
        return
    asked = request.headers.get("Range", "")
    if asked and request.headers.get("If-Range") == etag:
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        if start >= len(content):
            reply(request, 416, b"")
            return
        span = f"bytes {start}-{len(content) - 1}/{len(content)}"
        reply(request, 206, content[start:], **{"ETag": etag, "Content-Range": span})
        return
    reply(request, 200, content, **{"ETag": etag, "Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT"})


def break_off_after(count: int) -> Answer:
    """Announce the whole file, send `count` bytes of it, and hang up."""

    def answer(publisher: Publisher, request: BaseHTTPRequestHandler) -> None:
        content = publisher.files[request.path]
        request.send_response(200)
        request.send_header("ETag", etag_of(content))
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content[:count])
        request.wfile.flush()
        request.close_connection = True

    return answer


def fail_with(status: int) -> Answer:
    """Answer with an error."""
    return lambda _, request: reply(request, status, b"no")


def redirect_to(location: str) -> Answer:
    """Send the asker elsewhere."""
    return lambda _, request: reply(request, 302, b"", Location=location)


def send_page(_: Publisher, request: BaseHTTPRequestHandler) -> None:
    """Answer 200 with a web page that says that something is wrong."""
    reply(request, 200, b"<html>Service unavailable</html>", **{"Content-Type": "text/html; charset=utf-8"})


def send_endlessly(_: Publisher, request: BaseHTTPRequestHandler) -> None:
    """Send without a length until the other side hangs up."""
    request.send_response(200)
    request.end_headers()
    request.close_connection = True
    try:
        for _piece in range(100_000):
            request.wfile.write(bytes(1 << 16))
    except OSError:
        return


def etag_of(content: bytes) -> str:
    return f'"{hash(content):x}"'


def reply(request: BaseHTTPRequestHandler, status: int, content: bytes, **headers: str) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)


@contextmanager
def publishing(**files: bytes) -> Iterator[Publisher]:
    """A publisher on a free port, with these files at /NAME."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            publisher.serve(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    publisher = Publisher(f"http://127.0.0.1:{server.server_port}", {f"/{name}": it for name, it in files.items()})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
