"""Invented editions in the publishers' formats, read to the letter, with nothing left unaccounted for."""

import pytest

from golden_lists import GOLDEN, Golden, lines, read_path

# What the invented files hold on purpose.
ODD = {
    "uk/UK-Sanctions-List.xml": {("Designation/DOB", "15/08/19yy"), ("NewElement", "of next year")},
    "ch_seco/swiss-sanctions-list.xml": {("target/program", "no programme has the sanctions set 9999")},
    "uk/ConList-2022.csv": set(),
}


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.path)
def test_an_edition_reads_as_its_expected_file_says(golden: Golden) -> None:
    designations, reading = read_path(golden.source, golden.file())
    assert lines(designations) == golden.expected().read_text("utf-8")
    assert reading.quarantined == []
    assert {(odd.field, odd.text) for odd in reading.odd_values} == ODD.get(golden.path, set())


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.path)
def test_every_designation_rests_on_a_law_and_names_its_place(golden: Golden) -> None:
    designations, _ = read_path(golden.source, golden.file())
    assert designations
    for designation in designations:
        assert designation.listing.list == golden.source.id
        assert designation.listing.legal_basis
        assert designation.listing.stood_on.day is not None
        assert golden.file().name in designation.place
