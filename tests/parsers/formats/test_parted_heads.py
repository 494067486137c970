"""Heads of sheets that blank rows part from the rows below them, and groups of rows with names over them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from parsers.document import IDLE_SUM
from parsers.reply import read_reply

if TYPE_CHECKING:
    from parsers.figure import Figure, Reading

Line = list[str | int | None]

YEARS = ["2019/20", "2020/21"]
HEAD: list[Line] = [["Crimes by outcome"], [], ["Outcome", *YEARS]]
OUTCOMES = ("Charged", "Community resolution", "Suspect not identified")


def rows(start: int) -> list[Line]:
    """Return a row for each outcome with two counts, none of which stands twice."""
    return [[label, start + 2 * at, start + 2 * at + 1] for at, label in enumerate(OUTCOMES)]


def total(label: str, *groups: list[Line]) -> Line:
    counts = [row[1:] for group in groups for row in group]
    return [label, *(sum(int(row[at] or 0) for row in counts) for at in (0, 1))]


def book(*sheets: tuple[str, list[Line]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, lines in sheets:
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def figures(lines: list[Line]) -> list[Figure]:
    """Return the figures of a sheet, of which no number is lost and each printed total closes."""
    (reading,) = read_reply(book(("Sheet1", lines)), "reply.xlsx")
    assert reading.lost == []
    assert [check for check in reading.checks if not check.passed] == []
    return reading.figures


def accepted(lines: list[Line]) -> list[tuple[int | None, str, str | None, str]]:
    """Return count, outcome, offence and period of a sheet's figures, all of which are accepted."""
    found = figures(lines)
    assert {figure.held_reason for figure in found} == {None}
    return [
        (
            each.count,
            each.outcome_label or each.role,
            each.offence_label,
            each.period.label if each.period else "",
        )
        for each in found
    ]


def truth(offence: str | None, group: list[Line]) -> list[tuple[int | None, str, str | None, str]]:
    return [
        (int(count or 0), str(label), offence, year)
        for label, *counts in group
        for count, year in zip(counts, YEARS, strict=True)
    ]


def test_a_blank_row_below_a_head_leaves_it_the_head() -> None:
    assert accepted([*HEAD, [], *rows(10)]) == truth(None, rows(10))


@pytest.mark.parametrize("gap", [[], [[]]], ids=["tight", "apart"])
@pytest.mark.parametrize("below", [[], [[]]], ids=["no-row-below-the-head", "row-below-the-head"])
def test_names_over_groups_of_rows_are_sections_of_one_table(gap: list[Line], below: list[Line]) -> None:
    lines = [*HEAD, *below, ["Arson"], *gap, *rows(10), [], ["Theft"], *gap, *rows(30)]
    if gap and not below:
        lines = [*HEAD, ["Arson"], *rows(10), [], ["Theft"], *gap, *rows(30)]
    assert accepted(lines) == truth("Arson", rows(10)) + truth("Theft", rows(30))


def test_a_total_behind_a_blank_row_goes_on_with_the_table() -> None:
    both = total("Total", rows(10), rows(30))
    lines = [*HEAD, [], ["Arson"], *rows(10), [], ["Theft"], *rows(30), [], both]
    assert accepted(lines)[-2:] == [(both[1], "total", None, YEARS[0]), (both[2], "total", None, YEARS[1])]
    own = [*HEAD, [], ["Arson"], *rows(10), [], total("Total", rows(10))]
    own += [[], ["Theft"], *rows(30), [], total("Total", rows(30))]
    assert [each[2] for each in accepted(own) if each[1] == "total"] == ["Arson", "Arson", "Theft", "Theft"]


def test_the_first_of_two_names_stands_over_a_table_of_its_own() -> None:
    lines = list(HEAD)
    for place, start in (("Northfield Hospital", 10), ("Southfield Hospital", 50)):
        lines += [[], [place], [], ["Arson"], *rows(start), [], ["Theft"], *rows(start + 20)]
    found = figures(lines)
    assert {figure.held_reason for figure in found} == {None}
    assert [(each.count, each.offence_label, each.breakdown.get("place")) for each in found] == [
        (count, offence, place)
        for place, start in (("Northfield Hospital", 10), ("Southfield Hospital", 50))
        for offence, first in (("Arson", start), ("Theft", start + 20))
        for count, *_ in truth(None, rows(first))
    ]
    assert len({each.locator for each in found}) == len(found)


def named(*names: str) -> list[Figure]:
    """Return the figures of tables with names over them, below one head."""
    lines = list(HEAD)
    for at, name in enumerate(names):
        start = 10 + 40 * at
        lines += [[], [name], [], ["Arson"], *rows(start), [], ["Theft"], *rows(start + 20)]
    return figures(lines)


def test_names_that_are_not_understood_wait_as_labels() -> None:
    found = named("Northfield", "Southfield")
    assert {each.held_reason for each in found} == {"labels not understood"}
    assert {(each.breakdown["?title"], (each.count or 0) < 50) for each in found} == {
        ("Northfield", True),
        ("Southfield", False),
    }


def test_what_is_no_force_among_forces_is_not_the_one_above() -> None:
    found = named("Kent", "Medway")
    assert {each.held_reason for each in found} == {"labels not understood"}
    assert {(each.force_label, each.breakdown["?title"]) for each in found} == {
        (None, "Kent"),
        (None, "Medway"),
    }


def test_names_most_of_which_are_places_are_places() -> None:
    found = named("Northfield Hospital", "Southfield Hospital", "The Laurels")
    assert {each.held_reason for each in found} == {None}
    assert {each.breakdown["place"] for each in found} == {
        "Northfield Hospital",
        "Southfield Hospital",
        "The Laurels",
    }
    found = named("Leicester City", "Derby", "Rutland")
    assert {each.held_reason for each in found} == {"labels not understood"}


def test_the_title_of_the_next_table_is_no_name_of_a_group() -> None:
    lines = [
        ["Table 1: Adults"],
        ["Outcome", *YEARS],
        [],
        *rows(10),
        [],
        ["Table 2: Children"],
        [],
        *rows(30),
    ]
    ages = {(each.breakdown["age"], (each.count or 0) < 30) for each in figures(lines)}
    assert ages == {("Adults", True), ("Children", False)}


def test_rows_behind_a_blank_row_may_be_of_the_group_above_or_of_none() -> None:
    lines = [*HEAD, [], ["Arson"], *rows(10), [], *rows(30)]
    assert None not in {figure.held_reason for figure in figures(lines)}


def test_two_groups_without_names_are_held() -> None:
    assert None not in {each.held_reason for each in figures([*HEAD, [], *rows(10), [], *rows(30)])}


def test_a_head_of_fewer_columns_is_not_that_of_the_rows_below_it() -> None:
    wider = [[*row, 7] for row in rows(10)]
    assert None not in {each.held_reason for each in figures([*HEAD, [], *wider])}


def test_a_letterhead_is_no_head() -> None:
    lines: list[Line] = [
        ["Force", "Northshire"],
        ["Reference", "123/24"],
        [],
        ["Crimes by outcome 2019/20"],
        [],
    ]
    lines += [["Charged", 12], ["Suspect not identified", 40]]
    assert [(each.count, each.held_reason) for each in figures(lines)] == [(12, None), (40, None)]


def test_a_note_between_groups_ends_no_head() -> None:
    lines = [*HEAD, [], ["Arson"], *rows(10), ["* some were reopened"], [], ["Theft"], *rows(30)]
    assert accepted(lines) == truth("Arson", rows(10)) + truth("Theft", rows(30))


def test_ages_beside_words_in_a_head_are_no_counts() -> None:
    lines: list[Line] = [
        ["Outcome", "Age", None, "Sex", None, None],
        [None, 16, "17+", "Female", "Male", "Not known"],
        [],
        ["Charged", 3, 5, 2, 6, 0],
        ["Suspect not identified", 30, 50, 20, 60, 1],
    ]
    (reading,) = read_reply(book(("Crimes in 2020", lines)), "reply.xlsx")
    assert [each.count for each in reading.figures] == [3, 5, 2, 6, 0, 30, 50, 20, 60, 1]
    assert "Female" in reading.figures[2].breakdown.values()
    assert reading.lost == []
    remarks: list[Line] = [
        *lines[:2],
        ["Charged", 3, 5, "see note", "see note", 0],
        ["Cautioned", 1, 2, 3, 4, 5],
    ]
    (reading,) = read_reply(book(("Crimes in 2020", remarks)), "reply.xlsx")
    assert {3, 5} <= {each.count for each in reading.figures}


PEOPLE: list[Line] = [
    ["Regional disposals 2012/13", "Age", None, None, "Gender", None, None, "Ethnicity", None, None],
    ["Not as published before.", "10 - 14", 15, None, "Female", "Male", None, "White", "Mixed", "TOTAL"],
]


def person(label: str, ages: tuple[int, int], sexes: tuple[int, int], groups: tuple[int, int]) -> Line:
    return [label, *ages, None, *sexes, None, *groups, sum(ages)]


def people(lines: list[Line]) -> Reading:
    """Return what is read of a sheet of people whose heads are merged over their columns."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for line in [*PEOPLE, *lines]:
        sheet.append(line)
    for cells in ("B1:C1", "E1:F1", "H1:I1"):
        sheet.merge_cells(cells)
    stream = io.BytesIO()
    workbook.save(stream)
    (reading,) = read_reply(stream.getvalue(), "reply.xlsx")
    assert reading.lost == []
    return reading


CHARGED = person("Charged", (3, 5), (2, 6), (7, 1))
CAUTIONED = person("Cautioned", (30, 50), (25, 55), (70, 10))
SUM: Line = ["TOTAL", 33, 55, None, 27, 61, None, 77, 11, 88]


def test_columns_below_names_of_several_axes_stand_each_on_its_own() -> None:
    reading = people([CHARGED, CAUTIONED])
    charged = [each for each in reading.figures if each.outcome_label == "Charged"]
    assert [each.breakdown for each in charged] == [
        {"age": "10 - 14"},
        {"age": "15"},
        {"sex": "Female"},
        {"sex": "Male"},
        {"ethnicity": "White"},
        {"ethnicity": "Mixed"},
        {},
    ]
    assert charged[-1].role == "total"
    assert {(each.held_reason, each.period and each.period.label) for each in reading.figures} == {
        (None, "2012/13")
    }
    closing = [check for check in reading.checks if check.check == "printed total closes"]
    assert [(check.passed, check.expected) for check in closing] == [(True, "8")] * 3 + [(True, "80")] * 3


def test_a_sum_that_does_not_close_over_one_of_several_axes_fails() -> None:
    reading = people([CHARGED, person("Cautioned", (30, 50), (25, 54), (70, 10))])
    failed = [check for check in reading.checks if not check.passed]
    assert [(check.expected, check.actual) for check in failed] == [("80", "79")]


def blocks(*, idle: bool, spare: bool = False) -> list[Line]:
    """Return two tables below the head, with zeros where sums were copied down too far."""
    lines: list[Line] = []
    zero: Line = [None] * 9 + [0] if idle else []
    for name in ("East", "West"):
        lines += [[], [name], [], ["Pre-court"], CHARGED, zero]
        lines += [["Court", *zero[1:]], CAUTIONED, [], SUM]
    return [[*line[:3], 0, *line[4:]] if spare and line in (CHARGED, SUM) else line for line in lines]


@pytest.mark.parametrize("idle", [False, True], ids=["blank", "idle-sums"])
def test_tables_below_one_head_have_it_and_their_names(idle: bool) -> None:
    reading = people(blocks(idle=idle))
    assert [check for check in reading.checks if not check.passed] == []
    found = [each for each in reading.figures if each.column_label == "TOTAL" and each.count]
    assert [
        (each.count, each.outcome_label, each.breakdown.get("section"), each.breakdown["?title"])
        for each in found
    ] == [
        (count, outcome, section, name)
        for name in ("East", "West")
        for count, outcome, section in (
            (8, "Charged", "Pre-court"),
            (80, "Cautioned", "Court"),
            (88, None, None),
        )
    ]
    zeros = [each for each in reading.figures if each.count == 0]
    assert len(zeros) == 4 * idle
    reasons = {each.held_reason for each in reading.figures}
    assert reasons == {"labels not understood", *([IDLE_SUM] if idle else [])}


def test_a_zero_where_a_sum_adds_up_nothing_waits() -> None:
    zero: Line = [None] * 9 + [0]
    reading = people([[], ["Pre-court"], CHARGED, zero, ["Court", *zero[1:]], CAUTIONED, [], SUM])
    held = [(each.raw_text, each.row_label) for each in reading.figures if each.held_reason]
    assert held == [("0", "Pre-court"), ("0", "Court")]
    assert {each.held_reason for each in reading.figures} == {None, IDLE_SUM}


def test_zeros_below_no_head_leave_the_others_their_heads() -> None:
    reading = people(blocks(idle=False, spare=True))
    assert [check for check in reading.checks if not check.passed] == []
    assert {each.breakdown["?title"] for each in reading.figures} == {"East", "West"}
    spare = [each.raw_text for each in reading.figures if not each.column_label]
    assert spare == ["0"] * 4


def test_a_total_with_one_slip_sums_over_all_sections() -> None:
    slip: Line = [*SUM[:-1], 87]
    reading = people([[], ["Pre-court"], CHARGED, [], ["Court"], CAUTIONED, [], slip])
    failed = {(check.expected, check.actual) for check in reading.checks if not check.passed}
    assert failed == {("87", "88")}


def test_the_title_of_one_sheet_names_no_force_of_the_next() -> None:
    def sheet(title: str, start: int) -> list[Line]:
        return [[title], [], ["Outcome", *YEARS], *rows(start)]

    (reading,) = read_reply(book(("A", sheet("Kent", 10)), ("B", sheet("Northfield", 30))), "reply.xlsx")
    assert {(each.locator[1], each.force_label) for each in reading.figures} == {("A", "Kent"), ("B", None)}
