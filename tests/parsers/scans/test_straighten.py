import cv2
import numpy as np
import pytest

from parsers.scans.pictures import Grey, Picture
from parsers.scans.straighten import skew_of, straightened


def lines_of_text(degrees: float) -> Grey:
    page = np.full((900, 700), 255, np.uint8)
    for top in range(100, 800, 30):
        for left in range(80, 620, 24):
            page[top : top + 12, left : left + 14] = 30
    turn = cv2.getRotationMatrix2D((350, 450), degrees, 1.0)
    turned = cv2.warpAffine(page, turn, (700, 900), borderValue=255)
    return np.asarray(turned, dtype=np.uint8)


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.0, 0.25, 1.4])
def test_the_angle_of_the_lines_is_found(degrees: float) -> None:
    assert skew_of(lines_of_text(degrees)) == pytest.approx(-degrees, abs=0.11)


def test_a_straightened_page_lies_level() -> None:
    page = straightened(Picture(lines_of_text(1.2), 0.48))
    assert abs(skew_of(page.pixels)) < 0.11


def test_a_page_that_lies_level_is_not_touched() -> None:
    page = Picture(lines_of_text(0.0), 0.48)
    assert straightened(page) is page


def test_white_paper_has_no_angle() -> None:
    assert skew_of(np.full((50, 40), 255, np.uint8)) == 0.0
