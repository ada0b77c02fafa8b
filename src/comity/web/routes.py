"""Every page of the node: one table of addresses, views and the orders that open them."""

from comity.web.page import Page
from comity.web.pages import account, officers, overview, second_factor, sign_in

BOTH = ("GET", "POST")
SENT = ("POST",)

PAGES: tuple[Page, ...] = (
    # the door, open to everybody
    Page("sign-in", "sign-in", sign_in.page, None, BOTH),
    Page("sign-out", "sign-out", sign_in.sign_out, None, SENT),
    Page("language", "language", sign_in.language, None, SENT),
    # one's own account
    Page("second-factor", "second-factor", second_factor.page, "account.change", BOTH, own=True),
    Page("account/second-factor", "enrol", second_factor.enrol, "account.change", BOTH, own=True),
    Page("account/password", "password", account.password, "account.change", BOTH, own=True),
    Page("account", "account", account.page, "account.change", own=True),
    # the first page
    Page("", "overview", overview.page, "overview.see"),
    # people
    Page("officers", "officers", officers.page, "officers.list", BOTH, sends="officers.appoint"),
    Page("officers/<str:username>", "officers-one", officers.one, "officers.list"),
    Page("officers/<str:username>/roles", "officers-roles", officers.roles, "officers.change", SENT),
    Page("officers/<str:username>/access", "officers-access", officers.access, "officers.change", SENT),
    Page("officers/<str:username>/reset", "officers-reset", officers.reset, "officers.change", SENT),
)
