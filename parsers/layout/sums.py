"""Whether numbers add up: what tells a sum from one number more, whatever its label says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Cell

_SIGNS = ("dash", "blank")
Bounds = tuple[int, int | None]


class AddedUp(NamedTuple):
    """How a line of numbers compares with the sum of others, place by place.

    `proven` counts the places where exact numbers, two of them above zero at least, add up to it; `refuted`
    those that have a number that its parts cannot add up to.
    """

    proven: int
    refuted: int


def add_up(
    sums: Sequence[Cell], parts: Sequence[Sequence[Cell]], places: Sequence[int], step: int = 0
) -> AddedUp:
    """Return how a line of cells compares with the sum of other lines.

    A dash or a blank counts as nothing; `step` is what all numbers are rounded to.
    """
    proven = refuted = 0
    for place in places:
        whole = _bounds(sums[place].text, step)
        if whole is None:
            continue
        adding = [_bounds(line[place].text, step) for line in parts]
        low, high = _sum(bounds for bounds in adding if bounds is not None)
        if (whole[1] is not None and low > whole[1]) or (high is not None and high < whole[0]):
            refuted += 1
            continue
        exact = low == high == whole[0] == whole[1]
        proven += exact and sum(bounds not in {None, (0, 0)} for bounds in adding) > 1
    return AddedUp(proven, refuted)


def _bounds(text: str, step: int) -> Bounds | None:
    """Return the bounds of a count, None for what counts nothing: a share, a word."""
    value = read_value(text)
    if value is None or value.percentage or value.low is None or value.status == "unreadable":
        return None
    if value.status in _SIGNS:
        return 0, 0
    if value.count is not None and step and not value.count % step:
        return max(0, value.count - step // 2), value.count + step // 2
    return value.low, value.high


def _sum(bounds: Iterable[Bounds]) -> Bounds:
    low, high = 0, 0
    unbounded = False
    for lowest, highest in bounds:
        low += lowest
        high += highest or 0
        unbounded = unbounded or highest is None
    return low, None if unbounded else high
