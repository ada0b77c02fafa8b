"""Spans of time in words: how old, how late, how soon. In the reader's language, with its plurals."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def span(length: timedelta) -> str:
    """A span to the precision that matters: minutes below two hours, hours below two days, else days."""
    length = abs(length)
    if length < 2 * HOUR:
        minutes = int(length.total_seconds() // 60)
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if length < 2 * DAY:
        hours = int(length.total_seconds() // 3600)
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", length.days) % {"count": length.days}


def until(due: datetime, now: datetime) -> str:
    """How soon something is due, or how late it is."""
    if due <= now:
        return _("overdue by %(span)s") % {"span": span(now - due)}
    return _("due in %(span)s") % {"span": span(due - now)}


def ago(then: datetime, now: datetime) -> str:
    """How long ago something was."""
    return _("%(span)s ago") % {"span": span(now - then)}
