"""Make Django ready, and the database's tables what this version needs."""

import os
from pathlib import Path


def prepare() -> None:
    """Load the settings and the models. Commands that work on the database call it first."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.node.settings")
    django.setup()


def migrate(verbosity: int = 0) -> None:
    """Bring the tables to this version; does nothing where they are. Needs `prepare`."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity)
    _for_the_owner_alone()


def _for_the_owner_alone() -> None:
    """An embedded database is a file of personal data: nobody else on the machine reads it."""
    from django.db import connection

    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            file = Path(f"{connection.settings_dict['NAME']}{suffix}")
            if file.exists():
                file.chmod(0o600)


def release_database() -> None:
    """Close this process's connections: server processes that it starts open their own. Needs `prepare`."""
    from django.db import connections

    connections.close_all()
