"""The board of forces by requests fits a terminal, whatever there is to show."""

from __future__ import annotations

from flows.commands.board import LEGEND, WIDTH, board
from parsers.vocabulary.forces import FORCES


def test_each_state_has_its_mark() -> None:
    rows = [
        ("durham", "hospitals", "answered", 0),
        ("durham", "images", "part", 3),
        ("essex", "hospitals", "refused", 0),
        ("essex", "images", "held", 0),
        ("kent", "hospitals", "waiting", 0),
        ("kent", "images", "overdue", 12),
    ]
    assert list(board(rows)) == [
        "[1] hospitals",
        "[2] images",
        "                      [1]      [2]",
        "durham                yes      part*",
        "essex                 no       held",
        "kent                  wait     late 12",
        *LEGEND,
    ]


def test_who_was_not_asked_has_no_mark() -> None:
    lines = list(board([("durham", "a", "answered", 0), ("kent", "b", "answered", 0)]))
    assert "durham                yes" in lines
    assert "kent                           yes" in lines


def test_nothing_is_wider_than_a_terminal() -> None:
    rows = [
        (force, f"request-{number:02}-{'x' * 90}", "overdue", 1234)
        for force in FORCES
        for number in range(20)
    ]
    lines = list(board(rows))
    assert max(map(len, lines)) <= WIDTH
    assert sum("[20]" in line for line in lines) == 2
    assert list(board([])) == []
