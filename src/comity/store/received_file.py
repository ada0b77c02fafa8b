"""A file that somebody named to be read."""

from pathlib import Path

from comity.model.errors import NotFound


def need_file(path: Path) -> None:
    """Raises NotFound, which says what the path is instead where it is no file."""
    if path.is_file():
        return
    if path.is_dir():
        raise NotFound("file", str(path), "it is a directory: name a file in it")
    if path.exists():
        raise NotFound("file", str(path), "it is a pipe or a device: save what comes from it as a file first")
    raise NotFound("file", str(path), "check the path")
