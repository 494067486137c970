"""Lists in running text: "2022/23 - 10", "Charged: 4", one item after another or several in one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from parsers.document import Passage, Table
from parsers.layout.binding import LABELS_UNKNOWN
from parsers.layout.heading import Heading, read_heading
from parsers.layout.meaning import axis_of, is_part, kind_of_label
from parsers.layout.said import Said, figure_of
from parsers.no_data import unexplained
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.periods import hull, read_period
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.document import Document
    from parsers.figure import Figure
    from parsers.layout.context import Told
    from parsers.letter import ZonedPassage

_MARK = re.compile(r"(?:[\u2022\u00b7\u25aa\u25e6\u2023\uf0b7*o\u2013-]\s+|\(?[a-z]\)\s+)", re.IGNORECASE)
_ORDINAL = re.compile(r"\(?(\d{1,2})[.)]\s+")
_JOIN = re.compile(
    r"\s[-\u2013\u2014]\s|\s?[:=]\s?|\s[-\u2013\u2014](?=\d)|(?<=\d)[-\u2013\u2014]\s|\s?\.{3,}\s?"
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?![\d.,]*\d)"
_VALUE = re.compile(
    rf"(?:[<\u2264]\s?\d+|{_NUMBER}(?:\s?%)?|nil|none|zero|\*|(?:fewer|less) than \w+|under \w+"
    r"|\d+ or (?:fewer|less))(?![\w/%])",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?P<label>[^\W\d][^\d:;=<]{{1,60}}?)\s+(?P<value><\s?\d+|{_NUMBER})")
_BETWEEN = re.compile(r"\s*(?:[,;&]|and\b)?\s*")
_ANSWER = re.compile(r"(?:our |the )?(?:answer|response|reply|disclosure)s?\s*\d*\s*:?", re.IGNORECASE)
_FEW = 3
"""Items whose labels are not known make a list only when there are so many."""
_LINES = 4
_LONGEST_LABEL = 330
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its label and its value, and where they stand in their passage."""

    label: str
    value: str
    start: int
    passage: Passage
    ordinal: int | None = None
    doubtful: bool = False
    joined: bool = True
    """False where only a space stands between label and value."""
    begun: Passage | None = None
    """The line above, where the label begins in it."""


@dataclass(frozen=True, slots=True)
class TextList:
    """A list with the lines above it, the nearest last."""

    items: tuple[Item, ...]
    lines: tuple[str, ...]

    @property
    def passages(self) -> list[Passage]:
        """The passages that the list is made of, in order."""
        both = (passage for item in self.items for passage in (item.begun, item.passage) if passage)
        return list({id(passage): passage for passage in both}.values())


def find_lists(document: Document, zoned: Sequence[ZonedPassage]) -> list[TextList]:
    """Return the lists of the answer, in order."""
    answers = {id(item.passage) for item in zoned if item.zone == "answer"}
    others = {id(item.passage) for item in zoned if item.zone in {"request", "furniture"}}
    lists: list[TextList] = []
    run: list[list[Item]] = []
    above: list[str] = []
    blocks = [block for block in document.blocks if id(block) not in others]
    done: set[int] = set()
    for block, following in zip_longest(blocks, blocks[1:]):
        if id(block) in done:
            continue
        items: list[Item] = []
        if isinstance(block, Passage) and id(block) in answers:
            items = _items(block)
            if not items and isinstance(following, Passage) and id(following) in answers:
                items = _broken(block, following)
                done |= {id(following)} if items else set()
        if items:
            run.append(items)
            continue
        above = _close(run, above, lists)
        above = [] if isinstance(block, Table) or id(block) not in answers else [*above, block.text]
    _close(run, above, lists)
    return lists


def _close(run: list[list[Item]], above: list[str], lists: list[TextList]) -> list[str]:
    """Make a list of the items gathered, if they are one; return the lines that stand above what follows."""
    if not run:
        return above
    members = [list(group) for group in run]
    run.clear()
    made = _without_ordinals([item for group in members for item in group])
    if _is_list(made):
        lists.append(TextList(tuple(made), tuple(above[-_LINES:])))
        return []
    passages = dict.fromkeys(item.passage.text for item in made)
    return [*above, *passages]


def _is_list(items: Sequence[Item]) -> bool:
    """Say whether items make a list: with labels that are known, or many of one form."""
    known = [kind_of_label(item.label) not in {None, "force"} for item in items]
    return len(items) >= _FEW or (any(known) and all(item.joined for item in items))


def _without_ordinals(items: list[Item]) -> list[Item]:
    """Take the numbers from the labels of a numbered list; other numbers before labels belong to them."""
    if [item.ordinal for item in items] == list(range(1, len(items) + 1)) and len(items) > 1:
        return items
    return [
        replace(item, label=f"{item.ordinal}. {item.label}", ordinal=None)
        if item.ordinal is not None
        else item
        for item in items
    ]


def _items(passage: Passage) -> list[Item]:
    """Return the items of a passage: itself one, or several that stand in one line."""
    text = passage.text
    if len(text) > _LONGEST or not any(sign.isalnum() for sign in text):
        return []
    mark = _MARK.match(text)
    begin = mark.end() if mark else 0
    several = _inline(text, begin, passage)
    if len(several) > 1 and all(read_period(item.label) for item in several):
        return several
    ordinal = _ORDINAL.match(text, begin)
    number = int(ordinal.group(1)) if ordinal else None
    single = _single(text, ordinal.end() if ordinal else begin, passage, number)
    if len(several) > 1 and kind_of_label(several[0].label):
        whole = single is not None and kind_of_label(single.label) is not None
        return [replace(each, doubtful=whole or each.doubtful) for each in several]
    return [single] if single else []


def _broken(begun: Passage, ended: Passage) -> list[Item]:
    """Return the items that two lines are together: one whose label or value goes on in the next line.

    Together they have labels that are all known, and more of them than the second line alone.
    """
    alone = [item for item in _items(ended) if kind_of_label(item.label) is not None]
    joint = _items(replace(ended, text=f"{begun.text} {ended.text}"))
    known = all(kind_of_label(item.label) not in {None, "force"} for item in joint)
    if (
        len(joint) <= len(alone)
        or not known
        or (len(joint) == 1 and begun.text.rstrip().endswith((":", ".", "?")))
    ):
        return []
    length = len(begun.text) + 1
    if not any(item.start >= length for item in joint):
        return []
    return [
        replace(item, passage=begun)
        if item.start < length
        else replace(item, start=item.start - length, passage=ended, begun=begun)
        for item in joint
    ]


def _single(text: str, begin: int, passage: Passage, ordinal: int | None) -> Item | None:
    bare = text.rstrip().rstrip(".;,").rstrip()
    for join in reversed(list(_JOIN.finditer(bare, begin))):
        label, printed = bare[begin : join.start()].strip(), bare[join.end() :].strip()
        value = read_value(printed) if printed else None
        if value is None or value.status in {"unreadable", "exempt"} or not 0 < len(label) <= _LONGEST_LABEL:
            continue
        known = kind_of_label(label) is not None or _is_own_code(label)
        if not known and not (_counts(text, join.end()) and _LABEL.search(label)):
            return None
        return Item(
            label, printed, bare.index(printed, join.end()), passage, ordinal, doubtful=_holds_item(label)
        )
    match = _BARE.fullmatch(bare, begin)
    if match and _counts(text, match.start("value")):
        return Item(
            match["label"].strip(), match["value"], match.start("value"), passage, ordinal, joined=False
        )
    return None


_LABEL = re.compile(r"[^\W\d_]{2}")
_OWN_CODE = re.compile(r"[A-Z]\d{1,2}|\d{1,2}[A-Z]")


def _is_own_code(label: str) -> bool:
    """Say whether a label is a force's own code for an outcome, which is one only beside other outcomes."""
    return _OWN_CODE.fullmatch(label) is not None and bool(find_outcome(label, bare_numbers=True).codes)


def _holds_item(label: str) -> bool:
    """Say whether another item stands within a label: two lines that were read as one."""
    for join in _JOIN.finditer(label):
        value = _VALUE.match(label, join.end())
        if value and value.end() < len(label) and _counts(label[: value.end()], value.start()):
            return True
    return False


def _counts(text: str, at: int) -> bool:
    """Say whether the number at or behind an offset has no other meaning than a count."""
    return any(token.end > at for token in unexplained(text)) or not re.search(r"\d", text[at:])


def _inline(text: str, begin: int, passage: Passage) -> list[Item]:
    """Return the items of a line that is nothing but items, each label up to the first value behind it."""
    items: list[Item] = []
    at = begin
    while at < len(text.rstrip(" .;,")):
        found = next(_candidates(text, at), None)
        if found is None:
            return []
        label, start, end = found
        items.append(Item(label, text[start:end], start, passage))
        between = _BETWEEN.match(text, end)
        at = between.end() if between else end
    return items


def _candidates(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    for join in _JOIN.finditer(text, at):
        label = text[at : join.start()].strip()
        value = _VALUE.match(text, join.end())
        if value is None or not label or _JOIN.match(text, value.end()):
            continue
        if len(label) > _LONGEST_LABEL or (kind_of_label(label) is None and not _is_own_code(label)):
            continue
        yield label, value.start(), value.end()


def list_figures(found: TextList, table_no: int, told: Told, force: str | None = None) -> list[Figure]:
    """Return the figures of one list; a heading that is not understood leaves it to a person.

    `force` is whose part of the reply it stands in, where that is said.
    """
    heading = read_heading([line for line in found.lines if not _ANSWER.fullmatch(line.strip())])
    labels = [item.label for item in found.items]
    axis = axis_of("", labels)
    repeated = {label for label in labels if labels.count(label) > 1}
    spans = [period for period in map(read_period, labels) if period is not None]
    figures = []
    for row, item in enumerate(found.items):
        said = _said(item, axis.kind, axis.name, heading)
        if item.label in repeated or item.doubtful or _is_next_year(item):
            said.held = said.held or "list not understood"
        if said.totals == ["period"] and spans:
            said.period, said.period_source = hull(spans), "cell"
        if said.period is None:
            said.take_period(heading.period, told)
        said.force = said.force or force
        figures.append(figure_of(said, table_no, row, 1))
    return figures


def _said(item: Item, kind: str, name: str, heading: Heading) -> Said:
    """Return an item's number with what its label says, by its own kind or by that of the list's labels."""
    said = Said(item.value, f"{item.passage.locator}, character {item.start + 1}", item.label)
    said.apply(heading)
    own = kind_of_label(item.label)
    if own == "total":
        _add_total(said, name if kind == "other" else kind)
    elif is_part(item.label):
        said.part = item.label
    elif own == "percentage" or own == "rate":  # noqa: PLR1714 the type checker follows only this form
        said.role = own
    elif own not in {"recorded", "count"}:
        _add_label(said, item.label, own or kind)
    return said


def _add_total(said: Said, kind: str) -> None:
    if kind == "unknown":
        said.held = said.held or LABELS_UNKNOWN
    else:
        said.totals = [kind]


def _add_label(said: Said, label: str, kind: str) -> None:
    period = read_period(label) if kind == "period" else None
    if period is not None and period.kind != "day":
        said.period, said.period_source = period, "cell"
    elif kind == "outcome":
        if said.outcome is not None and find_outcome(said.outcome).codes != find_outcome(label).codes:
            said.held = LABELS_UNKNOWN
        said.outcome = label
    elif kind == "offence":
        said.offence = label
    elif kind == "force":
        said.force = label
    elif kind in {"place", "age", "sex"}:
        said.breakdown[kind] = label
    else:
        said.unknown("?rows", label)


def _is_next_year(item: Item) -> bool:
    """Say whether a year's value may be the end of a range of years: "2018 - 2019"."""
    return (
        item.label.isdecimal()
        and item.value.isdecimal()
        and len(item.value) in {2, 4}
        and int(item.value) % 100 == (int(item.label) + 1) % 100
        and (len(item.value) == 4 or item.passage.text.strip() == f"{item.label}-{item.value}")
    )
