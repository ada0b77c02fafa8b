"""Brings the catalogues of translations up to the texts of the pages, or tells what is missing.

python tools/messages.py            collect every text, add new ones to each catalogue, drop unused ones, compile
python tools/messages.py --check    change nothing; exit 1 and name what is untranslated, unused or not compiled
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).resolve().parent.parent / "src" / "comity" / "web"
LOCALES = WEB / "locale"
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
OPTIONS = {"**.j2": {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def template() -> Catalog:
    """Every text of the pages, with the files that it stands in."""
    catalogue = Catalog(project="comity", charset="utf-8")
    found = extract_from_dir(str(WEB), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=())
    for file, _, message, _, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(message, locations=[(file.replace("\\", "/"), 0)], context=context)
    return catalogue


def held(place: Path) -> Catalog:
    """A catalogue as it is kept."""
    with place.open("rb") as file:
        catalogue = read_po(file, locale=place.parent.parent.name)
    catalogue.creation_date = catalogue.revision_date = UNDATED  # so that two runs compile the same bytes
    return catalogue


def problems(place: Path, texts: Catalog) -> list[str]:
    """What a catalogue lacks, beside what the pages say."""
    catalogue = held(place)
    kept = {_key(message): message for message in catalogue if message.id}
    said = {_key(message) for message in texts if message.id}
    told = [f"untranslated: {key[0]!r}" for key in sorted(said, key=str) if not _translated(kept.get(key))]
    told += [f"unused: {key[0]!r}" for key in sorted(kept.keys() - said, key=str)]
    compiled = place.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != _compiled(catalogue):
        told.append(f"{compiled.name} is not what {place.name} says")
    return told


def bring_up_to_date(place: Path, texts: Catalog) -> None:
    """Add new texts, drop unused ones, compile."""
    catalogue = held(place)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        message.locations = sorted({(file, 0) for file, _ in message.locations})
    draft = io.BytesIO()
    write_po(draft, catalogue, width=110, omit_header=False, include_lineno=False, sort_by_file=True)
    place.write_bytes(_without_dates(draft.getvalue()))
    place.with_suffix(".mo").write_bytes(_compiled(held(place)))


def _compiled(catalogue: Catalog) -> bytes:
    draft = io.BytesIO()
    write_mo(draft, catalogue)
    return draft.getvalue()


def _without_dates(content: bytes) -> bytes:
    """Two runs write the same bytes."""
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By')
    return b"".join(line for line in content.splitlines(keepends=True) if not line.startswith(dated))


def _key(message: Message) -> tuple[object, object]:
    return message.id, message.context


def _translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def main() -> int:
    """Bring up to date or check."""
    texts = template()
    failed = 0
    for place in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        if "--check" not in sys.argv[1:]:
            bring_up_to_date(place, texts)
        for told in problems(place, texts):
            failed = 1
            print(f"{place.parent.parent.name}: {told}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
