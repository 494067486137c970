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


def words_of(number: int) -> list[Word]:
    """Return the words on the second page of a document of a corpus of letters by browsers."""
    printed = by_browser({0: page(compose("worked-1129", number))})
    return list(read_page(pypdfium2.PdfDocument(printed[0]), 1).page.words)


def test_two_ones_that_are_kerned_are_one_number_in_a_column_of_short_lines() -> None:
    words = words_of(310)
    left = min(word.x0 for word in words)
    numbers = [word.text for word in words if word.x0 - left < 1 and word.text.isdigit()]
    assert numbers == [str(number) for number in range(5, 14)]


def test_lines_that_a_cell_wraps_do_not_hide_that_the_page_draws_its_spaces() -> None:
    lines = [[word for word in line if word.x0 > 140] for line in lines_of(words_of(235))]
    values = next(line for line in lines if line and line[0].text == "3" and line[1].text == "4.0%")
    assert {told_apart(left, right) for left, right in pairwise(values)} == {True}
