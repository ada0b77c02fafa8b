"""Everything that Comity refuses, as one tree.

ComityError
├── UnreadableInput     a file that is not what it claims to be
│   ├── BrokenFile          damaged, cut off, or of another format
│   ├── TooLarge            over a stated limit (archive, field, columns)
│   └── DoubtfulEncoding    more than one encoding fits
├── RefusedEdition      an edition that cannot be put in force
│   ├── AbsurdCount         far more or fewer listings than the publisher ever had
│   └── DuplicateReference  one reference, two different listings
├── IncompleteListing   legal basis, authority, date or reasons are missing (S1)
├── NotFound            no such list, edition, listing or file
├── BadRequest          options that contradict each other or cannot be read
├── DownloadFailed      a publisher's server did not deliver
├── StoreAway           the database does not answer, or the disk is full
├── StoreBusy           another process holds the store
├── WeakPassword        a password that is easily guessed
├── SignInRefused       user name, password or code are not right, or too often tried
├── UnknownCaller       no token was shown, or one that is not valid (any more)
├── RateExceeded        a token was used more often than it may be
├── KeyReused           an idempotency key came back with another request
├── Forbidden           the officer's roles do not allow the order
│   ├── SecondFactorNeeded  they would, but no second factor was shown
│   └── NotAdmitted         they would, but no second person has admitted the officer
├── NotAllowedNow       the workflow has no such step from the present state
│   └── SamePerson          four eyes: the second officer must be another person
├── LostRace            somebody else saved first
└── LogTampered         the log is not as it was written
"""


class ComityError(Exception):
    """Something was refused. `code` is stable; the message names the thing, the value and the next step.

    `text` is the message with places for `values`, such as "{what} was changed": a door that speaks another
    language translates the text, and what of the values are words of ours, and fills them in again.
    """

    code = "comity"

    def __init__(self, text: str = "", /, **values: object) -> None:
        super().__init__(text.format(**values) if values else text)
        self.text, self.values = text, values


class UnreadableInput(ComityError):
    """A file is not what it claims to be."""

    code = "input.unreadable"


class BrokenFile(UnreadableInput):
    """A file is damaged, cut off, or of another format."""

    code = "input.broken"

    def __init__(self, file: str, place: str, problem: str, next_step: str) -> None:
        super().__init__(f"{file}: {place}: {problem}; {next_step}")
        self.file, self.place, self.problem, self.next_step = file, place, problem, next_step


class TooLarge(UnreadableInput):
    """A file, field or archive is over a stated limit. `size` and `limit` share `unit`."""

    code = "input.too-large"

    def __init__(self, file: str, what: str, limit: int, unit: str) -> None:
        super().__init__(
            "{file}: {what} is over the limit of {limit:,} {unit}; check the file, or split it",
            file=file, what=what, limit=limit, unit=unit,
        )  # fmt: skip
        self.file, self.what, self.limit, self.unit = file, what, limit, unit


class DoubtfulEncoding(UnreadableInput):
    """More than one text encoding fits a file; the officer must name it."""

    code = "input.encoding"

    def __init__(self, file: str, place: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            f"{file}: {place}: the text encoding is in doubt ({', '.join(candidates)}); name it with --encoding"
        )
        self.file, self.place, self.candidates = file, place, candidates


class RefusedEdition(ComityError):
    """An edition cannot be put in force; the last good one stays."""

    code = "list.refused"

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}; the edition in force is unchanged")
        self.source, self.problem = source, problem


class AbsurdCount(RefusedEdition):
    """An edition holds far more or fewer listings than its publisher ever had; the last one stays in force."""

    code = "list.absurd-count"

    def __init__(self, source: str, kind: str, count: int, expected: range) -> None:
        super().__init__(
            source,
            f"{count} listings of kind {kind}, expected {expected.start}-{expected.stop - 1}; "
            "compare with the publisher's page, then repeat with --accept-count if it is right",
        )
        self.kind, self.count, self.expected = kind, count, expected


class DuplicateReference(RefusedEdition):
    """One reference carries two different listings in one edition."""

    code = "list.duplicate-reference"

    def __init__(self, source: str, reference: str) -> None:
        super().__init__(source, f"reference {reference!r} stands for two different listings")
        self.reference = reference


class IncompleteListing(ComityError):
    """A listing lacks its legal basis, authority, date or reasons (safeguard S1)."""

    code = "listing.incomplete"

    def __init__(self, reference: str, missing: str) -> None:
        super().__init__(
            f"listing {reference!r}: no {missing}; a listing needs its legal basis, authority, date and reasons"
        )
        self.reference, self.missing = reference, missing


class NotFound(ComityError):
    """No such list, edition, listing or file."""

    code = "not-found"

    def __init__(self, what: str, value: str, next_step: str) -> None:
        super().__init__("no {what} {value!r}; {next_step}", what=what, value=value, next_step=next_step)
        self.what, self.value, self.next_step = what, value, next_step


class BadRequest(ComityError):
    """Options contradict each other or cannot be read."""

    code = "request.bad"


class DownloadFailed(ComityError):
    """A publisher's server did not deliver a whole, sound file."""

    code = "download.failed"

    def __init__(self, url: str, problem: str, next_step: str = "try again later") -> None:
        super().__init__(f"{url}: {problem}; the edition in force is unchanged, {next_step}")
        self.url, self.problem = url, problem


class StoreAway(ComityError):
    """The database does not answer, or the disk is full. What was under way was undone."""

    code = "store.away"

    def __init__(self, what: str) -> None:
        super().__init__(
            "{what}; nothing was changed: try again later, and tell whoever looks after this node", what=what
        )
        self.what = what


class StoreBusy(ComityError):
    """Another process is writing to the store."""

    code = "store.busy"

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: another process is writing here; wait for it, then repeat")
        self.place = place


class WeakPassword(ComityError):
    """A password is too short, too common or too much like its owner's name."""

    code = "password.weak"

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems) or "the password is not fit for use; choose another")
        self.problems = problems


class SignInRefused(ComityError):
    """The user name, password or code is not right, or was tried too often. Which of them is never said."""

    code = "session.refused"

    def __init__(self) -> None:
        super().__init__("this is not right, or it was tried too often; check it, wait a quarter of an hour, try again")


class UnknownCaller(ComityError):
    """No token was shown, or one that is unknown, expired or revoked; which of these is not told."""

    code = "token.refused"

    def __init__(self, next_step: str = "show a valid one as: Authorization: Bearer TOKEN") -> None:
        super().__init__(f"no valid token; {next_step}")
        self.next_step = next_step


class RateExceeded(ComityError):
    """A token was used more often than it may be. `wait` is in seconds."""

    code = "rate.exceeded"

    def __init__(self, per_minute: int, wait: float) -> None:
        super().__init__(f"more than {per_minute:,} calls a minute with this token; wait {wait:.1f} s, then go on")
        self.per_minute, self.wait = per_minute, wait


class KeyReused(ComityError):
    """An idempotency key came back with another request; nothing was done."""

    code = "request.key-reused"

    def __init__(self, key: str) -> None:
        super().__init__(f"Idempotency-Key {key!r} was used for another request; use a new one for each order")
        self.key = key


class Forbidden(ComityError):
    """The officer's roles do not allow the order."""

    code = "permit.refused"

    def __init__(self, order: str, next_step: str, **values: str) -> None:
        super().__init__(
            "the order {order!r} is not open to you; {next_step}",
            order=order, next_step=next_step.format(**values) if values else next_step,
        )  # fmt: skip
        if values:
            self.text = "the order {order!r} is not open to you; " + next_step
            self.values = {"order": order, **values}
        self.order, self.next_step = order, next_step


class SecondFactorNeeded(Forbidden):
    """The roles would allow it, but this session showed no second factor."""

    code = "permit.second-factor"

    def __init__(self, order: str) -> None:
        super().__init__(order, "it needs a second factor: confirm with your authenticator first")


class NotAdmitted(Forbidden):
    """Somebody else gave the officer a first password, and no second person has admitted the officer since."""

    code = "permit.not-admitted"

    def __init__(self, order: str) -> None:
        super().__init__(
            order, "a supervisor or another administrator must admit you first: ask one to look at Officers"
        )


class NotAllowedNow(ComityError):
    """The workflow has no such step from the present state."""

    code = "workflow.refused"

    def __init__(self, what: str, state: str, step: str, next_step: str) -> None:
        super().__init__(
            "{what} is {state}: {step} is not possible; {next_step}",
            what=what, state=state, step=step, next_step=next_step,
        )  # fmt: skip
        self.what, self.state, self.step, self.next_step = what, state, step, next_step


class SamePerson(NotAllowedNow):
    """Four eyes: whoever proposed may not be the one who confirms (S3)."""

    code = "workflow.same-person"

    def __init__(self, what: str, step: str) -> None:
        super().__init__(what, "waiting for a second officer", step, "another person must do it")


class LostRace(ComityError):
    """Somebody else saved a change first; nothing of this order was kept."""

    code = "store.lost-race"

    def __init__(self, what: str) -> None:
        super().__init__(
            "{what} was changed by somebody else in the meantime; look at it again, then decide", what=what
        )
        self.what = what


class LogTampered(ComityError):
    """The log is not as Comity wrote it; nothing is signed over it any more."""

    code = "log.tampered"

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}; the log was changed outside Comity: comity audit verify tells what was")
        self.place, self.problem = place, problem
