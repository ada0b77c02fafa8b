"""Headings say what a column holds; cells are understood, or their record is partial and says which field was not."""

import pytest
from intake_reading import read

from comity.intake import Field, IntakeOptions, read_mapping
from comity.intake.headings import field_of
from comity.intake.recognition import DayOrder
from comity.model.entity import Gender, IdentifierType, Kind
from comity.model.errors import BadRequest, BrokenFile, TooLarge
from comity.model.subject import RecordNote, RecordState


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("birth_date", Field.BIRTH_DATE),
        ("birthDate", Field.BIRTH_DATE),
        ("BIRTH DATE", Field.BIRTH_DATE),
        (" Date-of-Birth: ", Field.BIRTH_DATE),
        ("DOB", Field.BIRTH_DATE),
        ("Дата Рождения", Field.BIRTH_DATE),
        ("customer_id", Field.ID),
        ("ФИО", Field.NAME),
        ("Ф.И.О.", Field.NAME),
        ("alias 2", Field.ALIAS),
        ("ИНН", Field.TAX),
        ("Passport No.", Field.PASSPORT),
        ("гражданство", Field.NATIONALITY),
        ("Расчётный счёт", Field.BANK_ACCOUNT),
        ("party name", Field.NAME),
        ("национальность", None),
        ("shoe size", None),
        ("", None),
    ],
)
def test_a_heading_is_recognised_whatever_its_case_and_punctuation(heading: str, field: Field | None) -> None:
    assert field_of(heading) is field


def test_every_field_is_recognised_by_its_own_name_or_can_only_be_mapped() -> None:
    assert {field for field in Field if field_of(field) is not field} == set()


def test_a_file_without_names_is_refused_with_the_columns_seen_and_how_to_map() -> None:
    with pytest.raises(BrokenFile, match=r'columns seen: Titular, Alter.*--map "name=COLUMN"'):
        read("Titular,Alter\nAnn,44\n")


def test_an_id_is_the_row_number_where_a_file_has_none() -> None:
    done = read("id,name\nx,Ann\n,Bo\n")
    assert done.ids == ["x", "row 2"]
    assert read("name\nAnn\n\nBo\n").ids == ["row 1", "row 2"]


def test_names_in_parts_are_joined_in_their_natural_order_beside_a_full_name_that_differs() -> None:
    parts = read("Фамилия;Имя;Отчество\nИванов;Пётр;Ильич\n;Анна;\n")
    assert [subject.names for subject in parts.subjects] == [("Пётр Ильич Иванов",), ("Анна",)]
    both = read("full_name,first_name,middle_name,last_name\nAnn Bo Cy,Ann,Bo,Cy\nDr Dee,Dee,,Eff\n")
    assert [subject.names for subject in both.subjects] == [("Ann Bo Cy",), ("Dr Dee", "Dee Eff")]


def test_a_record_without_any_part_of_a_name_moves_nobodys_name_to_somebody_else() -> None:
    done = read("id,first_name,last_name,alias\n1,Ann,Ash\n2,,,Nobody\n3,,\n4,Bo,Birch\n")
    assert [(subject.id, subject.names) for subject in done.subjects] == [
        ("1", ("Ann Ash",)),
        ("2", ("Nobody",)),
        ("4", ("Bo Birch",)),
    ]


def test_aliases_in_one_cell_are_apart_and_several_columns_of_names_all_count() -> None:
    done = read("name,name_original,aka\nAnn,Анна,Annie; Nan|Nanette\n")
    assert done.only.names == ("Ann", "Анна", "Annie", "Nan", "Nanette")


@pytest.mark.parametrize("name", ["", "   ", "-", "?????? ????", "\u200f"])
def test_a_record_without_a_name_is_held_with_its_id_and_place(name: str) -> None:
    done = read(f"id,name,city\n1,Ann,Oslo\n2,{name},Rome\n3,Bo,Bern\n")
    assert done.names == ["Ann", "Bo"]
    (note,) = done.notes
    assert (note.place, note.subject, note.state) == ("line 3", "2", RecordState.HELD)


def test_a_name_too_long_to_be_one_is_held() -> None:
    done = read("id,name\n1," + "a" * 3000 + "\n2,Ann\n")
    assert done.names == ["Ann"]
    assert done.held == ["line 2"]


def test_what_could_not_be_read_makes_a_record_partial_and_the_note_names_fields_never_values() -> None:
    done = read("id,name,dob,nationality,gender,type\n7,Ann,31/02/1985,Atlantis,purple,teapot\n8,Bo,,,,\n")
    assert done.account.partial == 1
    assert done.notes == [
        RecordNote(
            "line 2",
            done.subjects[0].id,
            RecordState.PARTIAL,
            "kind could not be read; birth_date could not be read; "
            "nationality could not be read; gender could not be read",
        )
    ]
    assert done.subjects[0].kind is Kind.UNKNOWN


def test_the_countries_that_are_understood_count_beside_one_that_is_not() -> None:
    done = read("name,nationality\nAnn,KG; Atlantis\nBo,Russia/Ukraine\n")
    assert [subject.nationalities for subject in done.subjects] == [("KG",), ("RU", "UA")]
    assert done.partial == ["line 2"]


def test_words_for_nothing_known_are_no_problem() -> None:
    done = read("name,dob,nationality,gender,passport\nAnn,N/A,unknown,-,нет\nBo,0000-00-00,,,\nCy,01.01.1900,,,\n")
    assert done.account.screened == 3
    assert not any(subject.births or subject.identifiers for subject in done.subjects)


def test_a_place_of_birth_yields_its_country_and_is_no_problem_without_one() -> None:
    done = read('name,place_of_birth\nAnn,"Tirin Kot city, Afghanistan"\nBo,Somewhere\n')
    assert [subject.countries for subject in done.subjects] == [("AF",), ()]
    assert done.account.screened == 2


def test_a_birth_year_counts_only_where_the_date_is_missing() -> None:
    done = read("name,birth_date,birth_year\nAnn,1970-02-03,1970\nBo,,1971\nCy,,1972.0\n")
    assert [[str(span) for span in subject.births] for subject in done.subjects] == [["1970-02-03"], ["1971"], ["1972"]]


@pytest.mark.parametrize(
    ("dates", "asked", "births", "order"),
    [
        ("25/03/1970 04/05/1970", None, ["1970-05-04"], DayOrder.DAY_FIRST),
        ("03/25/1970 04/05/1970", None, ["1970-04-05"], DayOrder.MONTH_FIRST),
        ("04/05/1970", None, ["1970-05-04", "1970-04-05"], DayOrder.BOTH),
        ("04/04/1970", None, ["1970-04-04"], DayOrder.BOTH),
        ("25/03/1970 03/25/1970 04/05/1970", None, ["1970-05-04", "1970-04-05"], DayOrder.BOTH),
        ("04/05/1970", False, ["1970-04-05"], DayOrder.MONTH_FIRST_ASKED),
        ("04/05/1970", True, ["1970-05-04"], DayOrder.DAY_FIRST_ASKED),
        ("04.05.1970", None, ["1970-05-04"], DayOrder.BOTH),
    ],
)
def test_the_order_of_day_and_month_is_what_the_column_proves_or_both(
    dates: str, asked: bool | None, births: list[str], order: DayOrder
) -> None:
    rows = "".join(f"Ann,{date}\n" for date in dates.split())
    done = read("name,dob\n" + rows, options=IntakeOptions(day_first=asked))
    assert [str(span) for span in done.subjects[-1].births] == births
    assert done.recognition.day_order is order


def test_identifiers_keep_their_type_and_several_in_one_cell_are_apart() -> None:
    done = read("name,ИНН,passport,imo,wallet\nAnn,7701,A1; B2,,\nShip,,,9074729,bc1q\n")
    assert [[(each.type, each.value) for each in subject.identifiers] for subject in done.subjects] == [
        [(IdentifierType.TAX, "7701"), (IdentifierType.PASSPORT, "A1"), (IdentifierType.PASSPORT, "B2")],
        [(IdentifierType.IMO, "9074729"), (IdentifierType.CRYPTO_ADDRESS, "bc1q")],
    ]


def test_an_address_is_whole_or_put_together() -> None:
    done = read("name,address,street,city,zip\nAnn,Hill 1 Bern,,,\nBo,,Lake 2,Rome,00100\n")
    assert [subject.addresses for subject in done.subjects] == [("Hill 1 Bern",), ("Lake 2, Rome, 00100",)]


def test_gender_and_kind_are_read_in_both_languages() -> None:
    done = read("name,пол,type\nАнна,ж,Individual\nBo,Male,ООО\nCy,x,юр.лицо\nDee,,vessel\n")
    assert [subject.genders for subject in done.subjects] == [(Gender.FEMALE,), (Gender.MALE,), (), ()]
    assert [subject.kind for subject in done.subjects] == [Kind.PERSON, Kind.UNKNOWN, Kind.ORGANISATION, Kind.VESSEL]


def test_sensitive_columns_are_dropped_by_name_and_other_columns_are_reported_unused() -> None:
    done = read("name,Religion,shoe size,Этническая принадлежность\nAnn,x,44,y\n")
    assert [each.column for each in done.recognition.dropped] == ["Religion", "Этническая принадлежность"]
    assert done.recognition.unused == ("shoe size",)
    assert "x" not in str(done.subjects)


def test_a_sensitive_column_cannot_be_mapped() -> None:
    with pytest.raises(BadRequest, match="does not keep such columns"):
        read("name,religion\nAnn,x\n", options=IntakeOptions(mapping={Field.ALIAS: ("religion",)}))


def test_a_mapping_reads_as_fields_and_columns_whose_names_may_hold_commas() -> None:
    mapping = read_mapping("name=Client, full,birth_date=Born on,name=Second")
    assert mapping == {Field.NAME: ("Client, full", "Second"), Field.BIRTH_DATE: ("Born on",)}


@pytest.mark.parametrize("text", ["name", "=x", "name=", "shoe=x", ""])
def test_a_mapping_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="--map"):
        read_mapping(text)


def test_a_mapping_to_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadRequest, match="columns are id, name"):
        read("id,name\n1,Ann\n", options=IntakeOptions(mapping={Field.NAME: ("Titular",)}))


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(TooLarge, match="headings"):
        read("name," + ",".join(f"c{number}" for number in range(1_000_000)) + "\nAnn\n")


def test_batches_are_no_larger_than_asked_and_keep_the_order() -> None:
    rows = "".join(f"{number},{'Ann' if number % 7 else ''}\n" for number in range(1000))
    done = read("id,name\n" + rows, options=IntakeOptions(batch_rows=64))
    assert max(done.batch_sizes) == 64
    assert done.ids == [str(number) for number in range(1000) if number % 7]
    assert done.account.received == 1000
    assert done.held[:2] == ["line 2", "line 9"]
