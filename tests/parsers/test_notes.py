"""What notes below a table say of how its figures are written."""

import pytest

from parsers.document import Passage
from parsers.notes import hiding_marks, rounding_step


def notes(*texts: str) -> list[Passage]:
    return [Passage(text, "") for text in texts]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("All figures have been rounded to the nearest 5.", 5),
        ("Numbers are rounded up to nearest ten", 10),
        ("Percentages are rounded.", 0),
        ("", 0),
    ],
)
def test_rounding(text: str, step: int) -> None:
    assert rounding_step(notes("A title", text)) == step


def test_marks_hide_less_than_they_say() -> None:
    assert hiding_marks(notes("* denotes fewer than 5", "~ = less than ten", "# see above")) == {
        "*": 4,
        "~": 9,
    }
