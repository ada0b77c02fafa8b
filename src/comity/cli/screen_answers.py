"""What `comity screen` answers: a table of hits for people, and on standard error what became of every record."""

from typing import TYPE_CHECKING

from comity.cli.output import tell, write_table

if TYPE_CHECKING:
    from comity.cli.screen_outputs import Outputs
    from comity.model.subject import Account
    from comity.operations.screening import Screening

MOST_ON_SCREEN = 50
HELD_SHOWN = 10


def write_hits(found: "Screening", language: str) -> None:
    """The highest-ranking hits as a table, each with the reason that weighs most."""
    from comity.matching.explain import in_words

    rows = []
    for finding in found.findings[:MOST_ON_SCREEN]:
        hit = finding.hit
        main = max(hit.reasons, key=lambda each: each.weight, default=None)
        why = in_words(main, language) if main else ""
        rows.append(
            (f"{hit.score:.2f}", hit.subject_id, hit.subject_name, hit.listed_name, hit.list, hit.reference, why)
        )
    if rows:
        write_table(("score", "id", "subject", "listed name", "list", "reference", "strongest reason"), rows)
    if found.hits > len(rows):
        tell(f"{len(rows)} of {found.hits:,} hits shown; --out hits.jsonl writes all of them")


def write_reasons(found: "Screening", language: str) -> None:
    """Why the best hit is one, reason by reason."""
    from comity.matching.explain import bearing_of, in_words

    for finding in found.findings[:1]:
        hit = finding.hit
        rows = [
            (in_words(each, language), bearing_of(each), f"{round(each.weight, 2) + 0.0:+.2f}") for each in hit.reasons
        ]
        title = f"Why {hit.listed_name} ({hit.list} {hit.reference}): {hit.score:.2f}"
        write_table(("reason", "bearing", "weight"), rows, title=title)


def account_in_words(account: "Account") -> str:
    """How every record ended, as a sum."""
    return (
        f"{account.received:,} records received = {account.screened:,} screened + {account.partial:,} partial "
        f"+ {account.held:,} held"
    )


def tell_account(found: "Screening", asked: "Outputs") -> None:
    """What became of every record, then the outcome."""
    account = found.account
    tell(account_in_words(account))
    held = [note for note in found.notes if note.state.value == "held"][:HELD_SHOWN]
    for note in held:
        tell(f"held, not screened: {note.place}{f' ({note.subject})' if note.subject else ''}: {note.problem}")
    if account.held > len(held):
        tell(f"and {account.held - len(held):,} more held records")
    if (account.held or account.partial) and asked.held is None:
        tell("--held held.jsonl writes every held and partial record with its place and problem")
    tell_outcome(found, asked)


def tell_outcome(found: "Screening", asked: "Outputs") -> None:
    """How many hits, against which editions, and where everything was written."""
    lists = ", ".join(
        f"{it.manifest.list}{f' {it.manifest.part}' if it.manifest.part else ''} {it.manifest.dated}"
        for it in found.lists
    )
    hits = f"{_count(found.hits, 'hit')} on {_count(found.subjects_with_hits, 'subject')}" if found.hits else "no hit"
    tell(f"{hits} at or above {found.measure.threshold:g}, against {lists}")
    for what, path in (("hits", asked.out), ("held and partial records", asked.held), ("report", asked.report)):
        if path is not None:
            tell(f"{what}: {path}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
