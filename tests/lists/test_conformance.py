"""What every list does, simply by being in LISTS: it reads its own editions, and refuses everything else by name.

The editions of a list are the files in tests/lists/ID; a directory there is an edition of several files.
"""

import gzip
import pkgutil
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

import comity.lists
from comity.lists import LISTS
from comity.lists.source import ListSource
from comity.model.errors import ComityError
from comity.operations.import_edition import Arrival, Imported, ImportEdition, import_edition
from comity.store.editions import EditionStore

ROOT = Path(__file__).parents[2]
SUFFIXES = {".xml", ".csv", ".xlsx", ".json", ".ndjson"}
NOW = datetime(2026, 11, 22, tzinfo=UTC)
EXTERNAL_ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
LAUGHS = b"".join(b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 12))
NOT_A_LIST = {
    "empty": b"",
    "white space": b" \r\n\t\n",
    "a web page": b"<!DOCTYPE html>\n<html><head><title>503</title></head><body>Sorry</body></html>",
    "random bytes": random.Random(2026).randbytes(50_000),  # noqa: S311 - any bytes do, but always the same
    "zeros": bytes(5_000),
    "another XML": b'<?xml version="1.0"?><catalogue><book id="1"/></catalogue>',
    "another CSV": b"a,b,c\r\n1,2,3\r\n",
    "another JSON": b'{"books": [{"id": 1}]}\n',
    "external entity": EXTERNAL_ENTITY,
    "entity bomb": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">' + LAUGHS + b"]><x>&e11;</x>",
    "archive bomb": gzip.compress(bytes(30 << 20)),
    "50 MB field": b"<x>" + b"a" * (50 << 20),
}
by_id = pytest.mark.parametrize("source", LISTS, ids=lambda source: source.id)


def editions_of(source: ListSource) -> list[tuple[Path, ...]]:
    """The editions kept for the tests of one list; for want of any, its examples."""
    for folder in (ROOT / "tests" / "lists" / source.id, ROOT / "examples" / "lists" / source.id):
        files = sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES and "expected" not in path.name)
        sets = [tuple(sorted(path.glob("*.*"))) for path in sorted(folder.glob("[!_]*")) if path.is_dir()]
        if files or sets:
            return [*((path,) for path in files), *sets]
    return []


def bring(source: ListSource, files: Sequence[Path], home: Path) -> Imported:
    order = ImportEdition(source, tuple(Arrival(path, path.name) for path in files), accept_count=True)
    return import_edition(order, store=EditionStore(home, wait=0), now=NOW)


def cut_off(path: Path, share: float) -> bytes:
    """The beginning of a file; of a table up to the second cell of a row, for a table cut between rows looks whole."""
    content = path.read_bytes()
    beginning = content[: int(len(content) * share)]
    if path.suffix != ".csv":
        return beginning
    return beginning[: beginning.rfind(b"\n") + 1] + content[beginning.rfind(b"\n") + 1 :][:2]


def refuse(source: ListSource, name: str, content: bytes, directory: Path) -> None:
    """Importing these bytes is refused with a message that names the file, and leaves nothing."""
    path = directory / name
    path.write_bytes(content)
    with pytest.raises(ComityError) as refused:
        bring(source, [path], directory / "home")
    assert name.partition(".")[0] in str(refused.value) or source.id in str(refused.value)
    assert EditionStore(directory / "home").list_ids() == ()


def test_every_module_with_a_source_is_in_the_tuple() -> None:
    modules = [import_module(f"comity.lists.{module.name}") for module in pkgutil.iter_modules(comity.lists.__path__)]
    found = {module.SOURCE.id for module in modules if isinstance(getattr(module, "SOURCE", None), ListSource)}
    assert found == {source.id for source in LISTS}
    assert len(LISTS) == len(found), "two lists share an id"


@by_id
def test_its_editions_are_read_whole_with_reference_authority_basis_and_place(
    source: ListSource, tmp_path: Path
) -> None:
    editions = editions_of(source)
    assert editions, f"put an invented edition into tests/lists/{source.id}"
    for number, files in enumerate(editions):
        home = tmp_path / str(number)
        manifest = bring(source, files, home).manifest
        designations = list(EditionStore(home).designations(manifest))
        assert len(designations) == manifest.total > 0
        for designation in designations:
            listing = designation.listing
            assert (listing.list, designation.edition) == (source.id, manifest.edition)
            assert listing.reference
            assert listing.authority
            assert listing.legal_basis
            assert designation.place


@by_id
@pytest.mark.parametrize("what", NOT_A_LIST)
def test_what_is_not_the_list_is_refused_by_name(source: ListSource, what: str, tmp_path: Path) -> None:
    refuse(source, "delivered.bin", NOT_A_LIST[what], tmp_path)


@by_id
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_an_edition_that_is_cut_off_is_refused(source: ListSource, share: float, tmp_path: Path) -> None:
    for number, files in enumerate(editions_of(source)):
        if len(files) > 1:
            continue  # a set is tested by leaving a file out
        cut = cut_off(files[0], share)
        directory = tmp_path / str(number)
        directory.mkdir()
        refuse(source, files[0].name, cut, directory)


@by_id
def test_an_edition_without_one_of_its_files_is_refused_or_tells_what_it_lacks(
    source: ListSource, tmp_path: Path
) -> None:
    for files in editions_of(source):
        for missing in files if len(files) > 1 else ():
            home = tmp_path / missing.name
            whole = bring(source, files, home / "whole").manifest
            try:
                manifest = bring(source, [path for path in files if path != missing], home).manifest
            except ComityError:
                continue
            assert manifest.total == whole.total
            assert manifest.odd > whole.odd
