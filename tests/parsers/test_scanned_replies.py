"""Whole letters put through a scanner: what is accepted is right, and what is not is held."""

import io
from collections import Counter

import numpy as np
import pytest
from PIL import Image
from truths import read_keys, true_keys

from fixtures.inbox import Document, document
from fixtures.layouts import LAYOUTS
from fixtures.scanning import Scanner, photographed, scanned_pdf
from parsers.figure import Reading
from parsers.formats import picture, registry
from parsers.reply import read_reply
from parsers.scans import engine
from parsers.scans.cut_out import cut_out


@pytest.fixture(scope="module")
def letter() -> Document:
    return document(LAYOUTS["pdf-ruled-years-down"], "one")


def assert_right_or_held(readings: list[Reading], made: Document) -> None:
    (reading,) = readings
    assert (reading.state, reading.reason, reading.lost) == ("read", None, [])
    accepted = [figure for figure in reading.figures if figure.held_reason is None]
    facts = made.truth()
    true = true_keys(facts)
    reading.figures = accepted
    assert read_keys([reading], facts) - true == Counter()
    assert len(accepted) >= 0.9 * true.total()


@pytest.fixture(scope="module")
def scan(letter: Document) -> bytes:
    return scanned_pdf(letter.written.data, Scanner())


def test_a_scanned_letter_and_the_picture_of_one_of_its_numbers(letter: Document, scan: bytes) -> None:
    readings = read_reply(scan, "scan.pdf")
    locator = readings[0].figures[0].locator
    assert_right_or_held(readings, letter)
    shown = cut_out(scan, locator)
    assert shown is not None
    picture = np.asarray(Image.open(io.BytesIO(shown)).convert("RGB"), dtype=int)
    red = (picture[..., 0] > 150) & (picture[..., 1:].max(axis=2) < 60)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    framed = picture[rows[0] + 4 : rows[-1] - 3, columns[0] + 4 : columns[-1] - 3]
    # Ink lies within the frame and none runs through it.
    assert framed.min() < 100
    assert picture.shape[0] > framed.shape[0] * 2
    assert cut_out(scan, "body, line 3") is None
    assert cut_out(scan, "page 99 @ 1,2,3,4") is None


def test_a_page_laid_sideways_on_the_scanner(letter: Document) -> None:
    data = photographed(letter.written.data, Scanner(turns=1), "PNG")
    assert_right_or_held(read_reply(data, "photo.xlsx"), letter)


def test_without_the_recogniser_a_scan_is_held_and_says_how_to_get_it(
    letter: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (engine, picture, registry):
        monkeypatch.setattr(module, "can_recognise", lambda: False, raising=False)
    monkeypatch.setattr("parsers.formats.pdf_pages.can_recognise", lambda: False)
    for data in (
        scanned_pdf(letter.written.data, Scanner()),
        photographed(letter.written.data, Scanner(), "JPEG"),
    ):
        (reading,) = read_reply(data, "scan.pdf")
        assert reading.state == "held"
        assert reading.reason is not None
        assert reading.reason.startswith("needs OCR")
        assert "pip install" in reading.reason
