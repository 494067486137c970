"""Where one table of a page ends and the next begins, and which lines are its head."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.pages.lines import cut_line, lines_of
from parsers.pages.page import Page, Rule
from parsers.pages.regions import end_of_rows
from parsers.pages.unruled import find_unruled_tables
from tests.parsers.pages.test_unruled import Placed, grid, row, tables, texts, words_of


def test_years_over_measures_are_one_head_with_the_label_between_them() -> None:
    placed: list[Placed] = [(205, 95, "June to"), (335, 100, "2020"), (455, 100, "2021"), (210, 105, "2019")]
    placed.append((60, 112, "Outcome"))
    for x in (200, 320, 440):
        placed += [(x, 124, "Count"), (x + 60, 124, "Share")]
    for y, label in ((142, "Charged"), (158, "Cautioned"), (174, "Undetected")):
        placed.append((60, y, label))
        for x in (205, 325, 445):
            placed += [(x, y, "14"), (x + 60, y, "5%")]
    found = grid(*placed)
    assert found[0] == ["", "June to 2019", "", "2020", "", "2021", ""]
    assert found[1] == ["Outcome", *["Count", "Share"] * 3]


TITLED = (("Crimes recorded in 2019", "14"), ("Crimes recorded in 2020", "17"))


def test_a_title_with_heads_below_it_begins_a_table_however_tight_it_stands() -> None:
    placed: list[Placed] = []
    for number, (title, value) in enumerate(TITLED):
        y = 100.0 + 44 * number
        placed += [(60, y, title), *row(y + 11, "Outcome", "Mill Vale", "Totals")]
        for at, label in enumerate(("Filed", "Charged"), 2):
            placed += row(y + 11 * at, label, value, value)
    found = tables(*placed, *row(188, "Cautioned", "3", "4"))
    assert [texts(table)[0][1:] for table in found] == [["Mill Vale", "Totals"]] * 2


def test_one_row_below_heads_that_are_set_on_lines_of_their_own_is_a_table() -> None:
    placed: list[Placed] = [(180, 100, "Number of"), (60, 106, "Outcome"), (185, 112, "crimes")]
    assert grid(*placed, (60, 130, "Charged"), (200, 130, "*")) == [
        ["Outcome", "Number of crimes"],
        ["Charged", "*"],
    ]


def test_a_title_of_another_size_is_no_line_of_the_last_label() -> None:
    placed: list[Placed] = []
    for number, (_, value) in enumerate(TITLED):
        y = 100.0 + 60 * number
        placed += row(y, "Outcome", "Mill Vale", "Totals")
        for at, label in enumerate(("Filed", "Charged"), 1):
            placed += row(y + 12 * at, label, value, value)
    title = replace(words_of([(60, 137, "Theft")])[0], bottom=149.5)
    words = (*words_of([*placed, *row(196, "Cautioned", "3", "4")]), title)
    found = find_unruled_tables(Page(1, 600, 800, words, ()), words)
    assert [texts(table)[-1][0] for table in found] == ["Charged", "Cautioned"]


def test_counts_among_the_labels_above_are_those_of_another_table() -> None:
    placed = row(100, "Outcome", "2019", "2020", "2021")
    for at, label in enumerate(("Charged or summonsed", "Named suspect identified"), 1):
        placed += row(100 + 14 * at, label, "14", "9", "3")
    placed += [(60, 147, "Crimes by place"), (60, 162, "School"), (120, 162, "Crimes")]
    placed += [(60, 176, "Mill Vale"), (125, 176, "7"), (60, 190, "Beck Row"), (125, 190, "8")]
    first, second = tables(*placed)
    assert [line[0] for line in texts(first)] == [
        "Outcome",
        "Charged or summonsed",
        "Named suspect identified",
    ]
    assert texts(second)[-2:] == [["Mill Vale", "7"], ["Beck Row", "8"]]


RULED = [Rule("h", at, 55, 400) for at in (94.0, 112, 130, 148, 166)]


def test_a_label_between_rules_as_the_rows_are_is_a_row_without_values() -> None:
    placed = row(98, "Outcome", "2019", "2020")
    for at, label in enumerate(("Charged", "Cautioned"), 1):
        placed += row(98 + 18 * at, label, "4", "5")
    placed.append((60, 152, "Not in the public interest"))
    assert grid(*placed, rules=tuple(RULED))[-1] == ["Not in the public interest", "", ""]
    title = [Rule("h", at, 55, 400) for at in (94.0, 112, 130, 148, 180)]
    assert grid(*placed, rules=tuple(title))[-1][0] == "Cautioned"


def test_heads_on_heights_of_their_own_stand_over_counts_between_the_lines_of_their_labels() -> None:
    placed: list[Placed] = [(258, 94, "Number of"), (60, 100, "Outcome"), (275, 106, "crimes")]
    for at, count in enumerate(("1", "22", "3")):
        y = 122.0 + 34 * at
        placed += [(60, y, "Evidential difficulties:"), (300 - 5 * len(count), y + 6, count)]
        placed.append((60, y + 12, "suspect identified"))
    assert grid(*placed) == [
        ["Outcome", "Number of crimes"],
        *(["Evidential difficulties: suspect identified", count] for count in ("1", "22", "3")),
    ]


def test_a_number_on_a_line_of_a_wrapped_label_does_not_end_the_labels_below() -> None:
    placed: list[Placed] = [(60, 100, "Outcome"), (200, 100, "Crimes")]
    for y, lines, value in (
        (120, ("outcome type", "16", "(victim)"), "31"),
        (160, ("no", "named", "suspect"), "8"),
    ):
        placed += [(60, y + 11 * at, line) for at, line in enumerate(lines)]
        placed.append((200, y + 5.5, value))
    assert grid(*placed) == [
        ["Outcome", "Crimes"],
        ["outcome type 16 (victim)", "31"],
        ["no named suspect", "8"],
    ]


@pytest.mark.parametrize(
    ("below", "begins"),
    [
        (("Outcome", "2019", "2020"), True),
        (("Filed", "2011", "2014"), False),
        (("Outcome", "2021-22", "2022-23"), True),
        (("Outcome", "2021", "2022", "2023"), True),
        (("Filed", "2013", "2014"), False),
    ],
    ids=["the head again", "counts", "financial years", "a run of years", "two counts that follow"],
)
def test_years_that_are_no_counts_begin_the_next_table_under_a_title(
    below: tuple[str, ...], begins: bool
) -> None:
    values = ("14", "17", "19")[: len(below) - 1]
    placed = row(100, "Outcome", *("2019", "2020", "2022")[: len(values)])
    for at, label in enumerate(("Charged", "Cautioned"), 1):
        placed += [*row(100 + 16 * at, label, *values), *row(172 + 16 * at, label, *values)]
    found = [texts(table) for table in tables(*placed, (60, 156, "Mill Vale"), *row(172, *below))]
    assert [len(lines) for lines in found] == ([3, 3] if begins else [7])
    assert list(below) == (found[1][0] if begins else found[0][4])


@pytest.mark.parametrize(
    ("heads", "below", "gap", "head"),
    [
        ([(75, "Offence"), (190, "Outcome"), (252, "Crimes")], [], 80, True),
        ([(75, "Offence"), (190, "Outcome"), (252, "Crimes")], [(252, "in all")], 80, True),
        ([(75, "Offence"), (190, "Outcome"), (252, "Crimes")], [(225, "in all")], 80, False),
        ([(75, "Offence"), (190, "Outcome")], [], 80, False),
        ([(75, "Offence"), (190, "Outcome"), (252, "Crimes")], [], 145, False),
    ],
    ids=["one line", "two lines", "a line between two", "a head less", "too high"],
)
def test_a_head_higher_than_its_texts_holds_one_for_each_of_the_first_row(
    heads: list[tuple[float, str]], below: list[tuple[float, str]], gap: float, head: bool
) -> None:
    placed: list[Placed] = [(x, 100, text) for x, text in heads] + [(x, 111, text) for x, text in below]
    rows = [["Theft", "Charged", "4"], ["Arson", "Cautioned", "17"], ["Robbery", "Filed", "8"]]
    for number, cells in enumerate(rows):
        y = (111 if below else 100) + gap + 20 * number
        placed += [(x, y, text) for x, text in zip((60, 200, 260), cells, strict=True)]
    found = texts(tables(*placed)[-1])
    over = ["Offence", "Outcome", " ".join(["Crimes", *(text for _, text in below)])]
    assert found == ([over, *rows] if head else rows)


def test_a_number_in_a_label_beside_another_does_not_end_the_labels_below() -> None:
    placed: list[Placed] = [
        (60, 100, "Offence"),
        (150, 100, "Outcome"),
        (280, 100, "2019"),
        (340, 100, "2020"),
    ]
    labels = (("outcome type", "14", "(Evidential", "difficulties)"), ("Named", "suspect", "identified"))
    y = 120.0
    for label, values in zip(labels, (("5", "4"), ("3", "2")), strict=True):
        placed += [(280, y, values[0]), (340, y, values[1])]
        for line in label:
            placed.append((150, y, line))
            y += 11
        y += 6
    placed += [(60, 120, "Sexual"), (60, 131, "offences")]
    assert [line[1:] for line in grid(*placed)[1:]] == [
        [" ".join(labels[0]), "5", "4"],
        [" ".join(labels[1]), "3", "2"],
    ]


def test_the_last_line_of_a_label_is_no_title_of_the_section_below_it() -> None:
    placed: list[Placed] = [(60, 100, "Outcome"), (150, 100, "2019"), (210, 100, "2020")]
    placed += [(60, 118, "Charged"), (150, 118, "4"), (210, 118, "6")]
    placed += [(60, 136, "No further"), (65, 147, "action"), (150, 141.5, "1"), (210, 141.5, "2")]
    placed += [(115, 165, "Burglary dwelling"), (60, 183, "Filed"), (150, 183, "3"), (210, 183, "5")]
    assert [line[0] for line in grid(*placed)[2:]] == ["No further action", "Burglary dwelling", "Filed"]


@pytest.mark.parametrize(
    ("end", "goes_on"), [("4", True), ("", False)], ids=["over a row", "over a sentence"]
)
def test_a_long_name_of_a_section_that_runs_over_the_values_is_no_sentence_below_the_table(
    end: str, goes_on: bool
) -> None:
    placed: list[Placed] = [*row(100, "Outcome", "2019", "2020", "2021")]
    for y, label in ((118, "Charged"), (134, "Cautioned")):
        placed += row(y, label, "12", "7", "3")
    placed.append((60, 150, "066/38 - Breach of a restraining order issued on acquittal"))
    placed += (
        row(166, "Filed", "5", "9", end)
        if end
        else [(60, 162, "This is so for all years and of each offence")]
    )
    (table, *_) = tables(*placed)
    assert (table.height == 5) == goes_on


def test_the_number_of_an_outcome_on_a_line_of_its_own_has_no_heads_below_it() -> None:
    placed: list[Placed] = [*row(100, "Outcome", "2019", "2020", "2021")]
    placed += [*row(118, "outcome type", "1", "2", "3"), (75, 129, "14"), (62, 140, "(no suspect)")]
    placed += [*row(158, "Named suspect", "4", "5", "6")]
    placed += [(60, 169 + 11 * at, text) for at, text in enumerate(("identified, but", "evidential"))]
    placed += [(62, 191, "difficulties"), (72, 202, "prevent"), (68, 213, "action")]
    placed += row(231, "Filed", "7", "8", "9")
    (table,) = tables(*placed)
    assert table.height == 4


def test_a_year_at_the_end_of_a_label_around_its_values_begins_no_table() -> None:
    placed: list[Placed] = [*row(100, "Period", "Crimes", "Charged")]
    for top, (first, last) in ((120, ("June", "2019")), (170, ("July", "2020"))):
        placed += [(60, top + 11 * at, text) for at, text in enumerate((first, "to", "May", last))]
        placed += [(60 + 90 * at, top + 16.5, text) for at, text in ((1, "12"), (2, "4"))]
    placed += row(220, "2021", "13", "5")
    (table,) = tables(*placed)
    assert table.height == 4


def test_labels_between_rules_without_a_value_on_their_lines_are_no_crash() -> None:
    names = ("Charged", "Cautioned", "Filed")
    placed: list[Placed] = [(x, 100.0, head) for x, head in ((60, "Outcome"), (200, "Note"), (300, "Place"))]
    for at, name in enumerate(names):
        placed += [(x, 120.0 + 20 * at, text) for x, text in ((60, name), (200, "as above"), (300, "Coast"))]
    rules = tuple(Rule("h", 116.0 + 20 * at, 60, 340) for at in range(4))
    page = Page(1, 600, 800, words_of(placed), rules)
    assert find_unruled_tables(page, page.words) is not None


def test_a_last_row_from_the_page_before_is_no_head_of_the_table_below_it() -> None:
    placed = [*row(100, "Grand Total", "53", "44"), (60, 113, "Crimes recorded in 2023")]
    placed += row(132, "Outcome", "Mill Vale", "Beck Row")
    for at, label in enumerate(("Charged", "Filed", "Cautioned"), 1):
        placed += row(132 + 14 * at, label, str(at), str(at + 3))
    (table,) = tables(*placed)
    assert texts(table)[:2] == [["Outcome", "Mill Vale", "Beck Row"], ["Charged", "1", "4"]]


def test_the_first_section_may_run_over_the_columns_right_below_the_heads() -> None:
    placed: list[Placed] = row(100, "Offence / Outcome", "2019", "2020", "2021")
    for at, section in enumerate(("Breach of an order that was made on conviction", "Harassment")):
        y = 113.0 + 45 * at
        placed.append((60, y, section))
        for number, label in enumerate(("Charged", "Filed", "Cautioned"), 1):
            placed += row(y + 11 * number, label, str(number), str(number + 3), "0")
    found = grid(*placed)
    assert found[0] == ["Offence / Outcome", "2019", "2020", "2021"]
    assert found[1][0] == "Breach of an order that was made on conviction"


@pytest.mark.parametrize(("middle", "ends"), [(260.0, 6), (300.0, 3)], ids=["in the middle", "elsewhere"])
def test_a_long_name_of_a_section_in_the_middle_of_drawn_columns_ends_no_table(
    middle: float, ends: int
) -> None:
    name = "Breach of a restraining order on acquittal"
    width = 5 * len(name.replace(" ", "")) + 2 * name.count(" ")
    placed: list[Placed] = [*row(100, "Charged", "1", "2", "3", "1")]
    for y in (116, 158):
        placed += [
            *row(y, "Police: named suspect, once", "4", "7", "11", "3"),
            (60, y + 10, "body or agency"),
        ]
    placed.append((middle - width / 2, 142, name))
    lines = [cut_line(words, ()) for words in lines_of(words_of(placed))]
    assert end_of_rows(lines, 0, 10.0, (60.0, 190.0, 250.0, 310.0, 370.0, 460.0)) == ends
