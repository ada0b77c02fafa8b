"""What is cleared when a server process starts: files whose screening is over, never one that is on its way."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from comity.cases.ids import RunId
from comity.cases.upload import Upload, UploadState
from comity.model.errors import BadRequest
from comity.model.officer import OfficerId, Role
from comity.store import uploads

NOW = datetime.now(UTC)


def kept(home: Path, run: str) -> Path:
    return uploads.keep(home, RunId(run), "customers.csv", io.BytesIO(b"id,name\n"))[0]


def test_a_file_on_its_way_into_another_process_is_left_alone(db: None, tmp_path: Path) -> None:  # noqa: ARG001
    fresh, old = kept(tmp_path, "fresh"), kept(tmp_path, "old")
    long_ago = (NOW - 2 * uploads.ON_ITS_WAY).timestamp()
    for path in (old, old.parent):
        os.utime(path, (long_ago, long_ago))
    uploads.sweep(tmp_path, NOW)
    assert fresh.exists()
    assert not old.parent.exists()


def test_a_file_is_cleared_once_it_was_screened_or_its_server_is_gone(appoint: Any, tmp_path: Path) -> None:
    officer = OfficerId(appoint("ann", Role.ANALYST).pk)
    states = {
        "waits": (UploadState.WAITING, NOW), "runs": (UploadState.RUNNING, NOW), "done": (UploadState.DONE, NOW),
        "failed": (UploadState.FAILED, NOW), "cut off": (UploadState.RUNNING, NOW - timedelta(hours=1)),
    }  # fmt: skip
    for run, (state, seen) in states.items():
        kept(tmp_path, run)
        uploads.add(Upload(RunId(run), "x.csv", 8, "0" * 64, "customers", officer, seen, seen, state))
    uploads.sweep(tmp_path, NOW)
    assert {each.name for each in (tmp_path / uploads.FOLDER).iterdir()} == {"waits", "runs"}


def test_what_is_empty_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(BadRequest):
        uploads.keep(tmp_path, RunId("empty"), "x.csv", io.BytesIO())
    assert not list((tmp_path / uploads.FOLDER).iterdir())
