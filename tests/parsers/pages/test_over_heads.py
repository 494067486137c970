"""What stands over a head that has a rule above it and one below: the letter's text, no head."""

from __future__ import annotations

import pytest

from parsers.pages.blocks import block_of
from parsers.pages.head_rows import with_pieces_inside
from parsers.pages.page import Rule, segment_of
from tests.parsers.pages.test_unruled import Placed, grid, row, tables, texts, words_of

RULES = tuple(Rule("h", y, 60, 240) for y in (130, 150))


def under(*over: Placed) -> list[list[str]]:
    """Return the table of a head between two rules, with what stands over it."""
    placed = [*over, *row(133, "Outcome", "Crimes")]
    for y, label, count in ((154, "Charged", "12"), (170, "Cautioned", "7"), (186, "Undetected", "30")):
        placed += row(y, label, count)
    (table,) = tables(*placed, rules=RULES)
    return texts(table)


def test_text_over_the_rule_above_a_head_is_none_of_it() -> None:
    found = under((60, 106, "Numbers for the ward"), (60, 117, "of the north side"))
    assert found[0] == ["Outcome", "Crimes"]


def test_heads_in_several_columns_may_stand_over_a_rule() -> None:
    found = under(*row(117, "How they ended", "2019"))
    heads = [" ".join(column).strip() for column in zip(*found[:-3], strict=True)]
    assert heads == ["How they ended Outcome", "2019 Crimes"]


@pytest.mark.parametrize(
    ("upper", "lower", "pitch", "one"),
    [
        ("April 2019 to", "March 2020", 14, True),
        ("Jan 2019", "- Dec 2019", 14, True),
        ("April 2019", "crimes", 14, False),
        ("April 2019 to", "March 2020", 15, False),
    ],
    ids=["breaks off", "goes on", "whole", "too far"],
)
def test_a_head_that_breaks_off_goes_on_in_the_one_below_it(
    upper: str, lower: str, pitch: float, one: bool
) -> None:
    placed: list[Placed] = [(60, 100, "Outcome"), (200, 100, upper), (290, 100, upper)]
    placed += [(200, 100 + pitch, lower), (290, 100 + pitch, lower)]
    for number, label in enumerate(("Charged", "Cautioned", "Filed")):
        y = 118 + pitch + 13 * number
        placed += [(60, y, label), (200, y, "4"), (290, y, "17")]
    heads = grid(*placed)[:-3]
    assert heads == (
        [["Outcome", *[f"{upper} {lower}"] * 2]] if one else [["", upper, upper], ["Outcome", lower, lower]]
    )


def test_a_stroke_on_a_line_of_its_own_is_of_the_period_that_it_stands_in() -> None:
    placed: list[Placed] = [(60, 144, "Outcome")]
    for x, year in ((200, "2019"), (260, "2020")):
        placed += [(x, 100 + 11 * at, text) for at, text in enumerate(("Jan", year, "-", "Dec", year))]
    for number, label in enumerate(("Charged", "Cautioned", "Filed")):
        placed += row(166 + 16 * number, label, "4", "-", at=60)
    assert grid(*placed)[0] == ["Outcome", "Jan 2019 - Dec 2019", "Jan 2020 - Dec 2020"]


@pytest.mark.parametrize(
    ("x", "y", "heads"), [(230, 111, 1), (240, 111, 2), (230, 145, 2)], ids=["inside", "beside", "below"]
)
def test_a_piece_of_a_head_that_stands_apart_on_its_line_is_of_the_head_around_it(
    x: float, y: float, heads: int
) -> None:
    lines = ((200, 100, "Suspect"), (200, 111, "not"), (200, 122, "named by"))
    head = block_of([segment_of(words_of([line])) for line in lines])
    piece = block_of([segment_of(words_of([(x, y, "\u25a0")]))])
    whole = with_pieces_inside([piece, head])
    assert len(whole) == heads
    said = " ".join(word.text for word in whole[0].words)
    assert said == ("Suspect not \u25a0 named by" if heads == 1 else "Suspect not named by")
