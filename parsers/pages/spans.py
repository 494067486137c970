"""Which columns a head over several of them spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.pages.runs import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsers.pages.blocks import Block

_Span = tuple[float, float]
_Place = tuple[_Span, "Sequence[Block]"]
_NEAR = 1.0
"""Line heights by which a head may stand off the left end, the middle or the right end of its columns."""


class _Reach(NamedTuple):
    x0: float
    x1: float


def spread(heads: Sequence[Block], places: Sequence[_Place], height: float) -> list[Run] | None:
    """Return the run of `places` that each of `heads`, from left to right, spans; None where none fits.

    All heads of a row are set alike: at the left end of their columns, in the middle or at the right end.
    Each place is the span of a column's values and the heads right above it.
    """
    if len(heads) > len(places):
        return None
    reaches = [_reach(place) for place in places]
    if len(heads) == 1:
        return [Run(0, len(places))]
    each, rest = divmod(len(places), len(heads))
    even = [Run(number * each, (number + 1) * each) for number in range(len(heads))]
    found = [_set_alike(heads, reaches, off) for off in _OFFS]
    best = min((way for way in found if way is not None), key=lambda way: way[0], default=None)
    if not rest and _is_repeated([place[1] for place in places], each):
        return even
    if best is not None and best[0] <= _NEAR * height * len(heads):
        return best[1]
    fits = not rest and all(_over(head, reaches, run) for head, run in zip(heads, even, strict=True))
    return even if fits else None


def _reach(place: _Place) -> _Reach:
    span, heads = place
    return _Reach(
        min([span[0], *(head.box.x0 for head in heads)]), max([span[1], *(head.box.x1 for head in heads)])
    )


def _is_repeated(heads: Sequence[Sequence[Block]], each: int) -> bool:
    """Say whether the heads of the columns say the same in every run of this length."""
    return repeats([" ".join(word.text for head in some for word in head.words) for some in heads], each)


def repeats(texts: Sequence[str], each: int) -> bool:
    """Say whether texts are the same in every run of this length, and not all of them the same."""
    return each > 1 and all(text == texts[at % each] for at, text in enumerate(texts)) and len(set(texts)) > 1


def _over(head: Block, reaches: Sequence[_Reach], run: Run) -> bool:
    return head.box.x0 < reaches[run.end - 1].x1 and head.box.x1 > reaches[run.start].x0


_OFFS: tuple[Callable[[Block, float, float], float], ...] = (
    lambda head, x0, _: abs(head.box.x0 - x0),
    lambda head, x0, x1: abs(head.centre - (x0 + x1) / 2),
    lambda head, _, x1: abs(head.box.x1 - x1),
)


def _set_alike(
    heads: Sequence[Block], reaches: Sequence[_Reach], off: Callable[[Block, float, float], float]
) -> tuple[float, list[Run]] | None:
    """Return the parting of all places into runs with the least sum of what the heads stand off."""
    best: dict[int, tuple[float, list[Run]]] = {0: (0.0, [])}
    for number, head in enumerate(heads):
        left = len(heads) - number - 1
        further: dict[int, tuple[float, list[Run]]] = {}
        for start, (cost, runs) in best.items():
            for end in range(start + 1, len(reaches) - left + 1):
                total = cost + off(head, reaches[start].x0, reaches[end - 1].x1)
                if end not in further or total < further[end][0]:
                    further[end] = (total, [*runs, Run(start, end)])
        best = further
    return best.get(len(reaches))
