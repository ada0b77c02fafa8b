"""What is ordered of the log: signing, renewing its key, erasing, verifying, showing, proving, exporting."""

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from comity.audit.checkpoint import read_checkpoint
from comity.audit.entry import Outcome
from comity.audit.note import PublicKey, signed_by
from comity.model.errors import BadRequest, BrokenFile, Forbidden, LogTampered, NotFound
from comity.model.officer import Actor, Role
from comity.operations.erase_payloads import ErasePayloads, erase_payloads
from comity.operations.export_log import ExportLog, export_log
from comity.operations.permits import may
from comity.operations.prove_entries import ProveEntries, prove_entries
from comity.operations.renew_log_key import RenewLogKey, renew_log_key
from comity.operations.show_log import ShowLog, show_log
from comity.operations.verify_log import Verified, VerifyLog, verify_log
from comity.store import log
from comity.store.log import LogFilter
from comity.store.log_keys import NAME, NEXT, SigningKeys, public_key
from comity.store.models import LogCheckpoint, LogEntry, LogNode
from invented_log import AT, KEEPER, decide, signed, writer
from open_log import open_log

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def keys(tmp_path: Path) -> SigningKeys:
    return SigningKeys(tmp_path / "keys", "example.org/log")


def own(keys: SigningKeys) -> PublicKey:
    found = public_key(keys.folder)
    assert found is not None
    return found


def verified(keys: SigningKeys, *kept: str) -> Verified:
    return verify_log(VerifyLog((own(keys),), kept), actor=KEEPER, now=AT)


def verified_without_keys() -> bool:
    return verify_log(VerifyLog(()), actor=KEEPER, now=AT).sound


def found(keys: SigningKeys, *kept: str) -> list[str]:
    return [f"{each.place}: {each.problem}" for each in verified(keys, *kept).examination.findings]


# --- signing ------------------------------------------------------------------------------------


def test_the_first_checkpoint_makes_a_key_that_only_its_owner_reads_and_that_the_log_names(keys: SigningKeys) -> None:
    decide(3)
    checkpoint = read_checkpoint(signed(keys))
    assert stat.S_IMODE((keys.folder / NAME).stat().st_mode) == 0o600
    assert [file.name for file in keys.folder.iterdir()] == [NAME]
    assert (checkpoint.checkpoint.origin, checkpoint.checkpoint.size) == ("example.org/log", 4)
    assert signed_by(checkpoint.note, own(keys))
    (named,) = show_log(ShowLog(LogFilter(action="log.key"), 9), actor=KEEPER, now=AT)
    assert named.entry is not None
    assert named.entry.details == {"key": str(own(keys))}
    assert verified(keys).sound


def test_a_log_without_a_given_name_names_itself(tmp_path: Path) -> None:
    keys = SigningKeys(tmp_path)
    signed(keys)
    assert own(keys).name.startswith("comity/")


def test_a_name_that_a_checkpoint_cannot_carry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="two words"):
        signed(SigningKeys(tmp_path, "two words"))


def test_signing_again_without_a_new_entry_gives_the_same_checkpoint(keys: SigningKeys) -> None:
    decide(3)
    assert signed(keys) == signed(keys)
    decide(1)
    assert read_checkpoint(signed(keys)).checkpoint.size == 5


def test_a_log_that_no_longer_continues_what_was_signed_is_not_signed(keys: SigningKeys) -> None:
    decide(5)
    signed(keys)
    decide(5)
    with open_log():
        LogNode.objects.filter(position=0).update(hash=bytes(32))
        LogNode.objects.filter(position__gte=1, position__lt=7).update(hash=bytes(32))
    with pytest.raises(LogTampered, match="does not continue"):
        signed(keys)


def test_a_log_that_was_cut_is_not_signed(keys: SigningKeys) -> None:
    signed(keys)
    decide(8)
    signed(keys)
    with open_log():
        LogEntry.objects.filter(index__gte=4).delete()
        LogNode.objects.filter(position__gte=7).delete()
    with pytest.raises(LogTampered, match="9 entries, and the log has 4"):
        signed(keys)


def test_a_key_that_was_lost_or_exchanged_stops_signing_and_says_what_to_do(keys: SigningKeys) -> None:
    signed(keys)
    (keys.folder / NAME).unlink()
    decide(1)
    with pytest.raises(NotFound, match="from a backup"):
        signed(keys)
    (keys.folder / NAME).write_text("PRIVATE+KEY+broken\n")
    with pytest.raises(BrokenFile, match="not a secret key"):
        signed(keys)


# --- keys ---------------------------------------------------------------------------------------


def test_a_new_key_is_handed_over_by_the_old_one_which_is_gone_then(
    keys: SigningKeys, django_capture_on_commit_callbacks: Callable[..., "transaction.Atomic"]
) -> None:
    decide(2)
    signed(keys)
    old = own(keys)
    with django_capture_on_commit_callbacks(execute=True):
        handed_over = renew_log_key(RenewLogKey(keys), actor=KEEPER, now=AT)
    new = own(keys)
    assert old != new
    assert signed_by(handed_over.note, old)
    assert signed_by(handed_over.note, new)
    assert [file.name for file in keys.folder.iterdir()] == [NAME]
    decide(2)
    assert not signed_by(read_checkpoint(signed(keys)).note, old)
    assert verified(keys).sound
    assert verify_log(VerifyLog((old,)), actor=KEEPER, now=AT).sound


def test_a_change_of_keys_that_was_cut_short_after_the_log_named_the_new_one_is_finished(keys: SigningKeys) -> None:
    signed(keys)
    old = own(keys)
    renew_log_key(RenewLogKey(keys), actor=KEEPER, now=AT)  # what follows the transaction never happens here
    assert own(keys) == old
    assert (keys.folder / NEXT).exists()
    decide(1)
    assert signed_by(read_checkpoint(signed(keys)).note, own(keys))
    assert own(keys) != old
    assert verified(keys).sound


def test_a_change_of_keys_that_was_cut_short_before_leaves_the_old_one_in_force(keys: SigningKeys) -> None:
    signed(keys)
    old = own(keys)

    def cut_short() -> None:
        with transaction.atomic():
            renew_log_key(RenewLogKey(keys), actor=KEEPER, now=AT)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        cut_short()
    decide(1)
    assert signed_by(read_checkpoint(signed(keys)).note, old)
    assert own(keys) == old


def test_a_key_after_a_lost_one_needs_a_reason_and_the_trust_of_whoever_verifies(keys: SigningKeys) -> None:
    signed(keys)
    old = own(keys)
    (keys.folder / NAME).unlink()
    renew_log_key(RenewLogKey(keys, lost="the disk broke"), actor=KEEPER, now=AT)
    signed(keys)
    assert verified(keys).sound
    (told,) = verify_log(VerifyLog((old,)), actor=KEEPER, now=AT).examination.findings
    assert "the disk broke" in told.problem


def test_a_log_that_was_never_signed_has_no_key_to_renew(keys: SigningKeys) -> None:
    with pytest.raises(BadRequest, match="never signed"):
        renew_log_key(RenewLogKey(keys), actor=KEEPER, now=AT)


# --- erasing ------------------------------------------------------------------------------------


def test_what_is_erased_is_gone_the_record_of_it_stays_and_the_log_verifies(keys: SigningKeys) -> None:
    decide(9)
    before = signed(keys)
    order = ErasePayloads(LogFilter(before=AT + timedelta(minutes=4)), "closed for five years", keys)
    assert erase_payloads(order, actor=KEEPER, now=AT + timedelta(days=1)) == (0, 1, 2, 3)
    row = LogEntry.objects.get(index=2)
    assert (row.payload, row.salt, row.actor, row.action, row.subject) == (None, None, "", "", "")
    assert (row.erased_why, row.erased_at) == ("closed for five years", AT + timedelta(days=1))
    (record,) = show_log(ShowLog(LogFilter(action="log.erase"), 9), actor=KEEPER, now=AT)
    assert record.entry is not None
    assert record.entry.details == {"entries": [[0, 3]], "why": "closed for five years"}
    assert verified(keys, before).sound
    assert verified(keys).examination.erased == 4


def test_what_the_log_needs_for_itself_is_never_erased(keys: SigningKeys) -> None:
    decide(2)
    signed(keys)
    order = ErasePayloads(LogFilter(before=AT + timedelta(days=9)), "over", keys)
    assert erase_payloads(order, actor=KEEPER, now=AT) == (0, 1)
    assert erase_payloads(order, actor=KEEPER, now=AT) == ()
    assert verified(keys).sound


def test_an_erasure_without_a_reason_or_of_everything_is_refused(keys: SigningKeys) -> None:
    decide(2)
    for meant, why in ((LogFilter(), "over"), (LogFilter(actor="officer/1"), " "), (LogFilter(actor="a"), "x" * 501)):
        with pytest.raises(BadRequest, match="erasure"):
            erase_payloads(ErasePayloads(meant, why, keys), actor=KEEPER, now=AT)
    assert not LogEntry.objects.filter(payload=None).exists()
    assert [each.entry.outcome for each in log.logged(LogFilter(action="log.erase")) if each.entry] == [
        Outcome.REFUSED
    ] * 3
    assert verified_without_keys()


# --- verifying ----------------------------------------------------------------------------------


def test_one_changed_row_is_found_and_named(keys: SigningKeys) -> None:
    decide(9)
    signed(keys)
    payload = bytes(LogEntry.objects.get(index=6).payload or b"")
    with open_log():
        LogEntry.objects.filter(index=6).update(payload=payload.replace(b'"refused"', b'"done"').replace(b"/0", b"/1"))
    assert "entry 6: was changed after it was logged" in found(keys)


def test_a_removed_row_a_changed_checkpoint_and_a_lost_guard_are_named(keys: SigningKeys) -> None:
    decide(9)
    signed(keys)
    note = LogCheckpoint.objects.get().note
    with open_log():
        LogEntry.objects.filter(index=4).delete()
        LogCheckpoint.objects.update(note=note.replace("\n10\n", "\n11\n"))
        result = verified(keys)
    assert found(keys) == [
        "checkpoint 10: its note is of size 11: it was changed",
        "entry 4: missing: removed after it was logged",
    ]
    assert not result.sound
    assert "comity_logentry_delete" in result.unguarded


def test_a_log_cut_back_with_its_checkpoints_is_found_by_one_that_was_kept(keys: SigningKeys) -> None:
    decide(4)
    signed(keys)
    decide(4)
    kept = signed(keys)
    with open_log():
        LogEntry.objects.filter(index__gte=6).delete()
        LogNode.objects.filter(position__gte=10).delete()
        LogCheckpoint.objects.filter(size__gt=6).delete()
    assert found(keys) == []
    assert found(keys, kept) == [
        "kept checkpoint 1: was signed over 9 entries, and the log ends before: entries 6-8 were removed"
    ]


@pytest.mark.usefixtures("transactional_db")
def test_a_log_is_verified_while_others_write_and_erase_and_nobody_waits(keys: SigningKeys) -> None:
    decide(40)
    signed(keys)
    running = writer("cli/bek", 40)
    assert running.stdout is not None
    rounds = 0
    while running.stdout.readline():  # after each entry that the other process wrote
        if rounds % 8 == 0:
            order = ErasePayloads(LogFilter(subject=f"alert/{rounds}"), "over", keys)
            assert len(erase_payloads(order, actor=KEEPER, now=AT)) == 1
        assert verified(keys).examination.findings == ()
        rounds += 1
    running.communicate()
    assert (running.returncode, rounds) == (0, 40)
    assert verified(keys).sound


def test_only_those_whom_the_table_names_look_into_the_log(acting: Callable[..., Actor], keys: SigningKeys) -> None:
    decide(1)
    administrator, analyst, auditor = (
        acting(name, role) for name, role in (("adm", Role.ADMINISTRATOR), ("ana", Role.ANALYST), ("aud", Role.AUDITOR))
    )
    for nobody in (administrator, analyst):
        with pytest.raises(Forbidden):
            show_log(ShowLog(LogFilter(), 9), actor=nobody, now=AT)
        with pytest.raises(Forbidden):
            prove_entries(ProveEntries((0,)), actor=nobody, now=AT)
        with pytest.raises(Forbidden):
            export_log(ExportLog(keys.folder / "x", keys), actor=nobody, now=AT)
    assert len(show_log(ShowLog(LogFilter(action="alert.decide"), 9), actor=auditor, now=AT)) == 1
    with pytest.raises(Forbidden):
        erase_payloads(ErasePayloads(LogFilter(actor="a"), "over", keys), actor=auditor, now=AT)
    assert not may(replace(auditor, confirmed=False), "log.export")


# --- showing to others --------------------------------------------------------------------------


def test_a_proof_of_an_entry_that_is_not_signed_or_not_there_is_refused(keys: SigningKeys) -> None:
    decide(3)
    for index in (0, 7, -1):
        with pytest.raises(NotFound, match="comity audit checkpoint"):
            prove_entries(ProveEntries((index,)), actor=KEEPER, now=AT)
    signed(keys)
    with pytest.raises(BadRequest, match="3 entries"):
        prove_entries(ProveEntries((0,), since=3), actor=KEEPER, now=AT)


def test_an_export_is_whole_says_that_it_was_made_and_never_overwrites(keys: SigningKeys, tmp_path: Path) -> None:
    decide(5)
    made = export_log(ExportLog(tmp_path / "out", keys), actor=KEEPER, now=AT)
    assert (made.entries, made.size) == (7, 7)
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "checkpoint.txt",
        "key.txt",
        "log.jsonl",
        "verify.py",
    ]
    assert (tmp_path / "out" / "key.txt").read_text() == f"{own(keys)}\n"
    (told,) = show_log(ShowLog(LogFilter(action="log.export"), 9), actor=KEEPER, now=AT)
    assert told.entry is not None
    assert told.entry.details == {"first": 0, "last": 4}
    with pytest.raises(BadRequest, match="not empty"):
        export_log(ExportLog(tmp_path / "out", keys), actor=KEEPER, now=AT)
    with pytest.raises(BadRequest, match="no directory"):
        export_log(ExportLog(tmp_path / "no" / "out", keys), actor=KEEPER, now=AT)
    with pytest.raises(BadRequest, match="no entries 3 to 99"):
        export_log(ExportLog(tmp_path / "new", keys, 3, 99), actor=KEEPER, now=AT)
    assert not (tmp_path / "new").exists()


def test_an_export_that_cannot_be_written_leaves_nothing(keys: SigningKeys, tmp_path: Path) -> None:
    decide(5)
    signed(keys)
    with open_log():
        LogNode.objects.filter(position=0).delete()
    with pytest.raises(LogTampered):
        export_log(ExportLog(tmp_path / "out", keys, 1, 3), actor=KEEPER, now=AT)
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def test_a_part_holds_only_what_was_asked_for_and_the_keys(keys: SigningKeys, tmp_path: Path) -> None:
    decide(5)
    signed(keys)
    export_log(ExportLog(tmp_path / "out", keys, 1, 2), actor=KEEPER, now=AT)
    lines = [json.loads(line) for line in (tmp_path / "out" / "log.jsonl").read_text().splitlines()]
    assert [line["index"] for line in lines if "index" in line] == [1, 2, 5]
