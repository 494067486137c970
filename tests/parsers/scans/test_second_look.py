from collections.abc import Callable

import numpy as np
import pytest

from parsers.scans import second_look
from parsers.scans.ink import Ink
from parsers.scans.pictures import Grey, Picture
from parsers.scans.recognise import Seen
from parsers.scans.second_look import UNREAD, looked_at_twice, passed_over

LINE = 24.0
Sayer = Callable[[str, float], None]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Sayer:
    """Say what the recogniser reads in whatever it is shown alone."""

    def say(text: str, confidence: float) -> None:
        def read(_pixels: Grey) -> tuple[str, float]:
            return text, confidence

        monkeypatch.setattr(second_look, "read_line", read)

    return say


def page(*inked: tuple[int, int, int, int]) -> tuple[Ink, Picture]:
    pixels = np.full((200, 400), 255, np.uint8)
    for x0, top, x1, bottom in inked:
        pixels[top:bottom, x0:x1] = 0
    return Ink(pixels == 0, (), np.zeros(pixels.shape, bool)), Picture(pixels, 0.48)


def word(text: str, x0: float = 20, confidence: float = 0.95, line: int = 0) -> Seen:
    return Seen(text, confidence, line, x0, 40, x0 + 30, 64)


def test_a_number_that_reads_the_same_alone_is_as_sure_as_the_surer_look(alone: Sayer) -> None:
    alone("1,024", 0.99)
    (seen,) = looked_at_twice([word("1024", confidence=0.7)], *page(), LINE)
    assert seen.confidence == 0.99


def test_a_number_that_reads_otherwise_alone_is_doubtful(alone: Sayer) -> None:
    alone("66", 1.0)
    (seen,) = looked_at_twice([word("99", confidence=1.0)], *page(), LINE)
    assert (seen.text, seen.confidence) == ("99", 0.3)


def test_words_are_not_looked_at_twice(alone: Sayer) -> None:
    alone("anything", 1.0)
    (seen,) = looked_at_twice([word("Charged", confidence=0.6)], *page(), LINE)
    assert seen.confidence == 0.6


def test_a_dash_is_sure_by_its_shape_and_doubtful_without_it() -> None:
    stroke = page((25, 51, 35, 53))
    assert next(looked_at_twice([word("-", confidence=0.5)], *stroke, LINE)).confidence > 0.9
    digit = page((25, 42, 35, 60))
    assert next(looked_at_twice([word("-", confidence=0.99)], *digit, LINE)).confidence < 0.9


def test_ink_beside_a_word_that_no_word_covers_is_read(alone: Sayer) -> None:
    alone("7", 0.93)
    ink, picture = page((300, 44, 310, 60))
    (seen,) = passed_over([word("Charged")], ink, picture, LINE)
    assert (seen.text, seen.confidence) == ("7", 0.93)
    assert (seen.x0, seen.x1) == (300, 310)


def test_ink_that_reads_as_nothing_is_named_and_not_left_out(alone: Sayer) -> None:
    alone("", 0.0)
    ink, picture = page((300, 44, 310, 60))
    (seen,) = passed_over([word("Charged")], ink, picture, LINE)
    assert seen.text == UNREAD


def test_what_reads_as_nothing_at_a_rule_is_the_rules_own(alone: Sayer) -> None:
    alone("", 0.0)
    ink, picture = page((300, 44, 310, 60))
    ink.blur[40:70, 310:313] = True
    assert passed_over([word("Charged")], ink, picture, LINE) == []


def test_pictures_and_dirt_are_not_read(alone: Sayer) -> None:
    alone("8", 1.0)
    crest, speck, far = (300, 10, 380, 100), (200, 50, 201, 51), (300, 150, 310, 166)
    ink, picture = page(crest, speck, far)
    assert passed_over([word("Charged")], ink, picture, LINE) == []


def test_what_a_word_covers_is_not_read_again(alone: Sayer) -> None:
    alone("8", 1.0)
    ink, picture = page((22, 44, 48, 60))
    assert passed_over([word("42")], ink, picture, LINE) == []
