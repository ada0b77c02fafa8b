"""A publisher's XML as a stream of records: nothing fetched, nothing expanded, bounded memory."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from lxml import etree

from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import SourceFile
from comity.lists.xml_text import CleanBytes
from comity.model.errors import BrokenFile, TooLarge

MAX_TEXT = 1 << 20  # characters in one text or attribute
MAX_DEPTH = 32  # elements within elements, in one record
MAX_RECORD = 64 << 20  # bytes in one record, or between two
INSTANCE_NAMESPACE = "{http://www.w3.org/2001/XMLSchema-instance}"  # xsi:nil and the like say nothing of the listed
AGAIN = "download it again, or check that it is the right file"


@dataclass(frozen=True, slots=True)
class Root:
    """The outermost element of a file: its local name, its namespace ("" for none), its attributes by local name."""

    name: str
    namespace: str
    attributes: Mapping[str, str]


def read_root(file: SourceFile, roots: Collection[str] = ()) -> Root:
    """The outermost element; reads only the file's beginning. Raises BrokenFile when it is none of `roots`.

    Also refuses a document type that declares entities, which no publisher uses and bombs are made of.
    """
    with closing(file.open()) as stream:
        clean = CleanBytes(stream, lambda _line, _what: None)
        try:
            _, element = next(_parser(clean, events=("start",), tag=None))
        except (etree.XMLSyntaxError, StopIteration, UnicodeDecodeError) as problem:
            raise _broken(file, problem) from problem
        dtd = element.getroottree().docinfo.internalDTD
        if dtd is not None and dtd.entities():  # type: ignore[attr-defined] # absent from the stubs
            raise BrokenFile(file.name, "document type", "it declares entities, as XML bombs do", AGAIN)
        name = local_name(str(element.tag))
        if roots and name not in roots:
            wanted = " or ".join(sorted(roots))
            what = "HTML instead of XML" if name.lower() == "html" else f"the outermost element is {name}, not {wanted}"
            raise BrokenFile(file.name, "line 1", what, AGAIN)
        namespace = str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""
        attributes = {local_name(str(key)): str(value) for key, value in element.attrib.items()}
    return Root(name, namespace, attributes)


def read_records(
    file: SourceFile,
    roots: Collection[str],
    elements: Collection[str],
    reading: Reading | None = None,
    *,
    spell: Callable[[str], str] = str,
) -> Iterator[Record]:
    """Stream the elements with these local names as records, in any namespace, in the order published.

    `spell` is applied to every text, for a publisher whose line breaks are layout (see `one_line`).
    Memory stays that of one record: each element is freed once it became a record. `reading`
    hears of replaced control characters. Raises BrokenFile on a file that is cut off, damaged,
    or not one of `roots`; TooLarge beyond the limits above.
    """
    read_root(file, roots)
    notes = Reading() if reading is None else reading

    def report(line: int, what: str) -> None:
        notes.odd(f"{file.name}: line {line}", "#text", what, "character that XML forbids, replaced by a space")

    counts: Counter[str] = Counter()
    with closing(file.open()) as stream:
        clean = CleanBytes(stream, report)
        guarded = _Guarded(clean, file)
        try:
            for _, element in _parser(guarded, events=("end",), tag=tuple(f"{{*}}{name}" for name in elements)):
                name = local_name(str(element.tag))
                if _is_within(element, elements):
                    continue  # a copy inside another record, which stays whole
                counts[name] += 1
                yield element_record(element, notes, f"{file.name}: {name} {counts[name]}", spell)
                guarded.since = clean.consumed
                _free(element)
        except (etree.XMLSyntaxError, UnicodeDecodeError) as problem:
            raise _broken(file, problem) from problem


def element_record(
    element: etree._Element, reading: Reading, place: str, spell: Callable[[str], str] = str, depth: int = 0
) -> Record:
    """An element as a record: "@name" for attributes, texts for plain elements, records for others, "#text".

    Local names throughout. Raises TooLarge for a text or a nesting beyond the limits.
    """
    if depth > MAX_DEPTH:
        raise TooLarge(place, "the nesting of elements", MAX_DEPTH, "levels")
    fields: dict[str, list[str | Record]] = {}
    for key, value in element.attrib.items():
        if not str(key).startswith(INSTANCE_NAMESPACE):
            fields[f"@{local_name(str(key))}"] = [spell(_bounded(str(value), place))]
    own = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            raise BrokenFile(place, "entity", "an entity that the file does not explain", AGAIN)
        own.append(child.tail or "")
        values = fields.setdefault(local_name(child.tag), [])
        if len(child) or child.attrib:
            values.append(element_record(child, reading, place, spell, depth + 1))
        else:
            values.append(spell(_bounded(child.text or "", place)))
    text = " ".join(part for part in own if part.strip())
    if text:
        fields["#text"] = [spell(_bounded(text, place))]
    return Record(local_name(str(element.tag)), fields, place=place, reading=reading)


def local_name(tag: str) -> str:
    """A tag or attribute without its namespace."""
    return tag.rpartition("}")[2]


def one_line(text: str) -> str:
    """A text without the line breaks and indentation of the file's layout."""
    return " ".join(text.split())


class _Guarded:
    """Stops a file that goes on and on without a record (memory would grow with it)."""

    def __init__(self, clean: CleanBytes, file: SourceFile) -> None:
        self._clean, self._file = clean, file
        self.encoding = clean.encoding
        self.since = 0

    def read(self, size: int) -> bytes:
        if self._clean.consumed - self.since > MAX_RECORD:
            raise TooLarge(self._file.name, "one record, or the text between two,", MAX_RECORD, "bytes")
        return self._clean.read(size)


def _parser(
    stream: CleanBytes | _Guarded, *, events: tuple[str, ...], tag: tuple[str, ...] | None
) -> Iterator[tuple[str, etree._Element]]:
    parser: Iterator[tuple[str, etree._Element]] = etree.iterparse(
        stream,
        events=events,
        tag=tag,
        encoding=stream.encoding,
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return parser


def _is_within(element: etree._Element, names: Collection[str]) -> bool:
    return any(local_name(str(ancestor.tag)) in names for ancestor in element.iterancestors())


def _free(element: etree._Element) -> None:
    """Forget an element and everything before it; its parents stay, they are still open."""
    element.clear()
    parent = element.getparent()
    while parent is not None:
        while element.getprevious() is not None:
            del parent[0]
        element, parent = parent, parent.getparent()


def _bounded(text: str, place: str) -> str:
    if len(text) > MAX_TEXT:
        raise TooLarge(place, "a text", MAX_TEXT, "characters")
    return text


def _broken(file: SourceFile, problem: Exception) -> BrokenFile | TooLarge:
    """What is wrong with a file that the parser refuses, in words for an officer."""
    with closing(file.open()) as stream:
        start = stream.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    line = getattr(problem, "lineno", None)
    place = f"line {line}" if line else "the beginning"
    if not start:
        return BrokenFile(file.name, place, "the file is empty", AGAIN)
    if start.startswith((b"<!doctype html", b"<html")):
        return BrokenFile(file.name, place, "HTML instead of XML", AGAIN)
    if "huge text node" in str(problem) or "Excessive depth" in str(problem) or "too long" in str(problem):
        return TooLarge(file.name, f"a text or the nesting of elements at {place}", MAX_TEXT, "characters")
    if not start.startswith(b"<") and b"<\x00" not in start and b"\x00<" not in start:
        return BrokenFile(file.name, place, "it is not XML", AGAIN)
    return BrokenFile(file.name, place, f"cut off or damaged ({problem})", AGAIN)
