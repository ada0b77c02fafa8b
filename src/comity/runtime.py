"""What a running Comity holds: settings from the environment, the store, the clock, the lists it knows.

The only place that wires. Importing it opens and reads nothing.

    COMITY_HOME            where editions are kept; else $XDG_DATA_HOME/comity, else ~/.local/share/comity
    COMITY_WAIT            seconds to wait for another process that writes (120)
    COMITY_LOG_NAME        how the log is named when its first key is made, best an address of yours: example.org/comity
    COMITY_ALLOW_LOOPBACK  1: `lists update` may fetch from this machine itself, over http too (for a mirror, for tests)
    COMITY_OPEN_SCREENING  networks that may screen and search through the API without a token: 10.1.0.0/16,127.0.0.1
    COMITY_DUE_HOURS       hours within which an officer must have judged an alert (24)
    COMITY_WEBHOOK_HOSTS   hosts that webhooks may go to although they are not public: hooks.internal,10.0.0.5:8080
    COMITY_BEHIND_PROXY    1: a proxy stands before the node and says who calls (X-Forwarded-For, X-Forwarded-Proto)
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import entry_points
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model.errors import BadRequest, NotFound

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from comity.cases.reports import Institution
    from comity.cases.reports.goaml import Country
    from comity.cases.retention import Periods
    from comity.lists.source import ListSource
    from comity.operations.deliver_webhooks import DeliveryMeans
    from comity.operations.screen_upload import UploadMeans
    from comity.operations.screening_use import ScreeningUse
    from comity.operations.standing_screener import StandingScreener
    from comity.operations.update_lists import Means
    from comity.operations.watch_portfolio import WatchMeans
    from comity.store.allowance import Allowance
    from comity.store.editions import EditionStore
    from comity.store.log_keys import SigningKeys
    from comity.store.portfolios import PortfolioStore

LIST_ENTRY_POINTS = "comity.lists"
LONGEST_DUE_HOURS = 30 * 24


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; `wait` in seconds."""

    home: Path
    wait: float = 120.0
    allow_loopback: bool = False
    log_name: str | None = None
    open_to: tuple[str, ...] = ()
    behind_proxy: bool = False
    webhook_hosts: frozenset[str] = frozenset()
    due_after: timedelta = timedelta(hours=24)  # the same as cases.alert.WITHOUT_DELAY


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises BadRequest for a value that cannot be read."""
    wait = environ.get("COMITY_WAIT", "120")
    try:
        seconds = float(wait)
    except ValueError as error:
        raise BadRequest(f"COMITY_WAIT is {wait!r}, not a number of seconds") from error
    return Settings(
        home=_home(environ),
        wait=seconds,
        allow_loopback=environ.get("COMITY_ALLOW_LOOPBACK") == "1",
        log_name=environ.get("COMITY_LOG_NAME") or None,
        open_to=_networks(environ.get("COMITY_OPEN_SCREENING", "")),
        behind_proxy=environ.get("COMITY_BEHIND_PROXY") == "1",
        webhook_hosts=frozenset(each.strip() for each in environ.get("COMITY_WEBHOOK_HOSTS", "").split(",")) - {""},
        due_after=_hours(environ.get("COMITY_DUE_HOURS", "24")),
    )


def edition_store(chosen: Settings | None = None) -> "EditionStore":
    """The store of editions under the home directory."""
    from comity.store.editions import EditionStore

    chosen = chosen or settings()
    return EditionStore(chosen.home, wait=chosen.wait)


@cache
def standing_screener() -> "StandingScreener":
    """The one screener of this process that stands ready over all lists held."""
    from comity.operations.standing_screener import StandingScreener

    return StandingScreener(edition_store())


@cache
def background() -> "ThreadPoolExecutor":
    """Where this process does what no request waits for: one thing after the other."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, thread_name_prefix="comity-background")


def upload_means(chosen: Settings | None = None) -> "UploadMeans":
    """What screening a file that was handed in needs."""
    from comity.operations.screen_upload import UploadMeans

    def describe(list_id: str) -> tuple[str, str]:
        known = next((source for source in known_lists() if source.id == list_id), None)
        # A list whose package is gone is held on, and screened against: it must not stop anything.
        return (list_id, "") if known is None else (known.title, known.authority)

    chosen = chosen or settings()
    return UploadMeans(standing_screener(), chosen.home, now, describe, chosen.due_after)


def portfolio_store(chosen: Settings | None = None) -> "PortfolioStore":
    """The store of portfolios under the home directory."""
    from comity.store.portfolios import PortfolioStore

    chosen = chosen or settings()
    return PortfolioStore(chosen.home, wait=chosen.wait)


@cache
def allowance() -> "Allowance":
    """How often each token may still be used; shared by all processes of this machine."""
    from comity.store.allowance import Allowance

    return Allowance(settings().home)


@cache
def screening_use() -> "ScreeningUse":
    """What this process has screened for programs and not yet written down."""
    from comity.operations.screening_use import ScreeningUse

    return ScreeningUse()


def delivery_means(chosen: Settings | None = None) -> "DeliveryMeans":
    """What sending events to programs elsewhere needs."""
    from comity.operations.deliver_webhooks import DeliveryMeans
    from comity.store.webhook_key import webhook_key
    from comity.wire.webhook import WebhookReach

    chosen = chosen or settings()
    return DeliveryMeans(webhook_key(chosen.home), WebhookReach(chosen.webhook_hosts), now)


@contextmanager
def update_means(chosen: Settings | None = None) -> "Iterator[Means]":
    """What an update of lists needs, its connections open as long as the context lasts."""
    from comity.operations.update_lists import Means
    from comity.wire.download import downloader

    chosen = chosen or settings()
    with downloader(loopback=chosen.allow_loopback) as fetching:
        yield Means(edition_store(chosen), fetching, now)


def has_node(chosen: Settings | None = None) -> bool:
    """Is there a node with a database beside the lists? Reading lists and screening need none."""
    home = (chosen or settings()).home
    return bool(os.environ.get("DATABASE_URL")) or (home / "node.sqlite3").exists()


def watch_means(chosen: Settings | None = None, *, threads: int | None = None) -> "WatchMeans":
    """What keeping portfolios screened needs."""
    from comity.operations.watch_portfolio import WatchMeans

    chosen = chosen or settings()
    return WatchMeans(
        edition_store(chosen), portfolio_store(chosen), now, threads or os.cpu_count() or 1, chosen.due_after
    )


def institution(chosen: Settings | None = None) -> "Institution":
    """Who reports and writes letters, from COMITY_HOME/institution.toml. Raises BadRequest for what is none."""
    import tomllib

    from comity.cases.reports import Institution

    file = (chosen or settings()).home / "institution.toml"
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        return Institution(**{key: str(value) for key, value in told.items()})
    except FileNotFoundError as error:
        raise BadRequest(
            "{file}: not there; write name, identifier and address of your institution into it", file=str(file)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise BadRequest(
            "{file}: {error}; write it as docs/measures.md shows", file=str(file), error=str(error)
        ) from error


def retention_periods(chosen: Settings | None = None) -> "Periods":
    """How long records are kept: COMITY_HOME/retention.toml over the standard. Raises BrokenFile, BadRequest."""
    from comity.cases.retention import STANDARD, periods

    file = (chosen or settings()).home / "retention.toml"
    return periods(file.read_text("utf-8"), str(file)) if file.exists() else STANDARD


def goaml_settings(chosen: Settings | None = None) -> "tuple[Country | None, bytes | None]":
    """A unit's own goAML table and schema, COMITY_HOME/goaml.toml and goaml.xsd, where they are there."""
    from comity.cases.reports.goaml import configured

    home = (chosen or settings()).home
    table, schema = home / "goaml.toml", home / "goaml.xsd"
    country = configured(table.read_text("utf-8"), str(table)) if table.exists() else None
    return country, schema.read_bytes() if schema.exists() else None


def log_keys(chosen: Settings | None = None) -> "SigningKeys":
    """Where the key that signs the log is kept, and the name of a first one."""
    from comity.store.log_keys import SigningKeys

    chosen = chosen or settings()
    return SigningKeys(chosen.home / "keys", chosen.log_name)


def now() -> datetime:
    """The present instant, UTC."""
    return datetime.now(UTC)


@cache
def known_lists() -> "tuple[ListSource, ...]":
    """Every list that can be read: Comity's own, then those that other packages add.

    Raises BadRequest when a package adds a list under an id that is taken: which of two readers
    serves a list must not depend on what happens to be installed.
    """
    from comity.lists import LISTS

    known = {source.id: source for source in LISTS}
    for entry in entry_points(group=LIST_ENTRY_POINTS):
        source: ListSource = entry.load()
        if source.id in known:
            raise BadRequest(f"entry point {entry.value} adds list {source.id!r}, which exists; uninstall its package")
        known[source.id] = source
    return tuple(known.values())


def source_of(list_id: str) -> "ListSource":
    """The list of this id. Raises NotFound."""
    known = known_lists()
    for source in known:
        if source.id == list_id:
            return source
    raise NotFound("list", list_id, f"lists known: {', '.join(source.id for source in known)}")


def _networks(said: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in said.split(",") if each.strip())
    for each in found:
        try:
            ip_network(each)
        except ValueError as error:
            raise BadRequest(f"COMITY_OPEN_SCREENING: {each!r} is no network such as 10.1.0.0/16 ({error})") from error
    return found


def _home(environ: Mapping[str, str]) -> Path:
    if environ.get("COMITY_HOME"):
        return Path(environ["COMITY_HOME"]).expanduser()
    if environ.get("XDG_DATA_HOME"):
        return Path(environ["XDG_DATA_HOME"]) / "comity"
    return Path("~/.local/share/comity").expanduser()


def _hours(text: str) -> timedelta:
    try:
        hours = float(text)
    except ValueError as error:
        raise BadRequest(f"COMITY_DUE_HOURS is {text!r}, not a number of hours") from error
    if not 0 < hours <= LONGEST_DUE_HOURS:
        raise BadRequest(f"COMITY_DUE_HOURS is {text}; choose more than 0 and at most {LONGEST_DUE_HOURS} hours")
    return timedelta(hours=hours)
