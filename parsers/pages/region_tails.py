"""Where a table ends on its page: below the lines of its last label, and below rows without values."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from parsers.pages.row_lines import (
    SET_ALIKE,
    TIGHT,
    is_drawn_behind,
    is_row,
    is_tight,
    only_values,
    values_start,
)
from parsers.vocabulary.outcomes import find_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsers.pages.page import Line, Segment

_NEXT = 1.45
"""Line heights to the next line of a text that is known to go on."""
_ROOM = 0.35
"""Line heights that a line may leave free in its cell where the next word had no room."""
_SAME = 0.04
"""Line heights by which the lines of wrapped texts of one size stand further apart or nearer."""
_EVEN = 0.08
"""Line heights by which the distances from row to row differ."""
_SEVERAL = 2
_MOST_LINES = 6
"""Lines of a label."""
_PLACES: tuple[Callable[[Segment], float], ...] = (attrgetter("x0"), attrgetter("centre"), attrgetter("x1"))
"""Where texts that are set at the left, in the middle or at the right stand alike."""
_PARTS = "-–—/"
"""Signs at which a line may be broken without a space."""


def tail_of(lines: Sequence[Line], last: int, rows: Sequence[int]) -> int:
    """Return the index after the lines that go on with the last row with values, and after rows without."""
    tail = _end_of_label(lines, last, rows)
    pitches = [
        lines[row].middle - lines[row - 1].middle
        for row in rows[1:]
        if not only_values(lines[row]) and lines[row - 1].x0 < lines[row].x1
    ]
    labels = [lines[row].segments[0] for row in rows if not only_values(lines[row])]
    values = values_start(lines, rows)
    most = max((below.middle - above.middle for above, below in pairwise(lines[rows[0] : tail])), default=0.0)
    while tail < len(lines) and (
        _is_blank_row(lines[tail - 1], lines[tail], pitches, labels, values)
        or _says_outcome(lines[tail - 1 : tail + _MOST_LINES], most, labels, values)
    ):
        tail += 1
        while tail < len(lines) and _is_wrapped(lines[tail - 1], lines[tail], labels, values):
            tail += 1
    return tail


def _is_blank_row(
    above: Line, line: Line, pitches: Sequence[float], labels: Sequence[Segment], values: float
) -> bool:
    """Say whether a line is a label without values: as far below the row above as rows are, and set alike."""
    gap = line.middle - above.middle
    even = sum(abs(gap - pitch) <= _EVEN * line.height for pitch in pitches)
    return even >= _SEVERAL and gap > TIGHT * line.height and _is_label(line, labels, values)


def _says_outcome(lines: Sequence[Line], most: float, labels: Sequence[Segment], values: float) -> bool:
    """Say whether what stands below the first of some lines is an outcome, no further down than the `most`.

    It is a row without values, however tight or uneven the rows are; its lines are set as labels are.
    """
    above, *below = lines
    said = ""
    for line in below:
        near = most if not said else TIGHT * line.height
        if line.middle - above.middle > near + _EVEN * line.height or not _is_label(line, labels, values):
            return False
        said = f"{said} {line.text}".strip()
        if find_outcome(said).codes is not None:
            return True
        above = line
    return False


def _is_wrapped(above: Line, line: Line, labels: Sequence[Segment], values: float) -> bool:
    return line.middle - above.middle <= TIGHT * line.height and _is_label(line, labels, values)


def _is_label(line: Line, labels: Sequence[Segment], values: float) -> bool:
    """Say whether a line is one text, left of the values, that stands where labels do and is set alike."""
    text = line.segments[0]
    if len(line.segments) > 1 or text.is_value or line.x1 > values:
        return False
    near = SET_ALIKE * line.height
    return any(
        sum(abs(place(text) - place(label)) <= near and _are_alike(text, label) for label in labels)
        >= _SEVERAL
        for place in _PLACES
    )


def _end_of_label(lines: Sequence[Line], last: int, rows: Sequence[int]) -> int:
    """Return the index after the lines in which a label goes on below the last row's values."""
    values = values_start(lines, rows)
    tail = last + 1
    # What stands level with the last lines of wrapped values is their label.
    while (
        tail < len(lines)
        and not is_row(lines[tail])
        and lines[tail].middle < lines[last].bottom
        and lines[tail].x1 <= values
    ):
        tail += 1
    hanging = [segment for line in lines[rows[0] : last + 1] for segment in line.segments if segment.hangs]
    if hanging:
        left = min(lines[row].x0 for row in rows)
        while (
            tail < len(lines)
            and not is_row(lines[tail])
            and not _is_sentence(lines[tail], values)
            and (
                _hangs_over(lines[max(last - 4, 0) : tail + 1], left, hanging)
                or _is_drawn_with(lines[tail], lines[rows[0] : tail], lines[last])
            )
        ):
            tail += 1
        return tail
    told = any(segment.hangs for line in lines for segment in line.segments)
    while (
        tail < len(lines)
        and not is_row(lines[tail])
        and not (told and is_drawn_behind(lines[max(last - 4, 0) : tail + 1]))
        and lines[tail].x1 <= max(values + 0.3 * lines[tail].height, _texts_end(lines, rows, values))
        and is_tight(lines[max(last - 4, 0) : tail + 1])
    ):
        tail += 1
    return tail


def _is_sentence(line: Line, values: float) -> bool:
    """Say whether a line is one text that runs from the labels over the values, as no label does."""
    return len(line.segments) == 1 and line.x0 < values < line.x1 - 0.3 * line.height


def _hangs_over(lines: Sequence[Line], left: float, hanging: Sequence[Segment]) -> bool:
    """Say whether the last of some lines goes on with a text above it that its page tells to go on.

    So it does where it stands below one, right of the labels at the `left`. A text as long as those that are
    known to be `hanging` fills its cell, so that no room was left for the space at which it wraps.
    """
    last = lines[-1]
    for segment in last.segments:
        over = [
            other for line in lines[:-1] for other in line.segments if segment.overlap(other.x0, other.x1) > 0
        ]
        if over and segment.middle - over[-1].middle <= _NEXT * last.height:
            above = over[-1]
            # A title below a text that fills its cell is bold, or of another size.
            return above.hangs or (
                _are_alike(segment, above)
                and (
                    above.text[-1] in _PARTS
                    or _is_within(segment, above, left)
                    or _fills(above, hanging)
                    or _is_rest(segment, above)
                )
            )
    return False


def _is_drawn_with(line: Line, lines: Sequence[Line], row: Line) -> bool:
    """Say whether a line is drawn right behind one of a label, as lines of it are that were broken by hand.

    It comes before the values of the label's `row`; or, in a sheet, which draws cells of several lines behind
    all others, it stands as far below as the next line of texts that wrap.
    """
    number = _number(line.segments[0])
    texts = {_number(segment): segment for each in lines for segment in each.segments}
    above = texts.get(number - 1)
    if len(line.segments) > 1 or above is None or number < 1 or not _are_alike(line.segments[0], above):
        return False
    pitch = line.middle - above.middle
    if abs(line.x0 - above.x0) > SET_ALIKE * line.height or not 0 < pitch <= TIGHT * line.height:
        return False
    values = [_number(value) for value in row.values if value.x0 > above.x1]
    if not values or max(values) > number:
        return bool(values)
    pitches = [
        below.middle - text.middle
        for at, text in texts.items()
        if text.hangs and (below := texts.get(at + 1)) is not None and _are_of_one_size(text, above)
    ]
    return any(abs(pitch - other) <= _SAME * line.height for other in pitches)


def _number(segment: Segment) -> int:
    """Return the number of the run in which a text is drawn, -1 where the page does not tell."""
    run = segment.words[0].run
    return -1 if run is None else run.number


def _are_alike(segment: Segment, other: Segment) -> bool:
    """Say whether two texts are of one size and one weight, as the lines of one are."""
    return _are_of_one_size(segment, other) and not segment.is_set_otherwise(other)


def _are_of_one_size(segment: Segment, other: Segment) -> bool:
    height = other.bottom - other.top
    return abs((segment.bottom - segment.top) - height) <= SET_ALIKE * height


def _is_rest(lower: Segment, upper: Segment) -> bool:
    """Say whether a line begins with a small letter right below one that was broken by hand."""
    tight = lower.middle - upper.middle <= TIGHT * (lower.bottom - lower.top)
    return (
        tight
        and lower.text[:1].islower()
        and abs(lower.x0 - upper.x0) <= SET_ALIKE * (lower.bottom - lower.top)
    )


def _fills(text: Segment, hanging: Sequence[Segment]) -> bool:
    """Say whether a text leaves no more room in its cell than those that hang there."""
    height = text.bottom - text.top
    ends = [other.x1 for other in hanging if abs(other.x0 - text.x0) <= SET_ALIKE * height]
    return text.x1 > max(ends, default=float("inf")) - _ROOM * height


def _is_within(lower: Segment, upper: Segment, left: float) -> bool:
    """Say whether a line begins below another one, right of the labels at the left, as no paragraph does."""
    height = lower.bottom - lower.top
    return (
        upper.x0 > left + height
        and abs(lower.x0 - upper.x0) <= SET_ALIKE * height
        and lower.middle - upper.middle <= TIGHT * height
    )


def _texts_end(lines: Sequence[Line], rows: Sequence[int], values: float) -> float:
    """Return where the texts of rows end, for a list in which values come first or not at all."""
    if values < float("inf"):
        return values
    return max(lines[row].x1 for row in rows)
