"""Heads over several columns, above heads that are set in the middle of their cells on one to four lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from parsers.pages.blocks import block_of
from parsers.pages.columns import Columns
from parsers.pages.head import NOT_BOUND, head_of
from parsers.pages.head_tiers import names_of, tiers_of
from parsers.pages.page import Segment, Word, segment_of
from tests.parsers.pages.test_unruled import Placed, tables, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 10.0
PITCH = 12.0


def centred(x: float, middle: float, *lines: str) -> list[Segment]:
    """Return lines about a middle, each as a segment 5 points to a letter that ends at `x`."""
    top = middle - PITCH * (len(lines) - 1) / 2
    return [
        segment_of([Word(line, x - 5 * len(line), top + PITCH * at - 5, x, top + PITCH * at + 5)])
        for at, line in enumerate(lines)
    ]


def columns(values: int) -> Columns:
    spans = [(50.0, 190.0), *((190.0 + 100 * at, 200.0 + 100 * at) for at in range(1, values + 1))]
    return Columns(tuple(spans), 1, (False, *(True for _ in range(values))))


def said(segments: Sequence[Segment], values: int) -> list[str] | None:
    """Return the texts of the blocks, None where there are no two tiers."""
    blocks = tiers_of(segments, columns(values), HEIGHT)
    return None if blocks is None else sorted(" ".join(word.text for word in each.words) for each in blocks)


def test_heads_of_one_row_share_their_middle() -> None:
    leaves = [
        text
        for at in range(4)
        for text in centred(
            300 + 100 * at, 140, *(("Racially", "or", "religiously") if at % 2 else ("Theft",))
        )
    ]
    groups = [*centred(400, 116, "2019/20"), *centred(600, 116, "2020/21")]
    whole = "Racially or religiously"
    assert said([*groups, *leaves], 4) == ["2019/20", "2020/21", whole, whole, "Theft", "Theft"]


def test_a_head_merged_downwards_stands_in_the_middle_of_both_rows() -> None:
    segments = [*centred(400, 100, "Theft"), *centred(600, 100, "Arson"), *centred(700, 114, "Total")]
    segments += [
        text for at in range(4) for text in centred(300 + 100 * at, 122, "Jan-Dec", f"20{20 + at % 2}")
    ]
    years = ["Jan-Dec 2020", "Jan-Dec 2020", "Jan-Dec 2021", "Jan-Dec 2021"]
    assert said(segments, 5) == ["Arson", *years, "Theft", "Total"]


def test_heads_of_several_columns_may_wrap_over_heads_that_do_not() -> None:
    groups = [*centred(400, 106, "Racially", "aggravated"), *centred(600, 106, "Stalking")]
    years = [text for at in range(4) for text in centred(300 + 100 * at, 124, f"20{20 + at % 2}")]
    assert said([*groups, *years], 4) == ["2020", "2020", "2021", "2021", "Racially aggravated", "Stalking"]


@pytest.mark.parametrize(
    "heads",
    [
        (("2019",), ("2020",), ("Jan-Mar", "2021"), ("Total",)),
        (("Number", "of crimes"), ("Number", "of victims"), ("Number", "of others")),
        (("2019",), ("2020",)),
        (("2012", "(from", "July)"), ("2013",), ("2014",)),
        (("Alderbrook", "General", "Hospital", ""), ("", "Fennside", "Clinic", "")),
    ],
    ids=["one wraps", "all wrap", "none wraps", "one is high", "set at the bottom"],
)
def test_heads_of_one_row_are_no_two_tiers(heads: tuple[tuple[str, ...], ...]) -> None:
    segments = [text for at, lines in enumerate(heads) for text in centred(300 + 100 * at, 100, *lines)]
    assert said(segments, len(heads)) is None


def test_a_head_that_reaches_over_long_labels_is_none_of_theirs() -> None:
    name, head = centred(120, 100, "Outcome"), centred(300, 100, "All other thefts of any kind")
    assert names_of([*name, *head], columns(1)) == name


def test_a_line_of_one_head_is_not_one_over_those_that_stand_beside_it() -> None:
    """Of "June to December" over "2017" the upper line stands alone, and half a line above "2018"."""
    heads = [*centred(500, 116, "Year"), *centred(400, 140, "2018"), *centred(500, 140, "2019")]
    heads += [*centred(300, 140, "June to December", "2017"), *centred(100, 140, "Outcome")]
    apart = head_of([block_of([segment]) for segment in heads], columns(3), HEIGHT)
    assert apart.doubt == NOT_BOUND
    first, second = heads[3:5]
    joined = [block_of([each]) for each in heads if each not in {first, second}]
    assert not head_of([*joined, block_of([first, second])], columns(3), HEIGHT).doubt


@pytest.mark.parametrize(
    ("x", "name", "total"),
    [(125, "Year", 112.0), (287, "Fiscal Year", 102.5)],
    ids=["left of the values", "level with a high head"],
)
def test_one_head_over_the_years_stands_over_all_of_them(x: float, name: str, total: float) -> None:
    placed: list[Placed] = [(60, 108, "Outcome"), (x, 100, name)]
    placed += [(400, total, "All"), (400, total + 11, "crimes")]
    for at, year in enumerate(("15/16", "16/17", "17/18", "18/19")):
        placed.append((210 + 45 * at, 116, year))
        placed += [(225 + 45 * at, 140 + 16 * down, f"{12 + at + down}") for down in range(3)]
    for down, label in enumerate(("Charged", "Filed", "Other")):
        placed += [(60, 140 + 16 * down, label), (410, 140 + 16 * down, "104")]
    (table,) = tables(*placed)
    assert not any(cell.doubt for cell in table.cells)
    head = texts(table)[:2]
    assert head[0][1] == name
    assert head[1][1:5] == ["15/16", "16/17", "17/18", "18/19"]
