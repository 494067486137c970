"""Heads of sheets that blank rows part from the rows below them, and groups of rows with names over them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from parsers.reply import read_reply

if TYPE_CHECKING:
    from parsers.figure import Figure

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


def test_names_that_are_not_understood_tell_no_tables_apart() -> None:
    lines = list(HEAD)
    for name, start in (("Northfield", 10), ("Southfield", 50)):
        lines += [[], [name], [], ["Arson"], *rows(start), [], ["Theft"], *rows(start + 20)]
    assert {figure.held_reason for figure in figures(lines)} == {"tables not told apart"}


def test_what_is_no_force_among_forces_is_not_the_one_above() -> None:
    lines = list(HEAD)
    for name, start in (("Kent", 10), ("Medway", 50)):
        lines += [[], [name], [], ["Arson"], *rows(start), [], ["Theft"], *rows(start + 20)]
    assert None not in {figure.held_reason for figure in figures(lines)}


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


def test_the_title_of_one_sheet_names_no_force_of_the_next() -> None:
    def sheet(title: str, start: int) -> list[Line]:
        return [[title], [], ["Outcome", *YEARS], *rows(start)]

    (reading,) = read_reply(book(("A", sheet("Kent", 10)), ("B", sheet("Northfield", 30))), "reply.xlsx")
    assert {(each.locator[1], each.force_label) for each in reading.figures} == {("A", "Kent"), ("B", None)}
