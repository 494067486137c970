"""Rows at the top of a table that goes on wait where the section that they stand in was not read with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from parsers.document import Document, Passage
from parsers.layout.carried import NO_SECTION
from parsers.layout.context import Told
from parsers.layout.stitch import UNTITLED
from parsers.layout.table_parts import NO_HEAD
from parsers.layout.understand import understand
from parsers.vocabulary.periods import read_period
from tests.parsers.layout.paged_tables import table_of

if TYPE_CHECKING:
    from parsers.document import Table

HEAD = ("Outcome", "2019", "2020")
FIRST = [HEAD, ("Burglary", "", ""), ("Charged or summonsed", "12", "7"), ("Community resolution", "8", "5")]
ROWS = [("Charged or summonsed", "3", "1"), ("Community resolution", "4", "2")]


def reasons(second: list[tuple[str, ...]]) -> list[str | None]:
    """Return why the figures of a second table with the same heads wait, a sentence standing between both."""
    between = Passage("The answer goes on below.", "page 1 @ 1,2,3,4", 1)
    document = Document("pdf", [table_of(FIRST, 1), between, table_of(second, 2)])
    figures = understand(document, Told()).figures
    return [figure.held_reason for figure in figures if figure.table_no == 2]


def test_rows_without_the_section_that_they_stand_in_wait() -> None:
    assert reasons([HEAD, *ROWS]) == [NO_SECTION] * 4


def test_rows_below_a_section_of_their_own_do_not() -> None:
    assert reasons([HEAD, ("Robbery", "", ""), *ROWS]) == [None] * 4


def test_a_table_with_other_heads_is_its_own() -> None:
    assert NO_SECTION not in reasons([("Outcome", "2021", "2022"), *ROWS])


def test_rows_without_a_head_wait_where_something_stands_between_them_and_the_table_above() -> None:
    assert reasons(ROWS) == [NO_HEAD] * 4


def test_a_table_that_may_go_on_with_a_titled_one_waits() -> None:
    title = Passage("Mill Vale District", "page 1 @ 1,2,3,4", 1)
    first = replace(table_of(FIRST[:1] + FIRST[2:], 1), context=(title.text,))
    for heads, reason in ((("Outcome", "2019", "of 2020"), UNTITLED), (HEAD, None)):
        second = table_of([heads, ("Cautioned", "4", "2")], 2, continues=True)
        figures = understand(Document("pdf", [title, first, second]), Told()).figures
        assert {figure.held_reason for figure in figures if figure.locator.startswith("page 2")} == {reason}


def test_a_table_below_the_rest_of_a_label_that_the_page_cut_waits() -> None:
    first = replace(table_of(FIRST[:1] + FIRST[2:], 1), context=("Mill Vale District",))
    rest = Passage("not in the public interest", "page 2 @ 1,2,3,4", 2)
    second = replace(table_of([HEAD, ("Cautioned", "40", "20")], 2), context=(rest.text,))
    figures = understand(Document("pdf", [first, rest, second]), Told()).figures
    assert {figure.held_reason for figure in figures if figure.locator.startswith("page 2")} == {UNTITLED}


def test_a_table_with_the_heads_of_one_whose_title_is_its_period_waits_for_its_own() -> None:
    heads = ("Outcome", "Mill Vale District", "Riverside District")
    rows = [heads, ("Charged", "3", "1")]
    years = [replace(table_of(rows, 1), context=(f"Crimes recorded in {year}",)) for year in (2019, 2020)]
    other = replace(table_of(rows, 2), context=("Suspect identified ????",))
    document = Document("pdf", [*years, other])
    told = Told(answer=read_period("2019 to 2021"))
    held = {figure.table_no: figure.held_reason for figure in understand(document, told).figures}
    assert held == {1: None, 2: None, 3: UNTITLED}


def test_what_is_no_title_with_a_period_does_not_stand_for_one_under_such_heads() -> None:
    rows = [("Outcome", "Mill Vale District", "Riverside District"), ("Charged", "3", "1")]
    years = [replace(table_of(rows, 1), context=(f"Crimes recorded in {year}",)) for year in (2019, 2020)]
    other = replace(table_of(rows, 2), context=("Mill Vale High School",))
    told = Told(answer=read_period("2019 to 2021"))
    figures = understand(Document("pdf", [*years, other]), told).figures
    assert {figure.table_no: figure.held_reason for figure in figures} == {1: None, 2: None, 3: UNTITLED}


BESIDE = ("Offence", *HEAD)
OFFENCES = [(name, *row) for name in ("Arson", "Burglary") for row in ROWS]


def merged(lines: list[tuple[str, ...]], page: int, *, down: bool) -> Table:
    """Return a table whose first labels stand once, merged `down` over all their rows, or in each of them."""
    table = table_of(lines, page)
    grid = list(table.grid)
    for at in range(1, len(grid) if down else 0):
        if grid[at][0].text and grid[at][0].text == grid[at - 1][0].text:
            grid[at] = (grid[at - 1][0], *grid[at][1:])
    return replace(table, grid=tuple(grid))


def reasons_beside(
    above: list[tuple[str, ...]], below: list[tuple[str, ...]], *, down: bool
) -> list[str | None]:
    """Return why the figures of the second of two such tables wait, a sentence standing between both."""
    between = Passage("The answer goes on below.", "page 1 @ 1,2,3,4", 1)
    document = Document("pdf", [merged(above, 1, down=down), between, merged(below, 2, down=down)])
    return [each.held_reason for each in understand(document, Told()).figures if each.table_no == 2]


@pytest.mark.parametrize("down", [False, True], ids=["in each row", "merged"])
def test_all_rows_without_a_head_wait_beside_a_label_that_is_merged_over_them_too(down: bool) -> None:
    first = [BESIDE, ("Theft", *FIRST[2]), ("Theft", *FIRST[3])]
    assert reasons_beside(first, OFFENCES, down=down) == [NO_HEAD] * 8
    assert NO_HEAD not in reasons_beside(first, [BESIDE, *OFFENCES], down=down)


@pytest.mark.parametrize("down", [False, True], ids=["in each row", "merged"])
def test_all_rows_without_their_section_wait_beside_a_label_that_is_merged_over_them_too(down: bool) -> None:
    first = [BESIDE, ("Mill Vale District", "", "", ""), *OFFENCES[:2]]
    assert reasons_beside(first, [BESIDE, *OFFENCES], down=down) == [NO_SECTION] * 8
    own = [BESIDE, ("Riverside District", "", "", ""), *OFFENCES]
    assert reasons_beside(first, own, down=down) == [None] * 8


@pytest.mark.parametrize(
    ("last", "outcome"),
    [("Offence 2019", "Community resolution"), ("Offence recorded 2019", None)],
    ids=["the head", "more than the head"],
)
def test_a_line_right_above_a_table_that_is_its_head_does_not_part_it_from_its_title(
    last: str, outcome: str | None
) -> None:
    lines = [("Offence", "2019", "2020"), ("Arson", "12", "7"), ("Robbery", "8", "5")]
    table = replace(table_of(lines, 1), context=("Community resolution", last))
    figures = understand(Document("pdf", [table]), Told()).figures
    assert {figure.outcome_label for figure in figures} == {outcome}


@pytest.mark.parametrize(("title", "reason"), [("Mill Vale District", None), ("", UNTITLED)])
def test_a_table_whose_likes_have_a_title_that_says_more_waits(title: str, reason: str | None) -> None:
    first = replace(table_of(FIRST[:1] + FIRST[2:], 1), context=("Coast District",))
    between = Passage("Community resolution", "page 2 @ 1,2,3,4", 2)
    second = replace(table_of([HEAD, ("Cautioned", "40", "20")], 3), context=(between.text, title))
    figures = understand(Document("pdf", [first, between, second]), Told()).figures
    assert {figure.held_reason for figure in figures if figure.locator.startswith("page 3")} == {reason}
