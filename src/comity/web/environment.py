"""The environment of all templates: escaping on, undefined names refused, Django's translations inside."""

from datetime import date, datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from comity import __version__
from comity.web.shown_text import shown
from comity.web.words import counted, tone, word

LONGEST_PROSE = 20_000


def environment(**options: Any) -> Environment:
    """What settings.TEMPLATES asks for."""
    options["undefined"] = StrictUndefined
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])  # noqa: S701 autoescape comes with the options
    made.globals.update(static=_static, url=_url)
    made.filters.update(
        shown=shown,
        moment=moment,
        day=day,
        number=number,
        share=share,
        word=word,
        tone=tone,
        prose=prose,
        size=size,
        counted=counted,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    return made


def moment(at: datetime) -> Markup:
    """An instant in the reader's language, in the node's time zone; exact for programs."""
    local = timezone.localtime(at)
    words = f"{formats.date_format(local, 'DATE_FORMAT')}, {formats.time_format(local, 'H:i')} {local.tzname()}"
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(timespec="seconds"), words)


def day(on: date) -> Markup:
    """A day in the reader's language."""
    return Markup('<time datetime="{}">{}</time>').format(on.isoformat(), formats.date_format(on, "DATE_FORMAT"))


def number(count: float) -> str:
    """A whole number with its thousands apart, as the reader's language writes it."""
    return str(formats.number_format(count, decimal_pos=0, use_l10n=True, force_grouping=True))


def share(part: float, places: int = 0) -> str:
    """A share of one as per cent."""
    return f"{formats.number_format(round(part * 100, places), decimal_pos=places)}\N{NO-BREAK SPACE}%"


def prose(text: str) -> Markup:
    """A text of several lines from outside, each shown safely."""
    return Markup("<br>").join(shown(each, longest=LONGEST_PROSE) for each in text.split("\n"))


def size(count: int) -> str:
    """A number of bytes as people say it."""
    for power, unit in ((9, "GB"), (6, "MB"), (3, "kB")):
        if count >= 10**power:
            return f"{formats.number_format(round(count / 10**power, 1), decimal_pos=1)}\N{NO-BREAK SPACE}{unit}"
    return f"{count}\N{NO-BREAK SPACE}B"


def _static(path: str) -> str:
    """The address of a static file; another one for every version, so that browsers keep no old one."""
    return f"{static(path)}?{__version__}"


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args, kwargs=kwargs)
