"""What the store says of one portfolio: where its customers came from, and what they were last screened against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.matching.scorecard import ENGINE
from comity.matching.turned import LAYOUT
from comity.model.entity import Kind
from comity.model.subject import Account
from comity.store import index_files

MEASURED_BY = f"{ENGINE}/{index_files.LAYOUT}"  # names may be read or scored otherwise when either moves
COMPILED_FOR = f"{MEASURED_BY}/{LAYOUT}"  # a portfolio compiled for another is compiled anew


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """A file that customers came from. `columns`: heading and what it was read as; `dropped`: see S2."""

    name: str
    format: str
    bytes: int
    sha256: str | None
    encoding: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compiled:
    """How much was compiled."""

    names: int
    tokens: int
    identifiers: int
    blocks: int
    shards: int


@dataclass(frozen=True, slots=True)
class Part:
    """Customers that were brought together. Later imports are parts of their own; `id` outlives a new compilation.

    `rows` customers were compiled, `gone` of them were removed or replaced since; `account` says what became of the
    records of those that are left.
    """

    id: str
    imported_at: datetime
    sources: tuple[CustomerFile, ...]
    account: Account
    rows: int
    gone: int
    compiled: Compiled

    @property
    def customers(self) -> int:
        """Customers that are screened."""
        return self.rows - self.gone


@dataclass(frozen=True, slots=True)
class PortfolioManifest:
    """One portfolio as it is held. `version` changes with every import, update and compilation."""

    name: str
    version: str
    compiled_for: str
    comity: str
    parts: tuple[Part, ...]

    @property
    def customers(self) -> int:
        """Customers that are screened."""
        return sum(part.customers for part in self.parts)

    @property
    def account(self) -> Account:
        """What became of the records of all parts: screened and partial ones are customers."""
        return added_up(part.account for part in self.parts)


@dataclass(frozen=True, slots=True)
class Measured:
    """By what customers were screened: what a screening by changes may build on when nothing of it differs."""

    threshold: float
    scorecard: str
    engine: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class LastScreening:
    """The editions that a part was last screened against, by list and part of the list (`us_ofac/sdn`)."""

    measured: Measured
    editions: Mapping[str, str]


def added_up(accounts: Iterable[Account]) -> Account:
    """One account of several."""
    received = screened = partial = held = 0
    for account in accounts:
        received, screened = received + account.received, screened + account.screened
        partial, held = partial + account.partial, held + account.held
    return Account(received, screened, partial, held)
