"""Rows by the order in which a file draws their cells, where how tight lines stand tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.pages.blocks import Block, block_of
from parsers.pages.columns import Columns
from parsers.pages.drawn_rows import body_as_drawn
from parsers.pages.head_rows import bands_of_head
from parsers.pages.page import Run, Word, segment_of
from parsers.pages.spacing import Spacing

if TYPE_CHECKING:
    from parsers.pages.rows import Body

HEIGHT = 10.0
SPACING = Spacing(HEIGHT, 2.0, 0.0, 2.0)
"""Rows as tight as wrapped lines."""
ONE_LABEL = Columns(((60.0, 140.0), (200.0, 210.0), (240.0, 250.0)), 1, (False, True, True))
TWO_LABELS = Columns(
    ((60.0, 100.0), (110.0, 180.0), (200.0, 210.0), (240.0, 250.0)), 2, (False, False, True, True)
)
Drawn = tuple[float, float, str]


def blocks(*drawn: Drawn, first: int = 0) -> list[Block]:
    """Return texts at (x, y), in the order in which they are drawn, each as a block of its own."""
    return [
        block_of(
            [segment_of([Word(text, x, y, x + 5 * len(text), y + HEIGHT, run=Run(first + at, False, False))])]
        )
        for at, (x, y, text) in enumerate(drawn)
    ]


def rows(found: Body | None) -> list[str]:
    assert found is not None
    return [" ".join(word.text for block in row.blocks for word in block.words) for row in found.rows]


def values(y: float, *numbers: str) -> list[Drawn]:
    return [(x, y, number) for x, number in zip((200.0, 240.0), numbers, strict=False)]


def test_lines_of_labels_as_tight_as_their_rows_are_of_the_row_that_is_drawn_with_them() -> None:
    drawn = [(60.0, 100.0, "Victim-does"), (60.0, 110.0, "not-support"), *values(105, "1", "2")]
    drawn += [(60.0, 120.0, "Charged"), *values(120, "3", "4")]
    drawn += [(60.0, 130.0, "Victim-does"), (60.0, 140.0, "support"), *values(135, "5", "6")]
    drawn += [(60.0, 150.0, "Cautioned"), *values(150, "7", "8")]
    assert rows(body_as_drawn(blocks(*drawn), ONE_LABEL, SPACING)) == [
        "Victim-does not-support 1 2",
        "Charged 3 4",
        "Victim-does support 5 6",
        "Cautioned 7 8",
    ]


def test_a_label_beside_several_rows_is_drawn_with_the_first_of_them() -> None:
    drawn: list[Drawn] = []
    for y, offence in ((100.0, "Arson"), (130.0, "Theft")):
        drawn += [(60.0, y + 5, offence), (110.0, y, "Charged"), *values(y, "1", "2")]
        drawn += [(110.0, y + 10, "Cautioned"), *values(y + 10, "3", "4")]
    found = body_as_drawn(blocks(*drawn), TWO_LABELS, SPACING)
    assert found is not None
    assert [(label.block.words[0].text, label.run) for label in found.merged] == [
        ("Arson", (0, 2)),
        ("Theft", (2, 4)),
    ]


def test_the_name_of_a_section_over_a_label_is_told_by_where_values_are_set() -> None:
    drawn = [(60.0, 90.0, "Cautioned"), *values(90, "3", "4")]
    drawn += [(60.0, 100.0, "Victim-does"), (60.0, 110.0, "not-support"), *values(105, "1", "2")]
    drawn += [(60.0, 120.0, "Arson"), (60.0, 130.0, "Victim-does"), (60.0, 140.0, "support")]
    drawn += [*values(135, "5", "6"), (60.0, 150.0, "Charged"), *values(150, "7", "8")]
    found = rows(body_as_drawn(blocks(*drawn), ONE_LABEL, SPACING))
    assert found[2:4] == ["Arson", "Victim-does support 5 6"]


def test_where_values_stand_at_the_last_line_nothing_tells_a_name_from_a_label() -> None:
    drawn = [(60.0, 100.0, "Arson"), (60.0, 110.0, "Charged"), *values(110, "1", "2")]
    drawn += [(60.0, 120.0, "Theft"), (60.0, 130.0, "Charged"), *values(130, "3", "4")]
    assert body_as_drawn(blocks(*drawn), ONE_LABEL, SPACING) is None


def test_a_table_that_is_drawn_column_by_column_is_not_told_by_its_order() -> None:
    drawn = [(60.0, 100.0, "Charged"), (60.0, 120.0, "Cautioned")]
    drawn += [(200.0, 100.0, "1"), (200.0, 120.0, "2"), (240.0, 100.0, "3"), (240.0, 120.0, "4")]
    assert body_as_drawn(blocks(*drawn), ONE_LABEL, SPACING) is None


def test_labels_that_are_drawn_after_their_values_are_not_those_of_the_next_row() -> None:
    """Spreadsheets draw what their cells wrap after the rest of its row."""
    drawn = [*values(100, "1", "2"), (60.0, 100.0, "Charged"), *values(120, "3", "4"), (60.0, 120.0, "Fined")]
    assert body_as_drawn(blocks(*drawn), ONE_LABEL, SPACING) is None


def test_a_line_drawn_after_the_values_that_stands_as_the_rest_of_their_label_leaves_it_to_the_places() -> (
    None
):
    label = block_of([line for block in blocks((60.0, 100.0, "Victim-does")) for line in block.segments])
    rest = blocks((60.0, 111.0, "not-support"), first=9)[0]
    whole = block_of([*label.segments, *rest.segments])
    drawn = blocks(*values(100, "1", "2"), first=3)
    assert body_as_drawn([whole, *drawn], ONE_LABEL, SPACING) is None


def test_what_is_drawn_before_the_end_of_the_head_is_the_rest_of_a_head() -> None:
    head = blocks((200.0, 80.0, "2019"), first=4)
    below = blocks((60.0, 100.0, "Charged"), *values(100, "1", "2"))
    assert body_as_drawn(below, ONE_LABEL, SPACING, head) is None
    assert rows(body_as_drawn(below, ONE_LABEL, SPACING)) == ["Charged 1 2"]


def test_two_labels_beside_the_same_row_are_not_told_by_their_order() -> None:
    drawn = [(60.0, 100.0, "Arson"), (110.0, 100.0, "Charged"), *values(100, "1", "2")]
    drawn += [
        (60.0, 110.0, "Theft"),
        (60.0, 130.0, "Fraud"),
        (110.0, 130.0, "Charged"),
        *values(130, "3", "4"),
    ]
    drawn += [(110.0, 140.0, "Cautioned"), *values(140, "5", "6")]
    found = body_as_drawn(blocks(*drawn), TWO_LABELS, SPACING)
    assert found is None or all(label.run.start < label.run.end for label in found.merged)


def test_the_last_line_of_a_wrapped_head_is_of_the_head_where_it_is_drawn_before_the_next() -> None:
    """Over the first row it stands as the name of a section does."""
    first = blocks((60.0, 80.0, "Year"), (200.0, 80.0, "Too"))
    rest = blocks((200.0, 92.0, "ill"), first=2)
    other = blocks((240.0, 80.0, "Total"), first=3)
    row = blocks((60.0, 104.0, "2019"), *values(104, "1", "2"), first=4)
    late = blocks((200.0, 92.0, "ill"), first=3)
    early = blocks((240.0, 80.0, "Total"), first=2)
    assert bands_of_head([[*first, *other], rest, row], ONE_LABEL) == 2
    assert bands_of_head([[*first, *early], late, row], ONE_LABEL) == 1


def test_labels_without_values_are_rows_where_distances_tell_lines_from_rows() -> None:
    drawn = [(60.0, 100.0, "Charged"), (60.0, 115.0, "Fined"), *values(115, "1")]
    drawn += [(60.0, 130.0, "Cautioned"), (60.0, 145.0, "Filed"), *values(145, "2")]
    told = Spacing(HEIGHT, 2.0, 12.0, 2.0)
    assert rows(body_as_drawn(blocks(*drawn), ONE_LABEL, told)) == [
        "Charged",
        "Fined 1",
        "Cautioned",
        "Filed 2",
    ]
