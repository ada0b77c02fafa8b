"""Screen a file that an officer handed in: received at once, screened by the server meanwhile, hits become alerts.

A screening that is cut off leaves whole portions behind: the same file handed in again adds what is missing.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from comity.audit.entry import Entry, acted_by
from comity.cases.alert import WITHOUT_DELAY
from comity.cases.finding_again import Scope
from comity.cases.ids import RunId
from comity.cases.run import AlertRun, check_portfolio
from comity.cases.upload import Upload, UploadState
from comity.cases.workflow import Step, officer_of
from comity.intake import IntakeOptions
from comity.model.errors import ComityError
from comity.model.officer import Actor
from comity.operations.alert_opening import AlertOpening, OpeningMeans
from comity.operations.gate import gated, viewing
from comity.operations.open_screener import OpenScreener
from comity.operations.screen import Means, ScreeningOrder, opened_input, screen_batches
from comity.operations.screening import ScreenedList, Screening
from comity.operations.standing_screener import StandingScreener
from comity.store import log, runs, uploads
from comity.store.transaction import release

SIGN_OF_LIFE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ReceiveFile:
    """The order: keep this file to be screened. `name` is what its sender calls it; `home` is the node's."""

    name: str
    content: BinaryIO
    portfolio: str
    home: Path


@dataclass(frozen=True, slots=True)
class Received:
    """A file that waits to be screened, and where it lies."""

    upload: Upload
    place: Path


@dataclass(frozen=True, slots=True)
class UploadMeans:
    """What screening a file works with. `describe` gives a list's title and authority by its id."""

    screener: StandingScreener
    home: Path
    clock: Callable[[], datetime]
    describe: Callable[[str], tuple[str, str]]
    due_after: timedelta = WITHOUT_DELAY


@dataclass(frozen=True, slots=True)
class ShowUpload:
    """The order: one file."""

    run: RunId


@dataclass(frozen=True, slots=True)
class UploadShown:
    """A file, and what became of its hits; None before the first portion of them."""

    upload: Upload
    run: AlertRun | None


@dataclass(frozen=True, slots=True)
class ListScreenings:
    """The order: what was screened last."""

    most: int = 50


@dataclass(frozen=True, slots=True)
class Screenings:
    """Files handed in, and runs that opened alerts by whatever door; newest first."""

    uploads: tuple[Upload, ...]
    runs: tuple[AlertRun, ...]


@gated("alerts.open")
def receive_file(order: ReceiveFile, /, *, actor: Actor, now: datetime) -> Received:
    """The file, waiting. Raises TooLarge, BadRequest."""
    portfolio = check_portfolio(order.portfolio)
    officer = officer_of(actor, Step.ATTACH)
    run = RunId(f"upload-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}")
    place, sha256, size = uploads.keep(order.home, run, order.name, order.content)
    upload = Upload(run, order.name, size, sha256, portfolio, officer, now, now)
    uploads.add(upload)
    details = {"door": actor.door.value, "sha256": sha256, "portfolio": portfolio}
    log.append(Entry(now, acted_by(actor), "screening.begin", f"run/{run}", details=details))
    return Received(upload, place)


def screen_received(received: Received, options: IntakeOptions, means: UploadMeans, *, actor: Actor) -> Upload:
    """Screen a received file to its end, whatever that is: done, or failed with the reason. Never raises what a
    file or a list can cause. The file is gone afterwards.
    """
    upload = received.upload
    try:
        with means.screener.lent() as screener:
            found = _screened(received, options, means, screener, actor)
        upload = _done(upload, found, means.clock())
    except (ComityError, OSError) as refused:
        upload = replace(
            upload, state=UploadState.FAILED, problem=str(refused), ended_at=means.clock(), seen_at=means.clock()
        )
    except BaseException:
        ended = means.clock()
        failed = replace(
            upload, state=UploadState.FAILED, problem="a mistake of Comity’s", ended_at=ended, seen_at=ended
        )
        uploads.save(failed)
        raise
    finally:
        uploads.drop(means.home, upload.run)
    uploads.save(upload)
    release()
    return upload


@viewing("screenings.see")
def show_upload(order: ShowUpload, /, *, actor: Actor, now: datetime) -> UploadShown:  # noqa: ARG001
    """How far it is. Raises NotFound."""
    return UploadShown(uploads.load(order.run, now), runs.load(order.run))


@viewing("screenings.see")
def list_screenings(order: ListScreenings, /, *, actor: Actor, now: datetime) -> Screenings:  # noqa: ARG001
    """What was screened last."""
    return Screenings(uploads.recent(now, order.most), runs.recent(order.most))


def _screened(
    received: Received, options: IntakeOptions, means: UploadMeans, screener: OpenScreener, actor: Actor
) -> Screening:
    upload = received.upload
    run = AlertRun(upload.run, upload.portfolio, actor.door, actor.name, upload.began_at)
    scope = Scope(frozenset(edition.list for edition in screener.editions))
    opening = AlertOpening(run, scope, OpeningMeans(actor, means.clock, screener.editions, means.due_after))
    lists = tuple(ScreenedList(*means.describe(manifest.list), manifest) for manifest in screener.editions)
    told = Means(
        lists, means.clock, batch=opening.batch, finding=opening.finding, progress=_signs_of_life(upload.run, means)
    )
    with opened_input(received.place, options) as (opened, screened):
        found = screen_batches(screener, opened.batches, ScreeningOrder(keep=0), told, screened=lambda: screened)
        recognised = opened.recognition
    opening.finish()
    columns = tuple((use.column, use.field.value) for use in recognised.columns)
    return replace(found, screened=replace(found.screened, columns=columns, format=recognised.format))


def _done(upload: Upload, found: Screening, now: datetime) -> Upload:
    return replace(
        upload,
        state=UploadState.DONE,
        ended_at=now,
        seen_at=now,
        account=found.account,
        hits=found.hits,
        subjects=found.subjects_with_hits,
        format=found.screened.format,
        columns=found.screened.columns,
        notes=found.notes,
    )


def _signs_of_life(run: RunId, means: UploadMeans) -> Callable[[int], None]:
    last = means.clock() - 2 * SIGN_OF_LIFE

    def progress(received: int) -> None:
        nonlocal last
        now = means.clock()
        if now - last >= SIGN_OF_LIFE:
            last = now
            uploads.seen(run, received, now)

    return progress
