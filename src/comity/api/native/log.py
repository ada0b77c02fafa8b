"""The tamper-evident log: entries, the newest signed checkpoint, and proofs for others."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from comity import runtime
from comity.api.answer import answer
from comity.api.native import answers
from comity.api.native.documented import answers as answered_with
from comity.api.native.payloads import ProofIn
from comity.api.native.shapes import EntryOut
from comity.api.native.way import caller_in
from comity.operations.checkpoint_log import CheckpointLog, checkpoint_log
from comity.operations.prove_entries import ProveEntries, prove_entries
from comity.operations.show_log import ShowLog, show_log
from comity.store.log import LogFilter

router = Router(tags=["log"])
Filter = Annotated[str | None, Query(max_length=200)]


@router.get("/log", response=answered_with(list[EntryOut]), summary="Entries of the log, newest first")
def entries(
    request: HttpRequest,
    subject: Filter = None,
    actor: Filter = None,
    action: Filter = None,
    size: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> HttpResponse:
    """`action=alerts.` means every action that begins so."""
    meant = LogFilter(subject=subject, actor=actor, action=action)
    found = show_log(ShowLog(meant, size), actor=caller_in(request).actor, now=runtime.now())
    return answer([answers.entry(each) for each in found])


@router.post("/log/checkpoint", response=answered_with(dict[str, object]), summary="Sign the log as it is now")
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The signed note; the last one where nothing was logged since."""
    signed = checkpoint_log(CheckpointLog(runtime.log_keys()), actor=caller_in(request).actor, now=runtime.now())
    return answer({"size": signed.checkpoint.size, "note": signed.text})


@router.post(
    "/log/proofs", response=answered_with(list[dict[str, object]]), summary="Prove that entries are in the signed log"
)
def proofs(request: HttpRequest, asked: ProofIn) -> HttpResponse:
    """Lines that the stand-alone verifier takes."""
    order = ProveEntries(tuple(asked.entries), asked.since)
    return answer(prove_entries(order, actor=caller_in(request).actor, now=runtime.now()))
