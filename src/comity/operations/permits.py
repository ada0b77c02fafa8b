"""Who may give which order: one table for every door. What is not in it is refused to everybody.

Permissions are by role. `confirmed` orders need a second factor in the same session (TOTP). That a second
officer must be another *person* is a rule of the workflow (cases/workflow.py), not of roles.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.model.errors import Forbidden, NotAdmitted, SecondFactorNeeded
from comity.model.officer import Actor, Door, Role
from comity.model.token import Scope

ANALYST, SUPERVISOR, LIST_OFFICER = Role.ANALYST, Role.SUPERVISOR, Role.LIST_OFFICER
EXCHANGE_OFFICER, AUDITOR, ADMINISTRATOR = Role.EXCHANGE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR

CASE_READERS = frozenset({ANALYST, SUPERVISOR, EXCHANGE_OFFICER, AUDITOR})
CASE_WORKERS = frozenset({ANALYST, SUPERVISOR})
REPORTERS = frozenset({ANALYST, SUPERVISOR, EXCHANGE_OFFICER})
SCREENERS = frozenset({ANALYST, SUPERVISOR, LIST_OFFICER, EXCHANGE_OFFICER})
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Permit:
    """One row: the roles that may give an order; whether it needs a second factor; doors beside people's own.

    `scope` is what an API token needs; None where the order is not open to tokens at all.
    `node` says that the node's own timer and the machine's own command line may give it; `network` that
    programs in a network which the settings trust may give it without any token.
    """

    roles: frozenset[Role]
    confirmed: bool = False
    scope: str | None = None
    node: bool = False
    network: bool = False


PERMITS: Mapping[str, Permit] = {
    # people
    "officers.list": Permit(frozenset({ADMINISTRATOR, AUDITOR, SUPERVISOR}), node=True),
    "officers.appoint": Permit(frozenset({ADMINISTRATOR}), confirmed=True, node=True),
    "officers.change": Permit(frozenset({ADMINISTRATOR}), confirmed=True, node=True),
    "officers.admit": Permit(frozenset({ADMINISTRATOR, SUPERVISOR}), confirmed=True),
    # alerts and cases. That a confirmation needs another person is decided in cases/workflow.py.
    "alerts.open": Permit(CASE_WORKERS, scope="alerts:open", node=True),
    "alerts.see": Permit(CASE_READERS, scope="alerts:read"),
    "screenings.see": Permit(CASE_READERS, scope="alerts:open"),
    "alerts.take": Permit(CASE_WORKERS, scope="alerts:write"),
    "alerts.assign": Permit(frozenset({SUPERVISOR}), scope="alerts:write"),
    "alerts.escalate": Permit(CASE_WORKERS, scope="alerts:write"),
    "alerts.note": Permit(CASE_WORKERS, scope="alerts:write"),
    "alerts.attach": Permit(CASE_WORKERS, scope="alerts:write"),
    "alerts.propose": Permit(CASE_WORKERS, confirmed=True, scope="alerts:decide"),
    "alerts.withdraw": Permit(CASE_WORKERS, confirmed=True, scope="alerts:decide"),
    "alerts.confirm": Permit(frozenset({SUPERVISOR}), confirmed=True, scope="alerts:decide"),
    "alerts.refuse": Permit(frozenset({SUPERVISOR}), confirmed=True, scope="alerts:decide"),
    "alerts.reopen": Permit(frozenset({SUPERVISOR}), confirmed=True, scope="alerts:decide"),
    "cases.see": Permit(CASE_READERS, scope="alerts:read"),
    "cases.join": Permit(CASE_WORKERS, scope="alerts:write"),
    # lists: what authorities published
    "lists.see": Permit(EVERYONE, scope="lists:read"),
    "portfolios.see": Permit(frozenset({LIST_OFFICER, SUPERVISOR, AUDITOR}), scope=Scope.PORTFOLIO, node=True),
    "portfolios.import": Permit(frozenset({LIST_OFFICER, SUPERVISOR}), scope=Scope.PORTFOLIO, node=True),
    "portfolios.rescreen": Permit(frozenset({LIST_OFFICER, SUPERVISOR}), scope=Scope.PORTFOLIO, node=True),
    # measures, reports, redress. The second person is a rule of cases/workflow.py, here too.
    "measures.see": Permit(CASE_READERS, scope="measures:read"),
    "measures.hold": Permit(CASE_WORKERS, confirmed=True, scope="measures:decide"),
    "measures.propose": Permit(CASE_WORKERS, confirmed=True, scope="measures:decide"),
    "measures.withdraw": Permit(CASE_WORKERS, confirmed=True, scope="measures:decide"),
    "measures.confirm": Permit(frozenset({SUPERVISOR}), confirmed=True, scope="measures:decide"),
    "measures.refuse": Permit(frozenset({SUPERVISOR}), confirmed=True, scope="measures:decide"),
    "measures.exempt": Permit(CASE_WORKERS, confirmed=True, scope="measures:decide"),
    "measures.review": Permit(frozenset({SUPERVISOR, LIST_OFFICER}), scope="lists:write", node=True),
    "reports.see": Permit(CASE_READERS, scope="measures:read"),
    "reports.write": Permit(REPORTERS, confirmed=True, scope="reports:write"),
    "reports.withdraw": Permit(REPORTERS, confirmed=True, scope="reports:write"),
    "reports.approve": Permit(frozenset({SUPERVISOR, EXCHANGE_OFFICER}), confirmed=True, scope="reports:write"),
    "reports.refuse": Permit(frozenset({SUPERVISOR, EXCHANGE_OFFICER}), confirmed=True, scope="reports:write"),
    "reports.send": Permit(REPORTERS, confirmed=True, scope="reports:write"),
    "redress.see": Permit(CASE_READERS, scope="alerts:read"),
    "redress.record": Permit(CASE_WORKERS, scope="alerts:write"),
    "redress.answer": Permit(frozenset({SUPERVISOR}), confirmed=True, scope="alerts:decide"),
    # lists and the watch
    "lists.log": Permit(frozenset({LIST_OFFICER}), scope="lists:write", node=True),
    "lists.note-check": Permit(frozenset({LIST_OFFICER}), scope="lists:write", node=True),
    # the log
    "log.show": Permit(frozenset({AUDITOR, SUPERVISOR}), scope="audit", node=True),
    "log.verify": Permit(frozenset({AUDITOR, SUPERVISOR, ADMINISTRATOR}), scope="audit", node=True),
    "log.prove": Permit(frozenset({AUDITOR}), scope="audit", node=True),
    "log.export": Permit(frozenset({AUDITOR}), confirmed=True, node=True),
    "log.checkpoint": Permit(frozenset({AUDITOR, ADMINISTRATOR}), scope="audit", node=True),
    "log.renew-key": Permit(frozenset({ADMINISTRATOR}), confirmed=True, node=True),
    "node.measure": Permit(frozenset({ADMINISTRATOR, AUDITOR, SUPERVISOR}), scope=Scope.METRICS, node=True),
    "node.back-up": Permit(frozenset({ADMINISTRATOR}), confirmed=True, node=True),
    "retention.run": Permit(frozenset({ADMINISTRATOR}), confirmed=True, node=True),
    "log.erase": Permit(frozenset({ADMINISTRATOR}), confirmed=True, node=True),
    # programs that act under an officer's name
    "tokens.create": Permit(EVERYONE, confirmed=True, node=True),
    "tokens.revoke": Permit(EVERYONE, node=True),
    "tokens.list": Permit(EVERYONE, node=True),
    # programs elsewhere that are told of events
    "webhooks.subscribe": Permit(frozenset({SUPERVISOR}), confirmed=True, scope=Scope.WEBHOOKS, node=True),
    "webhooks.end": Permit(frozenset({SUPERVISOR}), confirmed=True, scope=Scope.WEBHOOKS, node=True),
    "webhooks.list": Permit(frozenset({SUPERVISOR, AUDITOR}), scope=Scope.WEBHOOKS, node=True),
    # screening, and the published lists: nothing of anybody's case
    "subjects.screen": Permit(SCREENERS, scope=Scope.SCREEN, node=True, network=True),
    "listings.search": Permit(SCREENERS | {AUDITOR}, scope=Scope.SCREEN, node=True, network=True),
    # the first page and one's own account
    "overview.see": Permit(EVERYONE),
    "account.change": Permit(EVERYONE),
}


def require(actor: Actor, order: str) -> Permit:
    """The permit for this order. Raises Forbidden and its kinds; ValueError for an order without a row."""
    permit = PERMITS.get(order)
    if permit is None:
        raise ValueError(f"no permit row for the order {order!r}")
    if actor.officer is None and actor.door in (Door.CLI, Door.WATCH):
        if permit.node:
            return permit
        raise Forbidden(order, "the node itself never decides; an officer must do it")
    if actor.officer is None and actor.door is Door.API and permit.network:
        return permit
    if not actor.roles & permit.roles:
        raise Forbidden(order, "it is for: {roles}", roles=", ".join(sorted(role.value for role in permit.roles)))
    if actor.scopes is not None and (permit.scope is None or permit.scope not in actor.scopes):
        raise Forbidden(order, "your token does not carry the scope for it")
    if permit.confirmed and not actor.admitted:
        raise NotAdmitted(order)
    if permit.confirmed and not actor.confirmed:
        raise SecondFactorNeeded(order)
    return permit


def may(actor: Actor, order: str) -> bool:
    """Would the order be let through? For pages that show only what their reader can do."""
    try:
        require(actor, order)
    except Forbidden:
        return False
    return True
