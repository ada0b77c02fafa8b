"""`comity officers`: who works at the node, and the first administrator, on the machine itself."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from comity import runtime
from comity.cli.output import Format, tell, write_records, write_table
from comity.cli.terminal import ask_password
from comity.model.errors import BadRequest
from comity.model.officer import Actor, Door, Role

if TYPE_CHECKING:
    from comity.model.officer import OfficerProfile

app = typer.Typer(help="Appoint officers and see who they are.", no_args_is_help=True)

Username = Annotated[str, typer.Argument(metavar="USER", help="The user name: small letters, digits, . - or _")]
Roles = Annotated[
    list[str],
    typer.Option("--role", metavar="ROLE", help=f"May be repeated: {', '.join(role.value for role in Role)}."),
]


@app.command("add")
def add(
    username: Username,
    roles: Roles,
    name: Annotated[str, typer.Option("--name", help="The officer's name as it shall stand in the log.")],
) -> None:
    """Appoint an officer. Asks for a first password, or reads it from standard input; it must be changed at once."""
    from comity.node.prepare import migrate, prepare

    prepare()
    migrate()
    from comity.operations.appoint_officer import AppointOfficer, appoint_officer

    order = AppointOfficer(username, name, ask_password(), _roles(roles))
    officer = appoint_officer(order, actor=machine(), now=runtime.now())
    tell(f"{officer.username} was appointed: {_role_names(officer)}")


@app.command("list")
def show(chosen: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.TABLE) -> None:
    """Show every officer, those no longer let in included."""
    from comity.node.prepare import migrate, prepare

    prepare()
    migrate()
    from comity.operations.list_officers import ListOfficers, list_officers

    officers = list_officers(ListOfficers(), actor=machine(), now=runtime.now())
    if chosen is not Format.TABLE:
        write_records((_record(officer) for officer in officers), chosen)
        return
    rows = (
        (
            officer.username,
            officer.name,
            _role_names(officer),
            "yes" if officer.active else "no",
            "yes" if officer.second_factor else "no",
        )
        for officer in officers
    )
    write_table(("user name", "name", "roles", "let in", "second factor"), rows)


@app.command("reset")
def reset(
    username: Username,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the log.")],
) -> None:
    """Give an officer a new first password, and let them enrol an authenticator anew; every session of theirs ends."""
    from comity.node.prepare import migrate, prepare

    prepare()
    migrate()
    from comity.operations.change_officer import ResetOfficer, reset_officer
    from comity.operations.list_officers import ListOfficers, list_officers

    (officer,) = list_officers(ListOfficers(username), actor=machine(), now=runtime.now())
    reset_officer(ResetOfficer(officer.id, ask_password(), reason), actor=machine(), now=runtime.now())
    tell(f"{username} was reset; the password must be changed when it is first used")


def machine() -> Actor:
    """The person at the machine's own command line, by the name that the system knows."""
    return Actor(f"{getpass.getuser()} on the command line", frozenset(), Door.CLI)


def _roles(named: list[str]) -> frozenset[Role]:
    try:
        return frozenset(Role(each) for each in named)
    except ValueError as unknown:
        raise BadRequest(f"--role: {unknown}; known: {', '.join(role.value for role in Role)}") from unknown


def _role_names(officer: "OfficerProfile") -> str:
    return ", ".join(sorted(role.value for role in officer.roles)) or "no role"


def _record(officer: "OfficerProfile") -> dict[str, object]:
    return {
        "username": officer.username,
        "name": officer.name,
        "roles": sorted(role.value for role in officer.roles),
        "active": officer.active,
        "second_factor": officer.second_factor,
        "appointed_at": officer.appointed_at,
        "last_seen": officer.last_seen,
    }
