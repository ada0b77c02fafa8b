"""A third party checks an export with the stand-alone verifier: what is sound passes, all tampering is named."""

import ast
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.audit.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from comity.audit.commitment import entry_leaf
from comity.audit.merkle import Frontier, grow, root
from comity.audit.note import SecretKey, new_key
from comity.model.errors import BadRequest
from comity.operations.erase_payloads import ErasePayloads, erase_payloads
from comity.operations.export_log import ExportLog, export_log
from comity.operations.print_verifier import print_verifier
from comity.operations.prove_entries import ProveEntries, prove_entries
from comity.operations.renew_log_key import RenewLogKey, renew_log_key
from comity.store.log import LogFilter
from comity.store.log_keys import SigningKeys, public_key
from invented_log import AT, KEEPER, decide, run_verifier, signed

STRANGER = new_key("example.org/log", bytes(32))


class Export:
    """An export in the hands of somebody who may change it before it is checked."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "log.jsonl"
        self.key = (folder / "key.txt").read_text().strip()
        self.lines: list[dict[str, Any]] = [json.loads(line) for line in self.log.read_text().splitlines()]

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if "index" in line]

    @property
    def checkpoints(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if "note" in line]

    def entry(self, index: int) -> dict[str, Any]:
        (found,) = [line for line in self.entries if line["index"] == index]
        return found

    def checked(self, *more: object, key: str | None = None) -> tuple[int, str]:
        self.log.write_text("".join(json.dumps(line) + "\n" for line in self.lines))
        return self.as_it_lies(*more, key=key)

    def as_it_lies(self, *more: object, key: str | None = None) -> tuple[int, str]:
        return run_verifier(self.folder / "verify.py", self.log, "--key", key or self.key, *more)

    def rewrite(self, index: int) -> None:
        """Another content, with a hash that fits it."""
        entry = self.entry(index)
        entry["payload"] = entry["payload"].replace("officer/", "officer/1")
        entry["leaf"] = entry_leaf(bytes.fromhex(entry["salt"]), entry["payload"].encode()).hex()

    def sign_anew(self, key: SecretKey) -> None:
        """Every checkpoint made to fit the entries again, and signed with this key."""
        frontier = Frontier()
        roots = {0: b""}
        for entry in self.entries:
            frontier, _ = grow(frontier, bytes.fromhex(entry["leaf"]))
            roots[frontier.size] = root(frontier)
        for line in self.checkpoints:
            size = read_checkpoint(line["note"]).checkpoint.size
            line["note"] = sign_checkpoint(Checkpoint(key.name, size, roots[size]), [key])


@pytest.fixture
def keys(db: None, tmp_path: Path) -> SigningKeys:  # noqa: ARG001 asked for, so that there is a database
    keys = SigningKeys(tmp_path / "keys", "example.org/log")
    for entries in (3, 5, 4):
        decide(entries)
        signed(keys)
    return keys


@pytest.fixture
def export(keys: SigningKeys, tmp_path: Path) -> Export:
    """Entries 0 to 13, checkpoints over 4, 9, 13 and 14."""
    export_log(ExportLog(tmp_path / "out", keys), actor=KEEPER, now=AT)
    return Export(tmp_path / "out")


@pytest.fixture
def part(keys: SigningKeys, tmp_path: Path) -> Export:
    """Entries 5 to 7 and the one that names the key, 3, with proofs."""
    export_log(ExportLog(tmp_path / "out", keys, 5, 7), actor=KEEPER, now=AT)
    return Export(tmp_path / "out")


def test_the_verifier_is_short_and_needs_nothing_but_python_and_cryptography() -> None:
    program = print_verifier().decode()
    assert len(program.splitlines()) < 200
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(program))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - sys.stdlib_module_names == {"cryptography"}


def test_a_sound_export_passes(export: Export) -> None:
    assert export.as_it_lies() == (0, "as logged: the whole log, 14 entries, 4 checkpoints\n")
    assert export.as_it_lies("--kept", export.folder / "checkpoint.txt")[0] == 0


def test_a_sound_part_passes(part: Export) -> None:
    assert part.as_it_lies() == (0, "as logged: part of a log, 4 entries, 4 checkpoints\n")


def test_a_log_with_renewed_keys_and_erased_entries_passes_with_the_old_key_and_the_new(
    keys: SigningKeys, tmp_path: Path
) -> None:
    old = str(public_key(keys.folder))
    renew_log_key(RenewLogKey(keys), actor=KEEPER, now=AT)
    decide(3)
    with pytest.raises(BadRequest):  # which leaves an entry too
        erase_payloads(ErasePayloads(LogFilter(), "over", keys), actor=KEEPER, now=AT)
    erase_payloads(ErasePayloads(LogFilter(actor="officer/1"), "over", keys), actor=KEEPER, now=AT)
    export_log(ExportLog(tmp_path / "out", keys), actor=KEEPER, now=AT)
    export = Export(tmp_path / "out")
    assert sum("payload" not in entry for entry in export.entries) == 5
    assert export.as_it_lies()[0] == 0
    assert export.as_it_lies(key=old)[0] == 0
    proof = tmp_path / "proof.jsonl"
    proof.write_text(
        "".join(json.dumps(line) + "\n" for line in prove_entries(ProveEntries((2,)), actor=KEEPER, now=AT))
    )
    for key in (old, export.key):
        code, told = run_verifier(tmp_path / "out" / "verify.py", proof, "--key", key)
        assert (code, told) == (0, "as logged: part of a log, 3 entries, 2 checkpoints\n")


def changed_content(export: Export) -> None:
    export.entry(6)["payload"] = export.entry(6)["payload"].replace("officer/", "officer/1")


def changed_salt(export: Export) -> None:
    export.entry(6)["salt"] = "00" * 32


def changed_leaf(export: Export) -> None:
    export.entry(6)["leaf"] = "00" * 32


def rewritten_entry(export: Export) -> None:
    export.rewrite(6)


def removed_entry(export: Export) -> None:
    export.lines.remove(export.entry(6))


def removed_and_moved_up(export: Export) -> None:
    removed_entry(export)
    for entry in export.entries:
        entry["index"] -= entry["index"] > 6


def swapped_entries(export: Export) -> None:
    here, there = export.entry(6), export.entry(7)
    here["index"], there["index"] = 7, 6


def swapped_lines(export: Export) -> None:
    at = export.lines.index(export.entry(6))
    export.lines[at : at + 2] = reversed(export.lines[at : at + 2])


def added_entry(export: Export) -> None:
    export.lines.append({**export.entry(13), "index": 14})


def erased_entry(export: Export) -> None:
    del export.entry(6)["payload"], export.entry(6)["salt"]


def changed_checkpoint(export: Export) -> None:
    line = export.checkpoints[1]
    line["note"] = line["note"].replace("\n9\n", "\n8\n")


def changed_root(export: Export) -> None:
    line = export.checkpoints[1]
    origin, size, sealed, rest = line["note"].split("\n", 3)
    line["note"] = "\n".join((origin, size, sealed.swapcase(), rest))


def exchanged_signature(export: Export) -> None:
    line = export.checkpoints[1]
    line["note"] = line["note"].split("\n\n")[0] + "\n\n" + export.checkpoints[0]["note"].split("\n\n")[1]


def signed_by_a_stranger(export: Export) -> None:
    export.rewrite(6)
    export.sign_anew(STRANGER)


def cut_short(export: Export) -> None:
    del export.lines[-3:]


KINDS: list[tuple[Callable[[Export], None], str]] = [
    (changed_content, "entry 6: its salt, its content or its hash was changed"),
    (changed_salt, "entry 6: its salt, its content or its hash was changed"),
    (changed_leaf, "entry 6: its salt, its content or its hash was changed"),
    (rewritten_entry, "checkpoint 9: of entries 4-8, something was changed"),
    (removed_entry, "entry 6: is missing"),
    (removed_and_moved_up, "entry 6: what stands here was logged as entry 7"),
    (swapped_entries, "entry 7: what stands here was logged as entry 6"),
    (swapped_lines, "entry 6: stands after 7"),
    (added_entry, "entry 14: was added; no checkpoint covers it"),
    (erased_entry, "entry 6: its content is gone, and no entry records why"),
    (changed_checkpoint, "checkpoint 8: was changed, or another key than the one in force signed it"),
    (changed_root, "checkpoint 9: was changed, or another key than the one in force signed it"),
    (exchanged_signature, "checkpoint 9: was changed, or another key than the one in force signed it"),
    (signed_by_a_stranger, "checkpoint 9: was changed, or another key than the one in force signed it"),
    (cut_short, "entry 11: is missing; checkpoint 13 was signed over 13 entries"),
]


@pytest.mark.parametrize(("tamper", "told"), KINDS, ids=[kind.__name__ for kind, _ in KINDS])
def test_each_kind_of_tampering_with_an_export_is_found_and_named(
    export: Export, tamper: Callable[[Export], None], told: str
) -> None:
    tamper(export)
    code, words = export.checked()
    assert code == 3
    assert f"FOUND {told}" in words
    assert "NOT AS LOGGED" in words
    assert "Traceback" not in words


def rewritten_in_part(part: Export) -> None:
    part.rewrite(6)


def moved_in_part(part: Export) -> None:
    part.entry(6)["index"] = 8


def other_proof(part: Export) -> None:
    part.entry(6)["proof"] = part.entry(7)["proof"]


def shorter_proof(part: Export) -> None:
    part.entry(6)["proof"].pop()


def other_consistency(part: Export) -> None:
    part.checkpoints[2]["proof"] = part.checkpoints[1]["proof"]


def no_consistency(part: Export) -> None:
    del part.checkpoints[1]["proof"]


PARTS: list[tuple[Callable[[Export], None], str]] = [
    (changed_content, "entry 6: its salt, its content or its hash was changed"),
    (rewritten_in_part, "entry 6: was changed, or is not in the log of checkpoint 14"),
    (moved_in_part, "entry 8: was changed, or is not in the log of checkpoint 14"),
    (other_proof, "entry 6: was changed, or is not in the log of checkpoint 14"),
    (shorter_proof, "entry 6: was changed, or is not in the log of checkpoint 14"),
    (other_consistency, "checkpoint 13: does not continue checkpoint 9"),
    (no_consistency, "checkpoint 9: does not continue checkpoint 4"),
    (changed_root, "checkpoint 9: does not continue checkpoint 4"),
]


@pytest.mark.parametrize(("tamper", "told"), PARTS, ids=[kind.__name__ for kind, _ in PARTS])
def test_each_kind_of_tampering_with_a_part_is_found_and_named(
    part: Export, tamper: Callable[[Export], None], told: str
) -> None:
    tamper(part)
    code, words = part.checked()
    assert (code, "Traceback" in words) == (3, False)
    assert f"FOUND {told}" in words


def test_an_export_of_a_log_that_somebody_wrote_anew_with_a_key_of_his_own_is_found(export: Export) -> None:
    named = export.entry(3)
    named["payload"] = named["payload"].replace(export.key, str(STRANGER.public))
    named["leaf"] = entry_leaf(bytes.fromhex(named["salt"]), named["payload"].encode()).hex()
    export.sign_anew(STRANGER)
    assert export.checked(key=str(STRANGER.public))[0] == 0  # sound in itself
    code, words = export.checked()
    assert code == 3
    assert "FOUND wrong key: none of the keys that you trust was ever in force in this log" in words


def test_the_wrong_key_is_named_and_a_damaged_one_refused(export: Export) -> None:
    code, words = export.as_it_lies(key=str(STRANGER.public))
    assert code == 3
    assert "FOUND wrong key" in words
    assert export.as_it_lies(key=export.key.replace("+", "-"))[0] == 2


def test_an_export_cut_in_the_midst_of_a_line_is_found(export: Export) -> None:
    content = export.log.read_bytes()
    for length in (len(content) - 40, len(content) // 2, 17):
        export.log.write_bytes(content[:length])
        code, words = export.as_it_lies()
        assert (code, "Traceback" in words) == (3, False)
        assert "cut off" in words


def test_an_empty_export_and_one_without_checkpoints_are_found(export: Export) -> None:
    export.log.write_bytes(b"")
    assert export.as_it_lies()[0] == 3
    export.lines = export.entries
    code, words = export.checked()
    assert code == 3
    assert "FOUND entry 0: was added; no checkpoint covers it" in words


def test_a_log_that_was_rewritten_since_is_found_by_the_checkpoint_that_was_kept(
    keys: SigningKeys, export: Export, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(export.checkpoints[1]["note"])
    assert export.as_it_lies("--kept", kept)[0] == 0
    export.lines.remove(export.checkpoints[1])
    code, words = export.checked("--kept", kept)
    assert code == 3
    assert "FOUND the kept checkpoint 9 is not one of these" in words
    assert public_key(keys.folder) is not None


def test_a_single_entry_is_proved_to_continue_what_a_receiver_kept(keys: SigningKeys, tmp_path: Path) -> None:
    program, proof, kept = tmp_path / "verify.py", tmp_path / "proof.jsonl", tmp_path / "kept.txt"
    program.write_bytes(print_verifier())
    lines = prove_entries(ProveEntries((10,), since=4), actor=KEEPER, now=AT)
    proof.write_text("".join(json.dumps(line) + "\n" for line in lines))
    kept.write_text(next(line["note"] for line in lines if "\n4\n" in line.get("note", "")))
    key = str(public_key(keys.folder))
    arguments = (proof, "--key", key, "--kept", kept)
    assert run_verifier(program, *arguments) == (0, "as logged: part of a log, 2 entries, 2 checkpoints\n")
    kept.write_text(kept.read_text().replace("\n4\n", "\n5\n"))
    assert run_verifier(program, *arguments)[0] == 3


def test_a_file_that_is_not_there_is_misuse_and_anything_else_is_no_export(export: Export) -> None:
    assert run_verifier(export.folder / "verify.py", "nowhere.jsonl", "--key", export.key)[0] == 2
    for content in ("[]", "{}", "null\n", '{"index": "a"}', '{"note": 5}', "\x00", '{"index": 1e400, "leaf": ""}'):
        export.log.write_text(content)
        code, words = export.as_it_lies()
        assert (code, "Traceback" in words) == (3, False), content
