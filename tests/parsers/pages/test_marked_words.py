"""Words that the file marks as another piece of content: another cell's, or set otherwise within one text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.pages.blocks import cut_at
from parsers.pages.columns import find_columns
from parsers.pages.lines import cut_line, lines_of
from parsers.pages.page import Line, Page, Run, Word, segment_of
from parsers.pages.spacing import Spacing, spacing_of
from parsers.pages.unruled import find_unruled_tables
from tests.parsers.pages.test_listed import HEAD, lists, page, set_rows, texts, words_at
from tests.parsers.pages.test_unruled import texts as texts_of
from tests.parsers.pages.test_unruled import words_of

SPACE = 2.0


def side_by_side(left: str, gap: float, right: str, *, marked: bool) -> list[Word]:
    """Return two texts drawn one after the other, of which the second may be marked."""
    first = words_of([(60, 100, left)])
    second = words_of([(first[-1].x1 + gap, 100, right)])
    return [
        *(replace(word, run=Run(1, begins=False, ends=False)) for word in first),
        *(replace(word, run=Run(2, begins=False, ends=False, marked=marked)) for word in second),
    ]


GAPS = [(True, 1.1, True), (True, 1.0, False), (False, 1.1, False)]
NAMES = ["more than a space", "a space", "not marked"]


@pytest.mark.parametrize(("marked", "spaces", "parted"), GAPS, ids=NAMES)
def test_a_marked_head_stands_apart_at_little_more_than_a_space(
    marked: bool, spaces: float, parted: bool
) -> None:
    words = side_by_side("Mill Vale", spaces * SPACE, "Beck Row", marked=marked)
    line = Line((segment_of(words),), 105.0, 10.0)
    found = [segment.text for segment in cut_at(line, None, Spacing(10.0, SPACE, 0.0, 1.35 * SPACE))]
    assert found == (["Mill Vale", "Beck Row"] if parted else ["Mill Vale Beck Row"])


@pytest.mark.parametrize(("marked", "spaces", "parted"), GAPS, ids=NAMES)
def test_a_marked_value_stands_apart_at_little_more_than_a_space(
    marked: bool, spaces: float, parted: bool
) -> None:
    words = side_by_side("Victim supports action", spaces * SPACE, "12", marked=marked)
    found = [segment.text for segment in cut_line(words, ()).segments]
    assert found == (["Victim supports action", "12"] if parted else ["Victim supports action 12"])


@pytest.mark.parametrize(
    ("marked", "parted"), [(8, True), (4, False), (0, False)], ids=["all", "half", "none"]
)
def test_what_is_marked_in_all_rows_of_a_list_is_a_column_however_near_it_stands(
    marked: int, parted: bool
) -> None:
    rows = [(f"{day:02}/01/2017", "Theft", "Charged") for day in range(1, 9)]
    words, edges = set_rows([HEAD, *rows], "top")
    words = [replace(word, run=Run(at, begins=False, ends=False)) for at, word in enumerate(words)]
    for at, (text, y) in enumerate(zip(("Count", *["12"] * 8), edges, strict=False)):
        run = Run(100 + at, begins=False, ends=False, marked=0 < at <= marked)
        words += [replace(word, run=run) for word in words_at(267.5, y + 5, text)]
    (table,) = lists(page(words))[0]
    assert texts(table)[1][2:] == (("Charged", "12") if parted else ("Charged 12",))


@pytest.mark.parametrize(
    ("moved", "rows"),
    [(0, [["Charged in court", "14"], ["Evidential difficulties", "9"], ["Passed on", "30"]]), (3, [])],
    ids=["at one place", "at several"],
)
def test_values_at_one_place_part_columns_though_a_label_fills_its_cell(
    moved: float, rows: list[list[str]]
) -> None:
    gap = 1.2 * SPACE
    left = 200 - gap - words_of([(0, 0, "Evidential difficulties")])[-1].x1
    words: list[Word] = list(words_of([(left, 100, "Outcome"), (200, 100, "Crimes")]))
    for number, (label, value) in enumerate(
        (("Charged in court", "14"), ("Evidential difficulties", "9"), ("Passed on", "30"))
    ):
        y = 120 + 16 * number
        run = Run(number, begins=False, ends=False, marked=not moved)
        words += words_of([(left, y, label)])
        words += [replace(word, run=run) for word in words_of([(200 + moved * number, y, value)])]
    drawn = [
        word if word.run else replace(word, run=Run(100 + at, begins=False, ends=False))
        for at, word in enumerate(words)
    ]
    found = find_unruled_tables(Page(1, 600, 800, tuple(drawn), ()), drawn)
    assert [line for table in found for line in texts_of(table)[1:]] == rows


@pytest.mark.parametrize("marked", [True, False])
def test_what_begins_another_text_in_all_rows_is_another_column(marked: bool) -> None:
    words: list[Word] = []
    for number, (label, *values) in enumerate(
        (("Charged", "14", "7"), ("Cautioned", "9", "8"), ("Filed", "3", "5"))
    ):
        x = 60.0
        for at, text in enumerate((label, *values)):
            (word,) = words_of([(x, 120 + 16 * number, text)])
            run = Run(10 * number + at, begins=False, ends=False, marked=marked and at > 0)
            words.append(replace(word, x1=min(word.x1, x + 40), run=run))
            x += 40 + 1.1 * SPACE
    rows = [cut_line(line, ()) for line in lines_of(words)]
    found = find_columns(rows, (), spacing_of(rows))
    assert (found is not None and found.count == 3) == marked


@pytest.mark.parametrize(("marks", "bound"), [((0,), True), ((0, 1), False), ((), False)])
def test_heads_that_stand_a_space_apart_are_parted_where_each_begins_a_piece_of_content(
    marks: tuple[int, ...], bound: bool
) -> None:
    words: list[Word] = []
    x = 60.0
    for head in ("Outcome", "Summer 2019", "Winter 2019", "Total"):
        for at, word in enumerate(words_of([(x, 100, head)])):
            run = Run(len(words), begins=False, ends=False, marked=at in marks)
            words.append(replace(word, run=run))
        x = max(words[-1].x1 + SPACE, 140)
    for number, row in enumerate((("Charged", "14", "9", "23"), ("Filed", "3", "5", "8"))):
        for left, text in zip((60, 160, 217, 260), row, strict=True):
            run = Run(len(words), begins=False, ends=False, marked=bool(marks))
            words += [replace(word, run=run) for word in words_of([(left, 116 + 16 * number, text)])]
    (table,) = find_unruled_tables(Page(1, 600, 800, tuple(words), ()), words)
    assert any(cell.doubt for cell in table.cells) != bound
    if bound:
        assert texts_of(table)[0] == ["Outcome", "Summer 2019", "Winter 2019", "Total"]


def test_heads_are_parted_where_content_begins_before_their_own_spaces_part_them() -> None:
    words: list[Word] = []
    for x, text, marked in ((60, "Outcome", 1), (160, "Mill", 1), (182.4, "Vale", 0), (204.4, "Row", 1)):
        run = Run(len(words), begins=False, ends=False, marked=bool(marked))
        words += [replace(word, run=run) for word in words_of([(x, 100, text)])]
    for number, row in enumerate((("Charged in court", "14", "9"), ("Filed", "3", "5"))):
        for left, text in zip((60, 170, 206), row, strict=True):
            for at, word in enumerate(words_of([(left, 116 + 16 * number, text)])):
                run = Run(len(words), begins=False, ends=False, marked=not at)
                words.append(replace(word, run=run))
    (table,) = find_unruled_tables(Page(1, 600, 800, tuple(words), ()), words)
    assert texts_of(table)[0] == ["Outcome", "Mill Vale", "Row"]
