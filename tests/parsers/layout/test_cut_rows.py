"""Rows that the end of a page cuts in two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.accounting import unaccounted
from parsers.document import GOES_ON, Document
from parsers.layout.context import Told
from parsers.layout.stitch import CUT_ROW, stitch
from parsers.layout.understand import understand
from tests.parsers.layout.paged_tables import table_of, texts

HEAD = ("Outcome", "2019", "2020")
FULL = ("Community resolution", "8", "5")
NEXT = ("Caution - adult", "3", "1")


def halves(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[list[list[str]], dict[int, str]]:
    above = table_of([HEAD, FULL, upper])
    (whole,) = stitch([above, table_of([lower, NEXT], 2, continues=True)])
    return texts(whole.table)[2:-1], dict(whole.doubts)


@pytest.mark.parametrize(
    ("upper", "lower", "label"),
    [
        (
            ("Evidential difficulties: suspect identified;", "4", "6"),
            ("victim supports action", "", ""),
            "Evidential difficulties: suspect identified; victim supports action",
        ),
        (
            ("Investigation complete", "", ""),
            ("no suspect identified", "4", "6"),
            "Investigation complete no suspect identified",
        ),
        (("Violence", "4", "6"), ("against the person", "", ""), "Violence against the person"),
        (("1 April 2021 to", "4", "6"), ("31 March 2022", "", ""), "1 April 2021 to 31 March 2022"),
    ],
    ids=["values above", "values below", "one offence", "one period"],
)
def test_the_halves_of_a_row_become_one(upper: tuple[str, ...], lower: tuple[str, ...], label: str) -> None:
    rows, doubts = halves(upper, lower)
    assert rows == [[label, "4", "6"]]
    assert not doubts


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [("less", "than 5", "less than 5"), ("less than", "5", "less than 5"), ("5 or", "fewer", "5 or fewer")],
)
def test_a_value_that_the_page_cuts_is_one_and_its_rest_is_accounted_for(
    first: str, second: str, value: str
) -> None:
    document = Document(
        "pdf",
        [
            table_of([HEAD, FULL, FULL, ("Evidential difficulties: suspect", "4", first)]),
            table_of([("identified; victim supports action", "", second), NEXT], 2, continues=True),
        ],
    )
    (whole,) = stitch(document.tables)
    assert texts(whole.table)[3] == [
        "Evidential difficulties: suspect identified; victim supports action",
        "4",
        value,
    ]
    assert not whole.doubts
    understood = understand(document, Told())
    (check,) = unaccounted(document.tables, understood.figures, [], understood.checks, understood.rests)
    assert check.passed


def test_two_counts_are_no_value_that_the_page_cuts() -> None:
    rows, _ = halves(("Charged", "4", "1"), ("cautioned", "", "189"))
    assert rows == [["Charged", "4", "1"], ["cautioned", "", "189"]]


def test_two_whole_rows_stay_two() -> None:
    rows, doubts = halves(("Charged", "4", "6"), ("Cautioned", "", "2"))
    assert rows == [["Charged", "4", "6"], ["Cautioned", "", "2"]]
    assert not doubts


def test_a_section_at_the_top_of_a_page_is_no_half() -> None:
    above = [HEAD, ("Burglary", "", ""), FULL, ("Total", "8", "5")]
    below = [("Robbery", "", ""), NEXT, FULL]
    (whole,) = stitch([table_of(above), table_of(below, 2, continues=True)])
    assert texts(whole.table)[4] == ["Robbery", "", ""]
    assert not whole.doubts


def test_what_may_be_a_section_or_a_half_is_held_with_all_that_stands_below_it() -> None:
    above = [HEAD, ("Plum", "", ""), FULL, ("Something else", "8", "5")]
    below = [("Pear", "", ""), NEXT, FULL, ("Fig", "", ""), NEXT]
    (whole,) = stitch([table_of(above), table_of(below, 2, continues=True)])
    assert whole.doubts == dict.fromkeys((3, 4, 5, 6), CUT_ROW)


def test_a_blank_row_that_may_be_a_half_is_held() -> None:
    above = [HEAD, ("Charged", "", "5"), FULL, ("Cautioned", "", ""), ("Other", "", "1"), ("Plum", "", "")]
    below = [("Pear", "3", ""), NEXT]
    (whole,) = stitch([table_of(above), table_of(below, 2, continues=True)])
    assert set(whole.doubts) == {5, 6, 7}


def test_a_list_of_crimes_cut_in_several_columns_is_one_row() -> None:
    head = ("No.", "Recorded", "Offence", "Outcome")
    first = ("1", "03/01/2019", "Burglary", "Charged")
    above = [head, first, ("2", "05/01/2019", "Robbery of", "Evidential difficulties")]
    below = [("", "", "personal property", "victim based"), ("3", "07/01/2019", "Burglary", "Charged")]
    (whole,) = stitch([table_of(above), table_of(below, 2, continues=True)])
    whole_row = ["2", "05/01/2019", "Robbery of personal property", "Evidential difficulties victim based"]
    assert texts(whole.table)[2] == whole_row
    assert whole.table.height == 4


def known_to_go_on(*lower: tuple[str, ...]) -> tuple[list[list[str]], dict[int, str]]:
    """Return the rows after a page's last one, whose label its page tells to go on, and the doubts."""
    above = table_of([HEAD, FULL, ("Formal action", "4", "6")])
    *rows, (label, *values) = above.grid
    above = replace(above, grid=(*rows, (replace(label, doubt=GOES_ON), *values)))
    (whole,) = stitch([above, table_of([*lower, NEXT], 2, continues=True)])
    return texts(whole.table)[2:-1], dict(whole.doubts)


def test_the_rest_of_a_label_that_is_known_to_go_on_needs_no_words_to_tell_it() -> None:
    rows, doubts = known_to_go_on(("Burglary", "", ""))
    assert rows == [["Formal action Burglary", "4", "6"]]
    assert not doubts


def test_a_label_that_is_known_to_go_on_waits_with_the_row_that_its_rest_may_have_run_into() -> None:
    rows, doubts = known_to_go_on(("(Police) Charged", "3", "1"))
    assert len(rows) == 2
    assert doubts == {2: CUT_ROW, 3: CUT_ROW}


def test_a_label_beside_several_rows_that_the_page_cut_is_whole_beside_all_of_them() -> None:
    above = table_of([("Offence", *HEAD), ("Arson", *FULL), ("Business", "Not yet assigned an", "4", "6")])
    below = table_of([("robbery", "outcome", "", ""), ("", *NEXT), ("Theft", *FULL)], 2, continues=True)
    (label, *rest), (_, *others), *rows = below.grid
    label = replace(label, row_span=2)
    below = replace(below, grid=((label, *rest), (label, *others), *rows))
    (whole,) = stitch([above, below])
    assert [row[0] for row in texts(whole.table)] == [
        *("Offence", "Arson", "Business robbery", "Business robbery", "Theft")
    ]


SPARSE = [HEAD, ("Charged", "", "5"), FULL, ("Cautioned", "", "2")]


def test_a_known_label_without_values_below_another_is_no_rest_of_it_where_blanks_are_values() -> None:
    upper = "CPS - named suspect, victim supports but evidential difficulties"
    lower = "Evidential difficulties: suspect identified; victim supports action (OC15)"
    above, below = [*SPARSE, (upper, "4", "6")], [(lower, "", ""), NEXT]
    (whole,) = stitch([table_of(above), table_of(below, 2, continues=True)])
    assert [row[0] for row in texts(whole.table)][4:6] == [upper, lower]
    assert whole.doubts == dict.fromkeys((4, 5), CUT_ROW)


@pytest.mark.parametrize("pages", [(1, 1), (1, 2), (2, 2)], ids=["one page", "the page", "a later page"])
def test_what_no_end_of_a_page_parts_is_no_row_cut_in_two(pages: tuple[int, int]) -> None:
    upper, lower = ("Investigation complete", "", ""), ("no suspect identified", "4", "6")
    parts = [table_of([HEAD, FULL, upper], 1)]
    if pages[0] > 1:
        parts = [table_of([HEAD, FULL, NEXT], 1), table_of([FULL, upper], pages[0], continues=True)]
    (whole,) = stitch([*parts, table_of([lower, NEXT], pages[1], continues=True)])
    cut = pages[0] != pages[1]
    assert (["Investigation complete no suspect identified", "4", "6"] in texts(whole.table)) == cut
    assert (list(lower) in texts(whole.table)) != cut


@pytest.mark.parametrize(
    "over", ["upper", "lower", ""], ids=["at the foot", "at the top", "in the first column"]
)
def test_what_stands_over_all_columns_is_no_half_of_a_row(over: str) -> None:
    wide = ("Violence against", "", "") if over == "upper" else ("against the person", "", "")
    rows = [wide, ("the person", "4", "6")] if over == "upper" else [("Violence", "4", "6"), wide]
    above, below = table_of([HEAD, FULL, rows[0]]), table_of([rows[1], NEXT], 2, continues=True)
    if over:
        table, at = (above, 2) if over == "upper" else (below, 0)
        name = replace(table.grid[at][0], column_span=3)
        spread = replace(table, grid=(*table.grid[:at], (name,) * 3, *table.grid[at + 1 :]))
        above, below = (spread, below) if over == "upper" else (above, spread)
    (whole,) = stitch([above, below])
    labels = [line[0] for line in texts(whole.table)[2:-1]]
    assert labels == ([row[0] for row in rows] if over else ["Violence against the person"])


def test_a_rest_of_several_lines_that_begin_small_is_one() -> None:
    above = [HEAD, FULL, ("Named suspect identified:", "4", "6")]
    below = [("evidential difficulties, as the", "", ""), ("victim does not support it", "", ""), NEXT]
    (whole,) = stitch([table_of(above), table_of(below, 2, continues=True)])
    label = "Named suspect identified: evidential difficulties, as the victim does not support it"
    assert texts(whole.table)[2:4] == [[label, "4", "6"], list(NEXT)]
    named = [below[0], ("Robbery", "", ""), NEXT]
    (whole,) = stitch([table_of(above), table_of(named, 2, continues=True)])
    assert ["Robbery", "", ""] in texts(whole.table)


def test_the_name_of_an_offence_over_the_page_is_no_rest_of_a_total() -> None:
    above = [HEAD, ("Arson", "", ""), FULL, ("Sub-total", "8", "5")]
    below = [("066/38 - Breach of an order", "", ""), NEXT, ("Sub-total", "9", "5")]
    (whole,) = stitch([table_of(above), table_of(below, 2, continues=True)])
    assert texts(whole.table)[4] == list(below[0])
    assert not whole.doubts


@pytest.mark.parametrize(("label", "waits"), [("OC6 Penalty notice", False), ("OC6 Penalty", True)])
def test_a_numbered_outcome_that_the_table_has_elsewhere_does_not_go_on_in_an_offence(
    label: str, waits: bool
) -> None:
    rows = [("OC3 Adult caution", "2", ""), ("OC6 Penalty notice", "4", "1")]
    above = [HEAD, ("Burglary", "", ""), rows[0], (label, "5", "")]
    below = [("Sexual activity", "", ""), *rows]
    (whole,) = stitch([table_of(above), table_of(below, 2, continues=True)])
    assert texts(whole.table)[4] == ["Sexual activity", "", ""]
    assert (CUT_ROW in whole.doubts.values()) == waits


@pytest.mark.parametrize(
    ("name", "rest", "waits"),
    [
        ("Other crimes against", "society", False),
        ("Plum", "Pear", True),
        ("Burglary", "Robbery", False),
    ],
    ids=["one name", "one or two", "two names"],
)
def test_the_name_of_a_section_that_the_page_cuts_is_one(name: str, rest: str, waits: bool) -> None:
    above = [HEAD, ("Arson", "", ""), FULL, NEXT, (name, "", "")]
    (whole,) = stitch([table_of(above), table_of([(rest, "", ""), FULL, NEXT], 2, continues=True)])
    names = [row[0] for row in texts(whole.table)[4:-2]]
    assert names == ([f"{name} {rest}"] if rest.islower() else [name, rest])
    assert (CUT_ROW in whole.doubts.values()) == waits


def test_the_rest_of_a_row_alone_on_its_page_stands_in_the_columns_above_wherever_its_edges_are() -> None:
    other = ("Evidential difficulties victim based", "1", "2")
    above = table_of([HEAD, FULL, (f"{other[0]} - named suspect", "3", "4"), other])
    rest = replace(table_of([("- named suspect", "", "")], 2, continues=True), column_edges=(2, 90, 140, 170))
    (whole,) = stitch([above, rest])
    assert texts(whole.table)[3:] == [["Evidential difficulties victim based - named suspect", "1", "2"]]
    assert not whole.doubts
