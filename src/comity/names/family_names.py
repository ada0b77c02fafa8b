"""Family names of Korea by how they sound in Latin letters: a closed set, of which another one is another family.

The names that South Korea's census of 2015 counts most bearers of, in the spellings of the North, of the Revised
Romanisation, of McCune-Reischauer and of everyday use.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from comity.names.tokens import tokenise_texts

KOREAN = """
kim gim lee yi ri rhee park pak bak pack choe choi chung jung jong jeong cheong chong kang gang cho jo joh yun yoon youn
chang jang im lim rim han oh o seo suh so shin sin kwon gwon hwang ahn an song hong yu yoo ryu ko go koh mun moon
yang ryang son sohn bae pae baek paek paik baik heo ho huh nam shim sim noh no ro ha kwak gwak sung cha
chu joo ju woo u ku koo gu min na ra jin chin chi ji uhm om won chon jon jeon chun pang bang hyon hyun ham byon pyon
yom yeom ryom yo ryo to do sok seok sol ma kil gil yon ryon yeon wi pyo myong ki wang kum ok yuk maeng mo tak kuk guk
"""


@cache
def spellings() -> frozenset[str]:
    """The family names as they are spelt."""
    return frozenset(KOREAN.split())


@cache
def sounds() -> NDArray[np.uint64]:
    """The sounds (names.tokens) of the family names as syllables, ascending."""
    tokens = tokenise_texts([f"{name} Yong Chol" for name in KOREAN.split()])
    return np.unique(tokens.sound[tokens.first[:-1]])
