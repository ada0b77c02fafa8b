"""Fetch the newest edition of lists from their publishers, and put it in force once it has been read."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from comity.lists.source import ListSource
from comity.model.designation import ListId
from comity.model.errors import ComityError, DownloadFailed
from comity.operations.import_edition import Arrival, ImportEdition, import_edition
from comity.store.downloads import DownloadShelf, KnownFile, KnownSet
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest
from comity.wire.download import Downloader, Fetched, Validators

AT_ONCE = 4  # publishers asked at the same time


class Outcome(StrEnum):
    """How the update of one set of files ended."""

    NEW = "new"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one set of files of one list. `manifest` is None, and `problem` says why, where it failed."""

    list: ListId
    urls: tuple[str, ...]
    outcome: Outcome
    manifest: EditionManifest | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """What an update needs: where editions are kept, how files are fetched, and the clock."""

    store: EditionStore
    downloader: Downloader
    now: Callable[[], datetime]
    wait: float = 0.0


def update_lists(sources: Sequence[ListSource], means: Means) -> Iterator[Updated]:
    """Every set of files of every list, as each is finished; one that fails holds up no other.

    The last good edition stays in force where anything fails.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(_update, source, means) for source in sources]
        faults = []
        for done in as_completed(waiting):
            fault = done.exception()
            if fault is None:
                yield from done.result()
            else:
                faults.append(fault)
        for fault in faults:  # ours, not a publisher's: it shows whole, once every other list is done
            raise fault


def _update(source: ListSource, means: Means) -> tuple[Updated, ...]:
    if not source.urls:
        problem = f"no address is known for it; run: comity lists import {source.id} FILE"
        return (Updated(source.id, (), Outcome.FAILED, problem=problem),)
    shelf = DownloadShelf(means.store.home, source.id)
    try:
        with shelf.held(wait=means.wait):
            return tuple(_update_set(source, urls, shelf, means) for urls in source.urls)
    except ComityError as busy:
        return tuple(Updated(source.id, urls, Outcome.FAILED, problem=str(busy)) for urls in source.urls)


def _update_set(source: ListSource, urls: tuple[str, ...], shelf: DownloadShelf, means: Means) -> Updated:
    known = shelf.known(urls)
    held = None if known is None else means.store.edition(source.id, known.edition)
    try:
        fetched = _fetch(urls, None if held is None else known, shelf, means.downloader)
        if fetched is None:
            return Updated(source.id, urls, Outcome.UNCHANGED, held)
        arrivals = tuple(_arrival(file) for file in fetched)
        imported = import_edition(ImportEdition(source, arrivals), store=means.store, now=means.now())
        files = (KnownFile(file.url, file.validators.etag, file.validators.last_modified) for file in fetched)
        shelf.remember(KnownSet(imported.manifest.edition, tuple(files)))
    except ComityError as refused:
        return Updated(source.id, urls, Outcome.FAILED, problem=str(refused))
    except OSError as failed:
        return Updated(source.id, urls, Outcome.FAILED, problem=f"{failed}; the edition in force is unchanged")
    finally:
        for url in urls:
            shelf.target(url).unlink(missing_ok=True)
    return Updated(source.id, urls, Outcome.NEW if imported.new else Outcome.UNCHANGED, imported.manifest)


def _fetch(
    urls: tuple[str, ...], known: KnownSet | None, shelf: DownloadShelf, downloader: Downloader
) -> tuple[Fetched, ...] | None:
    """All files of a set; None when the server says of each that it has not changed."""
    files = {file.url: Validators(file.etag, file.last_modified) for file in known.files} if known else {}
    fetched = {url: downloader.fetch(url, shelf.target(url), files.get(url)) for url in urls}
    if all(file is None for file in fetched.values()):
        return None
    # Some changed: the set is complete only with the others, which are asked for without conditions.
    whole = tuple(file or downloader.fetch(url, shelf.target(url)) for url, file in fetched.items())
    return tuple(_present(file, url) for file, url in zip(whole, urls, strict=True))


def _present(file: Fetched | None, url: str) -> Fetched:
    if file is None:
        raise DownloadFailed(url, "the server says that the file is unchanged, though nothing was said of it")
    return file


def _arrival(file: Fetched) -> Arrival:
    name = unquote(urlsplit(file.url).path).rsplit("/", 1)[-1] or "download"
    return Arrival(file.path, name, file.url, file.validators.modified_on)
