"""Edges of columns that only the pieces of level rules tell, as word processors and browsers draw them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from parsers.pages.page import Page, Rule
from parsers.pages.ruled import find_drawn
from parsers.pages.told_edges import columns_at_foot, with_edges_told
from tests.parsers.pages.test_unruled import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.ruled import Drawn, PageTable

EDGES = (60.0, 160.0, 200.0, 240.0)
Placed = tuple[float, float, str]


def pieces(levels: Iterable[float], edges: Sequence[float] = EDGES) -> list[Rule]:
    return [Rule("h", at, left, right) for at in levels for left, right in pairwise(edges)]


def drawn(placed: Sequence[Placed], rules: Sequence[Rule], before: Sequence[float] = ()) -> Drawn:
    return find_drawn(with_edges_told(Page(1, 600, 800, words_of(placed), tuple(rules)), before))


def row(top: float, label: str, *values: str) -> list[Placed]:
    return [(62.0, top, label), *((x + 4, top, value) for x, value in zip(EDGES[1:], values, strict=False))]


def texts(table: PageTable) -> list[list[str]]:
    rows = sorted({cell.row for cell in table.cells})
    return [[cell.text for cell in table.cells if cell.row == number] for number in rows]


def test_labels_that_touch_the_next_column_are_cells_of_their_own() -> None:
    placed = [*row(104, "Outcome", "2019", "2020")]
    placed += [(62, 122, "January 2019 to 31"), (62, 133, "October"), (164, 122, "4"), (204, 122, "7")]
    placed += row(152, "Charged", "1", "2")
    (table,) = drawn(placed, pieces((100, 118, 148, 166))).tables
    assert texts(table) == [
        ["Outcome", "2019", "2020"],
        ["January 2019 to 31 October", "4", "7"],
        ["Charged", "1", "2"],
    ]


def test_a_title_between_two_tables_of_like_columns_is_no_row() -> None:
    placed = [*row(104, "Outcome", "2019", "2020"), *row(122, "Charged", "1", "2")]
    placed += [(62, 150, "Coast")]
    placed += [*row(174, "Outcome", "2019", "2020"), *row(192, "Charged", "3", "4")]
    found = drawn(placed, pieces((100, 118, 136, 170, 188, 206))).tables
    assert [table.height for table in found] == [2, 2]


def test_the_name_of_a_section_that_stands_as_rows_do_is_one() -> None:
    placed = [*row(104, "Outcome", "2019", "2020"), *row(122, "Arson")]
    placed += [*row(140, "Charged", "1", "2"), *row(158, "Cautioned", "3", "4")]
    (table,) = drawn(placed, pieces((100, 118, 136, 154, 172))).tables
    assert table.height == 4


def test_rows_that_no_rule_parts_are_no_cell_and_their_head_is_drawn() -> None:
    placed = [*row(104, "Outcome", "2019", "2020")]
    placed += [*row(122, "Charged", "1", "2"), *row(140, "Cautioned", "3", "4")]
    found = drawn(placed, [*pieces((100, 118)), Rule("h", 160, EDGES[0], EDGES[-1])])
    assert (len(found.tables), [head.width for head in found.heads]) == (0, [3])


def test_rows_that_the_ends_of_a_page_leave_without_a_rule_are_rows() -> None:
    placed = [(62, 60, "of the police"), *row(84, "Charged", "1", "2"), *row(102, "Cautioned", "3", "4")]
    placed += [*row(120, "Fined", "5", "6")]
    (table,) = drawn(placed, pieces((80, 98, 116))).tables
    assert texts(table)[0] == ["of the police", "", ""]
    assert texts(table)[-1] == ["Fined", "5", "6"]


def test_a_head_that_may_stand_over_several_columns_tells_no_edges() -> None:
    """Browsers draw the line below a head over several columns in pieces too."""
    placed = [(204, 104, "Year"), *row(122, "Outcome", "2019", "2020")]
    placed += [*row(140, "Charged", "1", "2"), *row(158, "Cautioned", "3", "4")]
    assert drawn(placed, pieces((100, 118, 136, 154, 172))).tables == ()


def test_under_a_head_drawn_as_one_cell_the_pieces_below_tell_the_columns() -> None:
    over = [
        Rule("h", at, left, right) for at in (100.0, 118.0) for left, right in pairwise((60.0, 160.0, 240.0))
    ]
    placed = [
        (164, 104, "Calendar year"),
        *row(122, "Outcome", "2019", "2020"),
        *row(140, "Charged", "1", "2"),
    ]
    (table,) = drawn(placed, [*over, *pieces((136, 154))]).tables
    assert [cell.text for cell in table.cells if cell.column_span == 2] == ["Calendar year"]
    assert texts(table)[-1] == ["Charged", "1", "2"]


def test_labels_beside_a_table_without_a_line_of_their_own_tell_no_edges() -> None:
    placed = [(36, 110, "Arson"), *row(104, "Outcome", "2019", "2020"), *row(122, "Charged", "1", "2")]
    assert drawn(placed, pieces((100, 118, 136))).tables == ()


def test_where_upright_rules_are_drawn_none_is_added() -> None:
    rules = [*pieces((100, 118, 136)), Rule("v", 160, 100, 136)]
    page = Page(1, 600, 800, words_of(row(104, "Outcome", "2019", "2020")), tuple(rules))
    assert with_edges_told(page) is page


def test_tables_beside_one_another_with_other_rows_are_told_apart() -> None:
    other = tuple(edge + 240 for edge in EDGES)
    placed = [
        *row(104, "Outcome", "2019", "2020"),
        *row(122, "Charged", "1", "2"),
        *row(140, "Fined", "3", "4"),
    ]
    placed += [
        (x + 240, y, text)
        for x, y, text in (*row(104, "Offence", "2019", "2020"), *row(127, "Arson", "9", "8"))
    ]
    found = drawn(placed, [*pieces((100, 118, 136, 154)), *pieces((100, 118, 144), other)]).tables
    assert sorted(table.height for table in found) == [2, 3]


@pytest.mark.parametrize("before", [(), EDGES], ids=["a first page", "in the columns of the page before"])
def test_the_rows_of_a_list_between_the_rules_of_its_head_and_its_end_are_no_row(
    before: Sequence[float],
) -> None:
    placed = [*row(104, "Recorded", "Type", "Place")]
    placed += [*row(122, "01/04/2019", "A", "B"), *row(134, "15/04/2019", "C", "D")]
    found = drawn(placed, pieces((100, 118, 150)), before)
    assert (len(found.tables), [head.width for head in found.heads]) == (0, [3])


def test_the_columns_at_the_foot_of_a_page_are_those_that_its_last_levels_tell() -> None:
    placed = [*row(104, "Outcome", "2019", "2020"), *row(122, "Charged", "1", "2")]
    page = Page(1, 600, 800, words_of(placed), tuple(pieces((100, 118, 136))))
    assert columns_at_foot(with_edges_told(page)) == list(EDGES)
    assert columns_at_foot(page) == []


def test_one_row_below_a_head_again_stands_in_the_columns_of_the_page_before() -> None:
    placed = [*row(104, "No.", "Type", "Place"), *row(122, "140", "A", "B"), (204, 133, "C"), (164, 133, "D")]
    levels = pieces((100, 118, 148))
    assert not drawn(placed, levels).tables
    (table,) = drawn(placed, levels, EDGES).tables
    assert texts(table) == [["No.", "Type", "Place"], ["140", "A D", "B C"]]


@pytest.mark.parametrize("before", [EDGES, (60.0, 160.0, 190.0, 240.0)], ids=["the same", "others"])
def test_one_row_over_one_rule_is_a_row_of_the_columns_of_the_page_before(before: Sequence[float]) -> None:
    found = drawn([*row(104, "Filed", "1", "2"), (62, 140, "Total of all")], pieces((118,)), before)
    rows = [texts(table) for table in (*found.tables, *found.rows)]
    assert rows == ([[["Filed", "1", "2"]]] if before == EDGES else [])


@pytest.mark.parametrize("rest", ["police", "Note 1"], ids=["a rest", "a caption"])
def test_a_list_of_crimes_may_begin_with_the_rest_of_a_row(rest: str) -> None:
    crimes = [
        ("01/04/2019", "A", "B"),
        ("15/04/2019", "C", "D"),
        ("16/04/2019", "E", "F"),
        ("1/5/2019", "G", "H"),
    ]
    placed = [(202, 84, rest)]
    for at, crime in enumerate(crimes):
        placed += row(102 + 18 * at, *crime)
    (table,) = drawn(placed, pieces((98, 116, 134, 152, 170))).tables
    assert (texts(table)[0] == ["", "", rest]) == rest[0].islower()


@pytest.mark.parametrize("over", [3, 2], ids=["the last", "another"])
def test_only_over_the_last_head_may_another_line_stand(over: int) -> None:
    placed = [*row(115, "Outcome", "2019", "2020"), (EDGES[over - 1] + 4, 104, "Year")]
    found = drawn(placed, pieces((100, 130)))
    assert [head.width for head in found.heads] == ([3] if over == 3 else [])


def test_the_name_of_a_section_that_runs_over_edges_is_one_cell_among_the_rows() -> None:
    placed = [*row(104, "Outcome", "2019", "2020"), (62, 122, "Breach of an order on acquittal")]
    placed += [*row(140, "Charged", "1", "2"), *row(158, "Caution", "3", "4")]
    (table,) = drawn(placed, pieces((100, 118, 136, 154, 172))).tables
    assert [some[0] for some in texts(table)] == [
        "Outcome",
        "Breach of an order on acquittal",
        "Charged",
        "Caution",
    ]


@pytest.mark.parametrize("pitch", [16.0, 11.0], ids=["rows", "one label"])
def test_labels_without_values_that_stand_apart_between_two_levels_are_rows_that_no_rule_parts(
    pitch: float,
) -> None:
    placed = [*row(104, "Outcome", "2019", "2020")]
    placed += [(62, 122 + pitch * at, label) for at, label in enumerate(("Charged", "Cautioned", "Filed"))]
    found = drawn(placed, pieces((100, 118, 122 + 3 * pitch)))
    assert bool(found.tables) == (pitch < 16)


def test_a_label_beside_several_rows_that_begins_on_the_page_before_is_one_cell() -> None:
    edges = (60.0, *(x + 60 for x in EDGES))
    placed = [(62.0, 84.0, "Robbery of"), (62.0, 95.0, "a shop")]
    for number, label in enumerate(("Charged", "Cautioned", "Filed", "Fined")):
        placed += [(x + 60, y, text) for x, y, text in row(84.0 + 18 * number, label, "1", "2")]
    placed.append((62.0, 138.0, "Arson"))
    rules = [*pieces((98, 116), edges[1:]), *pieces((134, 152), edges)]
    found = drawn(placed, rules, edges)
    (table,) = found.tables
    assert [(cell.row_span, cell.text) for cell in table.cells if cell.column == 0] == [
        (3, "Robbery of a shop"),
        (1, "Arson"),
    ]


@pytest.mark.parametrize("before", [EDGES, ()], ids=["in the columns of the page before", "a first page"])
def test_a_tall_row_over_the_first_rule_is_one_where_the_page_before_has_its_columns(
    before: Sequence[float],
) -> None:
    label = ("Police decision", "not in the", "public interest", "of anyone", "at all")
    placed: list[Placed] = [(62.0, 60.0 + 11 * at, line) for at, line in enumerate(label)]
    placed += [(EDGES[1] + 4, 60.0, "4"), (EDGES[2] + 4, 60.0, "7"), *row(124, "Total", "9", "8")]
    found = drawn(placed, pieces((118, 136)), before)
    rows = [line for table in (*found.tables, *found.rows) for line in texts(table)]
    assert ([" ".join(label), "4", "7"] in rows) == bool(before)
