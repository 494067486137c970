"""A page of headed lists: as Markdown for Prefect and the file, as plain text for messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = re.compile(r"([\\`*_\[\]<>|!#])")
"""What Markdown would take for its own; a file's name must not become a picture that is fetched."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line, and the command that does something about it."""

    text: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; one without lines is left out."""

    heading: str
    items: tuple[Item, ...]

    @classmethod
    def of(cls, heading: str, texts: Iterable[str | Item], most: int | None = None) -> Section:
        """Make one of texts, of which no more than `most` are shown."""
        items = [Item(text) if isinstance(text, str) else text for text in texts]
        if most is not None and len(items) > most:
            items = [*items[:most], Item(f"… and {len(items) - most:,} more")]
        return cls(heading, tuple(items))


def markdown(title: str, sections: Iterable[Section]) -> str:
    """The page as Markdown."""
    parts = [f"# {_plainly(title)}"]
    for section in sections:
        if section.items:
            lines = [_marked(item) for item in section.items]
            parts += [f"## {_plainly(section.heading)}", "\n".join(f"- {line}" for line in lines)]
    return "\n\n".join(parts) + "\n"


def plain(sections: Iterable[Section]) -> str:
    """The page as text, for a message whose subject is its title."""
    parts = []
    for section in sections:
        if section.items:
            lines = [section.heading.upper()]
            for item in section.items:
                lines.append(f"- {printable(item.text)}")
                lines += [f"    {printable(item.command)}"] if item.command else []
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _marked(item: Item) -> str:
    if not item.command:
        return _plainly(item.text)
    command = printable(item.command)
    fence = "`" * (max((len(run) for run in re.findall("`+", command)), default=0) + 1)
    pad = " " if "`" in command else ""
    return f"{_plainly(item.text)}: {fence}{pad}{command}{pad}{fence}"


def _plainly(text: str) -> str:
    return _MARKS.sub(r"\\\1", printable(text))
