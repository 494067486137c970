"""Lists in running text: each item a figure with its own place; nothing is taken from further up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from parsers.reply import read_reply

if TYPE_CHECKING:
    from parsers.figure import Figure, Reading


def read(text: str) -> Reading:
    (reading,) = read_reply(text.encode(), "reply.txt")
    return reading


def items(text: str) -> list[tuple[str, str, int | None, str | None]]:
    return [
        (_period(each), each.outcome_label or "", each.count, each.held_reason) for each in read(text).figures
    ]


def _period(figure: Figure) -> str:
    return figure.period.label if figure.period else ""


HEADING = "The number of crimes recorded was as follows:\n\n"


@pytest.mark.parametrize("mark", ["", "- ", "• ", "{n}. ", "({a}) "])
@pytest.mark.parametrize("join", [" - ", " – ", ": ", " = "])
def test_items_one_to_a_line(mark: str, join: str) -> None:
    lines = [
        f"{mark.format(n=n + 1, a='abc'[n])}{label}{join}{value}"
        for n, (label, value) in enumerate([("2020/21", "10"), ("2021/22", "1,206"), ("2022/23", "0")])
    ]
    assert items(HEADING + "\n".join(lines)) == [
        ("2020/21", "", 10, None),
        ("2021/22", "", 1206, None),
        ("2022/23", "", 0, None),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2019 - 33, 2020 - 1 034, 2021 - 85",
        "2019: 33; 2020: 1,034; 2021: 85.",
        "2019 - 33   2020 - 1 034   2021 - 85",
        "2019 – 33, 2020 – 1034 and 2021 – 85",
    ],
)
def test_items_in_one_line(line: str) -> None:
    expected = [("2019", "", 33, None), ("2020", "", 1034, None), ("2021", "", 85, None)]
    reading = read(HEADING + line)
    assert items(HEADING + line) == expected
    assert reading.lost == []


def test_a_value_on_the_next_line() -> None:
    text = HEADING + "17/18 - 11   18/19 - 12   20/21 -\n17   21/22 - 18"
    assert [each[:3] for each in items(text)] == [
        ("17/18", "", 11),
        ("18/19", "", 12),
        ("20/21", "", 17),
        ("21/22", "", 18),
    ]


def test_each_locator_leads_to_its_value() -> None:
    text = HEADING + "2019 - 33, 2020 - 34"
    for figure in read(text).figures:
        line, _, character = figure.locator.partition(", character ")
        shown = text.splitlines()[int(line.removeprefix("line ")) - 1]
        assert shown[int(character) - 1 :].startswith(figure.raw_text)


def test_outcomes_with_the_period_of_their_heading() -> None:
    heading = "The outcomes of the crimes recorded from 1 April 2019 to 31 March 2020:"
    text = f"{heading}\n\nCharged: 4\nCommunity resolution: <5"
    charged, resolved = read(text).figures
    assert (charged.outcome_label, charged.count, _period(charged)) == (
        "Charged",
        4,
        "1 April 2019 to 31 March 2020",
    )
    assert (resolved.outcome_label, resolved.count_low, resolved.count_high) == ("Community resolution", 0, 4)


def test_no_outcome_comes_from_further_up() -> None:
    text = "Outcomes 14, 15 and 16 are explained below.\n\n" + HEADING + "2019: 33\n2020: 34"
    assert [each[1] for each in items(text)] == ["", ""]


def test_the_heading_right_above_that_is_a_wording_is_the_outcome() -> None:
    assert items("Community resolution\n\n2019: 33\n2020: 34") == [
        ("2019", "Community resolution", 33, None),
        ("2020", "Community resolution", 34, None),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Number of these that led to a charge:",
        "How many of the offences involved a knife?",
        "Offences where the victim was under 16:",
        "The number of staff employed:",
    ],
)
def test_a_heading_that_is_not_understood_holds_its_list(heading: str) -> None:
    held = [each[3] for each in items(f"{heading}\n\n2019: 33\n2020: 34")]
    assert held == ["labels not understood", "labels not understood"]


def test_a_part_of_what_was_counted_is_no_second_count() -> None:
    text = HEADING + "2019: 33\n2020: 34\n\nOf the above, in a dwelling.\n\n2019: 3\n2020: 4"
    assert [figure.role for figure in read(text).figures] == ["cell", "cell", "of_which", "of_which"]


def test_items_with_unknown_labels_are_held() -> None:
    figures = read("Our response is set out below:\n\nAhmed 22\nAli 19\nPatel <5").figures
    assert [(figure.raw_text, figure.held_reason) for figure in figures] == [
        ("22", "labels not understood"),
        ("19", "labels not understood"),
        ("<5", "labels not understood"),
    ]


def test_a_numbered_list_does_not_number_its_outcomes() -> None:
    text = HEADING + "1. Community resolution: 3\n2. Charged: 4"
    assert [each[1] for each in items(text)] == ["Community resolution", "Charged"]


def test_a_printed_total_is_checked() -> None:
    reading = read(HEADING + "2019: 33\n2020: 34\nTotal: 68")
    assert [figure.role for figure in reading.figures] == ["cell", "cell", "total"]
    totals = [check for check in reading.checks if check.check == "printed total closes"]
    assert [check.passed for check in totals] == [False]


def test_ranges_of_years_are_no_items() -> None:
    assert all(each[3] for each in items("The years are:\n\n2018 - 2019, 2019 - 2020"))


def test_an_item_that_goes_on_in_the_next_line() -> None:
    long = "Formal action against the offender is not in the public interest (Police)"
    text = f"{HEADING}(a) Charged - 4\n\n(b) {long}\n\n- 5"
    reading = read(text)
    assert [(each.outcome_label, each.count) for each in reading.figures][-1:] == [(long, 5)]
    assert (reading.lost, {each.held_reason for each in reading.figures}) == ([], {None})


def test_items_of_one_line_that_is_broken_in_two() -> None:
    text = HEADING + "Apr-Jun 2016: 33, Jul-Sep 2016: 15, Oct-Dec\n\n2016: 21, Jan-Mar 2017: 25"
    assert [(each.period and each.period.label, each.count) for each in read(text).figures] == [
        ("Apr-Jun 2016", 33),
        ("Jul-Sep 2016", 15),
        ("Oct-Dec 2016", 21),
        ("Jan-Mar 2017", 25),
    ]


def test_a_forces_own_codes_are_items_beside_outcomes() -> None:
    assert items("In 2020:\n\nCharged - 4\n\nC4 - 7\n\n15A - 9")[1:] == [
        ("2020", "C4", 7, None),
        ("2020", "15A", 9, None),
    ]


def test_two_items_in_one_line_are_never_one() -> None:
    found = read(
        HEADING + "Charged - 4\n\nCautioned - Adult - 1\n\n14 - Evidential difficulties = 242 Elsewhere = 24"
    )
    assert [each.held_reason for each in found.figures if each.count == 24] == ["list not understood"]


def test_a_range_of_short_years_in_a_heading_is_no_offence() -> None:
    heading = "The outcomes of the crimes recorded from 14/15 to 18/19:"
    found = read(f"{heading}\n\nCharged = 4\n\nCautioned - Adult = 1")
    assert {(each.offence_label, each.period and each.period.label) for each in found.figures} == {
        (None, "14/15 to 18/19")
    }
