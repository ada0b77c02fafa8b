"""Names made to break the engine: screened in time, without a crash, and without effect on the names beside them."""

import time

import numpy as np
import pyarrow as pa
import pytest

from comity.matching.batch import read_names
from comity.model.subject import SUBJECT_SCHEMA
from comity.model.subject_columns import batch_of
from invented_names import names
from small_list import designation, entity, list_of_names, screener_of, subject

NAMES = [name for name in names(61, 300) if name.strip()]
HOSTILE = {
    "a very long word": "A" * 100_000,
    "very many words": "Ali Hassan " * 10_000,
    "very many initials": "A B " * 25_000,
    "one short word again and again": "Li " * 33_000,
    "a listed name again and again": "Usama bin Laden " * 6_000,
    "a long Arabic word": "عبدالله" * 14_000,
    "ideographs": "王伟" * 20_000,
    "syllables": "김정은" * 20_000,
    "combining marks": "a" + "\u0300" * 99_999,
    "NUL": "\x00" * 50_000 + "Usama" + "\x00" * 50_000,
    "right-to-left overrides": "\u202e" * 100_000,
    "pictures": "😀" * 25_000,
    "mathematical letters": "𝐀𝐥𝐢 " * 10_000,
    "digits": "0123456789" * 10_000,
    "leet": "S3rg31 1van0v " * 7_000,
    "letters of many sounds": "ཚ" * 33 + "1" * 31,
    "unassigned and private code points": "\u0378\ue000\uffff" * 20_000,
}


@pytest.fixture(scope="module")
def warm() -> None:
    """Compile the kernels before time is taken."""
    screener_of([designation("W", entity("Usama bin Laden"))]).screen(subject("Osama bin Laden"))


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_name_is_screened_in_time_on_either_side(text: str) -> None:
    ordinary = designation("L1", entity("Usama bin Laden", "Osama bin Ladin"))
    started = time.perf_counter()
    screener = screener_of([ordinary, designation("L2", entity(text, "Ali Hassan"))])
    hits = screener.screen_batch(
        batch_of(
            [subject(text, id="S1"), subject("Usama bin Laden", id="S2"), subject(text, "Usama bin Laden", id="S3")]
        )
    )
    assert time.perf_counter() - started < 5.0
    assert {"S2", "S3"} <= {hit.subject_id for hit in hits if hit.reference == "L1"}
    for hit in hits:
        assert 0.0 <= hit.earned <= hit.score <= 1.0
        assert sum(reason.weight for reason in hit.reasons) == pytest.approx(hit.score, abs=1e-5)


def test_lone_surrogates_are_screened_and_not_refused() -> None:
    screener = screener_of([designation("L1", entity("Usama bin Laden"))])
    hits = screener.screen(subject("Usama\ud800 bin\udfff Laden"))
    assert [hit.reference for hit in hits] == ["L1"]


def test_bytes_that_are_no_text_are_screened() -> None:
    """Arrow columns that another program wrote may hold bytes that are not UTF-8."""
    texts = [b"Usama \xff\xfe bin Laden", b"\xd0Usama bin Laden\xe2\x82", b"\x80" * 1000, b""]
    values = pa.array(texts, pa.binary()).view(pa.string())
    columns = {field.name: [[] if pa.types.is_list(field.type) else ""] * 4 for field in SUBJECT_SCHEMA}
    columns |= {"id": ["a", "b", "c", "d"], "kind": ["unknown"] * 4}
    arrays = [
        pa.ListArray.from_arrays(pa.array([0, 1, 2, 3, 4], pa.int32()), values)
        if field.name == "names"
        else pa.array(columns[field.name], field.type)
        for field in SUBJECT_SCHEMA
    ]
    batch = pa.RecordBatch.from_arrays(arrays, schema=SUBJECT_SCHEMA)
    match = list_of_names(["Usama bin Laden"])
    rows, _, earned = match.screener.search_batch(batch, threshold=0.5)
    assert rows == [0, 1]
    assert earned[0] == earned[1]


def test_a_hostile_name_changes_nothing_for_the_names_beside_it() -> None:
    match = list_of_names(NAMES)
    alone = match.found(NAMES[:50], 0.3)
    hostile = list(HOSTILE.values())
    among = list_of_names(NAMES).found([*hostile, *NAMES[:50], *hostile], 0.3)
    shifted = {(row - len(hostile), listed): earned for (row, listed), earned in among.items()}
    assert {pair: earned for pair, earned in shifted.items() if 0 <= pair[0] < 50} == alone


def test_a_listed_hostile_name_changes_nothing_for_the_names_beside_it() -> None:
    hostile = list(HOSTILE.values())
    alone = list_of_names(NAMES).found(NAMES[:50], 0.3)
    among = list_of_names([*NAMES, *hostile]).found(NAMES[:50], 0.3)
    assert {pair: earned for pair, earned in among.items() if pair[1] < len(NAMES)} == alone


def test_a_word_that_resembles_very_many_keeps_its_links_whatever_else_is_listed() -> None:
    letters = "bcdfghjklmnprstvz"
    crowd = [f"ma{a}i{b}a{c}" for a in letters for b in letters for c in letters]
    wanted = ["marina", "malika", "maribel"]
    alone = list_of_names(wanted).found(["marika", "malina"], 0.1)
    among = list_of_names([*crowd, *wanted]).found(["marika", "malina"], 0.1)
    assert {
        (row, listed - len(crowd)): earned for (row, listed), earned in among.items() if listed >= len(crowd)
    } == alone


def test_names_of_the_most_tokens_are_compared_within_their_room() -> None:
    words = [name for name in names(62, 400, words=4) if name.strip()]
    long = [" ".join(words[start : start + 40]) for start in range(0, 120, 20)]
    again = ["Ali " * 31, "Ali Aly Alli " * 15, "A B C " * 12, *long]
    match = list_of_names(again)
    scores = match.all_pairs(again)
    assert np.isfinite(scores).all()
    assert ((scores >= 0) & (scores <= 1)).all()
    assert set(match.found(again, 0.4)) == {(int(a), int(b)) for a, b in np.argwhere(scores >= 0.4)}


def test_batches_of_no_names_are_read() -> None:
    match = list_of_names(["Ali"])
    assert match.found([], 0.3) == {}
    assert match.found(["", "", ""], 0.3) == {}
    read = read_names(np.zeros(0, np.uint8), np.zeros(1, np.int64), match.screener._vocabulary)
    assert len(read.first) == 1
