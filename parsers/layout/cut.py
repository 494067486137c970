"""A row that the end of a page cuts in two: known by what either half lacks, and by the words that go on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from parsers.layout.kinds import kind_of
from parsers.layout.meaning import kind_of_label
from parsers.layout.signature import is_lone
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.text import normalise
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from parsers.document import Cell
    from parsers.layout.signature import Signature

Verdict = Literal["one row", "two rows", "doubtful"]

_OPEN = re.compile(
    r"(?:[-–—:;,/(&]|\b(?:and|or|the|of|to|a|an|in|by|for|from|not|is|are|has|with|on|at))$", re.IGNORECASE
)
_WORDS_KNOWN = frozenset({"offence", "place", "force", "total", "period", "age", "sex"})


def cut_verdict(
    upper: Sequence[Cell], lower: Sequence[Cell], signature: Signature, labels: Collection[str]
) -> Verdict:
    """Say whether the last row of a page and the first of the next are the halves of one row.

    They can be only if one half lacks what every row of the table has, or if both are names alone. Then the
    words decide: those that go on, and those that only together are a known wording or a label (normalised,
    in `labels`) that the table has elsewhere.
    """
    if is_lone(upper) and is_lone(lower):
        # The name of a section may wrap as well; another section without a row under it is rare.
        return _told(upper[0].text, lower[0].text, labels)
    if not _complete_each_other(upper, lower, signature):
        return "two rows"
    if any(len(row) > 1 and row[0].column_span == len(row) for row in (upper, lower)):
        # What stands over all columns names a section: half of a row has no more than the row's own cells.
        return "two rows"
    pairs = [
        (above.text, below.text)
        for above, below in zip(upper, lower, strict=True)
        if above.text and below.text and above is not below and above.column == below.column
    ]
    told = [_told(above, below, labels) for above, below in pairs]
    if "one row" in told and "two rows" not in told:
        return "one row"
    lone = _alone(upper, lower, signature)
    if "two rows" in told:
        return "doubtful" if "one row" in told or not lone else "two rows"
    if not signature.steady and lone:
        return "doubtful"
    # Every row of the table has values, and one of the halves has none: a row of the table it is not, unless
    # blanks may be its values.
    whole = signature.sparse and any(_are_whole(*pair, labels) for pair in pairs)
    if lone and (signature.sections or whole):
        return "doubtful"
    return "one row" if signature.steady else "doubtful"


def _complete_each_other(upper: Sequence[Cell], lower: Sequence[Cell], signature: Signature) -> bool:
    """Say whether one half may have what the other lacks: no value stands in both, and one has all."""
    parted = {
        column for column in signature.anchors if _is_parted_value(upper[column].text, lower[column].text)
    }
    above = {column for column in signature.anchors if _filled(upper[column])} | parted
    below = {column for column in signature.anchors if _filled(lower[column])} - parted
    if above & below or not (above | below):
        return False
    if not any(cell.text for cell in lower) or not any(cell.text for cell in upper):
        return False
    return not above or not below or (bool(signature.steady) and signature.steady <= above | below)


def _is_parted_value(first: str, second: str) -> bool:
    """Say whether two texts are one value that only both together say: "less" and "than 5"."""
    return bool(first and second) and not _is_read(first) and _is_read(f"{first} {second}")


def _is_read(text: str) -> bool:
    value = read_value(text)
    return value is not None and value.status != "unreadable"


def ends_a_value(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Say whether the first row of a page holds the end of a value that the last of the one before begins."""
    return any(_is_parted_value(above.text, below.text) for above, below in zip(upper, lower, strict=True))


def _filled(cell: Cell) -> bool:
    """Say whether a value stands in a cell of its own row: a text alone over all columns is none."""
    return bool(cell.text) and cell.row_span == 1 and kind_of(cell.text) != "text"


def _alone(upper: Sequence[Cell], lower: Sequence[Cell], signature: Signature) -> bool:
    """Say whether the half without values may be a row of its own kind: one text, the name of a section."""
    without = [row for row in (upper, lower) if not any(_filled(row[at]) for at in signature.anchors)]
    return any(is_lone(row) for row in without)


def _told(first: str, second: str, labels: Collection[str]) -> Verdict:
    """Say what the words of two cells tell by themselves."""
    if _is_parted_value(first, second):
        return "one row"
    joined = f"{first} {second}"
    whole = _is_known(joined, labels)
    each = _are_whole(first, second, labels)
    if whole and not each:
        return "one row"
    if each:
        kinds = {kind_of_label(first), kind_of_label(second)}
        if normalise(joined) in labels and is_rest(second) and normalise(second) not in labels:
            return "one row"
        if len(kinds - {None}) > 1 and normalise(first) in labels and normalise(joined) not in labels:
            # A number makes any words behind it an outcome's; the table has the label without them.
            return "two rows"
        # The name of an offence says as much with another label before it.
        named = normalise(joined) in labels or find_outcome(joined).codes is not None
        return "doubtful" if whole and (named or kind_of_label(joined) != "offence") else "two rows"
    goes_on = is_rest(second) or _OPEN.search(first) is not None
    return "one row" if goes_on else "doubtful"


def is_rest(text: str) -> bool:
    """Say whether a text begins as the rest of one does: with a small letter, or a sign that joins."""
    return text[:1].islower() or (text[:1] in ")-–—,;:&/" and text[1:].strip() != "")


def _are_whole(first: str, second: str, labels: Collection[str]) -> bool:
    """Say whether either of two texts is a label by itself."""
    return _is_known(first, labels) and _is_known(second, labels)


def _is_known(text: str, labels: Collection[str]) -> bool:
    return (
        normalise(text) in labels
        or find_outcome(text).codes is not None
        or kind_of_label(text) in _WORDS_KNOWN
    )


def healed(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the halves of a row as one row; a cell merged from rows above stays as it is.

    So does one that is known to go on over the page: both halves have all of its text.
    """
    cells = []
    for above, below in zip(upper, lower, strict=True):
        elsewhere = above.own is not None or below.own is not None
        if above.column != below.column or not below.text or elsewhere:
            cells.append(above)
            continue
        text = f"{above.text} {below.text}".strip()
        cells.append(replace(above if above.text else below, text=text, row=above.row, row_span=1))
    return tuple(cells)
