"""One entry of the log: who ordered what, when, on which versions, and whether it was done.

Its canonical bytes are what the log commits to, so an entry has one spelling only: JSON with the keys of every
object sorted by code point, no space between tokens, every character beyond ASCII escaped, whole numbers in
decimal, fractions in the shortest form that reads back as the same double. The instant is UTC to the
microsecond, and the entry's own place in the log is part of it: an entry moved elsewhere tells where it belongs.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from comity.model.officer import Actor, Door

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"

FORMAT = 1  # of the canonical bytes; a reader refuses one that it does not know
INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


class Outcome(StrEnum):
    """Was the order carried out? Refused orders leave an entry too."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """One order and what became of it.

    actor     who ordered, as an id: "officer/7", "system"
    action    the order, as "alert.decide"
    subject   what it concerns, as an id: "alert/12"; never a person's name
    details   what an auditor needs beyond that; personal text only where the decision rests on it
    versions  on what it was decided: engine, scorecard, editions
    """

    at: datetime
    actor: str
    action: str
    subject: str
    outcome: Outcome = Outcome.DONE
    details: Mapping[str, JsonValue] = field(default_factory=dict)
    versions: Mapping[str, JsonValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A broken entry is a fault of ours: ValueError."""
        if self.at.tzinfo is None:
            raise ValueError(f"an entry's instant has a time zone; {self.at} has none")
        for name in ("actor", "action", "subject"):
            if not isinstance(getattr(self, name), str) or not getattr(self, name):
                raise ValueError(f"an entry names its {name}: {self}")
        if not isinstance(self.details, Mapping) or not isinstance(self.versions, Mapping):
            raise ValueError(f"an entry's details and versions have names: {self}")


def acted_by(actor: Actor) -> str:
    """The actor's id in the log: an officer by number, the machine's own command line by name, the node's timer."""
    if actor.officer is not None:
        return f"officer/{actor.officer}"
    return f"cli/{actor.name}" if actor.door is Door.CLI else "node"


def canonical(entry: Entry, index: int) -> bytes:
    """The bytes that the log commits to for this entry in this place. Raises ValueError for what JSON cannot hold."""
    fields = {
        "format": FORMAT,
        "index": index,
        "at": entry.at.astimezone(UTC).strftime(INSTANT),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "outcome": entry.outcome.value,
        "details": _plain(entry.details, "details"),
        "versions": _plain(entry.versions, "versions"),
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def read(payload: bytes) -> tuple[int, Entry]:
    """The place and the entry that canonical bytes hold. Raises ValueError for anything else."""
    try:
        fields = json.loads(payload)
        if fields["format"] != FORMAT:
            raise ValueError(f"an entry of format {fields['format']!r}; this version reads {FORMAT}")
        at = datetime.fromisoformat(fields["at"])
        texts = (fields["actor"], fields["action"], fields["subject"])
        entry = Entry(at, *texts, Outcome(fields["outcome"]), fields["details"], fields["versions"])
        index = int(fields["index"])
    except (KeyError, TypeError) as problem:
        raise ValueError(f"not an entry: {problem!r}") from problem
    if canonical(entry, index) != payload:
        raise ValueError("not the one spelling of an entry")
    return index, entry


def _plain(value: JsonValue, place: str) -> Any:
    """The same in dicts and lists. `place` is told where something has no place in JSON."""
    if isinstance(value, Mapping):
        return {_key(key, place): _plain(each, f"{place}.{key}") for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, f"{place}[{number}]") for number, each in enumerate(value)]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{place} is {value}; JSON has no such number")
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)  # of an enum, its text
    raise ValueError(f"{place} is a {type(value).__name__}; write it as text")


def _key(key: object, place: str) -> str:
    if not isinstance(key, str):
        raise ValueError(f"{place} has the key {key!r}; keys are text")
    return str(key)
