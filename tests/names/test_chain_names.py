"""Which words are names of the stock that chains are made of."""

import pytest

from comity.names.chain_names import is_chain_name


@pytest.mark.parametrize("word", ["Khalid", "Khaled", "KHALIL", "Nadeem", "Yaqoub", "Gholami", "Mansour", "Jawad"])
def test_a_name_of_the_arab_world_of_iran_or_of_pakistan_is_of_the_stock_in_any_spelling(word: str) -> None:
    assert is_chain_name(word)


@pytest.mark.parametrize("word", ["Boris", "Cheri", "Ture", "Kari", "Madai", "Garcia", "Khalxd", "", "Abu Bakr"])
def test_names_of_elsewhere_and_misspelt_words_are_not(word: str) -> None:
    assert not is_chain_name(word)
