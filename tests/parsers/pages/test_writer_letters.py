"""Letters that a word processor printed, whose fonts do not say how far their letters reach."""

from __future__ import annotations

import pypdfium2
import pytest

from fixtures.corpus.converting import by_office, office
from parsers.pages.pdfium import read_page

LETTER = "<body style='font-family: {}'><p>Telephone: happy typing of any type.<sup>2</sup></p></body>"


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("font", ["Liberation Serif", "DejaVu Serif", "DejaVu Sans"])
def test_no_letter_beside_one_with_a_tail_is_a_raised_mark(font: str) -> None:
    printed = by_office({0: LETTER.format(font).encode()}, ".html")
    words = read_page(pypdfium2.PdfDocument(printed[0]), 0).page.words
    assert [word.text for word in words] == ["Telephone:", "happy", "typing", "of", "any", "type."]
    assert len({round(word.height, 1) for word in words}) == 1


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_a_sign_that_stands_for_a_lost_letter_does_not_make_lines_higher() -> None:
    texts = ("Happy typing of any type", "Happy typing \ufffd of any type")
    printed = by_office(
        {
            number: f"<meta charset='utf-8'><p style='font-family: DejaVu Serif'>{text}</p>".encode()
            for number, text in enumerate(texts)
        },
        ".html",
    )
    plain, odd = (
        {round(word.height, 1) for word in read_page(pypdfium2.PdfDocument(printed[number]), 0).page.words}
        for number in range(2)
    )
    assert plain == odd
