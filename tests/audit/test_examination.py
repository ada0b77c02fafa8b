"""A stored log is examined: what is sound passes, and whatever was changed is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.audit import examination
from comity.audit.checkpoint import Checkpoint, sign_checkpoint
from comity.audit.commitment import entry_leaf
from comity.audit.entry import Entry, canonical, read
from comity.audit.erasure import erase_entry
from comity.audit.examination import Evidence, Examination, StoredEntry, columns, examine
from comity.audit.merkle import Frontier, grow, root
from comity.audit.note import PublicKey, SecretKey, new_key
from comity.audit.signers import key_entry

AT = datetime(2026, 8, 1, tzinfo=UTC)
KEY = new_key("example.org/log", bytes(32))
NEXT = new_key("example.org/log", b"\x01" * 32)
STRANGER = new_key("example.org/log", b"\x02" * 32)


@dataclass
class Stored:
    """A log as a store keeps it, and everything that somebody with the database could do to it."""

    rows: list[StoredEntry] = field(default_factory=list)
    nodes: list[tuple[int, bytes]] = field(default_factory=list)
    checkpoints: list[tuple[int, str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    trusted: list[PublicKey] = field(default_factory=lambda: [KEY.public])
    frontier: Frontier = Frontier()  # noqa: RUF009 frozen

    def append(self, entry: Entry) -> None:
        index = len(self.rows)
        salt, payload = sha256(b"salt %d" % index).digest(), canonical(entry, index)
        leaf = entry_leaf(salt, payload)
        self.frontier, completed = grow(self.frontier, leaf)
        self.nodes += [(len(self.nodes) + number, each) for number, each in enumerate(completed)]
        self.rows.append(StoredEntry(index, leaf, salt, payload, columns(entry)))

    def decide(self, times: int) -> None:
        for _ in range(times):
            index = len(self.rows)
            self.append(Entry(AT + timedelta(seconds=index), "officer/7", "alert.decide", f"alert/{index}"))

    def sign(self, *keys: SecretKey) -> None:
        checkpoint = Checkpoint("example.org/log", self.frontier.size, root(self.frontier))
        self.checkpoints.append((checkpoint.size, sign_checkpoint(checkpoint, keys)))

    def change(self, index: int, **fields: object) -> None:
        self.rows[index] = replace(self.rows[index], **fields)  # type: ignore[arg-type]

    def rewrite(self, index: int) -> None:
        """As a careful forger would: another content, with the hash beside it and the columns to fit."""
        entry = replace(read(self.rows[index].payload or b"")[1], actor="officer/8")
        payload, salt = canonical(entry, index), bytes(32)
        self.change(index, payload=payload, salt=salt, leaf=entry_leaf(salt, payload), columns=columns(entry))

    def regrow(self) -> None:
        """The tree made to fit the rows again."""
        frontier, nodes = Frontier(), list[bytes]()
        for row in self.rows:
            frontier, completed = grow(frontier, row.leaf)
            nodes += completed
        self.frontier, self.nodes = frontier, list(enumerate(nodes))

    def examine(self) -> Examination:
        return examine(self.rows, self.nodes, Evidence(self.checkpoints, self.kept, self.trusted))

    def found(self) -> list[str]:
        return [f"{finding.place}: {finding.problem}" for finding in self.examine().findings]


def a_log(entries: int = 13, checkpoints: Sequence[int] = (5, 9, 13)) -> Stored:
    log = Stored()
    log.append(key_entry(KEY.public, actor="node", at=AT))
    for size in checkpoints:
        log.decide(size - len(log.rows))
        log.sign(KEY)
    log.decide(entries - len(log.rows))
    return log


def test_a_sound_log_passes_and_tells_how_far_it_is_signed() -> None:
    log = a_log(entries=15)
    assert log.examine() == Examination(15, 0, 3, 13, (), 0)


def test_a_log_without_any_checkpoint_is_sound_but_covered_by_nothing() -> None:
    log = Stored()
    log.decide(6)
    assert log.examine() == Examination(6, 0, 0, 0, (), 0)


def test_an_empty_log_is_sound() -> None:
    assert Stored().examine() == Examination(0, 0, 0, 0, (), 0)


def test_a_changed_content_is_named() -> None:
    log = a_log()
    log.change(6, payload=(log.rows[6].payload or b"").replace(b"officer/7", b"officer/8"))
    assert log.found() == [
        "entry 6: what is kept for searching is not what its content says: it was changed after it was logged",
        "entry 6: was changed after it was logged",
    ]


def test_an_entry_rewritten_with_its_hash_is_named() -> None:
    log = a_log()
    log.rewrite(6)
    assert log.found() == ["entry 6: was changed after it was logged"]


def test_an_entry_rewritten_after_the_last_checkpoint_is_named_as_far_as_can_be_known() -> None:
    log = a_log(entries=16)
    log.rewrite(14)
    assert log.found() == [
        "entry 14: it and its hash in the tree disagree, and no sound checkpoint tells which was changed"
    ]


def test_a_changed_column_is_named() -> None:
    log = a_log()
    log.change(6, columns=(AT, "officer/7", "alert.decide", "alert/99", "done"))
    assert log.found() == [
        "entry 6: what is kept for searching is not what its content says: it was changed after it was logged"
    ]


def test_a_changed_hash_beside_an_entry_is_named() -> None:
    log = a_log()
    log.change(6, leaf=bytes(32))
    assert log.found() == ["entry 6: the hash beside it was changed after it was logged; its content is as logged"]


@pytest.mark.parametrize("place", range(25))
def test_a_changed_node_of_the_tree_is_named_and_no_entry_is_accused(place: int) -> None:
    log = a_log()
    assert len(log.nodes) == 23 or place >= 23
    place %= len(log.nodes)
    log.nodes[place] = (place, bytes(32))
    (told,) = log.found()
    assert "tree" in told
    assert "as logged" in told or told.startswith("tree over entr")


def test_a_removed_node_of_the_tree_is_named() -> None:
    log = a_log()
    del log.nodes[2]
    assert log.found() == ["tree over entries 0-1: missing: removed after it was logged"]


@pytest.mark.parametrize("index", range(13))
def test_a_removed_entry_is_named(index: int) -> None:
    log = a_log()
    del log.rows[index]
    assert f"entry {index}: missing: removed after it was logged" in log.found()


def test_removed_entries_are_named_as_one_run() -> None:
    log = a_log()
    del log.rows[4:8]
    assert log.found() == ["entries 4-7: missing: removed after it was logged"]


def test_entries_removed_at_the_end_are_named_by_the_checkpoint() -> None:
    log = a_log()
    del log.rows[10:]
    log.regrow()
    assert log.found() == [
        "checkpoint 13: was signed over 13 entries, and the log ends before: entries 10-12 were removed"
    ]


def test_an_entry_removed_and_the_rest_moved_up_is_named_at_the_first_that_moved() -> None:
    log = a_log()
    del log.rows[6]
    log.rows = [replace(row, index=index) for index, row in enumerate(log.rows)]
    log.regrow()
    found = log.found()
    assert found[0] == "entry 6: what stands here was logged as entry 7"
    assert "checkpoint 9: was signed over another log: of entries 5-8, something was changed, added or removed" in found


def test_two_entries_that_changed_places_are_both_named() -> None:
    log = a_log()
    log.rows[6], log.rows[7] = replace(log.rows[7], index=6), replace(log.rows[6], index=7)
    found = log.found()
    assert "entry 6: what stands here was logged as entry 7" in found
    assert "entry 7: what stands here was logged as entry 6" in found
    assert "entry 6: was changed after it was logged" in found


def test_a_whole_rewriting_is_named_between_the_checkpoints_around_it() -> None:
    log = a_log()
    log.rewrite(6)
    log.regrow()
    assert log.found() == [
        "checkpoint 9: was signed over another log: of entries 5-8, something was changed, added or removed",
        "checkpoint 13: was signed over another log: of entries 5-12, something was changed, added or removed",
    ]


def test_a_forger_who_signs_anew_with_another_key_is_found() -> None:
    log = a_log(checkpoints=())
    log.rewrite(6)
    log.regrow()
    log.sign(STRANGER)
    assert log.found() == [
        f"checkpoint 13: is not signed by the key in force, {KEY.public}: it was changed, or another key signed it"
    ]


def test_a_forger_who_writes_a_whole_new_log_with_a_key_of_his_own_is_found() -> None:
    log = Stored()
    log.append(key_entry(STRANGER.public, actor="node", at=AT))
    log.decide(5)
    log.sign(STRANGER)
    assert log.found() == ["keys: none of the keys that you trust was ever in force in this log"]


def test_a_forger_who_appends_a_key_of_his_own_is_found() -> None:
    log = a_log()
    log.append(key_entry(STRANGER.public, actor="node", at=AT))
    log.sign(STRANGER)
    assert log.found()[0].startswith("checkpoint 14: is not signed by the key in force")
    assert log.found()[-1].startswith(f"entry 13: puts the key {STRANGER.public} in force, and the key before did not")


def test_a_key_that_was_handed_over_is_trusted_from_the_old_one_and_from_the_new_one() -> None:
    log = a_log()
    log.append(key_entry(NEXT.public, actor="officer/1", at=AT))
    log.sign(KEY, NEXT)
    log.decide(3)
    log.sign(NEXT)
    assert log.examine() == Examination(17, 0, 5, 17, (), 0)
    log.trusted = [NEXT.public]
    assert log.examine().findings == ()


def test_the_old_key_no_longer_signs_after_it_handed_over() -> None:
    log = a_log()
    log.append(key_entry(NEXT.public, actor="officer/1", at=AT))
    log.sign(KEY, NEXT)
    log.decide(3)
    log.sign(KEY)
    assert len(log.found()) == 1
    assert log.found()[0].startswith("checkpoint 17: is not signed by the key in force")


def test_a_key_after_a_lost_one_is_accepted_only_by_those_who_received_it() -> None:
    log = a_log()
    log.append(key_entry(NEXT.public, actor="officer/1", at=AT, lost="the disk broke"))
    log.sign(NEXT)
    assert len(log.found()) == 1
    assert "the key before did not sign that (it says: the disk broke)" in log.found()[0]
    log.trusted = [KEY.public, NEXT.public]
    assert log.examine().findings == ()


def test_a_changed_checkpoint_is_named() -> None:
    log = a_log()
    log.checkpoints[1] = (9, log.checkpoints[1][1].replace("\n9\n", "\n8\n"))
    assert log.found() == ["checkpoint 9: its note is of size 8: it was changed"]
    log.checkpoints[1] = (8, log.checkpoints[1][1])
    assert log.found()[0].startswith("checkpoint 8: is not signed by the key in force")
    log.checkpoints[1] = (9, "nothing")
    assert log.found()[0].startswith("checkpoint 9: cannot be read")


def test_a_checkpoint_kept_elsewhere_finds_a_log_that_was_cut_with_its_checkpoints() -> None:
    log = a_log()
    log.kept = [log.checkpoints[-1][1]]
    assert log.examine().findings == ()
    del log.rows[7:]
    del log.checkpoints[1:]
    log.regrow()
    assert log.found() == [
        "kept checkpoint 1: was signed over 13 entries, and the log ends before: entries 7-12 were removed"
    ]


def test_an_erased_entry_is_sound_where_the_log_records_the_erasure() -> None:
    log = a_log()
    for index in (3, 4, 7):
        log.change(index, salt=None, payload=None, columns=())
    assert log.found() == [
        "entries 3-4: its content is gone, and no entry of the log records why",
        "entry 7: its content is gone, and no entry of the log records why",
    ]
    log.append(erase_entry([3, 4, 7], "kept for five years", actor="node", at=AT))
    assert log.examine() == Examination(14, 3, 3, 13, (), 0)


def test_an_erased_entry_whose_hash_was_changed_is_named() -> None:
    log = a_log()
    log.append(erase_entry([3], "kept for five years", actor="node", at=AT))
    log.change(3, salt=None, payload=None, columns=(), leaf=bytes(32))
    assert log.found() == ["entry 3: was changed after it was logged"]


@pytest.mark.parametrize("half", ["salt", "payload"])
def test_half_an_erasure_is_named(half: str) -> None:
    log = a_log()
    log.change(3, **{half: None})
    assert "entry 3: its salt or content is gone without the other: it was changed after it was logged" in log.found()


def test_an_entry_that_says_it_records_its_own_erasure_or_a_later_one_records_nothing() -> None:
    log = a_log(entries=4, checkpoints=())
    log.append(erase_entry([4, 5], "nothing", actor="node", at=AT))
    log.decide(2)
    log.change(5, salt=None, payload=None, columns=())
    assert log.found() == ["entry 5: its content is gone, and no entry of the log records why"]


def test_rows_in_impossible_places_end_the_examination_with_a_finding_not_with_a_search() -> None:
    log = a_log()
    log.rows.append(replace(log.rows[-1], index=10**15))
    log.rows.insert(0, replace(log.rows[0], index=-4))
    log.nodes.append((10**15, bytes(32)))
    found = log.found()
    assert "entry -4: no entry was logged in this place: it was added" in found
    assert "entry 1000000000000000: what stands here was logged as entry 12" in found
    assert "entries 13-999999999999999: missing: removed after it was logged" in found


def test_many_findings_are_counted_and_not_all_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "MOST_FINDINGS", 4)
    log = a_log()
    for index in range(1, 9):
        log.rewrite(index)
    examined = log.examine()
    assert (len(examined.findings), examined.more) == (4, 4)


def forge_entry(log: Stored, at: int) -> None:
    log.rewrite(at)


def forge_content(log: Stored, at: int) -> None:
    log.change(at, payload=(log.rows[at].payload or b"")[:-1] + b" ")


def forge_salt(log: Stored, at: int) -> None:
    log.change(at, salt=bytes(32))


def forge_hash(log: Stored, at: int) -> None:
    log.change(at, leaf=bytes(32))


def forge_removal(log: Stored, at: int) -> None:
    del log.rows[at]


def forge_erasure(log: Stored, at: int) -> None:
    log.change(at, salt=None, payload=None, columns=())


def forge_node(log: Stored, at: int) -> None:
    log.nodes[at] = (log.nodes[at][0], bytes(32))


def forge_addition(log: Stored, at: int) -> None:
    log.rows.insert(at, log.rows[at])
    log.rows = [replace(row, index=index) for index, row in enumerate(log.rows)]


FORGERIES = (
    forge_entry,
    forge_content,
    forge_salt,
    forge_hash,
    forge_removal,
    forge_erasure,
    forge_node,
    forge_addition,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORGERIES), st.integers(min_value=1, max_value=24), st.data(), st.booleans(), st.integers(1, 3))
def test_no_forgery_below_a_checkpoint_goes_unfound(
    forge: Callable[[Stored, int], None], size: int, data: st.DataObject, regrown: bool, checkpoints: int
) -> None:
    """Whatever is done to the rows, also where the tree is made to fit again: a signed root tells."""
    log = a_log(entries=size, checkpoints=sorted({max(1, size - step) for step in range(checkpoints)}))
    forge(log, data.draw(st.integers(min_value=0, max_value=size - 1)))
    if regrown and forge is not forge_node and not (forge is forge_removal and not log.rows):
        log.rows = [replace(row, index=index) for index, row in enumerate(log.rows)]
        log.regrow()
    assert log.found() != []
