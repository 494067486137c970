"""Texts that run out of their drawn cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.pages.page import Page, Rule
from parsers.pages.ruled import find_drawn
from tests.parsers.pages.test_unruled import words_of

EDGES = (60.0, 300.0, 340.0)
LEVELS = (100.0, 114.0, 122.0, 148.0)


@pytest.mark.parametrize(("bold", "apart"), [(True, True), (False, False)], ids=["bold", "set alike"])
def test_a_line_printed_over_the_cell_below_goes_on_with_the_bold_text_above(bold: bool, apart: bool) -> None:
    rules = [Rule("h", y, EDGES[0], EDGES[-1]) for y in LEVELS] + [Rule("v", x, 100.0, 148.0) for x in EDGES]
    section = words_of([(62.0, 115.0, "Racially or religiously"), (62.0, 125.0, "aggravated offences")])
    others = [(62.0, 102.0, "Outcome"), (305.0, 102.0, "2019"), (62.0, 126.5, "Evidential difficulties -")]
    others += [(62.0, 136.5, "suspect not identified"), (305.0, 126.5, "31")]
    words = (
        *(replace(word, bold=bold) for word in section),
        *(replace(word, bold=False) for word in words_of(others)),
    )
    (table,) = find_drawn(Page(1, 600, 800, words, tuple(rules))).tables
    labels = [cell.text for cell in table.cells if not cell.column]
    whole = [
        "Racially or religiously aggravated offences",
        "Evidential difficulties - suspect not identified",
    ]
    assert (labels[1:] == whole) == apart
