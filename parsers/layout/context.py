"""What stands around a table and says what its cells do not: the question, the caption, the sheet's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.document import Table
from parsers.layout.force_titles import force_titled
from parsers.layout.meaning import kind_of_label
from parsers.vocabulary.offences import find_offence
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.periods import find_periods, hull, read_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Document
    from parsers.figure import Period
    from parsers.letter import ZonedPassage

_TITLES = {"outcome": 1, "offence": 1}
"""Lines: what stands further above a table than its title is about something else."""
_SENTENCE = re.compile(r"(?<=[a-z\d)][.!?])\s+(?=[A-Z])")
_SHORT = 90
"""Characters: a longer line is a sentence and names no single thing."""


@dataclass(frozen=True, slots=True)
class Told:
    """The one period that a letter's answer speaks of, and the one that the request restated in it does."""

    answer: Period | None = None
    request: Period | None = None
    step: int = 0
    """What the document says that its numbers are rounded to; 0 where they are not."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the surroundings give to every cell of a table; None where they do not say."""

    period: Period | None = None
    period_source: str | None = None
    outcome: str | None = None
    offence: str | None = None
    force: str | None = None
    breakdown: tuple[str, str] | None = None
    """What tells this table from its likes: a key and a label."""
    step: int = 0
    """What the document says that its numbers are rounded to; 0 where they are not."""
    for_all: bool = False
    """Whether the period was said before the title, for this table and those below."""


def with_answers_only(document: Document, zoned: Sequence[ZonedPassage]) -> Document:
    """Return the document with tables whose surroundings leave out the request restated and the like."""
    other = {item.passage.text for item in zoned if item.zone not in {"answer", "furniture"}}
    blocks = [
        replace(block, context=tuple(line for line in block.context if line not in other))
        if isinstance(block, Table)
        else block
        for block in document.blocks
    ]
    return replace(document, blocks=blocks)


def context_of(lines: Sequence[str]) -> Context:
    """Return what the lines above a table say, the nearest line first; a period where a line names one.

    A title that was taken for the end of a paragraph is a sentence of its own, and the nearest.
    """
    lines = [sentence for line in lines for sentence in _SENTENCE.split(line)] or lines
    period, source = _period(lines)
    for_all = period is not None and period not in periods_in(lines[-1])
    force = next(filter(None, map(force_titled, reversed(lines))), None)
    return Context(period, source, _named(lines, "outcome"), _named(lines, "offence"), force, for_all=for_all)


def _period(lines: Sequence[str]) -> tuple[Period | None, str | None]:
    """Return the period that the lines over a table name: a title or sheet that is one, else the nearest.

    A sheet's name stands first; a sentence about the whole reply between it and the table does not undo it,
    a title of another period does.
    """
    for at in dict.fromkeys((len(lines) - 1, max(len(lines) - 2, 0), 0)):
        whole = read_period(lines[at]) if lines else None
        if whole is not None and whole.kind != "day" and not _is_undone(whole, lines[at + 1 :]):
            return whole, "title"
    for line in reversed(lines):
        found = periods_in(line)
        if found:
            return (found[0], "title") if len(set(found)) == 1 else (None, None)
    return None, None


def _is_undone(period: Period, lines: Sequence[str]) -> bool:
    """Say whether the nearest of some lines that names a period names another than this.

    A longer one that this is a part of, wholly or but for its ends, is that of the whole reply.
    """
    named = next((set(found) for line in reversed(lines) if (found := periods_in(line))), set())
    return len(named) == 1 and not any(
        other.start <= period.end
        and period.start <= other.end
        and other.end - other.start >= period.end - period.start
        for other in named
    )


def periods_in(text: str) -> list[Period]:
    """Return the periods that a line names; days are dates of letters, not periods."""
    return [found.period for found in find_periods(text) if found.period.kind != "day"]


def only_period(texts: Iterable[str]) -> Period | None:
    """Return the one period that all the texts together speak of, or None.

    Single years inside a range that is named too are parts of it.
    """
    found = list(dict.fromkeys(period for text in texts for period in periods_in(text)))
    if not found:
        return None
    whole = hull(found)
    spans = {(period.start, period.end) for period in found}
    if (whole.start, whole.end) in spans:
        return next(period for period in found if (period.start, period.end) == (whole.start, whole.end))
    return None


def _named(lines: Sequence[str], kind: str) -> str | None:
    """Return the nearest line, or part of one before or after a dash or colon, that is a label of `kind`."""
    for line in reversed(lines[-_TITLES[kind] :]):
        if len(line) > _SHORT:
            continue
        for text in (line, *_parts(line)):
            if kind == "outcome" and find_outcome(text).codes is None:
                continue
            # A code in a line of a letter may be part of a reference; only an offence's own name counts.
            if kind == "offence" and find_offence(text).rule not in {"wording", "class"}:
                continue
            if kind_of_label(text) == kind:
                return text
    return None


def _parts(line: str) -> list[str]:
    for sign in (" - ", " – ", ": ", " — "):
        if sign in line:
            return [part.strip() for part in line.split(sign) if part.strip()]
    return []
