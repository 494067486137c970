"""Lines of a page as rows of a table: which are, what they hold, and how they are set."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.vocabulary.periods import MONTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Line, Segment

_WIDE_GAP = 1.2
"""Line heights: text columns stand at least so far apart, which justified paragraphs do not."""
TIGHT = 1.28
"""Line heights: lines of one text stand no further apart."""
_SAME_SIZE = 1.08
_STROKES = frozenset("-–—")
_DAY = re.compile(r"[12]?\d|3[01]")
_MONTH = re.compile(rf"{MONTH}\b", re.IGNORECASE)
SET_ALIKE = 0.15
"""Line heights by which texts that are set alike stand off."""
_LEAST_ALIKE = 3
_ALIKE = 0.4
"""Share of a row that must be set as something above: signs and numbers of one column are not set alike."""


def is_row(line: Line) -> bool:
    """Say whether a line stands as a row: a label with values, or text in three or more columns."""
    values = line.values
    if len(line.segments) == 2 and len(values) == 1 and line.segments[0] is values[0]:
        # "1  The total number of …" is a numbered paragraph, "2019  12" a row.
        return line.segments[0].is_year
    if values and len(line.segments) >= 2:
        return True
    wide = sum(
        1
        for left, right in zip(line.segments, line.segments[1:], strict=False)
        if right.x0 - left.x1 >= _WIDE_GAP * line.height
    )
    return wide >= 2


def only_values(line: Line) -> bool:
    """Say whether all that stands on a line are values."""
    return len(line.values) == len(line.segments)


def has_counts(line: Line) -> bool:
    """Say whether a value stands on a line that is no year."""
    return any(not value.is_year for value in line.values)


def with_periods_whole(lines: Sequence[Line]) -> list[Line]:
    """Return lines in which strokes and days on a line of their own within periods are no values of a row.

    A narrow head may be "Jan / 2019 / - / Dec / 2019", or "Year ending / 31 / March 2020".
    """
    return [
        replace(line, segments=tuple(replace(each, is_value=False) for each in line.segments))
        if 0 < at < len(lines) - 1 and _is_within_periods(line, lines[at - 1], lines[at + 1])
        else line
        for at, line in enumerate(lines)
    ]


def _is_within_periods(line: Line, above: Line, below: Line) -> bool:
    return _is_of_strokes(line, above, below) or _is_of_days(line, above, below)


def _is_of_strokes(line: Line, above: Line, below: Line) -> bool:
    """Say whether a line is nothing but strokes, each tight between a year and a word."""
    return all(
        segment.text in _STROKES
        and any(year.is_year and _is_right_below(segment, year, line) for year in above.segments)
        and any(not word.is_value and _is_right_below(word, segment, line) for word in below.segments)
        for segment in line.segments
    )


def _is_of_days(line: Line, above: Line, below: Line) -> bool:
    """Say whether a line is nothing but days, each tight between a word and its month."""
    return all(
        _DAY.fullmatch(segment.text)
        and any(not word.is_value and _is_right_below(segment, word, line) for word in above.segments)
        and any(
            _MONTH.match(month.text) and _is_right_below(month, segment, line) for month in below.segments
        )
        for segment in line.segments
    )


def _is_right_below(lower: Segment, upper: Segment, line: Line) -> bool:
    return lower.overlap(upper.x0, upper.x1) > 0 and lower.middle - upper.middle <= TIGHT * line.height


def values_start(lines: Sequence[Line], rows: Sequence[int]) -> float:
    """Return the left end of the values; the first text of a line names it."""
    beside = [
        segment.x0
        for row in rows
        for segment in lines[row].values
        if segment is not lines[row].segments[0] and not _is_within(segment, lines, row)
    ]
    alone = [
        lines[row].x0
        for row in rows
        if only_values(lines[row]) and not lines[row].segments[0].is_year and not is_word(lines, row)
    ]
    labelled = any(not only_values(lines[row]) for row in rows)
    return min(beside if labelled and beside else [*beside, *alone], default=float("inf"))


def is_word(lines: Sequence[Line], index: int) -> bool:
    """Say whether a number that stands alone is a word of a label: "outcome type / 16 / (…"."""
    line = lines[index]
    return any(
        not lines[near].values and lines[near].segments[0].overlap(line.x0, line.x1) > 0
        for near in (index - 1, index + 1)
        if 0 <= near < len(lines)
    )


def _is_within(number: Segment, lines: Sequence[Line], index: int) -> bool:
    """Say whether a number beside a text is a word of a label: lines of it stand tight above and below."""
    return 0 < index < len(lines) - 1 and all(
        any(
            not other.is_value
            and abs(other.x0 - number.x0) <= SET_ALIKE * lines[index].height
            and abs(other.middle - number.middle) <= TIGHT * lines[index].height
            for other in lines[near].segments
        )
        for near in (index - 1, index + 1)
    )


def is_set_alike(line: Line, lines: Sequence[Line], rows: Sequence[int]) -> bool:
    """Say whether what stands on a line begins or ends just where something in the rows above it does.

    Printed sheets have rows of any height; three places and more do not agree by chance.
    """
    above = [segment for row in rows[-12:] for segment in lines[row].segments]
    near = SET_ALIKE * line.height
    alike = sum(
        any(abs(segment.x0 - other.x0) <= near or abs(segment.x1 - other.x1) <= near for other in above)
        for segment in line.segments
    )
    return alike >= max(_LEAST_ALIKE, _ALIKE * len(line.segments))


def is_tight(lines: Sequence[Line]) -> bool:
    """Say whether the last of some lines goes on with a text in one of those above."""
    last = lines[-1]
    return any(
        0 < segment.middle - other.middle <= TIGHT * last.height and segment.overlap(other.x0, other.x1) > 0
        for segment in last.segments
        for line in lines[:-1]
        # Lines of one text are of one size; a title may be larger.
        if last.height <= _SAME_SIZE * line.height
        for other in line.segments
    )


def is_drawn_behind(lines: Sequence[Line]) -> bool:
    """Say whether the last of some lines is drawn behind what stands right of the text over it.

    The lines of a cell are drawn one after another, before or behind all of the cells beside it: so it is no
    line of that text. Files that draw line by line do not tell it.
    """
    last = lines[-1]
    if len(last.segments) > 1 or last.segments[0].words[0].run is None:
        return False
    (segment,) = last.segments
    inside = [other for line in lines[:-1] for other in line.segments]
    over = [other for other in inside if segment.overlap(other.x0, other.x1) > 0]
    if not over or over[-1].hangs:
        return False
    above = over[-1]
    begin, end = (text.words[at].run for text, at in ((above, -1), (segment, 0)))
    return (
        begin is not None
        and end is not None
        and any(
            other.x0 >= above.x1
            and other.words[0].run is not None
            and begin.number < other.words[0].run.number < end.number
            for other in inside
        )
    )
