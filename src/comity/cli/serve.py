"""`comity serve`: the web node on this machine."""

import os
from typing import Annotated

import typer

from comity.cli.output import tell


def serve(
    address: Annotated[
        str | None, typer.Option("--address", help="What to listen on; this machine alone (127.0.0.1) without.")
    ] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="The port; 8765 without.")] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Server processes; one a processor, at most 4, without.")
    ] = None,
    threads: Annotated[int, typer.Option("--threads", min=1, help="Requests that one process works on at once.")] = 4,
) -> None:
    """Serve the web node until it is stopped with Ctrl-C. Brings the database's tables to this version first."""
    from comity.node import serve as server
    from comity.node.prepare import migrate, prepare, release_database

    processes = workers or server.standard_workers()
    how = server.serving(os.environ.get("COMITY_URL"), address, port, workers=processes, threads=threads)
    server.check_free(how)
    os.environ["COMITY_URL"] = how.url
    prepare()
    migrate()
    release_database()
    tell(f"Comity is at {how.url} (stop it with Ctrl-C)")
    server.serve(how)
    tell("Stopped.")
