"""Lists on pages: whatever the way in which their cells are set, each row keeps what is its own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from parsers.pages.listed import find_lists
from parsers.pages.marks import find_marks
from parsers.pages.page import Page, Rule, Run, Word

if TYPE_CHECKING:
    from parsers.pages.ruled import PageTable

PITCH = 10.0
LETTER = 5.0
HEAD = ("Date", "Offence", "Outcome")
ROWS = [
    ("03/01/2017", "Theft", "Evidential difficulties:/suspect identified;/victim does not support"),
    ("08/01/2017", "Criminal damage/and arson", "Charged"),
    ("10/01/2017", "Theft", "Community resolution"),
    ("14/01/2017", "Criminal damage/and arson", "Evidential difficulties:/suspect identified"),
    ("19/01/2017", "Theft", "Charged"),
    ("20/01/2017", "Theft", "Evidential difficulties:/suspect identified;/victim does not support"),
    ("24/01/2017", "Theft", "Community resolution"),
]
STARTS = (50.0, 130.0, 230.0)


def words_at(x: float, y: float, text: str) -> list[Word]:
    """Return a line of words whose middle is at `y`."""
    words = []
    for part in text.split(" "):
        words.append(Word(part, x, y - 4.5, x + LETTER * len(part), y + 4.5))
        x += LETTER * len(part) + 2.5
    return words


def set_rows(
    rows: list[tuple[str, ...]],
    way: str,
    *,
    top: float = 100.0,
    padding: float = 0.0,
    starts: tuple[float, ...] = STARTS,
) -> tuple[list[Word], list[float]]:
    """Return rows set from the top down at the top, in the middle or at the bottom, and the rows' edges."""
    words: list[Word] = []
    edges = [top]
    for row in rows:
        cells = [cell.split("/") if not cell[:1].isdigit() else [cell] for cell in row]
        most = max(len(lines) for lines in cells)
        for x, lines in zip(starts, cells, strict=True):
            first = {"top": 0.0, "middle": (most - len(lines)) / 2, "bottom": float(most - len(lines))}[way]
            for number, line in enumerate(lines):
                if line:
                    words += words_at(x, edges[-1] + padding / 2 + PITCH * (first + number + 0.5), line)
        edges.append(edges[-1] + padding + PITCH * most)
    return words, edges


def page(words: list[Word], number: int = 1, rules: tuple[Rule, ...] = ()) -> Page:
    return Page(number, 595.0, 842.0, tuple(words), rules)


def lists(*pages: Page) -> list[list[PageTable]]:
    return find_lists(pages, [each.words for each in pages], [() for _ in pages])


def texts(table: PageTable) -> list[tuple[str, ...]]:
    """Return the texts of a table's rows."""
    rows = [["" for _ in range(table.width)] for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return [tuple(row) for row in rows]


def said(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(cell if cell[:1].isdigit() else cell.replace("/", " ") for cell in row) for row in rows]


@pytest.mark.parametrize("way", ["top", "middle", "bottom"])
@pytest.mark.parametrize("padding", [0.0, 6.0])
def test_rows_as_tight_as_their_lines_are_parted(way: str, padding: float) -> None:
    words, _ = set_rows([HEAD, *ROWS], way, padding=padding)
    (table,) = lists(page(words))[0]
    assert texts(table) == said([HEAD, *ROWS])
    assert not any(cell.doubt for cell in table.cells)


def test_rules_part_rows_whatever_stands_between_them() -> None:
    words, edges = set_rows([HEAD, *ROWS], "top")
    rules = tuple(Rule("h", edge, 50, 400) for edge in edges)
    # The dates stand in the middle of their rows, the rest at the top: no one way fits.
    moved = [
        Word(word.text, word.x0, middle - 4.5, word.x1, middle + 4.5)
        for word in words
        for top, bottom in pairwise(edges)
        if top < word.middle < bottom
        for middle in [(top + bottom) / 2 if word.text[:1].isdigit() else word.middle]
    ]
    (table,) = lists(page(moved, rules=rules))[0]
    assert texts(table) == said([HEAD, *ROWS])


def test_a_list_goes_on_over_pages_and_keeps_its_columns() -> None:
    first, _ = set_rows([HEAD, *ROWS], "middle")
    again, _ = set_rows([HEAD, *ROWS[3:5]], "middle")
    bare, _ = set_rows(ROWS[4:5], "middle")
    one, two, three = lists(page(first), page(again, 2), page(bare, 3))
    assert texts(two[0]) == said([HEAD, *ROWS[3:5]])
    assert texts(three[0]) == said(ROWS[4:5])
    assert one[0].columns == two[0].columns == three[0].columns


def test_the_rest_of_a_row_that_the_page_cut_stands_by_itself() -> None:
    first, _ = set_rows([HEAD, *ROWS[:3], (*ROWS[3][:2], "Evidential difficulties:")], "top")
    rest = [*set_rows([HEAD], "top")[0], *words_at(STARTS[2], 115, "suspect identified")]
    second = [*rest, *set_rows(ROWS[4:], "top", top=120.0)[0]]
    _, (table,) = lists(page(first), page(second, 2))
    assert texts(table)[:3] == [HEAD, ("", "", "suspect identified"), ROWS[4]]


def test_what_two_ways_make_of_a_list_is_doubtful() -> None:
    # Each row has two lines, and nothing says whether the date stands beside the first or the second.
    rows = [(f"{day:02}/01/2017", f"Kind {day}/of crime", f"Way {day}/of ending") for day in range(1, 6)]
    words, _ = set_rows([("Date", "Offence", "Outcome"), *rows], "middle")
    level = [
        Word(word.text, word.x0, word.top + 5, word.x1, word.bottom + 5) if word.text[:2].isdigit() else word
        for word in words
        if word.text not in {"Offence", "Outcome"} or word.middle < 200
    ]
    (table,) = lists(page(level))[0]
    assert all(cell.doubt or cell.row == 0 for cell in table.cells)


def test_columns_are_parted_where_a_date_nearly_touches_a_text() -> None:
    # As sheets print them: the date is set to the right, the text to the left of the next cell.
    starts = (80.0, 131.5, 231.5)
    words, _ = set_rows([HEAD, *ROWS], "top", starts=starts)
    (table,) = lists(page(words))[0]
    assert texts(table) == said([HEAD, *ROWS])


def test_what_stands_nearer_than_two_words_is_of_two_columns() -> None:
    # As sheets print them: offences are set to the right, and outcomes begin right behind them.
    outcomes = ("Charged/by summons", "Cautioned", "Community/resolution", "Charged/by summons", "Undetected")
    offences = ("Criminal damage/and arson", "Theft of/a bicycle", "Arson not/endangering life")
    rows = [
        (f"{day:02}/01/2017", offences[day % 3], outcome) for day, outcome in enumerate(outcomes, start=1)
    ]
    words, _ = set_rows([("Date", "", "Outcome"), *rows], "top")
    words += words_at(130, 105, "Offence")
    lines: dict[float, list[Word]] = {}
    for word in words:
        if STARTS[1] <= word.x0 < STARTS[2] and word.text != "Offence":
            lines.setdefault(word.top, []).append(word)
    moved = {id(word): STARTS[2] - 1.2 - line[-1].x1 for line in lines.values() for word in line}
    words = [
        replace(word, x0=word.x0 + moved.get(id(word), 0.0), x1=word.x1 + moved.get(id(word), 0.0))
        for word in words
    ]
    (table,) = lists(page(words))[0]
    assert texts(table) == said([HEAD, *rows])


def test_a_period_may_go_on_in_a_second_line() -> None:
    rows = [
        ("1 January 2020 to 30 September", *ROWS[0][1:]),
        ("1 January 2020 to 30 September", "Theft", "Charged/by summons"),
        ("1 January 2020 to 30 September", "Theft", "Charged/by summons"),
    ]
    starts = (50.0, 230.0, 350.0)
    words, edges = set_rows([("Period", "Offence", "Outcome"), *rows], "top", starts=starts)
    words += [word for edge in edges[1:-1] for word in words_at(50, edge + 1.5 * PITCH, "2020")]
    (table,) = lists(page(words))[0]
    assert [row[0] for row in texts(table)[1:]] == ["1 January 2020 to 30 September 2020"] * 3


def test_half_a_period_has_its_year_below_it() -> None:
    rows = [("Feb-Dec", *ROWS[1][1:]), ("Feb-Dec", "Theft", "Charged/by summons"), ("Feb-Dec", *ROWS[1][1:])]
    words, edges = set_rows([("Year", "Offence", "Outcome"), *rows], "top")
    words += [word for edge in edges[1:-1] for word in words_at(50, edge + 1.5 * PITCH, "2019")]
    (table,) = lists(page(words))[0]
    assert [row[0] for row in texts(table)] == ["Year", "Feb-Dec 2019", "Feb-Dec 2019", "Feb-Dec 2019"]


def test_a_year_has_its_half_below_it() -> None:
    rows = [("2016/17", *ROWS[1][1:]), ("2016/17", "Theft", "Charged/by summons"), ("2016/17", *ROWS[1][1:])]
    words, edges = set_rows([("Year", "Offence", "Outcome"), *rows], "top")
    quarters = ("Q1", "Q1", "Q2")
    for edge, quarter in zip(edges[1:-1], quarters, strict=True):
        words += words_at(50, edge + 1.5 * PITCH, quarter)
    (table,) = lists(page(words))[0]
    assert [row[0] for row in texts(table)] == ["Year", *(f"2016/17 {quarter}" for quarter in quarters)]


def test_halves_below_one_year_are_no_second_lines_of_it() -> None:
    words = [
        word
        for at, text in enumerate(("2016/17", "Q1", "Q2", "Q3"))
        for word in words_at(50, 100 + 10 * at, text)
    ]
    assert [mark.text for mark in find_marks(words)] == ["2016/17"]


def test_what_stands_a_space_apart_in_every_row_is_one_text() -> None:
    # A line of the head begins where the number of "under 5" does.
    rows = [(f"{day:02}/01/2017", "Theft", "Charged", "under 5") for day in range(1, 7)]
    starts = (50.0, 130.0, 230.0, 330.0)
    words, _ = set_rows([("Date", "Offence", "Outcome", ""), *rows], "top", starts=starts)
    words += words_at(330 + 6 * LETTER - LETTER / 2, 105, "Count")
    (table,) = lists(page(words))[0]
    assert [row[3] for row in texts(table)] == ["Count", *["under 5"] * 6]


def test_a_head_that_is_set_otherwise_than_its_column_cuts_no_text_below_it() -> None:
    # It begins where the second word of some texts does; others have one word only.
    offences = ["Theft", "Arson", "Theft bicycle", "Theft bicycle", "Theft bicycle", "Arson"]
    rows = [(f"{day:02}/01/2017", text, "Charged") for day, text in enumerate(offences, 1)]
    words, _ = set_rows([("Date", "", "Outcome"), *rows], "top")
    words += words_at(130 + 5 * LETTER + LETTER / 2, 105, "Offence")
    (table,) = lists(page(words))[0]
    assert [row[1] for row in texts(table)] == ["Offence", *offences]


def test_counts_under_years_and_numbered_sentences_are_no_lists() -> None:
    years = [("2019", "12", "3"), ("2020", "14", "5"), ("2021", "9", "4")]
    counted, _ = set_rows([("Year", "Theft", "Arson"), *years], "top", padding=4)
    asked = [
        word
        for number, text in enumerate(("How many crimes were recorded", "How each of them ended", "Where"), 1)
        for word in words_at(50, 100 + 12 * number, f"{number}. {text}")
    ]
    assert lists(page(counted), page(asked, 2)) == [[], []]


def test_notes_numbered_anew_below_a_list_are_no_rows_of_it() -> None:
    numbered = [(str(number), *row[1:]) for number, row in enumerate(ROWS, 1)]
    words, edges = set_rows([("No.", "Offence", "Outcome"), *numbered], "top")
    words += words_at(50, edges[-1] + 30, "1 This outcome was introduced after the others were")
    words += words_at(50, edges[-1] + 42, "2 Changed since our last answer")
    (table,) = lists(page(words))[0]
    assert texts(table) == said([("No.", "Offence", "Outcome"), *numbered])


def test_the_rest_of_a_cut_row_is_sought_from_the_first_line_below_it_not_from_its_mark() -> None:
    first, _ = set_rows([HEAD, *ROWS[:3]], "middle", padding=6.0)
    rest = [*set_rows([HEAD], "top")[0], *words_at(STARTS[2], 115, "suspect identified")]
    second = [*rest, *set_rows(ROWS[3:], "middle", top=129.0, padding=6.0)[0]]
    _, (table,) = lists(page(first), page(second, 2))
    assert texts(table)[:2] == [HEAD, ("", "", "suspect identified")]


def test_the_rest_of_a_cut_row_stands_as_far_from_the_next_row_as_rows_of_the_list_do() -> None:
    first, _ = set_rows([HEAD, *ROWS[:3]], "top", padding=14.0)
    second = [
        *words_at(STARTS[2], 105, "suspect identified"),
        *set_rows(ROWS[3:], "top", top=117.0, padding=14.0)[0],
    ]
    _, (table,) = lists(page(first), page(second, 2))
    assert texts(table)[:2] == [("", "", "suspect identified"), said(ROWS[3:4])[0]]


def test_what_stands_over_rows_of_one_line_is_no_rest_of_a_row_however_far_they_stand_apart() -> None:
    rows = [(f"{day:02}/01/2017", "Theft", "Charged") for day in range(1, 7)]
    first, _ = set_rows([HEAD, *rows[:3]], "top", padding=24.0)
    second = [*words_at(STARTS[2], 105, "Answer"), *set_rows(rows[3:], "top", top=122.0, padding=24.0)[0]]
    _, (table,) = lists(page(first), page(second, 2))
    assert texts(table) == rows[3:]


def test_heads_at_the_right_of_wide_columns_are_not_cut_between_their_words() -> None:
    """Each text is drawn at once; every head but the first ends beyond the texts of its own column."""
    rows = [(f"{day:02}/01/2017", f"{day}", "Theft", "Charged") for day in range(1, 7)]
    starts = (150.0, 60.0, 250.0, 370.0)
    words, _ = set_rows(rows, "top", top=120.0, starts=starts)
    heads = ("No.", "Date Recorded", "Offence Type", "Method Used")
    for number, (text, end) in enumerate(zip(heads, (75.0, 245.0, 365.0, 480.0), strict=True)):
        drawn = words_at(end - LETTER * len(text), 105, text)
        words += [replace(word, run=Run(number, begins=True, ends=True)) for word in drawn]
    (table,) = lists(page(words))[0]
    assert texts(table)[0] == heads


TITLE = words_at(50, 95, "Crimes")


@pytest.mark.parametrize(
    ("rules", "again", "head"),
    [
        ((Rule("h", 100, 50, 400),), None, "Date"),
        ((Rule("h", 100, 250, 400),), None, "Crimes Date"),
        ((), "Date", "Date"),
        ((), "Time", "Crimes Date"),
        ((), None, "Crimes Date"),
    ],
    ids=["a rule between", "a rule over some columns", "the head again", "another head", "neither"],
)
def test_a_title_right_over_the_head_of_a_list_is_no_line_of_it_where_something_tells(
    rules: tuple[Rule, ...], again: str | None, head: str
) -> None:
    pages = [page([*TITLE, *set_rows([HEAD, *ROWS], "top")[0]], rules=rules)]
    if again:
        pages.append(page(set_rows([(again, *HEAD[1:]), *ROWS[3:]], "top")[0], 2))
    assert texts(lists(*pages)[0][0])[:2] == [(head, *HEAD[1:]), said(ROWS)[0]]


@pytest.mark.parametrize("title", [True, False], ids=["with its title", "alone"])
def test_what_the_next_page_prints_over_its_head_too_is_a_line_of_it(title: bool) -> None:
    pages = [
        page([*(TITLE if title or number == 1 else []), *set_rows([HEAD, *rows], "top")[0]], number)
        for number, rows in enumerate((ROWS, ROWS[3:]), 1)
    ]
    heads = [texts(table)[0][0] for tables in lists(*pages) for table in tables]
    assert heads == (["Crimes Date"] * 2 if title else ["Date"] * 2)


LONG = "April 2017 to March 2018"


@pytest.mark.parametrize(
    ("period", "x", "goes_on"),
    [(LONG, 50.0, True), ("2021", 150.0, True), ("2021", 120.0, False)],
    ids=["as on the first page", "as on the page before", "at a place of its own"],
)
def test_a_list_goes_on_where_its_periods_are_set_at_any_place_that_they_had_before(
    period: str, x: float, goes_on: bool
) -> None:
    parts = [
        [("Period", 50.0), (LONG, 50.0), (LONG, 50.0), ("2019", 150.0), ("2019", 150.0)],
        [("2020", 150.0), ("2020", 150.0)],
        [(period, x)] * 3,
    ]
    pages = []
    for number, part in enumerate(parts, 1):
        words: list[Word] = []
        for at, (text, start) in enumerate(part):
            beside = HEAD[1:] if text == "Period" else ("Theft", "Charged")
            for left, each in zip((start, 190.0, 290.0), (text, *beside), strict=True):
                words += words_at(left, 105 + 16 * at, each)
        pages.append(page(words, number))
    last = lists(*pages)[-1]
    assert [texts(table) for table in last] == ([[(period, "Theft", "Charged")] * 3] if goes_on else [])


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1 April 2020 to 31 March 2021", ["1 April 2020 to 31 March 2021"]),
        ("1 April 2020 to 31 March 2021 Theft", ["1 April 2020 to 31 March 2021"]),
        ("1 April 2020 31 March 2021", ["1 April 2020", "31 March 2021"]),
    ],
    ids=["alone", "before a text", "two dates"],
)
def test_a_period_of_seven_words_is_one_mark(text: str, marks: list[str]) -> None:
    assert [mark.text for mark in find_marks(words_at(50, 100, text))] == marks


@pytest.mark.parametrize(("third", "marks"), [("2021", 1), ("Theft", 2)])
def test_a_period_may_stand_on_three_lines(third: str, marks: int) -> None:
    lines = ("1 April 2020", "to 31 March", third)
    words = [word for at, line in enumerate(lines) for word in words_at(50, 100 + 10 * at, line)]
    found = [mark.text for mark in find_marks(words)]
    assert (found == ["1 April 2020 to 31 March 2021"]) == (marks == 1)


def test_a_list_may_begin_with_one_row_on_the_page_of_its_head() -> None:
    first, _ = set_rows([HEAD, ROWS[0]], "top")
    second, _ = set_rows([*ROWS[1:], *ROWS[1:]], "top")
    found = lists(page(first), page(second, 2))
    assert [len(tables) for tables in found] == [1, 1]
    assert texts(found[0][0]) == said([HEAD, ROWS[0]])


def test_the_rest_of_a_cut_row_may_stand_over_a_row_whose_mark_is_on_its_last_line() -> None:
    first, _ = set_rows([HEAD, *ROWS[:3]], "bottom", padding=13.0)
    second = [
        *words_at(STARTS[2], 105, "suspect identified"),
        *set_rows(ROWS[3:], "bottom", top=116.5, padding=13.0)[0],
    ]
    _, (table,) = lists(page(first), page(second, 2))
    assert texts(table)[:2] == [("", "", "suspect identified"), said(ROWS[3:4])[0]]
