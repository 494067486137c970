"""Which rows at the top of a table are its head, and what heads over several columns stand over."""

from __future__ import annotations

import pytest
from grids import held, read

from parsers.layout.heads import filled, head_height, with_periods_whole
from tests.parsers.layout.paged_tables import table_of

COUNTS = ("Arson", "61", "72", "3", "81", "91")


def test_outcomes_named_by_their_numbers_are_heads_beside_outcomes_in_words() -> None:
    reading = read(
        """
        Offence | Charged | Cautioned - Adult | Community Resolution | 14 | 15A
        Arson   | 61      | 72                | 3                    | 81 | 91
        Robbery | 11      | 12                | 13                   | 14 | 15
        """
    )
    heads = ("Charged", "Cautioned - Adult", "Community Resolution", "14", "15A")
    assert [(each.count, each.outcome_label) for each in reading.figures[:5]] == [
        (int(count), head) for count, head in zip(COUNTS[1:], heads, strict=True)
    ]
    assert (held(reading), reading.lost) == (set(), [])


@pytest.mark.parametrize(
    ("row", "height"),
    [
        (("Offence", "Charged", "Cautioned - Adult", "Community Resolution", "14", "15A"), 1),
        (("Offence", "Charged", "Cautioned - Adult", "Community Resolution", "14", "93"), 0),
        (("Offence", "Charged", "See below", "Community Resolution", "14", "15A"), 0),
        (("Offence", "Charged", "Cautioned - Adult", "8", "14", "15A"), 0),
        (("Theft", "Charged", "Cautioned - Adult", "Community Resolution", "14", "15A"), 0),
    ],
    ids=["outcomes", "a number of none", "words of another kind", "more numbers than words", "a row's label"],
)
def test_numbers_in_a_head_are_those_of_outcomes_among_more_outcomes_in_words(
    row: tuple[str, ...], height: int
) -> None:
    assert head_height(table_of([row, COUNTS]).grid) == height


@pytest.mark.parametrize(
    ("below", "over"),
    [("Drugs offences", "April 2017"), ("Offence", ""), ("Type of offence", "")],
    ids=["a group of offences", "an axis", "an axis in words"],
)
def test_a_group_of_offences_stands_below_its_month_as_the_name_of_labels_does_not(
    below: str, over: str
) -> None:
    upper, _ = filled(table_of([("", "April 2017", ""), ("Outcome", below, "Theft offences")]).grid)
    assert [cell.text for cell in upper] == ["", "April 2017", over]


@pytest.mark.parametrize(
    ("upper", "lower", "heads"),
    [
        (("Outcome", "Jan 2017 -", "Jan 2018 -", "Total"), ("", "Dec 2017", "Dec 2018", ""), 1),
        (("Outcome", "April 2017 to", "April 2018 to", ""), ("", "March 2018", "March 2019", "Total"), 1),
        (("Outcome", "2017", "2018", "Total"), ("", "Dec 2017", "Dec 2018", ""), 2),
        (("Outcome", "Jan 2017 -", "Jan 2018 -", "Total"), ("", "Arson", "Theft", ""), 2),
    ],
    ids=["strokes", "words", "years over months", "no periods"],
)
def test_periods_that_begin_in_one_row_of_the_head_and_end_in_the_next_are_whole(
    upper: tuple[str, ...], lower: tuple[str, ...], heads: int
) -> None:
    head = with_periods_whole(table_of([upper, lower]).grid)
    assert len(head) == heads
    if heads == 1:
        assert [cell.text for cell in head[0]] == [
            "Outcome",
            *(f"{begin} {end}" for begin, end in zip(upper[1:3], lower[1:3], strict=True)),
            "Total",
        ]
