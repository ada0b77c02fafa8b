"""A screening as it might have been, with invented persons, for the tests of the report."""

from datetime import UTC, date, datetime
from functools import partial

from comity.lists.admission import DatedBy
from comity.model.designation import Designation, EditionId, ListId, Listing, Reference
from comity.model.entity import (
    Address,
    Birth,
    Entity,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    Name,
    NameKind,
    Nationality,
    Place,
    Published,
)
from comity.model.hit import Bearing, Evidence, Hit
from comity.model.partial_date import DateSpan, parse_iso, single
from comity.model.subject import Account, RecordNote, RecordState, Subject, SubjectId, SubjectIdentifier
from comity.operations.screening import Finding, Measure, ScreenedInput, ScreenedList, Screening
from comity.store.manifest import EditionManifest

UN, OFAC, NATIONAL = ListId("un_sc"), ListId("us_ofac"), ListId("national")
EDITIONS = {
    UN: EditionId("3f9a1c0de4b7" + "5" * 52),
    OFAC: EditionId("b81e77a204cf" + "6" * 52),
    NATIONAL: EditionId("0c4d9e21aa38" + "7" * 52),
}
SCORECARD = "9d2b4471c0a6" + "e" * 52
ENGINE = "comity 0.1.0"

HOSTILE = "<script>alert(1)</script> \u202eanas\u202c O\u200bne\x00\x1b[31m"


def part(subject: str, listed: str, *pairs: tuple[str, str, float]) -> tuple[Evidence, ...]:
    """Evidence of name parts that agree, each found in both names."""
    return tuple(
        Evidence(
            "name part",
            "same" if left == right else "same in another script",
            Bearing.AGREES,
            weight,
            left,
            right,
            (subject.index(left), subject.index(left) + len(left)),
            (listed.index(right), listed.index(right) + len(right)),
        )
        for left, right, weight in pairs
    )


def hit(
    subject: Subject,
    designation: Designation,
    score: float,
    reasons: tuple[Evidence, ...],
    *,
    subject_name: str | None = None,
    listed: int = 0,
) -> Finding:
    """A hit of a subject on the `listed`-th name of a designation."""
    name = designation.entity.names[listed]
    return Finding(
        Hit(
            subject.id,
            subject_name or subject.names[0],
            designation.listing.list,
            designation.listing.reference,
            name.text,
            name.kind,
            score,
            max(0.0, score - 0.03),
            reasons,
            designation.edition,
            SCORECARD,
            ENGINE,
        ),
        subject,
        designation,
    )


def _names(*texts: str, kind: NameKind = NameKind.STRONG) -> tuple[Name, ...]:
    return tuple(Name(text, kind, Published("NAME", text)) for text in texts)


def _born(text: str, published: str | None = None, *, circa: bool = False) -> Birth:
    return Birth(single(parse_iso(text), circa=circa), Published("BIRTH", published or text))


_listing = partial(Listing, stood_on=parse_iso("2026-08-01"))

USAMA = Designation(
    _listing(
        UN,
        Reference("QDi.904"),
        "United Nations Security Council",
        "Security Council resolution 2253 (2015), paragraph 2",
        listed_on=parse_iso("2014-09-23"),
        amended_on=(parse_iso("2019-05-01"), parse_iso("2021-11-08")),
        programmes=("Al-Qaida",),
        reasons=(
            "Facilitator for a listed group; arranged travel and funds between 2011 and 2014. Reviewed under "
            "paragraph 90 of resolution 2368 (2017), review concluded on 14 November 2019.",
        ),
    ),
    Entity(
        Kind.PERSON,
        (
            *_names("Tarik Samir Al-Hazari", kind=NameKind.PRIMARY),
            *_names("طارق سمير الهزاري", kind=NameKind.ORIGINAL),
            *_names("Tareq Sameer el Hazari", "Abu Samir al-Urduni", "Тарик Самир аль-Хазари"),
            *_names("Abu Samir", "The Accountant", kind=NameKind.WEAK),
            *_names(*(f"Tarik Alias {number}" for number in range(9))),
        ),
        births=(
            _born("1971-03", "Mar. 1971"),
            Birth(DateSpan(parse_iso("1970"), parse_iso("1973")), Published("B", "between 1970 and 1973")),
        ),
        birth_places=(Place("Zarqa, Jordan", "JO", Published("PLACE", "Zarqa, Jordan")),),
        nationalities=(Nationality("JO", Published("NATIONALITY", "Jordan")),),
        genders=(Gender.MALE,),
        identifiers=(
            Identifier(IdentifierType.PASSPORT, "K048787", Published("DOC", "K048787"), "Passport", "JO"),
            Identifier(IdentifierType.NATIONAL_ID, "9711 004 312", Published("DOC", "9711004312"), None, "JO"),
        ),
        addresses=(Address("Al-Rusayfah district, Zarqa", Published("ADDRESS", "x"), country="JO"),),
        remarks=(Published("COMMENTS1", "Photograph available for inclusion in the special notice."),),
    ),
    EDITIONS[UN],
    "INDIVIDUAL 88",
)
VOLNA = Designation(
    _listing(
        OFAC,
        Reference("19884"),
        "Office of Foreign Assets Control, US Department of the Treasury",
        "International Emergency Economic Powers Act; Executive Order 13224",
        programmes=("SDGT", "RUSSIA-EO14024"),
    ),
    Entity(
        Kind.ORGANISATION,
        (
            *_names("LIMITED LIABILITY COMPANY SEVERNAYA VOLNA", kind=NameKind.PRIMARY),
            *_names("ООО Северная Волна", kind=NameKind.ORIGINAL),
        ),
        births=(_born("2009"),),
        nationalities=(Nationality("RU", Published("COUNTRY", "Russia")),),
        identifiers=(Identifier(IdentifierType.TAX, "7704217990", Published("TAX", "7704217990"), "INN", "RU"),),
    ),
    EDITIONS[OFAC],
    "sdn.csv line 7741",
)
HARBOUR = Designation(
    _listing(
        NATIONAL,
        Reference("N-2026-014"),
        "Financial Intelligence Office of Avalonia",
        "Counter-Terrorism Act 2011, section 7; resolution 1373 (2001)",
        listed_on=parse_iso("2026-02-11"),
        programmes=("1373",),
        reasons=("Collected funds for a designated group through a charity that it controls.",),
        url="https://fio.example/listings/N-2026-014",
    ),
    Entity(
        Kind.ORGANISATION,
        (*_names("Blue Harbour Relief Fund", kind=NameKind.PRIMARY), *_names("蓝港救济基金会", kind=NameKind.ORIGINAL)),
    ),
    EDITIONS[NATIONAL],
    "row 14",
)

TARIK = Subject(
    SubjectId("C-004417"),
    ("طارق سمير الهزاري", "Tarek S. Alhazari"),
    Kind.PERSON,
    births=(single(parse_iso("1971-03-19")),),
    nationalities=("JO",),
    countries=("DE",),
    genders=(Gender.MALE,),
    identifiers=(SubjectIdentifier(IdentifierType.PASSPORT, "K048787", "JO"),),
    addresses=("Sonnenallee 14, 12047 Berlin",),
)
SAMIR = Subject(
    SubjectId("C-000912"),
    ("Самир Тарик Хазаров",),
    Kind.PERSON,
    births=(single(parse_iso("1994-12-02")),),
    nationalities=("KG",),
)
SEVER = Subject(
    SubjectId("C-011030"),
    ("Severnaja Wolna OOO",),
    Kind.ORGANISATION,
    countries=("RU",),
    identifiers=(SubjectIdentifier(IdentifierType.TAX, "7704217990", "RU"),),
)
ATTACKER = Subject(SubjectId("C-066666"), (HOSTILE,), addresses=("A" * 5000,))
CHINESE = Subject(SubjectId("C-020004"), ("蓝港救济基金会",), Kind.UNKNOWN)


def findings() -> tuple[Finding, ...]:
    """Five hits on five subjects, one of them on two lists, best first."""
    arabic, latin = TARIK.names[0], USAMA.entity.names[0].text
    birth = Evidence("birth", "same month", Bearing.AGREES, 0.42, "1971-03-19", "1971-03")
    passport = Evidence("identifier", "same number", Bearing.AGREES, 2.8, "K048787", "K048787")
    return (
        hit(
            TARIK,
            USAMA,
            0.99,
            (
                *part(arabic, latin, ("طارق", "Tarik", 1.84), ("سمير", "Samir", 1.51), ("الهزاري", "Al-Hazari", 3.07)),
                passport,
                birth,
                Evidence("country", "shared", Bearing.AGREES, 0.0, "JO", "JO"),
            ),
        ),
        hit(
            SEVER,
            VOLNA,
            0.965,
            (
                *part(
                    "Severnaja Wolna OOO",
                    "LIMITED LIABILITY COMPANY SEVERNAYA VOLNA",
                    ("Severnaja", "SEVERNAYA", 2.2),
                    ("Wolna", "VOLNA", 2.41),
                    ("OOO", "LIMITED LIABILITY COMPANY", 0.2),
                ),
                Evidence("identifier", "same number", Bearing.AGREES, 3.4, "7704217990", "7704217990"),
                Evidence("name rarity", "fairly common", Bearing.MISSING, -0.31),
            ),
        ),
        hit(
            CHINESE,
            HARBOUR,
            0.93,
            part("蓝港救济基金会", "蓝港救济基金会", ("蓝港救济基金会", "蓝港救济基金会", 4.6)),
            listed=1,
        ),
        hit(
            SAMIR,
            USAMA,
            0.842,
            (
                *part(SAMIR.names[0], "Тарик Самир аль-Хазари", ("Самир", "Самир", 1.51), ("Тарик", "Тарик", 1.84)),
                Evidence("name part", "only in the subject", Bearing.CONTRADICTS, -0.11, "Хазаров", None, (12, 19)),
                Evidence("name part", "only in the listing", Bearing.MISSING, -0.02, None, "аль", None, (12, 15)),
                Evidence("birth", "other", Bearing.CONTRADICTS, -1.35, "1994-12-02", "1971-03"),
                Evidence("country", "other", Bearing.CONTRADICTS, -0.3, "KG", "JO"),
            ),
            listed=4,
        ),
        hit(ATTACKER, USAMA, 0.81, part(HOSTILE, "Abu Samir", ("anas", "Samir", 1.2)), listed=5),
    )


def manifest(list_id: ListId, title_part: str, dated: date, counts: dict[Kind, int], **changes: int) -> EditionManifest:
    """An edition as the store would describe it."""
    return EditionManifest(
        list=list_id,
        edition=EDITIONS[list_id],
        part=title_part,
        dated=dated,
        dated_by=DatedBy.CONTENT if list_id == UN else DatedBy.FILE_NAME,
        imported_at=datetime(2026, 8, 2, 6, 0, tzinfo=UTC),
        comity="0.1.0",
        received=(),
        content=(),
        counts=counts,
        quarantined=changes.get("quarantined", 0),
        carried=changes.get("carried", 0),
        odd=0,
        dropped={},
    )


LISTS = (
    ScreenedList(
        "UN Security Council Consolidated List",
        "United Nations Security Council",
        manifest(UN, "", date(2026, 8, 1), {Kind.PERSON: 736, Kind.ORGANISATION: 275}),
    ),
    ScreenedList(
        "OFAC sanctions lists",
        "US Department of the Treasury, Office of Foreign Assets Control",
        manifest(
            OFAC,
            "sdn",
            date(2026, 7, 30),
            {Kind.PERSON: 7161, Kind.ORGANISATION: 8020, Kind.VESSEL: 1404, Kind.AIRCRAFT: 339},
            quarantined=2,
            carried=2,
        ),
    ),
    ScreenedList(
        "Avalonia, list under resolution 1373",
        "Financial Intelligence Office of Avalonia",
        manifest(NATIONAL, "", date(2026, 2, 11), {Kind.PERSON: 12, Kind.ORGANISATION: 3}),
    ),
)


def screening(found: tuple[Finding, ...] | None = None, *, hits: int | None = None) -> Screening:
    """The whole screening; with `found` other hits than the invented five."""
    found = findings() if found is None else found
    scores = [0] * 100
    for finding in found:
        scores[min(int(finding.hit.score * 100), 99)] += 1
    by_edition: dict[EditionId, int] = {}
    for finding in found:
        by_edition[finding.hit.edition] = by_edition.get(finding.hit.edition, 0) + 1
    return Screening(
        screened=ScreenedInput(
            "customers-2026-08.csv",
            "CSV, separated by semicolons",
            4_312_440,
            "a7" * 32,
            "windows-1251",
            columns=(
                ("Номер", "id"),
                ("ФИО", "name"),
                ("Дата рождения", "birth_date"),
                ("Гражданство", "nationality"),
                ("Паспорт", "passport"),
            ),
            unused=("Филиал", "Менеджер"),
            dropped=("Вероисповедание",),
        ),
        lists=LISTS,
        measure=Measure(0.8, SCORECARD, ENGINE),
        account=Account(received=50_412, screened=50_409, partial=1, held=2),
        notes=(
            RecordNote(
                "line 311",
                SubjectId("C-000311"),
                RecordState.PARTIAL,
                "birth date '31.02.1980' is no date; kept as text",
            ),
            RecordNote("line 4090", None, RecordState.HELD, "no name in any column"),
            RecordNote(
                "line 20771",
                SubjectId("C-020771"),
                RecordState.HELD,
                "a field of 52,000,000 characters is over the limit of 1,000,000",
            ),
        ),
        hits=len(found) if hits is None else hits,
        subjects_with_hits=len({finding.subject for finding in found}),
        hits_by_edition=by_edition,
        scores=tuple(scores),
        findings=found,
        started=datetime(2026, 8, 2, 9, 14, 3, tzinfo=UTC),
        finished=datetime(2026, 8, 2, 9, 14, 21, tzinfo=UTC),
    )
