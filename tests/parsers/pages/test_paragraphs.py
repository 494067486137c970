"""Lines of running text that are one paragraph, and those that are not."""

from __future__ import annotations

import pytest

from parsers.pages.page import Page, Word
from parsers.pages.paragraphs import paragraphs

WIDTH = 400.0


def read(*lines: tuple[float, float, str]) -> list[str]:
    """Return the paragraphs of lines, each given by its height on the page, its size and its text."""
    words = []
    for top, size, line in lines:
        x = 60.0
        for text in line.split():
            width = 0.5 * size * len(text)
            words.append(Word(text, x, top, x + width, top + size))
            x += width + 0.25 * size
    return [passage.text for _, passage in paragraphs(Page(1, WIDTH, 800, tuple(words), ()), words)]


FULL = "Prevented, suspect known, who is too ill to be prosecuted:"
SHORT = "Crimes closed in this way:"


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [(FULL, "19", True), (FULL, "Crimes by place", False), (SHORT, "19", False)],
    ids=["no room", "announced", "room"],
)
def test_a_count_that_had_no_room_behind_its_colon_is_of_the_line_above(
    above: str, below: str, one: bool
) -> None:
    wide = "The figures are those of a recording system that is in use, and"
    assert (f"{above} {below}" in read((100, 10, wide), (140, 10, above), (152, 10, below))) == one


@pytest.mark.parametrize(("size", "one"), [(10, True), (8, False)])
def test_a_line_of_a_smaller_size_is_a_note_of_its_own(size: float, one: bool) -> None:
    lines = (
        (100, 10, "Suspect identified; the time limit has run out since then, see"),
        (113, size, "1 A note"),
    )
    assert (len(read(*lines)) == 1) == one


LISTED = "In 2019: 14, in 2020: 17, in 2021: 19, in 2022: 31"


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        (LISTED, "Robbery", False),
        (LISTED, "2023: 8", False),
        (LISTED, "and 8 in 2023", True),
        (f"{LISTED} and in 2023: 8", "Robbery", True),
        (f"{LISTED} only", "Robbery", True),
    ],
    ids=["a name", "a number", "the sentence goes on", "no room", "a word"],
)
def test_a_line_of_numbers_that_leaves_room_ends_its_paragraph(above: str, below: str, one: bool) -> None:
    wide = "The figures are those of a recording system that is in use."
    assert (f"{above} {below}" in read((100, 10, wide), (140, 10, above), (152, 10, below))) == one


@pytest.mark.parametrize(
    ("item", "one"),
    [
        ("Too ill to be prosecuted, or dead, at the time of the reply = 7", False),
        ("Too ill to be prosecuted, or dead, at the time of the reply, 7", True),
    ],
)
def test_an_item_of_a_list_ends_in_its_count_however_full_its_line_is(item: str, one: bool) -> None:
    assert (len(read((100, 10, item), (112, 10, "Filed without a suspect"))) == 1) == one


def test_the_thousands_of_a_count_may_stand_on_the_next_line() -> None:
    item = "Too ill to be prosecuted, or dead, at the time of the reply = 1"
    assert read((100, 10, item), (112, 10, "708")) == [f"{item} 708"]


@pytest.mark.parametrize(("below", "one"), [("Filed: 28", False), ("Act 2000 applies", True)])
def test_two_full_lines_that_end_in_named_counts_are_items(below: str, one: bool) -> None:
    item = "Too ill to be prosecuted, or dead, at the time of the reply: 15"
    assert (len(read((100, 10, item), (112, 10, below))) == 1) == one
