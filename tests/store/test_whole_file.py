import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from comity.model.errors import BadRequest, NotFound
from comity.store.whole_file import whole_file

KILLED = """
import os, pathlib, signal, sys
from comity.store.whole_file import whole_file
with whole_file(pathlib.Path(sys.argv[1])) as file:
    file.write(b"half of it")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""

FULL = """
import pathlib, resource, sys
from comity.store.whole_file import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(pathlib.Path(sys.argv[1]), b"x" * 100_000)
except OSError as refused:
    print(refused.filename)
"""


def test_a_file_has_its_old_content_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "hits.jsonl"
    path.write_bytes(b"old")
    with whole_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_everything_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "hits.jsonl"
    with pytest.raises(TypeError), whole_file(path) as file:
        file.write("not bytes")  # type: ignore[call-overload]
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "hits.jsonl"
    path.write_bytes(b"old")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe) as file:
        file.write(b"through")
    assert os.read(reader, 100) == b"through"
    assert pipe.is_fifo()
    os.close(reader)


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with whole_file(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_directory_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"), whole_file(tmp_path / "nowhere" / "hits.jsonl"):
        pass


def test_a_directory_is_not_replaced_and_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"hits is a directory; name the file in it"), whole_file(_made(tmp_path)):
        pass
    assert (tmp_path / "hits").is_dir()


def test_a_full_disk_is_told_with_the_file_that_was_to_be_written(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", FULL, str(tmp_path / "hits.jsonl")], check=False, capture_output=True)
    assert ended.stdout.decode() == f"{tmp_path / 'hits.jsonl'}\n"
    assert list(tmp_path.iterdir()) == []


def _made(directory: Path) -> Path:
    (directory / "hits").mkdir()
    return directory / "hits"
