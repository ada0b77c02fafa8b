"""`comity audit`: look into the tamper-evident log, sign it, verify it, and hand it to others who verify it."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity import runtime
from comity.cli.node import at_the_node
from comity.cli.output import Format, tell, write_json, write_records
from comity.model.errors import BadRequest, NotFound

if TYPE_CHECKING:
    from comity.audit.note import PublicKey
    from comity.store.log import LogFilter

TAMPERED = 3

app = typer.Typer(help="See, sign and verify the tamper-evident log, and export it.", no_args_is_help=True)

FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.")]
ObjectOption = Annotated[
    str | None, typer.Option("--object", metavar="ID", help="Entries that concern this, such as alert/12.")
]
ActorOption = Annotated[
    str | None, typer.Option("--actor", metavar="ID", help="Entries of this actor, such as officer/7.")
]
ActionOption = Annotated[
    str | None, typer.Option("--action", metavar="ORDER", help="Entries of this order; all of a kind with 'alert.'.")
]
BeforeOption = Annotated[
    str | None, typer.Option("--before", metavar="DATE", help="Entries before this day or instant (UTC).")
]


@app.command()
def show(  # noqa: PLR0913 options of a command
    subject: ObjectOption = None,
    actor: ActorOption = None,
    action: ActionOption = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Entries since then (UTC).")] = None,
    before: BeforeOption = None,
    most: Annotated[int, typer.Option("--most", min=1, help="At most so many, the newest.")] = 50,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Show entries of the log, newest first."""
    person = at_the_node()
    from comity.cli import audit_answers
    from comity.operations.show_log import ShowLog, show_log

    order = ShowLog(_meant(subject, actor, action, since, before), most)
    shown = show_log(order, actor=person, now=runtime.now())
    if chosen is Format.TABLE:
        audit_answers.write_entries(shown)
    else:
        write_records(map(audit_answers.logged_record, shown), chosen)


@app.command()
def verify(
    keys: Annotated[
        list[str] | None,
        typer.Option("--key", metavar="KEY", help="A public key known to be the log's; the one kept here without."),
    ] = None,
    kept: Annotated[
        list[Path] | None, typer.Option("--kept", metavar="FILE", help="A checkpoint that was kept elsewhere.")
    ] = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Verify the whole log; ends with 3 and names what was changed, added or removed."""
    person = at_the_node()
    from comity.cli import audit_answers
    from comity.operations.verify_log import VerifyLog, verify_log

    order = VerifyLog(_trusted(keys), tuple(_text(file) for file in kept or ()))
    verified = verify_log(order, actor=person, now=runtime.now())
    if chosen is Format.TABLE:
        audit_answers.write_verified(verified)
    else:
        write_json(audit_answers.verified_record(verified))
    if not verified.sound:
        raise typer.Exit(TAMPERED)


@app.command()
def checkpoint() -> None:
    """Sign the log as it is now, and print the checkpoint: keep it where nobody here can change it."""
    person = at_the_node()
    from comity.operations.checkpoint_log import CheckpointLog, checkpoint_log

    signed = checkpoint_log(CheckpointLog(runtime.log_keys()), actor=person, now=runtime.now())
    sys.stdout.write(signed.text)


@app.command()
def key() -> None:
    """Print the public key that signs the log: give it to those who will verify it."""
    from comity.store.log_keys import public_key

    folder = runtime.log_keys().folder
    own = public_key(folder)
    if own is None:
        raise NotFound("signing key in", str(folder), "comity audit checkpoint makes the first one")
    print(own)


@app.command("new-key")
def new_key(
    lost: Annotated[
        str | None, typer.Option("--lost", metavar="REASON", help="The old key is gone and cannot hand over: why.")
    ] = None,
) -> None:
    """Put a new key in force, handed over by the old one, and print the checkpoint that both signed."""
    person = at_the_node()
    from comity.operations.renew_log_key import RenewLogKey, renew_log_key

    signed = renew_log_key(RenewLogKey(runtime.log_keys(), lost), actor=person, now=runtime.now())
    sys.stdout.write(signed.text)
    tell("A new key is in force; give it to those who verify: comity audit key")


@app.command()
def proof(
    entries: Annotated[list[int], typer.Argument(metavar="ENTRY...", help="The numbers of the entries to prove.")],
    since: Annotated[
        int | None, typer.Option("--since", metavar="SIZE", help="Of a checkpoint that the receiver keeps.")
    ] = None,
) -> None:
    """Print entries with the proof that they are in the signed log, for the verifier to check."""
    person = at_the_node()
    from comity.operations.prove_entries import ProveEntries, prove_entries

    order = ProveEntries(tuple(entries), since)
    write_records(prove_entries(order, actor=person, now=runtime.now()), Format.JSONL)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A directory that is made by this.")],
    first: Annotated[int | None, typer.Option("--from", metavar="ENTRY", help="Only entries from this one on.")] = None,
    last: Annotated[int | None, typer.Option("--to", metavar="ENTRY", help="Only entries up to this one.")] = None,
) -> None:
    """Write the log, or a part of it with proofs, with its checkpoints, its public key and the verifier."""
    person = at_the_node()
    from comity.operations.export_log import CHECKPOINT, KEY, LOG, VERIFIER, ExportLog, export_log

    order = ExportLog(folder, runtime.log_keys(), first, last)
    exported = export_log(order, actor=person, now=runtime.now())
    tell(f"{exported.entries} of {exported.size} entries: {folder / LOG}")
    tell(f"to check it anywhere: python3 {folder / VERIFIER} {folder / LOG} --key KEY")
    tell(f"the key is in {folder / KEY}; whoever checks should have it from you by another way")
    tell(f"worth keeping for later: {folder / CHECKPOINT}")


@app.command()
def verifier() -> None:
    """Print the program that checks an export or a proof without Comity."""
    from comity.operations.print_verifier import print_verifier

    sys.stdout.buffer.write(print_verifier())


@app.command()
def erase(
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="The rule or order that asks for it.")],
    subject: ObjectOption = None,
    actor: ActorOption = None,
    action: ActionOption = None,
    before: BeforeOption = None,
) -> None:
    """Erase the content of entries whose time is over; every proof over the log still holds."""
    person = at_the_node()
    from comity.operations.erase_payloads import ErasePayloads, erase_payloads

    order = ErasePayloads(_meant(subject, actor, action, None, before), why, runtime.log_keys())
    erased = erase_payloads(order, actor=person, now=runtime.now())
    tell(f"the content of {len(erased)} entries was erased")


def _meant(
    subject: str | None, actor: str | None, action: str | None, since: str | None, before: str | None
) -> "LogFilter":
    from comity.store.log import LogFilter

    return LogFilter(subject, actor, action, _instant("--since", since), _instant("--before", before))


def _instant(option: str, text: str | None) -> datetime | None:
    """A day or an instant; UTC where it says no zone."""
    if text is None:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError as problem:
        raise BadRequest(
            f"{option} is {text!r}; write a date, 2026-08-01, or an instant, 2026-08-01T09:30"
        ) from problem
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read


def _trusted(keys: list[str] | None) -> "tuple[PublicKey, ...]":
    from comity.audit.note import read_public
    from comity.store.log_keys import public_key

    if not keys:
        own = public_key(runtime.log_keys().folder)
        return () if own is None else (own,)
    try:
        return tuple(read_public(line) for line in keys)
    except ValueError as problem:
        raise BadRequest(f"--key: {problem}") from problem


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as problem:
        raise NotFound("file", str(file), "name a checkpoint that was printed by comity audit checkpoint") from problem
    except UnicodeDecodeError as problem:
        raise BadRequest(f"{file} is no checkpoint: {problem}") from problem
