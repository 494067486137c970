"""Small tables for tests: each line a row, its cells parted by strokes, read as a delimited file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.reply import read_reply

if TYPE_CHECKING:
    from parsers.figure import Figure, Reading


def read(text: str, note: str = "") -> Reading:
    """Return what is read of a table; `note` stands below it."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
    (reading,) = read_reply("\n".join([*lines, "", note]).encode(), "reply.csv")
    return reading


def figure(reading: Reading, row: int, column: int) -> Figure:
    """Return the figure of a cell, its row and column counted from 1."""
    (found,) = [each for each in reading.figures if each.locator == f"row {row}, column {column}"]
    return found


def held(reading: Reading) -> set[str | None]:
    """Return the reasons for which figures are held."""
    return {each.held_reason for each in reading.figures if each.held_reason}
