import numpy as np
import pytest

from parsers.pages.page import Rule
from parsers.scans.ink import ink_of
from parsers.scans.pictures import Grey, Picture

SCALE = 72 / 150


def page() -> Grey:
    return np.full((600, 500), 255, np.uint8)


def test_rules_are_found_in_points_and_are_no_ink_of_text() -> None:
    pixels = page()
    pixels[100:102, 50:450] = 0
    pixels[100:400, 60:62] = 0
    pixels[200:212, 100:108] = 0
    ink = ink_of(Picture(pixels, SCALE))
    level, upright = sorted(ink.rules, key=lambda rule: rule.orientation)
    assert (level.orientation, upright.orientation) == ("h", "v")
    assert (level.at, level.start, level.end) == pytest.approx((101 * SCALE, 50 * SCALE, 450 * SCALE), abs=1)
    assert (upright.at, upright.start, upright.end) == pytest.approx(
        (61 * SCALE, 100 * SCALE, 400 * SCALE), abs=1
    )
    assert ink.text.sum() == 12 * 8


def test_letters_and_shading_are_no_rules() -> None:
    pixels = page()
    pixels[100:112, 50:70] = 0
    pixels[200:260, 50:450] = 90
    assert ink_of(Picture(pixels, SCALE)).rules == ()


def test_a_rule_that_the_scan_breaks_is_one() -> None:
    pixels = page()
    pixels[100:102, 50:450] = 0
    pixels[100:102, 200:202] = 255
    (rule,) = ink_of(Picture(pixels, SCALE)).rules
    assert isinstance(rule, Rule)
    assert rule.end - rule.start == pytest.approx(400 * SCALE, abs=1)
