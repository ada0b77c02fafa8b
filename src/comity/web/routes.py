"""Every page of the node: one table of addresses, views and the orders that open them."""

from comity.web.page import Page
from comity.web.pages import (
    account,
    alert,
    alert_acts,
    alerts,
    cases,
    lists,
    log,
    measure_acts,
    measures,
    officers,
    overview,
    portfolios,
    redress,
    reports,
    screen,
    screenings,
    second_factor,
    sign_in,
)

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
    # alerts and cases
    Page("alerts", "alerts", alerts.page, "alerts.see"),
    Page("alerts/many", "alerts-many", alerts.many, "alerts.take", SENT),
    Page("alerts/<int:alert>", "alerts-one", alert.page, "alerts.see"),
    Page("alerts/<int:alert>/take", "alerts-take", alert_acts.take, "alerts.take", SENT),
    Page("alerts/<int:alert>/hand-back", "alerts-hand-back", alert_acts.hand_back, "alerts.take", SENT),
    Page("alerts/<int:alert>/assign", "alerts-assign", alert_acts.assign, "alerts.assign", SENT),
    Page("alerts/<int:alert>/escalate", "alerts-escalate", alert_acts.escalate, "alerts.escalate", SENT),
    Page("alerts/<int:alert>/note", "alerts-note", alert_acts.note, "alerts.note", SENT),
    Page("alerts/<int:alert>/attach", "alerts-attach", alert_acts.attach, "alerts.attach", SENT),
    Page("alerts/<int:alert>/attachments/<int:attachment>", "alerts-attachment", alert_acts.attachment, "alerts.see"),
    Page("alerts/<int:alert>/propose", "alerts-propose", alert_acts.propose, "alerts.propose", SENT),
    Page(
        "alerts/<int:alert>/proposals/<int:proposal>/confirm",
        "alerts-confirm",
        alert_acts.confirm,
        "alerts.confirm",
        SENT,
    ),
    Page(
        "alerts/<int:alert>/proposals/<int:proposal>/refuse", "alerts-refuse", alert_acts.refuse, "alerts.refuse", SENT
    ),
    Page(
        "alerts/<int:alert>/proposals/<int:proposal>/withdraw",
        "alerts-withdraw",
        alert_acts.withdraw,
        "alerts.withdraw",
        SENT,
    ),
    Page("alerts/<int:alert>/reopen", "alerts-reopen", alert_acts.reopen, "alerts.reopen", SENT),
    Page("alerts/<int:alert>/case", "alerts-case", alert_acts.case, "cases.join", SENT),
    Page("cases", "cases", cases.page, "cases.see"),
    Page("cases/<int:case>", "cases-one", cases.one, "cases.see"),
    Page("cases/<int:case>/alerts", "cases-join", cases.join, "cases.join", SENT),
    Page("cases/<int:case>/notes", "cases-note", cases.note, "alerts.note", SENT),
    # screening
    Page("measures", "measures", measures.page, "measures.see"),
    Page("measures/<int:measure>", "measures-one", measures.one, "measures.see"),
    Page(
        "alerts/<int:alert>/measures", "measures-alert", measures.of_alert, "measures.see", BOTH, sends="measures.hold"
    ),
    Page("measures/<int:measure>/confirm", "measures-confirm", measure_acts.confirm, "measures.confirm", SENT),
    Page("measures/<int:measure>/refuse", "measures-refuse", measure_acts.refuse, "measures.refuse", SENT),
    Page("measures/<int:measure>/withdraw", "measures-withdraw", measure_acts.withdraw, "measures.withdraw", SENT),
    Page("measures/<int:measure>/release", "measures-release", measure_acts.release, "measures.propose", SENT),
    Page("measures/<int:measure>/freeze", "measures-freeze", measure_acts.freeze, "measures.propose", SENT),
    Page("measures/<int:measure>/exempt", "measures-exempt", measure_acts.exempt, "measures.exempt", SENT),
    Page(
        "measures/<int:measure>/exemptions/<int:exemption>/grant",
        "measures-grant",
        measure_acts.grant,
        "measures.confirm",
        SENT,
    ),
    Page(
        "measures/<int:measure>/exemptions/<int:exemption>/deny",
        "measures-deny",
        measure_acts.deny,
        "measures.refuse",
        SENT,
    ),
    Page("measures/<int:measure>/report", "measures-report", reports.write, "reports.write", SENT),
    Page("reports", "reports", reports.page, "reports.see"),
    Page("reports/<int:report>", "reports-one", reports.one, "reports.see"),
    Page("reports/<int:report>/approve", "reports-approve", reports.approve, "reports.approve", SENT),
    Page("reports/<int:report>/refuse", "reports-refuse", reports.refuse, "reports.refuse", SENT),
    Page("reports/<int:report>/withdraw", "reports-withdraw", reports.withdraw, "reports.withdraw", SENT),
    Page("reports/<int:report>/sent", "reports-sent", reports.sent, "reports.send", SENT),
    Page("reports/<int:report>/file", "reports-file", reports.printed, "reports.send", SENT),
    Page("redress", "redress", redress.page, "redress.see"),
    Page("redress/<int:redress>", "redress-one", redress.one, "redress.see"),
    Page("alerts/<int:alert>/redress", "redress-alert", redress.of_alert, "redress.see", BOTH, sends="redress.record"),
    Page("redress/<int:redress>/answer", "redress-answer", redress.answer, "redress.answer", SENT),
    Page("redress/<int:redress>/letter", "redress-letter", redress.letter, "redress.answer", SENT),
    Page("screen", "screen", screen.page, "subjects.screen"),
    Page("screen/subject", "screen-by-hand", screen.by_hand, "subjects.screen", SENT),
    Page("screen/file", "screen-file", screen.upload, "alerts.open", SENT),
    Page("screenings", "screenings", screenings.page, "alerts.see"),
    Page("screenings/<str:run>", "screenings-one", screenings.one, "alerts.see"),
    # lists
    Page("lists", "lists", lists.page, "lists.see"),
    Page("lists/<str:list>", "lists-one", lists.one, "lists.see"),
    Page("lists/<str:list>/listing", "listing", lists.listing, "lists.see"),
    Page("lists/<str:list>/editions/<str:edition>", "lists-edition", lists.edition, "lists.see"),
    Page("lists/<str:list>/changes/<str:before>/<str:after>", "lists-changes", lists.changes, "lists.see"),
    Page("portfolios", "portfolios", portfolios.page, "portfolios.see"),
    # the log
    Page("log", "log", log.page, "log.show"),
    Page("log/verify", "log-verify", log.verify, "log.verify", SENT),
    Page("log/sign", "log-sign", log.sign, "log.checkpoint", SENT),
    # people
    Page("officers", "officers", officers.page, "officers.list", BOTH, sends="officers.appoint"),
    Page("officers/<str:username>", "officers-one", officers.one, "officers.list"),
    Page("officers/<str:username>/roles", "officers-roles", officers.roles, "officers.change", SENT),
    Page("officers/<str:username>/access", "officers-access", officers.access, "officers.change", SENT),
    Page("officers/<str:username>/reset", "officers-reset", officers.reset, "officers.change", SENT),
    Page("officers/<str:username>/admit", "officers-admit", officers.admit, "officers.admit", SENT),
)
