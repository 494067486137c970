"""What pages repeat, told from what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.pages.furniture import find_furniture
from parsers.pages.page import Page, Word

WIDTH, HEIGHT = 600.0, 800.0


def page_of(number: int, *lines: tuple[float, str]) -> Page:
    """Return a page with lines of text at heights from its top."""
    words = []
    for top, line in lines:
        x = 60.0
        for text in line.split():
            words.append(Word(text, x, top, x + 6 * len(text), top + 10))
            x += 6 * len(text) + 3
    return Page(number, WIDTH, HEIGHT, tuple(words), ())


def furniture_of(*pages: Page) -> list[list[str]]:
    found = find_furniture(pages, [page.words for page in pages])
    return [[line.text for line in found.lines(page, page.words)] for page in pages]


def test_letterheads_and_footers_are_repeated_at_the_margins() -> None:
    pages = [
        page_of(number, (30, "Barsetshire Police"), (300, "Barsetshire Police"), (770, f"FOI 77 - {number}"))
        for number in (1, 2, 3)
    ]
    assert furniture_of(*pages) == [["Barsetshire Police", f"FOI 77 - {number}"] for number in (1, 2, 3)]


def test_a_letterhead_with_a_number_in_it_is_the_same_on_the_page_of_that_number() -> None:
    pages = [page_of(number, (30, "2 Mill Lane")) for number in (1, 2, 3)]
    assert furniture_of(*pages) == [["2 Mill Lane"]] * 3


def test_a_page_that_counts_on_in_a_bare_number_is_numbered() -> None:
    pages = [page_of(number, (770, str(number + 4))) for number in (1, 2, 3)]
    assert furniture_of(*pages) == [["5"], ["6"], ["7"]]


def test_a_figure_alone_at_the_foot_of_a_page_is_no_page_number() -> None:
    pages = [page_of(1, (770, "12")), page_of(2, (770, "Total")), page_of(3, (300, "7"))]
    assert furniture_of(*pages) == [[], [], []]


def test_a_letterhead_is_as_high_on_a_sheet_that_lies_across() -> None:
    pages = [
        replace(page_of(number, (100, "foi@barsetshire.example")), width=HEIGHT, height=WIDTH)
        for number in (1, 2, 3)
    ]
    assert furniture_of(*pages) == [["foi@barsetshire.example"]] * 3


def test_the_lines_of_a_head_that_a_table_prints_on_every_page_are_no_letterhead() -> None:
    def page(number: int) -> Page:
        page = page_of(number, (30, "Harbour"), (41.5, "Clinic"))
        beside = [page_of(number, (35.5, "Mill"), (47, "Lane")), page_of(number, (41.5, "Sum"))]
        words = list(page.words)
        for column, each in enumerate((*beside, beside[1]), 1):
            right = 150 * column
            words += [replace(word, x0=word.x0 + right, x1=word.x1 + right) for word in each.words]
        return replace(page, words=tuple(words))

    assert furniture_of(page(1), page(2), page(3)) == [[], [], []]


def test_a_short_word_that_labels_of_a_table_repeat_at_the_left_is_no_text_along_the_side() -> None:
    pages = [
        page_of(number, (300, "Educational"), (311, "or"), (322, f"diversionary {number}"))
        for number in (1, 2, 3)
    ]
    pages = [
        replace(page, words=tuple(replace(word, bottom=word.top + 14) for word in page.words))
        for page in pages
    ]
    assert furniture_of(*pages) == [[], [], []]


def test_a_footer_that_runs_along_the_side_of_its_page_is_repeated() -> None:
    def page(number: int) -> Page:
        words = [
            Word(text, 40.0, top, 51.0, top + 5.5 * len(text))
            for text, top in (("Information", 400.0), ("Freedom", 470.0))
        ]
        return replace(page_of(number, (300, f"Answer {number}")), words=tuple(words))

    assert furniture_of(page(1), page(2)) == [["Information", "Freedom"]] * 2


def test_a_footer_that_a_table_reaches_over_is_known_by_its_height_on_other_pages() -> None:
    over = page_of(1, (700, "Theft"), (770, "Made up for a test"), (788, "State based crime"))
    alone = page_of(2, (300, "Burglary"), (770, "Made up for a test"))
    found = find_furniture([over, alone], [[], alone.words])
    assert [line.text for line in found.lines_under(over, over.words)] == ["Made up for a test"]
    higher = page_of(1, (700, "Theft"), (755, "Made up for a test"), (788, "State based crime"))
    found = find_furniture([higher, alone], [[], alone.words])
    assert found.lines_under(higher, higher.words) == []


def test_a_head_whose_texts_stand_at_heights_of_their_own_is_no_letterhead() -> None:
    def page(number: int, label: str) -> Page:
        head = page_of(number, (70, "Outcome"), (300, label))
        placed = [(200, 65, "Number"), (205, 75, "of crimes"), (60, 90, label)]
        more = [Word(text, x, y, x + 6 * len(text), y + 10) for x, y, text in placed]
        return replace(head, words=(*head.words, *more))

    pages = [page(1, "Charged"), page(2, "Cautioned"), page(3, "Filed")]
    assert furniture_of(*pages) == [[], [], []]


def test_what_stands_at_another_height_on_each_page_is_the_rest_of_labels() -> None:
    pages = [page_of(number, (60 + 12 * number, "identified"), (770, "Barsetshire")) for number in (1, 2, 3)]
    assert furniture_of(*pages) == [["Barsetshire"]] * 3


def test_a_line_that_wrapped_labels_of_the_table_hold_elsewhere_is_no_letterhead() -> None:
    pages = [page_of(number, (60, "identified but too young"), (770, "Barsetshire")) for number in (1, 2)]
    assert furniture_of(*pages) == [["identified but too young", "Barsetshire"]] * 2
    between = page_of(1, (300, "Named suspect"), (311, "identified but too young"))
    value = Word("12", 300, 305, 312, 315)
    wrapped = replace(pages[1], words=(*pages[1].words, *between.words, value))
    assert furniture_of(pages[0], wrapped) == [["Barsetshire"]] * 2


def placed_on(number: int, *placed: tuple[float, float, str]) -> Page:
    """Return a page with texts at (x, y)."""
    words: list[Word] = []
    for x, top, text in placed:
        line = page_of(number, (top, text))
        words += [replace(word, x0=word.x0 + x - 60, x1=word.x1 + x - 60) for word in line.words]
    return replace(page_of(number), words=tuple(words))


@pytest.mark.parametrize(
    ("x", "y", "repeated"), [(60, 74, True), (300, 76, False)], ids=["far below the left", "below the right"]
)
def test_a_line_goes_on_with_the_text_that_it_stands_below_not_with_what_stands_beside_that(
    x: float, y: float, repeated: bool
) -> None:
    pages = [
        placed_on(number, (60, 60, "Barsetshire"), (300, 63, "Answer"), (x, y, f"{text} of this letter"))
        for number, text in enumerate(("Beginning", "Middle", "End"), 1)
    ]
    assert furniture_of(*pages) == [["Barsetshire Answer"] if repeated else []] * 3


@pytest.mark.parametrize(
    ("below", "head"),
    [
        (((60, 78, "Charged"), (300, 78, "14")), True),
        (((60, 90, "Charged"), (300, 90, "14")), False),
        (((60, 78, "Charged"), (300, 78, "14"), (400, 78, "9")), False),
        (((60, 78, "Charged"), (400, 78, "14")), False),
    ],
    ids=["its columns", "far below", "more columns", "other columns"],
)
def test_a_line_whose_texts_stand_over_those_of_a_row_is_its_head_and_no_letterhead(
    below: tuple[tuple[float, float, str], ...], head: bool
) -> None:
    pages = [placed_on(number, (60, 60, "Barsetshire"), (300, 60, "Answer"), *below) for number in (1, 2, 3)]
    assert furniture_of(*pages) == [[] if head else ["Barsetshire Answer"]] * 3


@pytest.mark.parametrize(
    ("below", "head"),
    [
        (((60, 78, "Further"), (60, 88, "action"), (110, 88, "4"), (154, 88, "14"), (60, 98, "taken")), True),
        (((60, 90, "Further"), (60, 100, "action"), (110, 100, "4"), (154, 100, "14")), False),
        (((60, 78, "Further"), (60, 88, "action"), (154, 88, "14"), (60, 98, "taken")), False),
        (((60, 78, "Further"), (60, 88, "action"), (110, 88, "4"), (250, 88, "14")), False),
        (
            ((60, 78, "A sentence that runs over all columns of heads"), (110, 88, "4"), (154, 88, "14")),
            False,
        ),
    ],
    ids=["over values", "far below", "over one value", "other columns", "a sentence between"],
)
def test_a_line_over_the_values_of_a_wrapped_label_is_the_head_of_these(
    below: tuple[tuple[float, float, str], ...], head: bool
) -> None:
    texts = ((60, 60, "Outcome"), (110, 60, "Spring"), (154, 60, "Autumn"))
    pages = [placed_on(number, *texts, *below) for number in (1, 2, 3)]
    assert furniture_of(*pages) == [[] if head else ["Outcome Spring Autumn"]] * 3


@pytest.mark.parametrize(("feet", "repeated"), [((1, 2, 3), True), ((3,), False)], ids=["on all", "on one"])
def test_what_pages_repeat_at_their_top_is_repeated_at_the_foot_as_well_if_most_have_it_there(
    feet: tuple[int, ...], repeated: bool
) -> None:
    texts = [[(30.0, "Official"), *[(770.0, "Official")] * (number in feet)] for number in (1, 2, 3)]
    pages = [page_of(number, *lines, (400, "We")) for number, lines in enumerate(texts, 1)]
    assert furniture_of(*pages) == [["Official", *["Official"] * (repeated and n in feet)] for n in (1, 2, 3)]
