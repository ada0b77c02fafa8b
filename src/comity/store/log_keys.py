"""The secret key that signs the log's checkpoints: a file that only its owner reads.

    log.key        the key in force
    log.key.next   the next one, between the moment it is made and the moment the log names it

Which one is in force is what the log says, so a change of keys that was cut short can always be finished.
"""

import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from comity.audit.note import SEED_BYTES, PublicKey, SecretKey, new_key, read_secret, write_secret
from comity.model.errors import BrokenFile, NotFound
from comity.store.durable import flush, put_in_place

NAME = "log.key"
NEXT = "log.key.next"


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """Where the secret key is kept, and how a first one is named (an address that is yours: example.org/comity)."""

    folder: Path
    origin: str | None = None


def signing_key(keys: SigningKeys, in_force: PublicKey | None) -> SecretKey:
    """The key that the log names; where it names none yet, the one in the folder, made now if there is none.

    A key that is made without an origin gets a name of its own. Raises NotFound where the folder has no key that fits.
    """
    folder = keys.folder
    if in_force is None:
        return _read(folder / NAME) or _make_first(folder, keys.origin)
    for name in (NAME, NEXT):
        key = _read(folder / name)
        if key is not None and key.public == in_force:
            if name == NEXT:
                put_in_force(folder)
            return key
    raise NotFound(
        "signing key",
        f"{in_force.name}+{in_force.id.hex()}",
        f"the log names it, and {folder} does not hold it: restore {NAME} from a backup, "
        "or put a new key in force with: comity audit new-key --lost REASON",
    )


def public_key(folder: Path) -> PublicKey | None:
    """The public key of the key in the folder; None where there is none."""
    key = _read(folder / NAME)
    return None if key is None else key.public


def make_next(folder: Path, name: str) -> SecretKey:
    """A new key of this name beside the one in force, which stays until `put_in_force`."""
    key = new_key(name, secrets.token_bytes(SEED_BYTES))
    put_in_place(_draft(folder, key), folder / NEXT)
    return key


def put_in_force(folder: Path) -> None:
    """The next key replaces the one before, which is gone for good."""
    put_in_place(folder / NEXT, folder / NAME)


def _make_first(folder: Path, origin: str | None) -> SecretKey:
    """Make the first key. Two processes that do so at once agree on one."""
    seed = secrets.token_bytes(SEED_BYTES)
    name = origin or f"comity/{sha256(new_key('comity', seed).public.public).hexdigest()[:8]}"
    draft = _draft(folder, new_key(name, seed))
    try:
        os.link(draft, folder / NAME)
        flush(folder)
    except FileExistsError:  # another process was first
        pass
    finally:
        draft.unlink()
    made = _read(folder / NAME)
    if made is None:
        raise NotFound("signing key", str(folder / NAME), "it was removed the moment it was made; try again")
    return made


def _draft(folder: Path, key: SecretKey) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(write_secret(key) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return draft


def _read(place: Path) -> SecretKey | None:
    try:
        return read_secret(place.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as problem:
        raise BrokenFile(str(place), "its only line", str(problem), "restore it from a backup") from problem
