"""What the codes of the model are called on a page, in the reader's language. Templates print `code|word`."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comity.web.words_reasons import REASON_WORDS

WORDS: Mapping[str, Any] = {
    **REASON_WORDS,
    # roles, and what each is for
    "analyst": _("analyst"),
    "supervisor": _("supervisor"),
    "list_officer": _("list officer"),
    "exchange_officer": _("exchange officer"),
    "auditor": _("auditor"),
    "administrator": _("administrator"),
    "does:analyst": _("works alerts, proposes decisions"),
    "does:supervisor": _("second pair of eyes, assigns work"),
    "does:list_officer": _("lists, editions, the portfolio"),
    "does:exchange_officer": _("reports and disclosures to others"),
    "does:auditor": _("sees all, changes nothing"),
    "does:administrator": _("manages people, sees no case"),
    # states of alerts and hits, outcomes
    "proposed": _("waits for a second officer"),
    "open": _("open"),
    "inconclusive": _("inconclusive"),
    "true match": _("true match"),
    "cleared": _("cleared"),
    "gone": _("no longer found"),
    "unjudged": _("unjudged"),
    "false positive": _("false positive"),
    # what an officer said, and what a second one said to it
    "said:waiting": _("proposes"),
    "said:confirmed": _("proposed"),
    "said:refused": _("proposed"),
    "said:withdrawn": _("proposed"),
    "said:overtaken": _("proposed"),
    "said:recorded": _("recorded"),
    "second:confirmed": _("confirmed it"),
    "second:refused": _("refused it"),
    "second:withdrawn": _("took it back"),
    "second:overtaken": _("set it aside, because a side changed"),
    # what a hit shows
    "agrees": _("agrees"),
    "contradicts": _("contradicts"),
    "missing": _("missing"),
    "overall": _("overall"),
    "Name": _("Name"),
    "Kind": _("Kind"),
    "Born": _("Born"),
    "Born or founded": _("Born or founded"),
    "Founded or built": _("Founded or built"),
    "Born in": _("Born in"),
    "Nationality": _("Nationality"),
    "Gender": _("Gender"),
    "Identifiers": _("Identifiers"),
    "Addresses": _("Addresses"),
    "Authority": _("Authority"),
    "Programme": _("Programme"),
    "Legal basis": _("Legal basis"),
    "Listed on": _("Listed on"),
    "Amended on": _("Amended on"),
    "Position": _("Position"),
    "Reasons": _("Reasons"),
    "Remarks": _("Remarks"),
    "Publisher’s page": _("Publisher’s page"),
    # measures, exemptions, reports, redress
    "freeze": _("freeze"),
    "hold": _("hold"),
    "in force": _("in force"),
    "release proposed": _("release waits for a second officer"),
    "released": _("released"),
    "withdrawn": _("taken back"),
    "approved": _("approved"),
    "sent": _("sent"),
    "passed": _("passed"),
    "upheld": _("judgement stands"),
    "delisted": _("delisted"),
    "rejudged": _("judged anew"),
    "run out": _("ran out"),
    "account": _("account"),
    "payment": _("payment"),
    "securities": _("securities"),
    "crypto-assets": _("crypto-assets"),
    "insurance": _("insurance"),
    "goods": _("goods"),
    "real property": _("real property"),
    "other economic resource": _("other economic resource"),
    "basic expenses": _("basic expenses (1452)"),
    "extraordinary expenses": _("extraordinary expenses (1452)"),
    "humanitarian": _("humanitarian (2664)"),
    "national licence": _("national licence"),
    "step:propose": _("proposed the freeze"),
    "step:hold": _("held it"),
    "step:confirm the freeze": _("confirmed the freeze"),
    "step:propose to freeze what is held": _("proposed to freeze what was held"),
    "step:propose the release": _("proposed the release"),
    "step:confirm the release": _("confirmed the release"),
    "step:refuse the release": _("refused the release"),
    "step:withdraw the release": _("took the release back"),
    "step:refuse": _("refused it"),
    "step:withdraw": _("took it back"),
    # what changed, on which side
    "side:subject": _("subject"),
    "side:listing": _("listing"),
    "names": _("names"),
    "kind": _("kind"),
    "births": _("births"),
    "birth places": _("birth places"),
    "birth_places": _("birth places"),
    "nationalities": _("nationalities"),
    "countries": _("countries"),
    "genders": _("genders"),
    "identifiers": _("identifiers"),
    "addresses": _("addresses"),
    "remarks": _("remarks"),
    "titles": _("titles"),
    "positions": _("positions"),
    "programmes": _("programmes"),
    "reasons": _("reasons"),
    "listed_on": _("date of listing"),
    "amended_on": _("dates of amendment"),
    "authority": _("authority"),
    "legal_basis": _("legal basis"),
    "url": _("address of its page"),
    "listed": _("listed"),
    "amended": _("amended"),
    "removed": _("removed"),
    # kinds
    "person": _("person"),
    "organisation": _("organisation"),
    "vessel": _("vessel"),
    "aircraft": _("aircraft"),
    "unknown": _("of unknown kind"),
    # where the date of an edition is from
    "dated:content": _("its content"),
    "dated:officer": _("an officer"),
    "dated:file name": _("the file’s name"),
    "dated:directory name": _("the directory’s name"),
    "dated:archive": _("the archive"),
    "dated:server": _("the publisher’s server"),
    "dated:arrival": _("the day it arrived"),
    # what can be wrong with the watch
    "fault:not fetched": _("Not fetched"),
    "fault:not asked": _("Publisher not asked"),
    "fault:not screened": _("Portfolio not screened"),
    "fault:cut off": _("Watch cut off"),
    # scripts
    "script:Latin": _("Latin"),
    "script:Cyrillic": _("Cyrillic"),
    "script:Arabic": _("Arabic"),
    "script:Persian and Urdu": _("Persian and Urdu"),
    "script:Chinese": _("Chinese"),
    "script:Japanese kana": _("Japanese kana"),
    "script:Hangul": _("Korean"),
    "script:Greek": _("Greek"),
    "script:Hebrew": _("Hebrew"),
    "script:Georgian": _("Georgian"),
    "script:Armenian": _("Armenian"),
    "script:Devanagari": _("Devanagari"),
    "script:Ethiopic": _("Ethiopic"),
    "script:other": _("other"),
    # runs
    "waiting": _("waiting"),
    "running": _("running"),
    "failed": _("failed"),
    "done": _("done"),
    "refused": _("refused"),
    "screened": _("screened"),
    "partial": _("partial"),
    "held": _("held"),
    "web": _("page"),
    "api": _("API"),
    "cli": _("command line"),
    "watch": _("the node itself"),
}

COUNTED: Mapping[str, Any] = {
    "person": ngettext_lazy("%(count)s person", "%(count)s persons", "count"),
    "organisation": ngettext_lazy("%(count)s organisation", "%(count)s organisations", "count"),
    "vessel": ngettext_lazy("%(count)s vessel", "%(count)s vessels", "count"),
    "aircraft": ngettext_lazy("%(count)s aircraft", "%(count)s aircraft", "count"),
    "unknown": ngettext_lazy("%(count)s of unknown kind", "%(count)s of unknown kind", "count"),
}

TONES: Mapping[str, str] = {
    "proposed": "waiting",
    "inconclusive": "waiting",
    "true match": "bad",
    "cleared": "good",
    "false positive": "good",
    "in force": "bad",
    "release proposed": "waiting",
    "released": "good",
    "approved": "good",
    "sent": "good",
    "passed": "good",
    "open": "waiting",
    "failed": "bad",
    "running": "waiting",
    "waiting": "waiting",
    "done": "good",
    "refused": "bad",
    "held": "bad",
    "partial": "waiting",
}


def word(code: object) -> str:
    """The words for a code; one that has none yet is shown as it is rather than lost."""
    found = WORDS.get(str(code))
    return str(code).rpartition(":")[2].replace("_", " ") if found is None else str(found)


def counted(kind: object, count: int) -> str:
    """So many of a kind of entity."""
    return str(COUNTED[str(kind)] % {"count": count})


def tone(code: object) -> str:
    """How a state looks: good, bad, waiting, or nothing in particular."""
    return TONES.get(str(code), "")
