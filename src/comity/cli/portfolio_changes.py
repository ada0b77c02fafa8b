"""Changes of portfolios as the command line orders them: on a node with an entry in the log, else by themselves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comity import runtime
from comity.model.officer import Actor, Door

if TYPE_CHECKING:
    from comity.model.subject import SubjectId
    from comity.operations.import_portfolio import ImportPortfolio, Told
    from comity.operations.update_portfolio import Updated

AT_THE_MACHINE = Actor("the machine's command line", frozenset(), Door.CLI)


def imported(order: "ImportPortfolio", told: "Told") -> "Updated":
    """A file as the whole portfolio."""
    store, now = runtime.portfolio_store(), runtime.now()
    if _on_a_node():
        from comity.operations.keep_portfolio import BringCustomers, Change, bring_customers

        return bring_customers(BringCustomers(Change.IMPORT, order, store, told), actor=AT_THE_MACHINE, now=now)
    from comity.operations.import_portfolio import import_portfolio
    from comity.operations.update_portfolio import Updated

    manifest = import_portfolio(order, store=store, now=now, told=told)
    return Updated(manifest, manifest.parts[0], 0)


def updated(order: "ImportPortfolio", told: "Told") -> "Updated":
    """A file into the portfolio."""
    store, now = runtime.portfolio_store(), runtime.now()
    if _on_a_node():
        from comity.operations.keep_portfolio import BringCustomers, Change, bring_customers

        return bring_customers(BringCustomers(Change.UPDATE, order, store, told), actor=AT_THE_MACHINE, now=now)
    from comity.operations.update_portfolio import update_portfolio

    return update_portfolio(order, store=store, now=now, told=told)


def removed(name: str, ids: Sequence["SubjectId"]) -> "Updated":
    """Customers out of the portfolio."""
    store = runtime.portfolio_store()
    if _on_a_node():
        from comity.operations.keep_portfolio import RemoveCustomers, remove_from_portfolio

        return remove_from_portfolio(RemoveCustomers(name, ids, store), actor=AT_THE_MACHINE, now=runtime.now())
    from comity.operations.update_portfolio import remove_customers

    return remove_customers(name, ids, store=store)


def deleted(name: str) -> None:
    """The portfolio, with everything in it."""
    store = runtime.portfolio_store()
    if _on_a_node():
        from comity.operations.keep_portfolio import DeletePortfolio, delete_portfolio

        delete_portfolio(DeletePortfolio(name, store), actor=AT_THE_MACHINE, now=runtime.now())
    else:
        store.delete(name)


def _on_a_node() -> bool:
    if not runtime.has_node():
        return False
    from comity.node.prepare import migrate, prepare

    prepare()
    migrate()
    return True
