"""`comity webhooks`: programs elsewhere that are told of alerts and decisions."""

from typing import Annotated

import typer

from comity import runtime
from comity.cli.output import Format, tell, write_records, write_table
from comity.cli.tokens import AT_THE_MACHINE
from comity.model.webhook import Event, WebhookId

app = typer.Typer(help="Tell programs elsewhere of alerts and decisions, signed.", no_args_is_help=True)
FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.")]


@app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="https address that takes the events.")],
    events: Annotated[list[Event], typer.Option("--event", help="Which events; may be repeated.")],
) -> None:
    """Begin a subscription and show its secret, this once."""
    from comity.node.prepare import prepare

    prepare()
    from comity.operations.subscribe_webhook import SubscribeWebhook, subscribe_webhook

    means = runtime.delivery_means()
    order = SubscribeWebhook(url, frozenset(event.value for event in events), means.key, means.reach)
    made = subscribe_webhook(order, actor=AT_THE_MACHINE, now=runtime.now())
    print(made.secret)
    tell(f"Webhook {made.webhook.id}. The secret is shown this once; the receiver checks signatures with it.")


@app.command("list")
def list_(chosen: FormatOption = Format.TABLE) -> None:
    """Show every subscription, what waits and what was given up."""
    from comity.node.prepare import prepare

    prepare()
    from comity.operations.subscribe_webhook import ListWebhooks, list_webhooks

    found = list_webhooks(ListWebhooks(), actor=AT_THE_MACHINE, now=runtime.now())
    if chosen is not Format.TABLE:
        import msgspec

        write_records((msgspec.to_builtins(each) for each in found), chosen)
        return
    rows = [
        (each.id, each.url, " ".join(sorted(each.events)), each.ended_why or "active", each.waiting, each.given_up,
         each.problem)
        for each in found
    ]  # fmt: skip
    write_table(("webhook", "address", "events", "state", "waiting", "given up", "last problem"), rows)


@app.command()
def end(webhook: Annotated[int, typer.Argument(metavar="WEBHOOK", help="Its number.")]) -> None:
    """End a subscription; what is not delivered is given up."""
    from comity.node.prepare import prepare

    prepare()
    from comity.operations.subscribe_webhook import EndWebhook, end_webhook

    ended = end_webhook(EndWebhook(WebhookId(webhook)), actor=AT_THE_MACHINE, now=runtime.now())
    tell(f"Webhook {ended.id} has ended.")


@app.command()
def deliver() -> None:
    """Send everything that is due now. `comity serve` does so by itself. Exit code 1 when something did not arrive."""
    from comity.node.prepare import prepare

    prepare()
    from comity.operations.deliver_webhooks import deliver_webhooks

    done = deliver_webhooks(runtime.delivery_means())
    tell(f"{done.arrived} delivered, {done.failed} failed and will be tried again or are given up")
    if done.failed:
        raise typer.Exit(1)
