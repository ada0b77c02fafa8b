"""With what a name begins and ends in the scripts of India and in Latin letters."""

import pytest

from comity.names.indic import is_indic, may_be_one


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("হোসেন", "hossain"), ("আহম্মেদ", "ahmed"), ("ইউসুফ", "yusuf"), ("ওয়াহিদ", "wahid"), ("সাঈদ", "sa'id"),
        ("মির্জা", "mirza"), ("শাফকাত", "shafqat"), ("কাজী", "qazi"), ("रामकृष्ण", "ramakrishna"), ("राय", "roy"),
        ("राव", "rao"), ("ऋषि", "rishi"), ("ज़ाकिर", "zakir"), ("অঁরি", "henri"), ("লুই", "louis"), ("উইলিয়াম", "william"),
        ("ਅਮਰਿੰਦਰ", "amarinder"), ("மோடி", "modi"), ("বসু", "bose"),
    ],
)  # fmt: skip
def test_forms_of_one_name_begin_and_end_alike(word: str, latin: str) -> None:
    assert is_indic(word)
    assert may_be_one(word, latin)


@pytest.mark.parametrize(
    ("word", "latin"),
    [("হোসেন", "ehsan"), ("আহম্মেদ", "hamed"), ("আহম্মেদ", "ahmadi"), ("আবদুল্লাহ", "abdollahi"), ("কাজী", "kaza'i"),
     ("थारु", "dhar"), ("मोदी", "mod"), ("অমর", "mar")],
)  # fmt: skip
def test_another_first_or_last_sound_is_another_name(word: str, latin: str) -> None:
    assert not may_be_one(word, latin)
