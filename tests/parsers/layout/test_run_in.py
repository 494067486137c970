"""Sections that no row of their own names: run into a label, or only seeming to be one."""

from __future__ import annotations

import pytest
from grids import read

from parsers.document import Document
from parsers.layout.context import Told
from parsers.layout.run_in import RAN_IN
from parsers.layout.understand import understand
from tests.parsers.layout.paged_tables import table_of

HEAD = "Outcome | 2020 | 2021"
ROWS = "Community Resolution | 4 | 6\nCannabis warning | 1 | 2"


@pytest.mark.parametrize("before", ["", "Arson | | \nCharge/Summons | 3 | 5\n"], ids=["first", "second"])
def test_rows_below_a_section_that_ran_into_a_label_wait(before: str) -> None:
    reading = read(f"{HEAD}\n{before}Robbery Charge/Summons | 7 | 8\n{ROWS}")
    below = [each for each in reading.figures if each.row_label.endswith(("Resolution", "warning"))]
    assert [each.held_reason for each in below] == [RAN_IN] * 4


def test_rows_of_the_next_section_do_not() -> None:
    reading = read(f"{HEAD}\nArson | | \nRobbery Charge/Summons | 7 | 8\n{ROWS}\nRape | | \n{ROWS}")
    rape = [each.held_reason for each in reading.figures if each.offence_label == "Rape"]
    assert rape == [None] * 4


def test_the_rest_of_a_label_that_the_page_cut_names_no_section() -> None:
    table = table_of(
        [
            ("Outcome", "2020", "2021"),
            ("give evidence", "", ""),
            ("Charged", "3", "4"),
            ("Cautioned", "5", "6"),
        ]
    )
    figures = understand(Document("pdf", blocks=[table]), Told()).figures
    assert [(each.outcome_label, each.breakdown) for each in figures] == [
        ("Charged", {}),
        ("Charged", {}),
        ("Cautioned", {}),
        ("Cautioned", {}),
    ]


def test_an_offence_that_begins_with_a_small_letter_names_a_section() -> None:
    table = table_of([("Outcome", "2020", "2021"), ("revenge pornography", "", ""), ("Charged", "3", "4")])
    figures = understand(Document("pdf", blocks=[table]), Told()).figures
    assert [each.offence_label for each in figures] == ["revenge pornography"] * 2


def test_the_name_of_a_section_may_go_on_in_the_label_below_it() -> None:
    sections = [
        f"{name} | | \n{first} | 3 | 5\n{ROWS}"
        for name, first in (
            ("Arson", "Charge/Summons"),
            ("Violence against", "the person Charge/Summons"),
            ("Rape", "Charge/Summons"),
        )
    ]
    reading = read("\n".join([HEAD, *sections]))
    assert [each.held_reason for each in reading.figures] == [None] * 6 + [RAN_IN] * 6 + [None] * 6
    assert {each.offence_label for each in reading.figures if not each.held_reason} == {"Arson", "Rape"}
    small = read("\n".join([HEAD, *(each.replace("Charge", "charge") for each in sections[::2])]))
    assert {each.held_reason for each in small.figures} == {None}
