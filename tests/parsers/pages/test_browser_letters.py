"""Letters that a browser printed, which kerns digits and draws no space where it breaks a line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from fixtures.corpus.compose import compose
from fixtures.corpus.converting import browser, by_browser
from fixtures.corpus.web import page
from parsers.pages.lines import lines_of, told_apart
from parsers.pages.pdfium import read_page

if TYPE_CHECKING:
    from parsers.pages.page import Word

pytestmark = pytest.mark.skipif(browser() is None, reason="no Chromium is installed")


def pages_of(number: int) -> list[list[Word]]:
    """Return the words of the pages of a document of a corpus of letters by browsers, but for the first.

    Which stand on which page is told by the fonts that are installed.
    """
    printed = by_browser({0: page(compose("worked-1129", number))})
    document = pypdfium2.PdfDocument(printed[0])
    return [list(read_page(document, at).page.words) for at in range(1, len(document))]


def test_two_ones_that_are_kerned_are_one_number_in_a_column_of_short_lines() -> None:
    numbers = []
    for words in pages_of(310):
        left = min(word.x0 for word in words)
        numbers += [int(word.text) for word in words if word.x0 - left < 1 and word.text.isdigit()]
    assert 11 in numbers
    assert numbers == list(range(numbers[0], numbers[-1] + 1))


def test_lines_that_a_cell_wraps_do_not_hide_that_the_page_draws_its_spaces() -> None:
    lines = [line for words in pages_of(235) for line in lines_of(words)]
    values = next(
        line[at:]
        for line in lines
        for at, (count, share) in enumerate(pairwise(line))
        if (count.text, share.text) == ("3", "4.0%")
    )
    assert {told_apart(left, right) for left, right in pairwise(values)} == {True}
