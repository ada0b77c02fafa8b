"""A file read to its end, for the tests of intake: its subjects, its notes, its account."""

import io
from dataclasses import dataclass

from comity.intake import InputFile, IntakeOptions, Recognition, open_subjects
from comity.model.subject import Account, RecordNote, RecordState, Subject, accounted
from comity.model.subject_columns import subject_at


@dataclass(frozen=True)
class ReadFile:
    subjects: list[Subject]
    notes: list[RecordNote]
    account: Account
    recognition: Recognition
    batch_sizes: list[int]

    @property
    def names(self) -> list[str]:
        return [subject.names[0] for subject in self.subjects]

    @property
    def ids(self) -> list[str]:
        return [str(subject.id) for subject in self.subjects]

    @property
    def only(self) -> Subject:
        (subject,) = self.subjects
        return subject

    def places(self, state: RecordState) -> list[str]:
        return [note.place for note in self.notes if note.state is state]

    @property
    def held(self) -> list[str]:
        return self.places(RecordState.HELD)

    @property
    def partial(self) -> list[str]:
        return self.places(RecordState.PARTIAL)


def read(content: bytes | str, name: str = "customers.csv", options: IntakeOptions | None = None) -> ReadFile:
    """Read a file to its end; what every batch claims to account for is checked on the way."""
    raw = content.encode() if isinstance(content, str) else content
    opened = open_subjects(InputFile(name, lambda: io.BytesIO(raw)), options)
    subjects: list[Subject] = []
    notes: list[RecordNote] = []
    account = Account()
    sizes: list[int] = []
    for batch in opened.batches:
        batch.subjects.validate(full=True)
        held = [note for note in batch.notes if note.state is RecordState.HELD]
        assert batch.received == batch.subjects.num_rows + len(held)
        account = accounted(account, batch)
        subjects += [subject_at(batch.subjects, row) for row in range(batch.subjects.num_rows)]
        notes += batch.notes
        sizes.append(batch.received)
    return ReadFile(subjects, notes, account, opened.recognition, sizes)
