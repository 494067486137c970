"""Numbers that add up, may add up, or cannot."""

from __future__ import annotations

import pytest

from parsers.document import Cell
from parsers.layout.sums import add_up


def line(*texts: str) -> list[Cell]:
    return [Cell(text, "", 0, at) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("whole", "parts", "step", "expected"),
    [
        (("5", "7"), [("2", "3"), ("3", "4")], 0, (2, False)),
        (("5", "8"), [("2", "3"), ("3", "4")], 0, (0, True)),
        (("5", "0"), [("5", "-"), ("", "0")], 0, (0, False)),
        (("5", "7"), [("2", "<5"), ("3", "4")], 0, (1, False)),
        (("5", "9"), [("2", "<5"), ("3", "4")], 0, (1, True)),
        (("10", "20"), [("5", "10"), ("10", "10")], 5, (0, False)),
        (("10", "40"), [("5", "10"), ("10", "10")], 5, (0, True)),
        (("9", "50%"), [("4", "20%"), ("5", "30%")], 0, (1, False)),
        (("7", "7"), [("Not held", "3"), ("3", "4")], 0, (1, False)),
    ],
)
def test_sums(
    whole: tuple[str, ...], parts: list[tuple[str, ...]], step: int, expected: tuple[int, bool]
) -> None:
    found = add_up(line(*whole), [line(*part) for part in parts], range(len(whole)), step)
    assert (0 if expected[1] else found.proven, found.refuted) == (
        0 if expected[1] else expected[0],
        expected[1],
    )
