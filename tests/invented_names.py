"""Names of nobody, in all scripts: what the laws of matching are tried on.

`names(seed, count)` is repeatable and quick, for thousands; `a_name()` is a hypothesis strategy, for what shrinks.
Both are made of syllables and words as real names are, with what makes names hard: joined and parted words,
initials, particles, titles, typing errors, repeated words, and now and then what is no name at all.
"""

import random
from functools import cache

from hypothesis import strategies as st

_TEXT = {
    "latin": "mo ha med hu sse in ab du la ah mad kha lid os ma bin sul tan yu suf iv an ov ser gei al ek san dr ka"
    " ri na jo sé gar cía lópez schmidt müller ngu yen tran çe lik öz türk şa hin wu zhang li kim park sto yan",
    "cyrillic": "му хам мед ах ха лид ус ма са ид иб ра гим ов ев ван сер гей алек сан др вич ров ко шен ғал қай"
    " рат бек ұлы їв га нна ко жо мар т",
    "arabic": "مح مد أح خال د عب ال رح من حس ين يو سف ابر اه يم سل طان نا صر كر عم ر عل ي بو ان پر ویز گل",
    "hebrew": "יו סף דו יד אבר הם מש ה שר ון כה ן לו י נת ניה ו",
    "han": "王 李 张 陈 刘 小 明 志 强 伟 建 国 文 华 玉 兰 海 龙",
    "hangul": "김 이 박 최 정 은 영 수 민 지 훈 현 우 철 성",
}
_WORDS = (
    "abdulrahman abd al-rahman abdullah nuruddin saifullah abu ibn hassan hussein mohammed muhammad ahmed ivan ivanov"
    " petrov sergey sergei kim jong un li wang wei zhang maria garcia lopez trading company bank islamic national"
    " general shipping usama osama laden zawahiri ayman aiman salim saleh khan chan omar umar ali aly"
    " jinping chang chong hsiao lee rhee hongli il цзиньпин чжан ким чен ын ли"
    " عبدالرحمن عبد الرحمن أسامة بن لادن الظواهري محمد حسن نورالدين Иванов Сергей Усама Абдуррахман 王伟 김정은 יוסף"
)
SYLLABLES = {script: text.split() for script, text in _TEXT.items()}
WORDS = _WORDS.split()
_PARTICLES = "al bin ibn abu von de el van ال بن ибн оглы"
_TITLES = "Dr Sheikh Haji Mullah General Mr Ltd LLC GmbH Co The ООО شركة الشيخ 有限公司"
PARTICLES, TITLES = _PARTICLES.split(), _TITLES.split()
MARKS = "-'.,/()«»’´`\u202e\u200d\u0640\x00😀𝐀"
ODD = ("", " ", "...", "-", "،؛", "😀😀", "\u202e", "Dr Mr", "Al", "The Company Ltd", "A B C", "J.", "1", "007 123",
       "Kim Jong Il", "Pak Hongli", "Dr Ch'oe Ch'un-sik", "김 정은", "Пак Чон Хи", "Ли Гуанъюй", "Анна Ким",
       "𝐀𝐥𝐢 𝐇𝐚𝐬𝐬𝐚𝐧", "\ufeff", "a" * 70, "Ли" * 40)  # fmt: skip


@cache
def _pool(seed: int, size: int) -> tuple[str, ...]:
    """The words that names of one seed are made of; few enough that names share them."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    words = list(WORDS)
    for script, syllables in SYLLABLES.items():
        longest = 2 if script in ("han", "hangul") else 3
        words += ["".join(chance.choices(syllables, k=chance.randint(1, longest))) for _ in range(size)]
    return tuple(words)


def names(seed: int, count: int, *, words: int = 60, pool: int = 1) -> list[str]:
    """`count` names; names of one `pool` share their words whatever their seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    shared = _pool(pool, words)
    return [_one(chance, shared) for _ in range(count)]


def _one(chance: random.Random, words: tuple[str, ...]) -> str:
    if chance.random() < 0.03:
        return chance.choice(ODD)
    parts = chance.choices(words, k=chance.choice((1, 2, 2, 3, 3, 3, 4, 5)))
    if chance.random() < 0.02:
        parts = chance.choices(words, k=chance.randint(13, 40))
    if chance.random() < 0.05:
        parts = parts * chance.randint(2, 5)
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        _disturb(parts, chance)
    return chance.choice((" ", " ", " ", "-", "<", ", ")).join(parts)


def _disturb(parts: list[str], chance: random.Random) -> None:
    """One of the ways in which a name comes to be written otherwise."""
    at = chance.randrange(len(parts))
    way = chance.randrange(8)
    word = parts[at]
    if way == 0 and len(parts) > 1:
        parts[at : at + 2] = ["".join(parts[at : at + 2])]
    elif way == 1:
        parts[at] = word[:1]
    elif way == 2:
        parts.insert(at, chance.choice(PARTICLES))
    elif way == 3:
        parts.insert(0, chance.choice(TITLES))
    elif way == 4 and len(word) > 2:
        cut = chance.randrange(len(word))
        parts[at] = word[:cut] + word[cut + 1 :]
    elif way == 5 and len(word) > 3:
        cut = chance.randrange(len(word) - 1)
        parts[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    elif way == 6 and len(word) > 3:
        parts[at : at + 1] = [word[: len(word) // 2], word[len(word) // 2 :]]
    else:
        chance.shuffle(parts)


def disturbed(name: str, chance: random.Random) -> str:
    """A name written otherwise, in up to three ways at once."""
    parts = name.split() or [name]
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        _disturb(parts, chance)
    return " ".join(parts)


def a_word() -> st.SearchStrategy[str]:
    """A word of one script, or a known one, or anything."""
    made = [
        st.lists(st.sampled_from(syllables), min_size=1, max_size=3).map("".join) for syllables in SYLLABLES.values()
    ]
    return st.one_of(st.sampled_from(WORDS), *made, st.sampled_from((*PARTICLES, *TITLES)))


def a_name() -> st.SearchStrategy[str]:
    """A name as people write them, or with marks where none belong, or any text at all."""
    plain = st.lists(a_word(), min_size=1, max_size=5).map(" ".join)
    marked = st.lists(st.one_of(a_word(), st.sampled_from(tuple(MARKS))), min_size=1, max_size=7).map("".join)
    return st.one_of(plain, plain, plain.map(str.upper), marked, st.text(max_size=20), st.sampled_from(ODD))
