"""Legal forms of East Asian bodies, which are written solid with the name: 日立製作所株式会社, (주)삼성전자."""

import numpy as np

from comity.names.code_points import decode
from comity.names.kernel import inner
from comity.names.letters import HAN, HANGUL

# Those of one character stand by themselves, in brackets.
FORMS = (
    "株式会社 株式會社 有限会社 有限會社 合同会社 合名会社 合資会社 株 有 "
    "股份有限公司 有限责任公司 有限責任公司 集团有限公司 集團有限公司 "
    "集团股份有限公司 集團股份有限公司 集团公司 集團公司 有限公司 公司 "
    "주식회사 유한회사 유한책임회사 합자회사 합명회사 주 유"
)
_BYTES = sorted((form.encode() for form in FORMS.split()), key=len, reverse=True)
ROWS = np.array([list(form.ljust(len(_BYTES[0]), b"\0")) for form in _BYTES], dtype=np.uint8)
SIZES = np.array([len(form) for form in _BYTES], dtype=np.int64)
ONE_CHARACTER = 3  # bytes


@inner
def form_from(text, at, end, begins, kind_of):  # type: ignore[no-untyped-def]
    """How many bytes from `at` on are the legal form that a run of ideographs begins (`begins`: here) or ends with;
    0 where it does neither."""
    for row in range(SIZES.shape[0]):
        size = SIZES[row]
        same = at + size <= end
        place = np.int64(0)
        while same and place < size:
            same = text[at + place] == ROWS[row, place]
            place += 1
        if same:
            ends = at + size == end or not _is_ideograph(text, at + size, end, kind_of)
            if (begins and ends) or ((begins or ends) and size > ONE_CHARACTER):
                return size
    return np.int64(0)


@inner
def _is_ideograph(text, at, end, kind_of):  # type: ignore[no-untyped-def]
    point, _ = decode(text, at, end)
    return kind_of[point] in (HAN, HANGUL)
