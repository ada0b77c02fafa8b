"""The node's own secret for signing sessions: made once, readable by its owner only."""

import os
import secrets
from pathlib import Path

NAME = "session.key"


def session_secret(home: Path) -> str:
    """The secret kept under `home`/keys; made at first use. Two processes that start at once agree on one."""
    folder = home / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / NAME
    if not place.exists():
        draft = folder / f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}"
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, place)  # fails where another process was first: its secret holds
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return place.read_text("ascii")
