"""Screening calls of a served node under load, on this machine's loopback: /match of yente, and our own.

Open loop: calls are sent at their times whether or not earlier ones were answered, and a call's time runs from the
moment at which it was due. Screens against the real lists (COMITY_TEST_DATA, else ../shared/data beside the
repository), without them against the examples.

    python benchmarks/node_load.py [--rate 200] [--seconds 20] [--workers 2]
"""

import argparse
import csv
import itertools
import json
import lzma
import os
import platform
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("COMITY_TEST_DATA") or ROOT.parent / "shared" / "data")
COMITY = [sys.executable, "-m", "comity.cli.main"]
SENDERS = 32
WARM = 600
PEER = "yente, as published: 22-64 ms p50 at 20-30 requests a second"


def lists() -> Iterator[list[str]]:
    """The arguments of `comity lists import` for each list to be had."""
    real = DATA / "lists"
    if not real.is_dir():
        for name in ("un_sc", "us_ofac", "eu_fsf"):
            yield [
                name,
                *(str(file) for file in sorted((ROOT / "examples" / "lists" / name).iterdir()) if file.is_file()),
            ]
        return
    sdn = real / "us_ofac" / "sdn-2021-07"
    yield ["un_sc", str(sorted((real / "un_sc").glob("consolidated-*.xml.xz"))[-1])]
    yield ["us_ofac", *(str(sdn / f"{part}.csv.xz") for part in ("sdn", "alt", "add"))]
    yield ["us_ofac", str(sorted((real / "us_ofac").glob("consolidated-*.xml.xz"))[-1])]
    yield ["uk", str(sorted((real / "uk").glob("ConList-*.csv.xz"))[-1])]
    yield ["au_dfat", str(next((real / "au_dfat").glob("*.xlsx")))]
    yield ["ca_sema", str(sorted((real / "ca_sema").glob("*.xml.xz"))[-1])]
    yield ["eu_fsf", str(next((real / "eu_fsf").glob("global-*.xml.xz")))]


def people() -> list[str]:
    """Names to screen: customers who are not listed, and every tenth who is; the examples where that is all."""
    population = DATA / "population"
    if not population.is_dir():
        with (ROOT / "examples" / "customers.csv").open(encoding="utf-8") as file:
            return [next(value for key, value in row.items() if "name" in key.lower()) for row in csv.DictReader(file)]
    with lzma.open(population / "negatives_us.csv.xz", "rt", encoding="utf-8") as file:
        strangers = [row["full_name"] for row in itertools.islice(csv.DictReader(file), 5000)]
    with (population / "positives_un_untreated.csv").open(encoding="utf-8") as file:
        listed = [row["full_name"] for row in csv.DictReader(file)]
    return [listed[at // 10 % len(listed)] if at % 10 == 9 else name for at, name in enumerate(strangers)]


def bodies(names: list[str], face: str) -> list[bytes]:
    """The contents of calls."""
    if face == "/match/default":
        return [
            json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}}).encode()
            for name in names
        ]
    return [json.dumps({"subjects": [{"id": "1", "names": [name], "kind": "person"}]}).encode() for name in names]


def sent(server: tuple[int, str], face: str, contents: list[bytes], rate: float, seconds: float) -> list[float]:
    """Milliseconds of each call, from when it was due. Fails on any answer but 200."""
    port, token = server
    due: queue.Queue[tuple[float, bytes] | None] = queue.Queue()
    times: list[float] = []
    faults: list[int] = []
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def sender() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while (call := due.get()) is not None:
            at, content = call
            connection.request("POST", face, content, headers)
            answer = connection.getresponse()
            answer.read()
            times.append((time.perf_counter() - at) * 1000)
            if answer.status != 200:
                faults.append(answer.status)

    threads = [threading.Thread(target=sender) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    begin = time.perf_counter()
    for number in range(int(rate * seconds)):
        at = begin + number / rate
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put((at, contents[number % len(contents)]))
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(f"{len(faults)} calls were answered {sorted(set(faults))}")
    return sorted(times)


def measured(said: argparse.Namespace, home: str) -> None:
    """Serve a node, call it, print what it took."""
    environment = {**os.environ, "COMITY_HOME": home}
    environment.pop("DATABASE_URL", None)

    def comity(*words: str, typed: str | None = None) -> str:
        done = subprocess.run(
            [*COMITY, *words], env=environment, input=typed, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"comity {' '.join(words)}: {done.stderr}")
        return done.stdout

    for words in lists():
        comity("lists", "import", *words, "--accept-count")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMITY, "serve", "--port", str(port), "--workers", str(said.workers), "--threads", str(said.threads)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None  # noqa: S101 it was asked for
            server.stderr.readline()
            comity("officers", "add", "bot", "--name", "Bot", "--role", "analyst", typed="a long load benchmark word\n")
            token = comity(
                "tokens", "add", "bot", "--label", "load", "--scope", "screen", "--per-minute", "6000000"
            ).strip()
            ready(port)
            names = people()
            for face in ("/match/default", "/api/v1/screen"):
                contents = bodies(names, face)
                sent((port, token), face, contents, said.rate, WARM / said.rate)
                times = sent((port, token), face, contents[WARM:] + contents[:WARM], said.rate, said.seconds)
                figures = ", ".join(f"p{share} {times[len(times) * share // 100]:.1f} ms" for share in (50, 90, 99))
                print(f"{face:16} {len(times):,} calls at {said.rate:g} a second: {figures}, max {times[-1]:.0f} ms")
        finally:
            server.send_signal(signal.SIGINT)
    print(PEER)


def ready(port: int) -> None:
    """Wait until the server answers that it is ready."""
    for _ in range(600):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit("the server did not become ready")


def main() -> None:
    """Measure, in a home that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=200.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    said = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    print(f"{machine}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="comity-load-") as home:
        measured(said, home)


if __name__ == "__main__":
    main()
