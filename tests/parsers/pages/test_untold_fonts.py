"""Text in fonts that do not tell their letters is never read as other letters: it is recognised, or named."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from fixtures.untold_fonts import by_glyphs, numbered_letter, text_at
from parsers.pages.page import Word
from parsers.pages.pdfium import PageText, read_page
from parsers.pages.untold import untold_words
from parsers.reply import read_reply

SENTENCE = "In 2021 there were 95 crimes, and in 2020 there were 348 crimes."
ROWS = (
    ("Outcome", "2019", "2020", "2021"),
    ("Charged / Summonsed", "5", "11", "7"),
    ("Community Resolution", "1", "21", "3"),
    ("Caution - adults", "4", "17", "9"),
)
LETTER = "".join(
    text_at(72, 780 - 12 * line, "(Thank you for your request, which has been considered under the Act.)")
    for line in range(4)
)


def page_of(data: bytes) -> PageText:
    return read_page(pdfium.PdfDocument(data), 0)


@pytest.mark.parametrize("first", [0x01, 0x21])
def test_a_page_in_letters_numbered_as_they_come_is_to_be_recognised(first: int) -> None:
    assert page_of(numbered_letter(SENTENCE, first)).scanned


def test_a_few_words_in_letters_numbered_as_they_come_are_named() -> None:
    data = numbered_letter("Crimes 95", told=LETTER + text_at(72, 600, "(In 2020 there were 80 crimes.)"))
    assert not page_of(data).scanned
    (reading,) = read_reply(data, "reply.pdf")
    assert reading.state == "held"
    assert reading.reason == (
        "page 1: a word in a font that does not tell its letters: not read; ask for the figures as a workbook"
    )
    assert [figure.count for figure in reading.figures] == [80]


def table(untold: tuple[int, int]) -> bytes:
    """A letter with a table, one cell of which is in a font without a table of its letters."""
    told, places = LETTER, []
    for row, cells in enumerate(ROWS):
        y = 690 - 20 * row
        for column, text in enumerate(cells):
            x = 72 + (180 + (column - 1) * 60 if column else 0)
            if (row, column) == untold:
                places.append((x, y, text))
            else:
                told += text_at(x, y, f"({text})")
    rules = "".join(f"72 {704 - 20 * at} m 432 {704 - 20 * at} l S " for at in range(5))
    rules += "".join(f"{x} 704 m {x} 624 l S " for x in (68, 248, 308, 368, 432))
    return by_glyphs(told + rules, places)


def test_a_figure_without_told_letters_is_no_other_figure() -> None:
    (reading,) = read_reply(table((2, 2)), "reply.pdf")
    assert "32" not in {figure.raw_text for figure in reading.figures}
    assert len(reading.figures) == 9
    (doubted,) = [figure for figure in reading.figures if figure.count is None]
    assert (doubted.value_status, doubted.held_reason) == ("unreadable", "value not understood")
    assert reading.state == "held"
    assert reading.reason.startswith("page 1: a word in a font that does not tell its letters")


def test_a_sign_before_a_line_is_no_word() -> None:
    data = by_glyphs(LETTER + text_at(82, 600, f"({SENTENCE})"), [(72, 600, "k")])
    (reading,) = read_reply(data, "reply.pdf")
    assert reading.state == "read"
    assert {figure.count for figure in reading.figures} == {95, 348}


def test_signs_of_all_kinds_are_what_they_are() -> None:
    signs = text_at(72, 600, "(Codes: ! \" # $ % & ' * + , - / of 12 offences.)")
    text = page_of(numbered_letter("a", first=0x61, told=LETTER + signs)).page.words
    assert "#" in [word.text for word in text]
    assert not any("\ufffd" in word.text for word in text)


def test_a_sign_that_an_older_program_left_is_told() -> None:
    sign = Word("\ufffd", 60, 100, 66, 110)
    words = [Word("identified", 10, 100, 55, 110), sign, Word("victim", 70, 100, 95, 110)]
    codes = [ord(char) for word in words for char in word.text]
    assert untold_words(words, codes, told=1) == 0
    assert untold_words(words, codes, told=0) == 1
