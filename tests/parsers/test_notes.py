"""What notes below a table say of how its figures are written."""

import pytest

from parsers.notes import hiding_marks, rounding_step
from parsers.reply import read_reply

ROWS = b"Outcome,2019,2020\nCharged/Summonsed,20,25\nCommunity Resolution,15,5\n"


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
    assert rounding_step(["A title", text]) == step


def test_marks_hide_less_than_they_say() -> None:
    assert hiding_marks(["* denotes fewer than 5", "~ = less than ten", "# see above"]) == {
        "*": 4,
        "~": 9,
    }


@pytest.mark.parametrize(
    "note", ["All figures have been rounded to the nearest 5.,,\n", "Rounded to the nearest five\n"]
)
def test_a_note_that_stands_in_the_table_itself_counts(note: str) -> None:
    (reading,) = read_reply(ROWS + note.encode(), "answer.csv")
    bounds = {figure.raw_text: (figure.count_low, figure.count_high) for figure in reading.figures}
    assert bounds == {"20": (18, 22), "25": (23, 27), "15": (13, 17), "5": (3, 7)}
