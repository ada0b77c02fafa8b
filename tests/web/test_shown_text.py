"""Text from outside on a page: escaped, isolated, and nothing in it unseen."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from comity.web.shown_text import ACCENTS, BLANK_LETTERS, HIDDEN_CATEGORIES, PLAIN, shown

TAG = re.compile(r"<[^>]*>")


def plain(markup: str) -> str:
    return TAG.sub("", markup)


def test_html_in_a_name_is_shown_as_it_is_written() -> None:
    assert shown("<b onclick=x>&amp;</b>") == '<bdi dir="auto">&lt;b onclick=x&gt;&amp;amp;&lt;/b&gt;</bdi>'


def test_a_right_to_left_override_is_shown_as_its_code_point_and_has_no_effect() -> None:
    text = shown("Ivan\u202evonavI")
    assert "\u202e" not in text
    assert plain(text) == "IvanU+202EvonavI"
    assert 'title="right-to-left override"' in text


def test_what_shows_nothing_is_made_visible() -> None:
    for letter in "\x00\x1b\n\u00ad\u200b\u2060\u2066\u2028\ufeff\u115f\u3164\U000e0041\ufffe\ud800":
        assert plain(shown(f"a{letter}b")) == f"aU+{ord(letter):04X}b"


def test_a_joiner_inside_a_persian_word_stays_and_between_latin_letters_shows() -> None:
    assert plain(shown("علی\u200cرضا")) == "علی\u200cرضا"
    assert plain(shown("Al\u200ci")) == "AlU+200Ci"


def test_vowel_marks_stay_and_a_tower_of_accents_does_not() -> None:
    assert plain(shown("مُحَمَّد")) == "مُحَمَّد"
    assert "\u0301" * 5 not in shown("a" + "\u0301" * 500)


def test_letters_that_are_passed_at_once_would_pass_one_by_one() -> None:
    passed = [chr(code) for code in range(0xD800) if PLAIN.fullmatch(chr(code))]
    assert len(passed) > 30_000
    odd = HIDDEN_CATEGORIES | ACCENTS
    assert [letter for letter in passed if unicodedata.category(letter) in odd or letter in BLANK_LETTERS] == []


def test_marked_spans_may_overlap_touch_and_reach_beyond() -> None:
    assert shown("abcdef", [(0, 2), (1, 3), (5, 99)]) == ('<bdi dir="auto"><mark>abc</mark>de<mark>f</mark></bdi>')
    assert shown("ab", [(-3, 1), (2, 2)]) == '<bdi dir="auto"><mark>a</mark>b</bdi>'


def test_a_name_of_fifty_million_letters_is_cut_and_the_rest_is_counted() -> None:
    text = shown("x" * 50_000_000, longest=10)
    assert plain(text) == "xxxxxxxxxx … 49,999,990 more characters"


@given(st.text(st.characters(), max_size=40), st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45))))
def test_any_text_and_any_spans_give_markup_that_a_browser_reads_as_ours_alone(
    text: str, spans: list[tuple[int, int]]
) -> None:
    markup = shown(text, spans)
    markup.encode("utf-8")
    assert set(TAG.findall(re.sub(r'<span class="hidden-letter" title="[a-z0-9 -]+">', "<span>", markup))) <= {
        '<bdi dir="auto">', "</bdi>", "<mark>", "</mark>", "<span>", "</span>",
    }  # fmt: skip
    assert markup.count("<mark>") == markup.count("</mark>")
