import os
from pathlib import Path

import pytest

from comity.model.errors import NotFound
from comity.store.received_file import need_file


def test_a_file_is_taken_and_what_is_none_is_called_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").touch()
    os.mkfifo(tmp_path / "pipe")
    need_file(tmp_path / "customers.csv")
    for path, said in ((tmp_path, "a directory"), (tmp_path / "pipe", "a pipe"), (tmp_path / "none", "check the path")):
        with pytest.raises(NotFound, match=said):
            need_file(path)
