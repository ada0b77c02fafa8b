"""What tokens weigh: compounds hardly more than their other part, syllables by how rare they are among syllables."""

import numpy as np
import pytest

from comity.matching.table import token_table
from comity.names.rarity import COMPOUND_BITS, OTHER_SYLLABLE, RARE_SYLLABLE
from comity.names.tokens import tokenise_texts


def bits(name: str) -> list[float]:
    tokens = tokenise_texts([name])
    return [float(each) for each in token_table(tokens, np.arange(len(tokens.n_phones))).weight]


@pytest.mark.parametrize("name", ["Abdullah", "Abd Allah", "عبد الله", "عبدالله", "Абдуллах"])
def test_abd_and_allah_weigh_little_however_they_are_written(name: str) -> None:
    assert bits(name) == pytest.approx([COMPOUND_BITS, COMPOUND_BITS])


@pytest.mark.parametrize(
    "name", ["Abdulrahman", "Abd al-Rahman", "Nuruddin", "Nour el-Din", "Saifullah", "Seif Allah", "نور الدين"]
)
def test_a_compound_weighs_mostly_by_its_other_part(name: str) -> None:
    found = bits(name)
    assert sorted(found)[0] < 3.0 < sorted(found)[-1]
    assert COMPOUND_BITS in [pytest.approx(each) for each in found]


def test_no_part_of_a_compound_has_the_role_of_a_title() -> None:
    assert bits("Saifullah Nuruddin")[1::2] == pytest.approx([COMPOUND_BITS] * 2)
    assert bits("Ayatollah Khamenei")[0] < 1.0


@pytest.mark.parametrize("name", ["Abed", "Dan", "Dina", "Ahd", "Obd"])
def test_other_short_names_weigh_what_they_are_worth(name: str) -> None:
    assert min(bits(f"{name} Smith")) > 3.0


def test_the_commonest_family_names_weigh_least_among_syllables() -> None:
    kim, jong, un = bits("Kim Jong Un")
    assert kim < jong < un <= RARE_SYLLABLE
    assert bits("Kim Hwik")[1] > jong


def test_syllables_in_korean_script_weigh_alike() -> None:
    assert bits("김정은") == pytest.approx([OTHER_SYLLABLE] * 3)


@pytest.mark.parametrize(("written", "latin"), [("Ахмад", "Ahmad"), ("Мұхаммед", "Muhammed"), ("אחמד", "Ahmad")])
def test_a_script_that_writes_h_as_kh_makes_no_common_name_rare(written: str, latin: str) -> None:
    assert bits(written)[0] <= bits(latin)[0] + 2.5


def test_an_eyn_within_an_abjad_word_is_a_consonant_more() -> None:
    (with_eyn,), (without,), (first,) = (bits(word) for word in ("قاعدة", "قادة", "عاقدة"))
    assert with_eyn == pytest.approx(without + 1.0)
    assert first == pytest.approx(without)
