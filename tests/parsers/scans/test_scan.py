"""Which way a page is turned, and how often it is recognised to find that out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from parsers.scans import scan
from parsers.scans.pictures import Picture
from parsers.scans.recognise import Seen

if TYPE_CHECKING:
    from parsers.scans.pictures import Grey

SHAPE = (300, 200)
UPRIGHT, ON_ITS_SIDE, ON_ITS_HEAD = ("letters " * 10, 0.99), ("il" * 20, 0.7), ("sɹǝʇʇǝl " * 10, 0.1)


def page(quarters: int) -> Picture:
    """A page that reads upright when it has been turned by so many quarters; a dark corner tells its top."""
    pixels = np.full(SHAPE, 255, dtype=np.uint8)
    pixels[:20, :20] = 0
    return Picture(np.ascontiguousarray(np.rot90(pixels, -quarters)), 0.36)


def turned_to(pixels: Grey) -> int:
    """How many quarters are still to be turned."""
    return next(quarters for quarters in range(4) if np.rot90(pixels, quarters)[:20, :20].max() == 0)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How the page lay, each time that it was recognised."""
    lay: list[int] = []

    def recognise(pixels: Grey) -> list[Seen]:
        lay.append(turned_to(pixels))
        text, confidence = {0: UPRIGHT, 2: ON_ITS_HEAD}.get(lay[-1], ON_ITS_SIDE)
        return [Seen(text, confidence, 0, 0, 0, 180, 20)]

    monkeypatch.setattr(scan, "recognise", recognise)
    monkeypatch.setattr(scan, "straightened", lambda picture: picture)
    return lay


@pytest.mark.parametrize(("quarters", "times"), [(0, 1), (1, 2), (2, 4), (3, 3)])
def test_a_page_is_turned_until_it_reads_well(looks: list[int], quarters: int, times: int) -> None:
    straight = scan.laid_straight(page(quarters))
    assert turned_to(straight.pixels) == 0
    assert len(looks) == times


def test_a_few_letters_that_look_alike_upside_down_end_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(pixels: Grey) -> list[Seen]:
        text, sure = {0: UPRIGHT, 2: ON_ITS_HEAD, 1: ("OXO", 0.95)}.get(turned_to(pixels), ON_ITS_SIDE)
        return [Seen(text, sure, 0, 0, 0, 180, 20)]

    monkeypatch.setattr(scan, "recognise", recognise)
    monkeypatch.setattr(scan, "straightened", lambda picture: picture)
    assert turned_to(scan.laid_straight(page(2)).pixels) == 0
