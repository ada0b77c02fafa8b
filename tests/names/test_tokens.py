"""The tokeniser agrees with its plain twin (tests/plain_tokens.py), and withstands whatever it is given."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from comity.names import letters
from comity.names.alphabet import phones_of
from comity.names.letters import Kind
from comity.names.tokens import (
    FLAG_ABJAD,
    FLAG_CUT,
    FLAG_INITIAL,
    FLAG_NUMBER,
    FLAG_PART,
    FLAG_PATRONYMIC,
    FLAG_SYLLABLE,
    RAW,
    Tokens,
    tokenise,
    tokenise_texts,
)
from invented_names import a_name, names
from plain_tokens import PlainToken, tokens


def cut(text: str) -> Tokens:
    return tokenise_texts([text])


def heard(found: Tokens) -> list[str]:
    return [phones_of(row[:n]) for row, n in zip(found.phones, found.n_phones, strict=True)]


def spelled(found: Tokens) -> list[str]:
    return [bytes(row[:n]).decode("latin-1") for row, n in zip(found.spelling, found.n_spelling, strict=True)]


def agree(text: str) -> None:
    found, expected = cut(text), tokens(text)
    assert heard(found) == [token.phones for token in expected]
    assert spelled(found) == [token.spelling for token in expected]
    for flag, said in (
        (FLAG_PART, "part"),
        (FLAG_CUT, "cut"),
        (FLAG_INITIAL, "initial"),
        (FLAG_ABJAD, "abjad"),
        (FLAG_SYLLABLE, "syllable"),
        (FLAG_PATRONYMIC, "patronymic"),
    ):
        assert [bool(flags & flag) for flags in found.flags] == [getattr(token, said) for token in expected], said


@settings(max_examples=600, deadline=None)
@given(a_name())
@example("S3rge1 Ig0r 007 Abdu1lah")
@example("عبد الله عبدالله والعبد نور الدين نورالدين سيف الله")
@example("Kim Jong Il; Hongli Li")
@example("Dr Kim Jong-un")
@example("Lashkar-e-Tayyiba Fazeel-A-Tul J-A -e- -É- a-e-i-o")
@example("Ben Hasan")
@example("Τζορτζ Μπους Ντούρος Γιώργος Παππού Λάμπρου τζουμπ Γιι")
@example("알리 하산; 정은 김")
@example("မင်းအောင်လှိုင် သန်းရွှေ ခင်ညွန့် ဝိဇ္ဇာ")
@example("株式会社日立製作所 トヨタ自動車(株)")
@example("(주)삼성전자 주식회사 住友商事株式会社 公司公司有限公司")
@example("주식회사 Hong 株式会社Li 李株式会社明")
@example("ג'ואד ח׳ליל דר' ע'סאן ד״ר צ'ץ' ר׳ ג''ג' ח'-'ח")
@example("Ǆordan 𝟗𝟖 𝐀𝐥𝐢😀Hassan")
def test_a_name_is_cut_and_sounded_out_as_the_rules_say(name: str) -> None:
    if all(len(word) <= 20 for word in name.split()):
        agree(name)


def test_thousands_of_names_are_cut_as_the_rules_say() -> None:
    for name in names(1, 3000):
        if all(len(word) <= 20 for word in name.split()):
            agree(name)


@settings(max_examples=200, deadline=None)
@given(st.lists(a_name(), max_size=6), st.lists(a_name(), max_size=6))
def test_a_name_s_tokens_do_not_depend_on_its_neighbours(before: list[str], after: list[str]) -> None:
    alone, among = cut("Усама bin Laden أسامة"), tokenise_texts([*before, "Усама bin Laden أسامة", *after])
    rows = slice(among.first[len(before)], among.first[len(before) + 1])
    assert among.native[rows].tolist() == alone.native.tolist()
    assert among.sound[rows].tolist() == alone.sound.tolist()
    assert heard(among)[rows] == heard(alone)


@settings(max_examples=200, deadline=None)
@given(a_name())
def test_two_tokens_have_one_written_form_exactly_when_their_letters_are_the_same(name: str) -> None:
    found, expected = cut(f"{name} Ivan иван"), tokens(f"{name} Ivan иван")
    form: dict[tuple[object, ...], int] = {}
    for native, token in zip(found.native.tolist(), expected, strict=True):
        assert form.setdefault(_written(token), native) == native
    assert len(set(form.values())) == len(form)


def _written(token: PlainToken) -> tuple[object, ...]:
    return ("part", token.phones) if token.part else token.raw


@settings(max_examples=200, deadline=None)
@given(st.lists(a_name(), min_size=1, max_size=4))
def test_a_token_says_where_it_stands_in_the_text(texts: list[str]) -> None:
    encoded = [text.encode("utf-8", "replace") for text in texts]
    found = tokenise_texts(texts)
    starts = np.cumsum([0, *map(len, encoded)])
    for name in range(len(texts)):
        for row in range(found.first[name], found.first[name + 1]):
            assert starts[name] <= found.start[row] < found.stop[row] <= starts[name + 1]
            piece = b"".join(encoded)[found.start[row] : found.stop[row]].decode()
            assert heard(cut(piece)), piece


def test_a_geresh_makes_another_letter_of_a_hebrew_one() -> None:
    assert heard(cut("ג'ואד ז׳אן צ’רצ׳יל")) == ["jWEd", "ZEn", "CrCYl"]
    assert heard(cut("ח'אלד ע'סאן ד׳ת׳ט׳ר׳א")) == ["xEld", "GsEn", "DTzGE"]
    assert heard(cut("דר' ד״ר ר'")) == ["dr", "dr", "r"]  # abbreviations


# --- hostile input --------------------------------------------------------------------------------


def sound(found: Tokens, names_given: int) -> None:
    """The arrays hold together: nothing was written outside its row."""
    assert len(found.first) == names_given + 1
    assert (np.diff(found.first) >= 0).all()
    assert found.first[-1] == len(found.n_phones)
    assert ((found.n_phones > 0) & (found.n_phones <= found.phones.shape[1])).all()
    assert (found.n_spelling <= found.spelling.shape[1]).all()
    assert (found.start < found.stop).all()


@settings(max_examples=400, deadline=None)
@given(st.lists(st.binary(max_size=60), min_size=1, max_size=5))
@example([b"\xf0", b"\xe2\x82", b"\xd0"])
@example([b"\xff\xfe\xfd Ali \xc3( Hassan \x80"])
def test_any_bytes_at_all_are_read(pieces: list[bytes]) -> None:
    starts = np.cumsum([0, *map(len, pieces)])
    sound(tokenise(np.frombuffer(b"".join(pieces), np.uint8), starts), len(pieces))


def test_a_broken_byte_costs_no_other_byte() -> None:
    content = b"\xd0Ali \xe2\x82Hassan\xf0 Omar\xc3"
    found = tokenise(np.frombuffer(content, np.uint8), np.array([0, len(content)]))
    assert heard(found) == heard(cut("Ali Hassan Omar"))


@pytest.mark.parametrize(
    "name",
    [
        "A" * 100_000,
        "Ли" * 50_000,
        "ал " * 33_000,
        "王" * 30_000,
        "عبدالله" * 14_000,
        "1" * 100_000,
        "ཚ" * 33 + "1" * 31,
        "ﷺ﷽" * 9_000,
        "\u0300" * 100_000,
        "a\u0300" * 50_000,
        "\u202e" * 50_000 + "Ali" + "\u202c" * 50_000,
        "\x00" * 100_000,
        "A\x00" * 50_000,
        "𝐀😀𠮷" * 12_000,
        "\ud800\udfff" * 20_000,
        "a王" * 20_000,
        "ab1d" * 20 + "uddin" * 4_000,
    ],
    ids=lambda name: f"{len(name)} x {name[:3]!a}",
)
def test_a_name_of_any_length_is_read_without_leaving_its_room(name: str) -> None:
    found = tokenise_texts(["Ali", name, "Hassan"])
    sound(found, 3)
    assert heard(found)[0] == "ali"
    assert heard(found)[-1] == "hasan"


def expanding() -> list[str]:
    """The letter of each kind that stands for the most sounds."""
    table = letters.load()
    most = {}
    for kind in (Kind.LATIN, Kind.ALPHABET, Kind.ABJAD, Kind.HAN, Kind.HANGUL):
        points = np.flatnonzero(table.kind == kind)
        most[kind] = chr(int(points[np.argmax(table.length[points])]))
    return list(most.values())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*expanding(), "1", "a", "-", "د"]), st.integers(1, RAW + 2)), max_size=6))
def test_letters_that_stand_for_many_sounds_do_not_leave_their_room(runs: list[tuple[str, int]]) -> None:
    name = "".join(char * times for char, times in runs)
    found = tokenise_texts([name, "Ivan"])
    sound(found, 2)
    assert heard(found)[-1] == "ivan"


def test_a_word_written_in_homoglyphs_of_another_script_is_one_token() -> None:
    assert len(heard(cut("Iv\u0430n"))) == 1  # a Cyrillic а within a Latin word


def test_digits_within_a_latin_word_are_read_as_the_letters_they_imitate() -> None:
    assert heard(cut("S3rgei Ivan0v Ab0u")) == heard(cut("Sergei Ivanov Abou"))
    assert heard(cut("B12 747 A380"))[1] == "747"


def test_a_name_from_a_travel_document_is_cut_at_its_fillers() -> None:
    assert heard(cut("ALZAWAHIRI<<AYMAN<MOHAMMED<<<<")) == heard(cut("alzawahiri ayman mohammed"))


def native(text: str) -> NDArray[np.uint64]:
    return cut(text).native


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("IVAN", "ivan"),
        ("Müller", "Muller"),
        ("ＩＶＡＮ", "ivan"),
        ("𝐈𝐯𝐚𝐧", "Ivan"),
        ("أسامة", "اسامه"),
        ("مُحَمَّد", "محمد"),
        ("محمـــد", "محمد"),
        ("O'Brien", "OBrien"),
        ("Чёрный", "Черный"),
        ("Ali\u200b\u202e", "Ali"),
        ("王\u200b小明", "王小明"),
    ],
)
def test_what_writing_adds_to_a_name_does_not_change_its_written_form(left: str, right: str) -> None:
    assert native(left).tolist() == native(right).tolist()


@pytest.mark.parametrize(
    ("greek", "phones"),
    [
        ("Μπους", "bus"),
        ("Ντίνος", "dinos"),
        ("Τζορτζ", "jorj"),
        ("Γιάννης", "yanis"),
        ("Λάμπρου", "lampru"),
        ("Αντώνης", "antonis"),
    ],
)
def test_greek_letters_are_read_together(greek: str, phones: str) -> None:
    assert heard(cut(greek)) == [phones]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Fran?ois M?ller", ["fran?ois", "m?ller"]),
        ("Zaw?hir?, Haqq?n?? Aym?n? Muhammad?", ["zaw?hir?", "haqq?n?", "aym?n", "muhammad"]),
        ("M??ller", ["m?ller"]),
        ("?mer S\ufffdren", ["?mer", "s?ren"]),
        ("Vu?ic? Aleksandar", ["vu?ic", "aleksandar"]),
        ("Ahmed? (Ali?) ?", ["ahmed", "ali"]),
    ],
)
def test_a_question_mark_within_a_latin_word_is_a_lost_letter(text: str, spelled: list[str]) -> None:
    found = tokenise_texts([text])
    rows = zip(found.spelling, found.n_spelling, strict=True)
    written = [bytes(row[:n]).decode() for row, n in rows]
    assert written == spelled


@pytest.mark.parametrize(
    ("text", "last_is_cut"),
    [
        ("PESHAWARI<<FAZEEL<A<TUL<SHAYKH<ABU<MOHA", True),  # 39 characters, as in a passport
        ("KHATOUNI<<ABD<EL<HAMID<SALIM<I", True),  # 30, as in a card
        ("KHATOUNI<<ABD<EL<HAMID<SALIM<IBR", False),
        ("KHATOUNI<<ABD<EL<HAMID<SALIM<<", False),
        ("KHATOUNI  ABD EL HAMID SALIM IB", False),
        ("NOUREDDINE BEN ALI BEN BELKASSEM DRI", False),
        ("NOUREDDINE BEN ALI BEN BELKASSEM DR", True),  # 35, as in a payment message
        ("Noureddine ben Ali ben Belkassem Dr", False),
        ("NOUREDDINEBENALI BENBELKASSEMDRISSI", False),
    ],
)
def test_the_last_word_of_a_line_that_is_full_is_only_begun(text: str, last_is_cut: bool) -> None:
    assert bool(tokenise_texts([text]).flags[-1] & FLAG_INITIAL) == last_is_cut
    agree(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Brigade Forty-Four", ["44"]),
        ("Forty 4 Brigade", ["44"]),
        ("Fifty-Second Brigade of Twenty One Hills", ["52", "21"]),
        ("Forty Thieves", []),
        ("Twenty 10", ["10"]),
        ("Ninety Nine Nine", ["99"]),
    ],
)
def test_a_number_of_two_words_is_one_number(text: str, numbers: list[str]) -> None:
    found = tokenise_texts([text])
    assert [said for said, flags in zip(heard(found), found.flags, strict=True) if flags & FLAG_NUMBER] == numbers
    agree(text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("株式会社日立製作所", ["株式会社", "日", "立製", "作所"]),
        ("日立製作所", ["日", "立製", "作所"]),
        ("トヨタ自動車(株)", ["トヨタ", "自", "動車", "株"]),
        ("トヨタ自動車株式会社", ["トヨタ", "自", "動車", "株式会社"]),
        ("住友商事株式会社", ["住", "友", "商", "事", "株式会社"]),
        ("삼성전자(주)", ["삼", "성", "전", "자", "주"]),
        ("삼성전자 주식회사", ["삼", "성", "전", "자", "주식회사"]),
        ("华为技术有限公司", ["华", "为", "技", "术", "有限公司"]),
        ("주 영", ["주", "영"]),
    ],
)
def test_a_legal_form_written_solid_is_a_word_of_its_own(name: str, words: list[str]) -> None:
    found = cut(name)
    encoded = name.encode()
    assert [encoded[a:b].decode() for a, b in zip(found.start, found.stop, strict=True)] == words


def test_somali_and_turkish_words_are_read_as_such_and_those_of_other_languages_are_not() -> None:
    assert heard(cut("Maxamed Siciid Jaamac Cabdi")) == ["mahamed", "sid", "jama", "abdi"]
    assert heard(cut("Hacıyev Rəcəbov")) == ["hajiyev", "rajabov"]
    assert heard(cut("Isaac Max Alexander Haciyev Claas")) == ["isak", "maks", "aleksander", "hasiyev", "klas"]


@pytest.mark.parametrize(
    "name",
    ["Cabdullaahi Maxamuud Xirsi", "Celaleddin Necmettin", "Abdülcelil Hacıyev", "Xolid Xa Xo Xandar", "Ciise Isaac"],
)
def test_words_of_somali_turkish_and_uzbek_are_cut_as_the_rules_say(name: str) -> None:
    assert heard(cut(name)) == [token.phones for token in tokens(name)]
