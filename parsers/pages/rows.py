"""The rows of a table without cells: which texts stand side by side.

Between rows a white strip, or a rule, runs across the whole table: texts whose heights overlap are one row.
A label that stands beside several rows (one offence, its outcomes) is left out of that and given its run of
rows afterwards.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import CUT_LABEL
from parsers.pages.blocks import Block, block_of
from parsers.pages.page import is_over
from parsers.pages.repeats import runs_of_repeats, runs_to_totals
from parsers.pages.row_rules import levels_of, levels_over
from parsers.pages.runs import Alignment, Extent, Run, alignment_of, part_into_runs, ways_cut_by_page
from parsers.pages.small_letters import with_lines_going_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.pages.columns import Columns
    from parsers.pages.page import Rule
    from parsers.pages.spacing import Spacing

_NEAR = 0.3
"""Line heights by which texts that are set alike may stand off."""
_OFF = 1.0
"""The same for a label whose rows are known by their names: cells are padded unevenly."""
_RULED = 0.5
"""Share of the rows that rules must part before they are taken for all of them."""
_TWO_LINES = 1.6
"""Line heights: two lines of one text stand no further apart."""
NOT_TOLD_APART = "rows not told apart"
EITHER_ROW = "the label could belong to either row"


@dataclass(frozen=True, slots=True)
class Row:
    """The blocks of one row; `doubt` says why they may belong to others."""

    blocks: tuple[Block, ...]
    doubt: str = ""

    @property
    def first(self) -> float:
        """The middle of its uppermost line."""
        return min(block.first for block in self.blocks)

    @property
    def last(self) -> float:
        """The middle of its lowest line."""
        return max(block.last for block in self.blocks)


@dataclass(frozen=True, slots=True)
class MergedLabel:
    """A label that stands beside a run of rows."""

    block: Block
    run: Run
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a table from the top, and the labels that stand beside several of them."""

    rows: tuple[Row, ...]
    merged: tuple[MergedLabel, ...]


def bands_of(blocks: Iterable[Block], height: float, levels: Sequence[float] = ()) -> list[list[Block]]:
    """Group blocks whose heights overlap, from the top; none over a rule at one of `levels`."""
    bands: list[list[Block]] = []
    bottom = float("-inf")
    for block in sorted(blocks, key=lambda block: block.first):
        top, end = block.span(height)
        ruled = bands and any(bands[-1][-1].middle < level < block.middle for level in levels)
        if bands and top < bottom and not ruled:
            bands[-1].append(block)
            bottom = max(bottom, end)
        else:
            bands.append([block])
            bottom = end
    return bands


def body_of(blocks: Sequence[Block], columns: Columns, spacing: Spacing, horizontals: Sequence[Rule]) -> Body:
    """Return the rows that the blocks of a table's body form."""
    height = spacing.height
    levels = levels_over(horizontals, columns, height)
    own = {id(block): columns.of(block.segments[0]) for block in blocks}
    across = {id(block) for block in blocks if _is_across(block, columns)}
    merged = _merged_columns(blocks, own, across, columns)
    inner = [block for block in blocks if own[id(block)] not in merged or id(block) in across]
    bands = _by_rules(bands_of(inner, height, levels), levels)
    if not (_is_told(inner) or _are_ruled(bands, own, columns, levels)):
        if not spacing.leading and _is_tight(inner, own, columns, height):
            bands = [inner]
        else:
            # A line with a mark above it may stand further off than the others of its label.
            bands = with_lines_going_on(bands, columns, height)
    usual = alignment_of([band for band in bands if not _is_crowded(band, own, columns)], _NEAR * height)
    rows = [row for band in bands for row in _parted(band, own, columns, spacing, usual)]
    labels: list[MergedLabel] = []
    for column in sorted(merged):
        some = [block for block in blocks if own[id(block)] == column and id(block) not in across]
        ruled = levels_of(horizontals, *columns.spans[column], height)
        labels += _beside(some, rows, ruled, _Setting(height, usual, _names(rows, columns)))
    return Body(tuple(rows), tuple(labels))


def _is_across(block: Block, columns: Columns) -> bool:
    """Say whether a text runs over the edge between labels and values, or stands among the values."""
    if columns.records or any(segment.is_value for segment in block.segments):
        return False
    values = columns.spans[columns.labels][0]
    return block.box.x1 > values and len({columns.at(x) for x in (block.box.x0, block.box.x1)}) > 1


def _merged_columns(
    blocks: Sequence[Block], own: dict[int, int], across: set[int], columns: Columns
) -> set[int]:
    """Return the label columns, other than the one next to the values, with fewer labels than rows."""
    if columns.records or columns.labels < 2:
        return set()
    counts = Counter(own[id(block)] for block in blocks if id(block) not in across)
    rows = max(counts[column] for column in range(columns.labels, columns.count))
    return {column for column in range(columns.labels - 1) if counts[column] < rows}


def _by_rules(bands: list[list[Block]], levels: Sequence[float]) -> list[list[Block]]:
    """Join bands with no rule between them, where rules part most of the others."""
    between = sum(
        any(above[-1].last < level < below[0].first for level in levels) for above, below in pairwise(bands)
    )
    if between < _RULED * (len(bands) - 1):
        return bands
    joined: dict[int, list[Block]] = defaultdict(list)
    for band in bands:
        middle = (min(block.first for block in band) + max(block.last for block in band)) / 2
        joined[sum(level <= middle for level in levels)] += band
    return [joined[number] for number in sorted(joined)]


def _are_ruled(
    bands: Sequence[Sequence[Block]], own: dict[int, int], columns: Columns, levels: Sequence[float]
) -> bool:
    """Say whether rules, or frames around values, part all rows, and no line stands between two frames.

    How a label is set beside its values says nothing then; a line between frames could be of either row.
    """
    places = [
        {sum(level <= at for level in levels) for block in band for at in _middles(block)} for band in bands
    ]
    return (
        all(len(place) == 1 for place in places)
        and all(len(_fullest(band, own, columns)) == 1 for band in bands)
        and all(above < below for above, below in pairwise(min(place) for place in places))
    )


def _middles(block: Block) -> Iterator[float]:
    return (segment.middle for segment in block.segments)


def _is_told(blocks: Iterable[Block]) -> bool:
    """Say whether the page tells of its lines which go on in the next."""
    return any(segment.hangs for block in blocks for segment in block.segments)


def _is_tight(blocks: Sequence[Block], own: dict[int, int], columns: Columns, height: float) -> bool:
    """Say whether values stand between the lines of labels: in the middle of rows as tight as their lines."""
    labels = [block for block in blocks if own[id(block)] < columns.labels]
    # The name of a section may stand among the values, and a wrapped value stands in the middle of its lines.
    values = [
        block
        for block in blocks
        if columns.numeric[own[id(block)]] and block.is_value and all(word.lines == 1 for word in block.words)
    ]
    lines = sorted(segment.middle for label in labels for segment in label.segments)
    return any(_is_between(value.middle, lines, height) for value in values)


def _is_between(level: float, lines: Sequence[float], height: float) -> bool:
    """Say whether a value stands between two lines of one label, and not in a row without one between two."""
    at = bisect(lines, level)
    if at in {0, len(lines)}:
        return False
    above, below = lines[at - 1], lines[at]
    return min(level - above, below - level) > _NEAR * height and below - above <= _TWO_LINES * height


def _is_crowded(band: Sequence[Block], own: dict[int, int], columns: Columns) -> bool:
    return len(_fullest(band, own, columns)) > 1


def _fullest(band: Sequence[Block], own: dict[int, int], columns: Columns) -> list[Block]:
    """Return the values of the column that has most of them in a band."""
    counts: dict[int, list[Block]] = defaultdict(list)
    for block in band:
        if columns.numeric[own[id(block)]]:
            counts[own[id(block)]].append(block)
    return max(counts.values(), key=len, default=[])


def _parted(
    band: Sequence[Block],
    own: dict[int, int],
    columns: Columns,
    spacing: Spacing,
    usual: Alignment | None,
) -> list[Row]:
    """Return a band as one row, or as several where more than one value of a column stands in it."""
    anchors = _fullest(band, own, columns)
    if len(anchors) <= 1:
        return _printed_over(band, own, columns, anchors, spacing.height)
    near = _NEAR * spacing.height
    texts = [Extent(anchor.first, anchor.last) for anchor in anchors]
    members: list[list[Block]] = [[] for _ in anchors]
    doubt = ""
    for column in range(columns.count):
        inside = [block for block in band if own[id(block)] == column]
        if columns.numeric[column]:
            for block in inside:
                members[_nearest(block, texts)].append(block)
            continue
        lines = (
            inside
            if _is_told(band)
            else [block_of([segment]) for each in inside for segment in each.segments]
        )
        items = [Extent(line.first, line.last) for line in lines]
        runs = part_into_runs(items, texts, near, usual) if items else None
        if runs is None:
            doubt = doubt or (NOT_TOLD_APART if items else "")
            for line in lines:
                members[_nearest(line, texts)].append(line)
            continue
        doubt = doubt or (NOT_TOLD_APART if runs.doubtful else "")
        for member, run in zip(members, runs.runs, strict=True):
            member.extend(lines[run.start : run.end])
    if not all(members):
        # Two values of one column stand at one height: they are of two columns, or set over one another.
        doubt = NOT_TOLD_APART
    return [Row(tuple(member), doubt) for member in members if member]


def _printed_over(
    band: Sequence[Block],
    own: dict[int, int],
    columns: Columns,
    anchors: Sequence[Block],
    height: float,
) -> list[Row]:
    """Return a band as one row, without the labels whose ends are printed over those of its own label.

    A text that runs out of its cell is that of the row above or below, or of the section there.
    """
    rest = list(band)
    above: list[Row] = []
    below: list[Row] = []
    labels = sorted((each for each in band if own[id(each)] < columns.labels), key=lambda each: each.first)
    for upper, lower in pairwise(labels):
        if not (anchors and is_over(upper.segments[-1], lower.segments[0], height)):
            continue
        level = anchors[0].middle
        if min(abs(level - at) for at in (lower.first, lower.middle)) < abs(level - upper.last):
            above.append(Row((upper,)))
            rest.remove(upper)
        else:
            below.append(Row((lower,)))
            rest.remove(lower)
    return [*above, Row(tuple(rest)), *below]


def _nearest(block: Block, texts: Sequence[Extent]) -> int:
    return min(range(len(texts)), key=lambda at: abs(texts[at].middle - block.middle))


@dataclass(frozen=True, slots=True)
class _Setting:
    """A table's line height, how its short texts are set beside taller ones, and what its rows are called."""

    height: float
    usual: Alignment | None
    names: Sequence[str]


def _beside(
    labels: Sequence[Block],
    rows: Sequence[Row],
    levels: Sequence[float],
    setting: _Setting,
) -> list[MergedLabel]:
    """Return the run of rows beside each label of a column."""
    if not labels or not rows:
        return []
    ruled = _between_rules(labels, rows, levels)
    if ruled:
        return ruled
    items = [Extent(row.first, row.last) for row in rows]
    texts = [Extent(label.first, label.last) for label in labels]
    near = _NEAR * setting.height
    if texts[0].last < items[0].first - setting.height and setting.usual == "top":
        # Where rows go on from the page before, a sheet prints their label where its cell begins: above them.
        texts[0] = Extent(items[0].first, items[0].first)
    runs = part_into_runs(items, texts, near, setting.usual)
    cuts = ways_cut_by_page(items, texts, near)
    sure = runs is not None and not runs.doubtful
    if runs is not None and any(cut.runs[0].start < runs.runs[0].start for cut in cuts):
        # A label in the middle of its rows may be level with one of them: rows above it are its own then.
        sure = False
    if not sure:
        ways = [each.runs for each in (runs, *cuts) if each is not None]
        told = runs_of_repeats(setting.names, items, texts, _OFF * setting.height) or runs_to_totals(
            setting.names, ways
        )
        if told is not None:
            return [MergedLabel(label, run) for label, run in zip(labels, told, strict=True)]
    if runs is not None:
        doubt = "" if sure else EITHER_ROW
        return [MergedLabel(label, run, doubt) for label, run in zip(labels, runs.runs, strict=True)]
    if len(cuts) == 1:
        (cut,) = cuts
        found = [MergedLabel(label, run) for label, run in zip(labels, cut.runs, strict=True)]
        return [*found[:-1], replace(found[-1], doubt=CUT_LABEL)] if cut.doubtful else found
    starts = [min(range(len(items)), key=lambda at: abs(items[at].middle - text.middle)) for text in texts]
    starts[0] = 0
    ends = [*starts[1:], len(items)]
    return [
        MergedLabel(label, Run(start, max(end, start + 1)), EITHER_ROW)
        for label, start, end in zip(labels, starts, ends, strict=True)
    ]


def _names(rows: Sequence[Row], columns: Columns) -> list[str]:
    """Return what stands next to the values of each row."""
    beside = columns.labels - 1
    return [
        " ".join(
            word.text
            for block in row.blocks
            if columns.of(block.segments[0]) == beside
            for word in block.words
        )
        for row in rows
    ]


def _between_rules(
    labels: Sequence[Block], rows: Sequence[Row], levels: Sequence[float]
) -> list[MergedLabel]:
    """Return the runs that rules over the labels' column mark off, if they part the labels one by one."""
    places = [sum(level <= label.middle for level in levels) for label in labels]
    if len(set(places)) < len(labels) or len(labels) < 2:
        return []
    of_rows = [sum(level <= (row.first + row.last) / 2 for level in levels) for row in rows]
    found = []
    for label, place in zip(labels, places, strict=True):
        inside = [number for number, at in enumerate(of_rows) if at == place]
        if not inside or inside[-1] - inside[0] + 1 != len(inside):
            return []
        found.append(MergedLabel(label, Run(inside[0], inside[-1] + 1)))
    return found
