"""Names of the Swiss list: in parts, each with its spellings in other languages and scripts."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from comity.lists.original_script import is_original_script
from comity.lists.record import Record
from comity.model.entity import Name, NameKind, Published

NAME_KINDS = {
    "primary-name": NameKind.PRIMARY,
    "alias": NameKind.STRONG,
    "formerly-known-as": NameKind.FORMER,
}
LAST = 99

_Key = tuple[str, str, int]  # language, script, and the number of the spelling among these


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of a name: its place in reading order, its text, its other spellings."""

    position: int
    value: str
    variants: Mapping[_Key, str]


@cache
def _order() -> Mapping[str, int]:
    table = tomllib.loads(files("comity.lists").joinpath("ch_seco.toml").read_text("utf-8"))
    return {name: int(position) for name, position in table["name_parts"].items()}


def published_names(identities: list[Record]) -> Iterator[Name]:
    """Names of all identities; only the main identity's primary name is the target's."""
    for identity in identities:
        main = (identity.take("@main") or "true") == "true"
        for part in identity.parts("name"):
            published = part.take("@name-type") or ""
            kind = NAME_KINDS.get(published)
            if kind is None:
                part.odd("@name-type", published, "unknown type of name, taken as a strong alias")
            if (part.peek("@quality") or "").casefold() == "low":
                kind = NameKind.WEAK
            elif kind is NameKind.PRIMARY and not main:
                kind = NameKind.STRONG
            yield from _spellings(part, kind or NameKind.STRONG)


def _spellings(name: Record, kind: NameKind) -> Iterator[Name]:
    """A name as published, in reading order, and once more in every other spelling that its parts have."""
    language = (name.take("@lang") or "").lower() or None
    order = _order()
    pieces: list[_Piece] = []
    maiden: list[str] = []
    for part in name.parts("name-part"):
        part_type = part.peek("@name-part-type") or ""
        value = "" if part_type == "title" else " ".join((part.take("value") or "").split())
        if not value:
            continue
        part.take("@name-part-type")
        if part_type == "maiden-name":
            maiden.append(value)
            continue
        if part_type not in order:
            part.odd("@name-part-type", part_type, "unknown part of a name, put last")
        pieces.append(_Piece(order.get(part_type, LAST), value, dict(_variants(part))))
    pieces.sort(key=lambda piece: piece.position)
    whole = " ".join(piece.value for piece in pieces)
    if not whole:
        return
    yield _name(whole, kind, language)
    for other in maiden:
        given = " ".join(piece.value for piece in pieces if piece.position < order["family-name"])
        yield _name(f"{given} {other}".strip(), NameKind.FORMER, language)
    for key in dict.fromkeys(key for piece in pieces for key in piece.variants):
        yield from _variant(pieces, key, kind)


def _variants(part: Record) -> Iterator[tuple[_Key, str]]:
    """The other spellings of one part of a name, by language, script, and their number among these."""
    count: dict[tuple[str, str], int] = {}
    texts = [("", "", text) for text in part.take_all("spelling-variant")]
    for spelling in part.parts("spelling-variant"):
        language, script = spelling.take("@lang") or "", spelling.peek("@script") or ""
        texts.append((language.lower(), script, spelling.take("#text") or ""))
    for language, script, text in texts:
        if text.strip():
            number = count[language, script] = count.get((language, script), 0) + 1
            yield (language, script, number), " ".join(text.split())


def _variant(pieces: list[_Piece], key: _Key, kind: NameKind) -> Iterator[Name]:
    """The name with the spellings of one key, and the published ones where a part has none of that key.

    In another script, only parts of that script are joined; an incomplete name is a weak one.
    """
    language, script, _ = key
    first = (language, script, 1)
    chosen = [piece.variants.get(key) or piece.variants.get(first) for piece in pieces]
    foreign = any(text is not None and is_original_script(text) for text in chosen)
    if not foreign:
        text = " ".join(other or piece.value for other, piece in zip(chosen, pieces, strict=True))
        yield _name(text, NameKind.STRONG if kind is NameKind.PRIMARY else kind, language or None)
        return
    text = " ".join(part for part in chosen if part is not None)
    weak = None in chosen or kind is NameKind.WEAK
    yield _name(text, NameKind.WEAK if weak else NameKind.ORIGINAL, language or None)


def _name(text: str, kind: NameKind, language: str | None) -> Name:
    if kind in (NameKind.PRIMARY, NameKind.STRONG) and is_original_script(text):
        kind = NameKind.ORIGINAL
    return Name(text, kind, Published("name/name-part", text), language)


def published_titles(identities: list[Record]) -> tuple[str, ...]:
    """Parts of names that are titles; taken after the names, which leave them."""
    titles: dict[str, None] = {}
    for identity in identities:
        for name in identity.parts("name"):
            for part in name.parts("name-part"):
                part_type = part.take("@name-part-type")
                value = part.take("value")
                spellings = [spelling.take("#text") for spelling in part.parts("spelling-variant")]
                if part_type == "title" and value:
                    titles.update(dict.fromkeys(text for text in (value, *spellings) if text))
    return tuple(titles)
