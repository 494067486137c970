"""Heads over groups of columns, which stand as tight over the heads below them as lines of one text do."""

from __future__ import annotations

import pytest

from tests.parsers.pages.test_unruled import Placed, grid

BELOW = ("Arson", "Rape") * 2
ROWS: list[Placed] = [
    (60, 140, "Charged"),
    *((200 + 60 * at, 140, str(at + 11)) for at in range(4)),
    (60, 160, "Cautioned"),
    *((200 + 60 * at, 160, str(at + 31)) for at in range(4)),
]


def heads(*upper: Placed, named: float = 112) -> list[list[str]]:
    """Return the rows of the head that some texts form, twelve points over four heads of two groups.

    The name of the labels stands at the height `named`.
    """
    below: list[Placed] = [
        (60, named, "Outcome"),
        *((200 + 60 * at, 112, each) for at, each in enumerate(BELOW)),
    ]
    return grid(*upper, *below, *ROWS)[:-2]


def test_a_head_at_the_end_of_its_group_is_no_first_line_of_the_last_head_below_it() -> None:
    assert heads((260, 100, "2019"), (380, 100, "2020"))[-1] == ["Outcome", *BELOW]


def test_words_that_are_the_same_over_every_group_are_first_lines() -> None:
    assert heads((200, 100, "Later"), (320, 100, "Later"))[-1] == [
        "Outcome",
        "Later Arson",
        "Rape",
        "Later Arson",
        "Rape",
    ]


@pytest.mark.parametrize(
    ("upper", "lowest"),
    [
        (("2019", "2020"), ["Outcome", *BELOW]),
        (("Later", "Later"), ["Outcome", "Later Arson", "Rape", "Later Arson", "Rape"]),
    ],
    ids=["groups", "the same words"],
)
def test_the_name_of_the_labels_between_two_levels_of_heads_is_no_level(
    upper: tuple[str, str], lowest: list[str]
) -> None:
    placed: list[Placed] = [(x, 100, text) for x, text in zip((200, 320), upper, strict=True)]
    assert heads(*placed, named=106)[-1] == lowest
