"""A screener that stands ready: opened once, and again as soon as another edition is in force.

One process serves many requests in several threads. A `Screener` belongs to one thread at a time, so they
are lent; the compiled index behind them is opened once and shared.

Whoever puts an edition in force compiles its index; the next request opens it, memory-mapped, in milliseconds. Where it
is not compiled yet (the importer is at it, or was killed), a thread of ours waits for it or compiles it, and requests
are answered by the editions before until then: none waits.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TypeAlias

from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.matching.screen import Screener
from comity.model.errors import ComityError, NotFound
from comity.operations.listing_directory import ListingDirectory, open_directory
from comity.operations.open_screener import OpenScreener
from comity.store.editions import EditionStore
from comity.store.index_files import OpenIndex, is_compiled, open_index
from comity.store.manifest import EditionManifest

State: TypeAlias = tuple[tuple[str, int], ...]  # of the lists held: when an edition of each last came into force
PATIENCE = 30.0  # seconds until compiling is begun again where it failed, or is not at its end
log = logging.getLogger("comity.operations")


@dataclass(slots=True)
class _Standing:
    """One opened index with the screeners that are not lent at the moment."""

    state: State
    index: OpenIndex
    editions: tuple[EditionManifest, ...]
    idle: list[Screener] = field(default_factory=list)
    directory: ListingDirectory | None = None


class StandingScreener:
    """Screeners over the newest editions of all lists held. Making one opens nothing."""

    def __init__(self, store: EditionStore, *, scorecard: Scorecard = DEFAULT_SCORECARD) -> None:
        self._store, self._scorecard = store, scorecard
        self._standing: _Standing | None = None
        self._opening = Lock()
        self._reading = Lock()
        self._again_at = 0.0

    @contextmanager
    def lent(self) -> Iterator[OpenScreener]:
        """A screener for the caller alone, as long as the context lasts. Raises NotFound where no list is held."""
        standing = self._current()
        try:
            screener = standing.idle.pop()  # one step, so that no two threads get the same
        except IndexError:
            screener = self._screener(standing)
        try:
            yield OpenScreener(screener, standing.editions)
        finally:
            standing.idle.append(screener)

    def editions(self) -> tuple[EditionManifest, ...]:
        """The editions that are screened against now. Raises NotFound where no list is held."""
        return self._current().editions

    def directory(self) -> ListingDirectory:
        """Every listing in force by its words and its id; read when it is first asked for. Raises NotFound."""
        standing = self._current()
        if standing.directory is None:
            with self._reading:
                if standing.directory is None:
                    standing.directory = open_directory(self._store, standing.editions, standing.index)
        return standing.directory

    def stale(self) -> bool:
        """Is an edition in force that is not screened against yet? Asking brings its index nearer."""
        standing = self._standing
        return standing is not None and self._current().state != self._state()

    def _current(self) -> _Standing:
        """What stands ready. Only where nothing does yet, or no list is held any more, the caller waits for it."""
        state = self._state()
        standing = self._standing
        if standing is not None and standing.state == state:
            return standing
        if standing is None:
            with self._opening:
                if self._standing is None:
                    self._standing = self._opened(state)
                return self._standing
        if not self._opening.acquire(blocking=False):
            return standing
        try:
            editions = self._store.in_force()
            if not editions or is_compiled(self._store, editions):
                self._standing = self._opened(state)
                return self._standing
            if time.monotonic() >= self._again_at:
                self._again_at = time.monotonic() + PATIENCE
                Thread(target=self._compile, args=(state, editions), name="comity-index", daemon=True).start()
            return standing
        finally:
            self._opening.release()

    def _compile(self, state: State, editions: tuple[EditionManifest, ...]) -> None:
        """Wait for the index, or compile it; then let it stand ready, so that no request has to open it."""
        try:
            index = open_index(self._store, editions)
        except (ComityError, OSError) as problem:
            log.warning("the index of the newest editions cannot be compiled yet: %s", problem)
            return
        fresh = _Standing(state, index, editions)
        fresh.idle.append(self._screener(fresh))
        with self._opening:
            self._again_at = 0.0
            if self._state() == state:
                self._standing = fresh

    def _screener(self, standing: _Standing) -> Screener:
        index = standing.index
        return Screener(index.names, index.entries, index.load, scorecard=self._scorecard)

    def _opened(self, state: State) -> _Standing:
        editions = self._store.in_force()
        if not editions:
            raise NotFound(
                "list in", str(self._store.home), "run: comity lists update, or comity lists import LIST FILE"
            )
        return _Standing(state, open_index(self._store, editions), editions)

    def _state(self) -> State:
        """Changes whenever an edition is put in force: that renames a directory into one of these."""
        found = []
        try:
            # Asked at every request, and Path costs ten times more.
            lists = sorted(os.listdir(f"{self._store.home}/lists"))  # noqa: PTH208
        except FileNotFoundError:
            return ()
        for name in lists:
            try:
                found.append((name, os.stat(f"{self._store.home}/lists/{name}/editions").st_mtime_ns))  # noqa: PTH116
            except (FileNotFoundError, NotADirectoryError):
                continue
        return tuple(found)
