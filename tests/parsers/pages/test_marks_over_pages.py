"""Lists whose marks a page's end cuts, or which set them otherwise from one page to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.parsers.pages.test_listed import lists, page, texts, words_at

if TYPE_CHECKING:
    from parsers.pages.page import Word

PLACES = (50.0, 190.0, 290.0)
PERIOD = ("Apr 2019 -", "Mar 2020")
Lines = list[tuple[float, float, str]]


def rows_at(top: float, outcomes: list[str]) -> Lines:
    """Return rows of two lines for their period and one, level with its middle, for all else."""
    placed: Lines = []
    for at, outcome in enumerate(outcomes):
        y = top + 24 * at
        placed += [(PLACES[0], y, PERIOD[0]), (PLACES[0], y + 10, PERIOD[1])]
        placed += [(PLACES[1], y + 5, "Theft"), (PLACES[2], y + 5, outcome)]
    return placed


def sheet(placed: Lines) -> list[Word]:
    return [word for x, y, text in placed for word in words_at(x, y, text)]


HEAD: Lines = [(PLACES[0], 80, "Period"), (PLACES[1], 80, "Offence"), (PLACES[2], 80, "Outcome")]
BEGUN: Lines = [(PLACES[0], 172, PERIOD[0]), (PLACES[1], 172, "Criminal"), (PLACES[2], 172, "Community")]
REST: Lines = [(PLACES[0], 48, PERIOD[1]), (PLACES[1], 48, "damage"), (PLACES[2], 48, "resolution")]
WHOLE = " ".join(PERIOD)


def test_a_row_whose_period_the_page_cuts_ends_it_and_its_rest_begins_the_next() -> None:
    first = [*HEAD, *rows_at(100, ["Charged", "Filed", "Charged"]), *BEGUN]
    second = [*REST, *rows_at(70, ["Filed", "Charged", "Cautioned"])]
    (above,), (below,) = lists(page(sheet(first)), page(sheet(second), 2))
    assert texts(above)[-2:] == [(WHOLE, "Theft", "Charged"), (PERIOD[0], "Criminal", "Community")]
    assert texts(below)[:2] == [(PERIOD[1], "damage", "resolution"), (WHOLE, "Theft", "Filed")]


def test_the_foot_of_a_page_below_a_period_that_its_end_cuts_is_no_part_of_it() -> None:
    foot: Lines = [(PLACES[0], 210, "Example"), (PLACES[0], 225, "Page")]
    first = [*HEAD, *rows_at(100, ["Charged", "Filed", "Charged"]), *BEGUN, *foot]
    second = [*REST, *rows_at(70, ["Filed", "Charged", "Cautioned"])]
    (above,), (below,) = lists(page(sheet(first)), page(sheet(second), 2))
    assert texts(above)[-1] == (PERIOD[0], "Criminal", "Community")
    assert texts(below)[0] == (PERIOD[1], "damage", "resolution")


def test_what_does_not_go_on_with_the_next_page_is_no_row() -> None:
    first = [*HEAD, *rows_at(100, ["Charged", "Filed", "Charged"]), (PLACES[0], 172, "Notes on")]
    second = [*REST, *rows_at(70, ["Filed", "Charged", "Cautioned"])]
    (above,), _ = lists(page(sheet(first)), page(sheet(second), 2))
    assert texts(above)[-1] == (WHOLE, "Theft", "Charged")


def plain(top: float, x: float, period: str) -> Lines:
    return [
        placed
        for at in range(4)
        for placed in (
            (x, top + 16 * at, period),
            (PLACES[1], top + 16 * at, "Theft"),
            (PLACES[2], top + 16 * at, "Filed"),
        )
    ]


@pytest.mark.parametrize(
    ("behind", "tables"), [(PLACES[1], 1), (PLACES[1] - 20, 0)], ids=["the same columns", "other columns"]
)
def test_years_at_the_right_and_periods_at_the_left_of_one_column_are_of_one_list(
    behind: float, tables: int
) -> None:
    first = [*HEAD, *plain(100, 160, "2019")]
    second = [(behind if x == PLACES[1] else x, y, text) for x, y, text in plain(60, 50, "Apr-Jun 2020")]
    found = lists(page(sheet(first)), page(sheet(second), 2))
    assert [len(each) for each in found] == [1, tables]
