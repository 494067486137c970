"""Text for people: safe to print, and laid out for a terminal or a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
PIPE_WIDTH = 10_000
"""Columns of output that is no terminal: nothing is cut or wrapped there."""


def printable(text: str) -> str:
    """Text from a document or a file's name on one line, without characters that would steer a terminal."""
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else UNPRINTABLE for letter in text
    )


def in_a_line(error: BaseException) -> str:
    """What an error of somebody's library is, and the first line of what it says."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def say(line: str = "") -> None:
    """Print one line to a person, safely."""
    sys.stdout.write(f"{printable(line)}\n")


def warn(line: str) -> None:
    """Print one line to standard error, safely."""
    sys.stderr.write(f"{printable(line)}\n")


def console() -> Console:
    """A rich console on standard output."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def labelled(pairs: Iterable[tuple[str, str]]) -> None:
    """Print labels and texts, the texts under each other."""
    from rich.text import Text

    pairs = [(printable(label), printable(text)) for label, text in pairs]
    width = max((len(label) for label, _ in pairs), default=0)
    out = console()
    for label, text in pairs:
        line = Text.assemble((label.ljust(width), "bold"), "  ", text)
        line.rstrip()
        out.print(line)


def some(number: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun: "1 file", "1,234 files"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
