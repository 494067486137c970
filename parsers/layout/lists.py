"""Lists in running text are tables without lines: "2022/23 - 10", "Charged: 4", one item after another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from parsers.document import Cell, Passage, Table
from parsers.layout.meaning import kind_of_label
from parsers.vocabulary.periods import find_periods
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Document
    from parsers.letter import ZonedPassage

_VALUE = r"(?:[<≤]\s?\d+|\d[\d,]*|nil|none|zero|\*|(?:fewer|less) than \w+|\d+ or (?:fewer|less))"
_ITEM = re.compile(
    rf"(?:[•·▪*o\u2022\uf0b7-]\s+|\(?[a-z0-9]{{1,3}}[.)]\s+)?(?P<label>.{{2,160}}?)\s*"
    rf"(?:\s[-–—]|[:=]|\s[-–—:=]\s|\.{{3,}})\s*(?P<value>{_VALUE})\s*[.;,]?",
    re.IGNORECASE,
)
_AFTER_PERIOD = re.compile(
    rf"\s*(?:[-–—:=]|\(|was|were|there were|there was)\s*(?P<value>{_VALUE})(?![\w/%.])\)?"
    r"(?P<rest>[^.;,\d]{0,40})",
    re.IGNORECASE,
)
_CONTEXT_LINES = 8


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a list: its label and its value, and where it stands."""

    label: str
    value: str
    locator: str


def with_lists(document: Document, zoned: Sequence[ZonedPassage]) -> Document:
    """Return the document with the lists of its answer as tables; their passages are passages no more."""
    answers = {id(item.passage) for item in zoned if item.zone == "answer"}
    blocks: list[Table | Passage] = []
    context: list[str] = []
    for listed, group in groupby(document.blocks, key=lambda block: _is_listed(block, answers)):
        members = list(group)
        items = [item for block in members for item in _items(block)] if listed else []
        if listed and _is_list(items):
            place = members[0].locator if isinstance(members[0], Passage) else ""
            blocks.append(_table(items, place, context[-_CONTEXT_LINES:]))
            context = []
            continue
        for block in members:
            blocks.append(block)
            if isinstance(block, Passage) and not block.furniture:
                context.append(block.text)
    return replace(document, blocks=blocks)


def _is_listed(block: Table | Passage, answers: Iterable[int]) -> bool:
    return isinstance(block, Passage) and id(block) in answers and bool(_items(block))


def _items(block: Table | Passage) -> list[_Item]:
    """Return the items of a passage: itself one, or several that stand in one line."""
    if not isinstance(block, Passage):
        return []
    inline = _inline(block)
    if inline:
        return inline
    match = _ITEM.fullmatch(block.text.strip())
    if match is None or kind_of_label(match["label"]) is None:
        return []
    return [_Item(match["label"], match["value"], block.locator)]


def _inline(passage: Passage) -> list[_Item]:
    """Return a passage's periods that each have a value behind them, if nothing else stands in it."""
    text = passage.text
    items, covered = [], 0
    found = [item for item in find_periods(text) if item.period.kind != "day"]
    for item in found:
        match = _AFTER_PERIOD.match(text, item.end)
        if match is None:
            return []
        items.append(
            _Item(
                text[item.start : item.end], match["value"], f"{passage.locator}, character {item.start + 1}"
            )
        )
        covered += match.end() - item.start
    rest = len(re.sub(r"[\s,;.&•·▪*-]|\band\b", "", text)) - covered
    return items if items and rest <= 25 else []


def _is_list(items: Sequence[_Item]) -> bool:
    """Say whether items make a list: each with a label of its own."""
    labels = [item.label for item in items]
    return len(set(labels)) == len(labels) and all(read_value(item.value) is not None for item in items)


def _table(items: Sequence[_Item], place: str, context: Sequence[str]) -> Table:
    grid = tuple(
        (
            Cell(item.label, f"{item.locator} (label)", number, 0),
            Cell(item.value, item.locator, number, 1),
        )
        for number, item in enumerate(items)
    )
    return Table(place, grid, tuple(context))
