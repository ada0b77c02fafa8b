"""Real populations are read whole."""

import lzma
from pathlib import Path

import pytest
from intake_reading import read

from comity.model.errors import BrokenFile

pytestmark = pytest.mark.real


def test_fifty_thousand_generated_customers_are_read_whole(real_data: Path) -> None:
    done = read(lzma.decompress((real_data / "population" / "negatives_us.csv.xz").read_bytes()))
    assert done.account.screened == done.account.received == 50_000
    assert done.recognition.unused == ()
    assert all(len(subject.births) == 1 and len(subject.nationalities) == 1 for subject in done.subjects)


def test_persons_of_the_un_list_as_customers_are_read_and_what_was_not_is_noted(real_data: Path) -> None:
    done = read((real_data / "population" / "positives_un_untreated.csv").read_bytes())
    assert done.account.received == len(done.subjects) == 683
    assert done.account.partial < 5


def test_a_file_of_names_without_headings_is_refused_rather_than_its_first_name_lost(real_data: Path) -> None:
    names = lzma.decompress((real_data / "population" / "wikipedia_person_names.tsv.xz").read_bytes())
    with pytest.raises(BrokenFile, match="no column holds names"):
        read(names, "wikipedia_person_names.tsv")
    done = read(b"name\tnationality\n" + names[: 2 << 20].rpartition(b"\n")[0], "wikipedia_person_names.tsv")
    assert done.account.received == len(done.subjects) > 50_000
