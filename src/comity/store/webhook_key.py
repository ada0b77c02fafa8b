"""The key with which secrets of webhooks are encrypted in the database: HOME/keys/webhooks.key, made once.

A program's secret must be known again to sign with it, so it cannot be kept as a digest; a copy of the database
without this file gives none away.
"""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def webhook_key(home: Path) -> Fernet:
    """The node's key; two processes that ask first at once agree on one."""
    folder = home / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / "webhooks.key"
    if not place.exists():
        draft = folder / f".webhooks.{os.getpid()}.{secrets.token_hex(4)}"
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return Fernet(place.read_bytes())
