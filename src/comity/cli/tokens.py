"""`comity tokens`: what programs show to act under an officer's name."""

from datetime import timedelta
from typing import Annotated, Any

import typer

from comity import runtime
from comity.cli.output import Format, tell, write_record, write_records, write_table
from comity.model.officer import Actor, Door
from comity.model.token import Scope, Token

app = typer.Typer(help="Make, show and revoke the tokens of programs that use the API.", no_args_is_help=True)

AT_THE_MACHINE = Actor("the machine's command line", frozenset(), Door.CLI)
FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.")]


@app.command()
def add(  # noqa: PLR0913 a command's options are its parameters
    officer: Annotated[str, typer.Argument(metavar="OFFICER", help="Under whose name the program acts: a user name.")],
    label: Annotated[str, typer.Option("--label", help="Which program has it, such as 'payments gateway'.")],
    scopes: Annotated[list[Scope], typer.Option("--scope", help="What it may be used for; may be repeated.")],
    days: Annotated[int | None, typer.Option(min=1, help="How many days it is valid; without end if not said.")] = None,
    per_minute: Annotated[int | None, typer.Option(min=1, help="How many calls a minute it is good for.")] = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Make a token and show it, this once."""
    from comity.node.prepare import prepare

    prepare()
    from comity.model.officer import OfficerId
    from comity.operations.create_token import PER_MINUTE, CreateToken, create_token
    from comity.store.officers import officer_row

    now = runtime.now()
    order = CreateToken(
        OfficerId(officer_row(officer).pk), label, frozenset(scope.value for scope in scopes),
        per_minute or PER_MINUTE, None if days is None else now + timedelta(days=days),
    )  # fmt: skip
    created = create_token(order, actor=AT_THE_MACHINE, now=now)
    if chosen is Format.TABLE:
        print(created.secret)
        tell(f"Token {created.token.prefix} of {created.token.officer_name}. It is shown this once: keep it safe.")
    else:
        write_record({**record(created.token), "secret": created.secret}, chosen)


@app.command("list")
def list_(chosen: FormatOption = Format.TABLE) -> None:
    """Show the tokens that there are, newest first."""
    from comity.node.prepare import prepare

    prepare()
    from comity.operations.list_tokens import ListTokens, list_tokens

    found = list_tokens(ListTokens(), actor=AT_THE_MACHINE, now=runtime.now())
    if chosen is not Format.TABLE:
        write_records((record(token) for token in found), chosen)
        return
    rows = []
    for token in found:
        state = "valid" if token.valid(runtime.now()) else "revoked" if token.revoked_at else "expired"
        used = f"{token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never"
        rows.append((token.prefix, token.officer_name, token.label, " ".join(sorted(token.scopes)), state, used))
    write_table(("token", "officer", "label", "scopes", "state", "last used"), rows)


@app.command()
def revoke(
    prefix: Annotated[str, typer.Argument(metavar="TOKEN", help="As `comity tokens list` shows it.")],
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Revoke a token: from the next request on it opens nothing."""
    from comity.node.prepare import prepare

    prepare()
    from comity.operations.revoke_token import RevokeToken, revoke_token

    token = revoke_token(RevokeToken(prefix), actor=AT_THE_MACHINE, now=runtime.now())
    if chosen is Format.TABLE:
        tell(f"Token {token.prefix} of {token.officer_name} is revoked.")
    else:
        write_record(record(token), chosen)


def record(token: Token) -> dict[str, Any]:
    """A token as plain values; its secret is nowhere."""
    return {
        "prefix": token.prefix,
        "officer": token.officer_name,
        "label": token.label,
        "scopes": sorted(token.scopes),
        "per_minute": token.per_minute,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
        "last_used_at": token.last_used_at,
    }
