"""What letters stand for, script by script, and that the packaged table is the one the scripts' files give."""

import string
import tomllib
import unicodedata
from importlib.resources import files

import numpy as np
import pytest

from comity.names import build_letters
from comity.names.alphabet import CODE, phones_of
from comity.names.letters import MAX_EXPANSION, PLANE, Kind, load


def sounds(word: str) -> str:
    """The phones (or ASCII letters, for Latin) of a word, letter by letter; | where it would be cut."""
    table = load()
    heard = []
    for char in word:
        kind = Kind(int(table.kind[ord(char)]))
        row = table.phones[ord(char), : table.length[ord(char)]]
        heard.append("|" if kind is Kind.SEPARATOR else bytes(row).decode() if kind is Kind.LATIN else phones_of(row))
    return "".join(heard)


def kinds(word: str) -> set[Kind]:
    return {Kind(int(kind)) for kind in load().kind[[ord(char) for char in word]]}


def base(word: str) -> str:
    return "".join(chr(point) for point in load().base[[ord(char) for char in word]])


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("Škoda", "shkoda"),
        ("Müller", "muller"),
        ("Yılmaz", "yilmaz"),
        ("Erdoğan", "erdogan"),
        ("Əliyev", "aliyev"),
        ("İsmayıl", "ismayil"),
        ("Çağrı", "chagri"),
        ("Łukasz", "lukasz"),
        ("Strauß", "strauss"),
        ("Søren", "soren"),
        ("Þórður", "thordur"),
        ("Nguyễn", "nguyen"),
        ("Đặng", "dang"),
        ("Nûñez", "nunez"),
        ("Qasym-Jomart", "qasym|jomart"),
        ("Ḥusayn", "husayn"),
        ("Lin² Piao¹", "lin|piao"),
    ],
)
def test_latin_letters_stand_for_ascii_letters(word: str, heard: str) -> None:
    assert sounds(word) == heard
    assert Kind.LATIN in kinds(word)


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("Усама", "usama"),
        ("Щукин", "SCukin"),
        ("Жээнбеков", "Zeenbekov"),
        ("Қасым", "qasim"),
        ("Ғани", "Gani"),
        ("Ӯктам", "uktam"),
        ("Ҷалил", "jalil"),
        ("Ђорђе", "jorje"),
        ("Їжакевич", "yiZakeviC"),
        ("Γεώργιος", "georgios"),
        ("Աշոտ", "aSot"),
        ("გიორგი", "giorgi"),
        ("さくら", "sakura"),
        ("サクラ", "sakura"),
        ("ተስፋ", "tesfa"),
    ],
)
def test_alphabets_and_syllabaries_stand_for_phones(word: str, heard: str) -> None:
    assert sounds(word) == heard
    assert kinds(word) == {Kind.ALPHABET}


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("أسامة", "EsAmH"),
        ("الظواهري", "AlzWAhrY"),
        ("مصطفى", "mstfY"),
        ("پوتین", "pWtYn"),
        ("چنگیز", "CngYz"),
        ("ژاله", "ZAlh"),
        ("محسود", "mhsWd"),
        ("ځلمی", "zlmY"),
        ("ڕێبوار", "rebWAr"),
        ("ئابدۇرەھمان", "EAbdurehmAn"),
        ("بٹ", "bt"),
        ("דוד", "dWd"),
        ("יוסף", "YWsf"),
        ("सिंह", "sinh"),
        ("রহমান", "rhman"),
        ("ਸਿੰਘ", "sinG"),
        ("પટેલ", "ptel"),
        ("முருகன்", "murukn"),
        ("రెడ్డి", "reddi"),
        ("ಗೌಡ", "gaud"),
        ("നായർ", "nayr"),
        ("පෙරේරා", "perera"),
        ("สมชาย", "smCay"),
        ("ສົມ", "som"),
        ("ហ៊ុន", "hon"),
        ("အောင်", "Aeang"),
    ],
)
def test_abjads_and_scripts_with_an_inherent_vowel_leave_it_out(word: str, heard: str) -> None:
    assert sounds(word) == heard
    assert kinds(word) <= {Kind.ABJAD, Kind.MARK}


@pytest.mark.parametrize(
    ("word", "heard"),
    [("习近平", "Sijinping"), ("習近平", "Sijinping"), ("曾庆红", "zengCinghong"), ("单田芳", "Santianfang")],
)
def test_ideographs_have_the_reading_that_they_have_in_names(word: str, heard: str) -> None:
    assert sounds(word) == heard
    assert kinds(word) == {Kind.HAN}


@pytest.mark.parametrize(("word", "heard"), [("김정은", "gimjongun"), ("박", "bak"), ("이", "i"), ("크림", "krim")])
def test_korean_syllables_sound_as_in_the_revised_romanisation(word: str, heard: str) -> None:
    assert sounds(word) == heard
    assert kinds(word) == {Kind.HANGUL}


def test_every_korean_syllable_has_a_sound() -> None:
    rows = slice(0xAC00, 0xAC00 + 11172)
    assert (load().kind[rows] == Kind.HANGUL).all()
    assert (load().length[rows] > 0).all()


def test_upper_and_lower_case_stand_for_the_same() -> None:
    table = load()
    for point in range(PLANE):
        lower = chr(point).lower()
        if lower != chr(point) and len(lower) == 1:
            assert table.kind[point] == table.kind[ord(lower)], chr(point)
            assert (table.phones[point] == table.phones[ord(lower)]).all(), chr(point)
            assert table.base[point] == table.base[ord(lower)], chr(point)


@pytest.mark.parametrize("script", ["LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "ARABIC", "HEBREW"])
def test_no_letter_of_a_script_ends_a_name(script: str) -> None:
    letters = [
        point
        for point in range(PLANE)
        if unicodedata.category(chr(point)) in ("Lu", "Ll", "Lt", "Lo")
        and unicodedata.name(chr(point), "").startswith(f"{script} ")
        and " LETTER " in unicodedata.name(chr(point))
    ]
    assert len(letters) > 20
    assert (load().kind[letters] != Kind.SEPARATOR).all()


@pytest.mark.parametrize(
    "char", sorted({*"абвгдеёжзийклмнопрстуфхцчшщыэюяєіїґәғқңөұүһӣӯҳҷђјљњћџ", *"αβγδεζηθικλμνξοπρστυφχψως"})
)
def test_each_letter_of_the_common_alphabets_has_its_own_row(char: str) -> None:
    assert kinds(char) == {Kind.ALPHABET}
    assert sounds(char)
    assert sounds(char.upper()) == sounds(char.upper().lower())


def test_ascii_letters_stand_for_themselves() -> None:
    assert sounds(string.ascii_letters) == string.ascii_lowercase * 2


@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"])
def test_digits_of_every_script_are_the_ten_digits(digits: str) -> None:
    assert kinds(digits) == {Kind.DIGIT}
    assert sounds(digits) == "0123456789" == base(digits)


def test_every_decimal_digit_of_the_plane_is_one() -> None:
    digits = [point for point in range(PLANE) if unicodedata.category(chr(point)) == "Nd"]
    assert (load().kind[digits] == Kind.DIGIT).all()


@pytest.mark.parametrize(
    "mark", ["\u064b", "\u0652", "ـ", "\u200c", "\u200d", "\u200e", "\u202b", "\u2067", "\ufeff", "\u0301", "्"]
)
def test_marks_and_invisible_controls_are_skipped(mark: str) -> None:
    assert kinds(mark) == {Kind.MARK}
    assert sounds(f"a{mark}b") == "ab"


@pytest.mark.parametrize("joiner", ["'", "’", "‘", "ʼ", "ʻ", "ʿ", "ʾ", "`", "´", "׳", "ʹ"])
def test_apostrophes_do_not_split_a_name(joiner: str) -> None:
    assert kinds(joiner) == {Kind.JOINER}
    assert sounds(f"o{joiner}neil") == "oneil"


@pytest.mark.parametrize(
    "char", [" ", "-", "‐", "–", ".", ",", ";", "/", "(", "\u00a0", "\u3000", "·", "・", "?", "\0", "\ud800", "½"]
)
def test_separators_end_a_token(char: str) -> None:
    assert kinds(char) == {Kind.SEPARATOR}


def test_forms_of_a_letter_share_their_base() -> None:
    assert base("أإآٱ") == "اااا"
    assert base("علی") == base("علي") == base("على")
    assert base("کریمه") == base("كريمة")
    assert base("ﻋﻠﻲ") == base("علي")
    assert base("ＭÜＬＬＥＲ") == "muller"
    assert base("ŁÓDŹ") == "lodz"
    assert base("Ёлкин") == "елкин"
    assert base("יוסף") == "יוספ"
    assert base("Ἀθηνᾶς") == "αθηνασ"


def test_voicing_marks_of_kana_are_no_diacritics() -> None:
    assert base("が") == "が"


def test_the_article_is_told_from_an_alif_with_hamza() -> None:
    assert sounds("ا") != sounds("أ")


def test_no_row_is_longer_than_its_length_or_holds_a_foreign_code() -> None:
    table = load()
    places = np.arange(MAX_EXPANSION)
    written = places[None, :] < table.length[:, None]
    assert (table.phones[~written] == 0).all()
    assert (table.phones[written] != 0).all()
    latin = table.kind == Kind.LATIN
    rows = table.phones[latin][written[latin]]
    assert ((rows >= ord("a")) & (rows <= ord("z"))).all()
    assert (table.phones[~latin] < len(CODE)).all()


def test_the_packaged_table_is_up_to_date() -> None:
    built = build_letters.build()
    packed = load()
    for name in ("kind", "length", "phones", "base"):
        differs = np.flatnonzero((getattr(built, name) != getattr(packed, name)).reshape(PLANE, -1).any(axis=1))
        assert differs.size == 0, (
            f"{name} of {[chr(point) for point in differs[:9]]}: run python -m comity.names.build_letters"
        )


def test_the_table_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        load().kind[0] = 1


def test_a_table_refuses_an_entry_of_two_code_points() -> None:
    with pytest.raises(ValueError, match="2 code points"):
        list(build_letters.pairs("ab x"))


def test_other_spellings_of_syllables_are_ascii_and_name_real_syllables() -> None:
    tables = tomllib.loads(files("comity.names").joinpath("syllables.toml").read_text("utf-8"))
    assert set(tables["pinyin"].pop("same").split()).isdisjoint(tables["pinyin"]["wade_giles"].split()[::2])
    for script in ("pinyin", "hangul"):
        for rows in tables[script].values():
            words = rows.split()
            syllables, spellings = words[::2], words[1::2]
            assert len(syllables) == len(set(syllables)) == len(spellings)
            for syllable, others in zip(syllables, spellings, strict=True):
                assert all(other.isascii() and other.islower() and other != syllable for other in others.split(","))
                known = build_letters.pinyin_phones(syllable) if script == "pinyin" else sounds(syllable)
                assert known
                assert set(known) <= set(CODE)
