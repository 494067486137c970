"""The way in which a list's pages are parted into rows: the one that fits all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from parsers.pages.list_rows import SET, Parting, Sheet, partings
from parsers.vocabulary.outcomes import find_outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.list_columns import ListColumns
    from parsers.pages.list_rows import Columns, Way
    from parsers.pages.page import Word


@dataclass(frozen=True, slots=True)
class Part:
    """What one page holds of a list: its rows, all its words, and the lines of a head printed again."""

    sheet: Sheet
    words: tuple[Word, ...]
    head: Columns = ()


@dataclass(frozen=True, slots=True)
class _Choice:
    """How all pages are parted if their texts are set in one way."""

    partings: tuple[Parting, ...]
    astray: int
    strange: int

    @property
    def rank(self) -> tuple[int, int]:
        """How little it fits."""
        return self.astray, self.strange


def chosen_parting(parts: Sequence[Part], columns: ListColumns, pitch: float) -> list[Parting]:
    """Return how each page of a list is parted; rows that another way would part as well are astray."""
    found = [partings(part.sheet, pitch) for part in parts]
    choices = []
    tried: list[list[list[Parting]]] = []
    for way in SET:
        candidates = _candidates(way, found)
        if all(candidates) and candidates not in tried:
            tried.append(candidates)
            choices.append(_choice(parts, candidates, columns))
    best = min(choices, key=lambda choice: choice.rank)
    rivals = [choice for choice in choices if choice is not best and choice.rank == best.rank]
    doubted = [
        _doubted(part.sheet, parting, [rival.partings[number] for rival in rivals])
        for number, (part, parting) in enumerate(zip(parts, best.partings, strict=True))
    ]
    return _with_cut_rows(parts, doubted)


def _with_cut_rows(parts: Sequence[Part], found: Sequence[Parting]) -> list[Parting]:
    """Return partings in which the last row of a page keeps the lines below it that go on on the next page.

    Where the next page begins with a row of its own, these lines are that row's.
    """
    made = list(found)
    for number, (part, parting) in enumerate(zip(parts[1:], found[1:], strict=True)):
        if any(row < 0 for column in parting.places(part.sheet) for row in column):
            made[number] = replace(made[number], bounds=(*made[number].bounds[:-1], float("inf")))
    return made


def _candidates(way: Way, found: Sequence[Sequence[Parting]]) -> list[list[Parting]]:
    """Return how each page may be parted: by rules and white where these do it, else in one way."""
    return [
        [each for each in some if each.is_sure][:1] or [each for each in some if each.way == way]
        for some in found
    ]


def _choice(parts: Sequence[Part], candidates: Sequence[Sequence[Parting]], columns: ListColumns) -> _Choice:
    """Return the one of the ways to part each page that makes the texts most alike."""
    chosen: list[Parting] = []
    texts: Counter[tuple[int, str]] = Counter()
    for part, some in zip(parts, candidates, strict=True):
        least = min(len(each.astray) for each in some)
        fit = [each for each in some if len(each.astray) == least]
        counted = [(each, _texts(part.sheet, each, columns)) for each in fit]
        best, own = counted[0]
        rivals: list[Parting] = []
        if len(counted) > 1:
            strange = [_strange(each, texts) for _, each in counted]
            best, own = counted[strange.index(min(strange))]
            rivals = [
                each
                for (each, _), other in zip(counted, strange, strict=True)
                if other == min(strange) and each is not best
            ]
        chosen.append(_doubted(part.sheet, best, rivals))
        texts.update(own)
    astray = sum(len(each.astray) for each in chosen)
    return _Choice(tuple(chosen), astray, _strange(texts, Counter()))


def _doubted(sheet: Sheet, parting: Parting, rivals: Sequence[Parting]) -> Parting:
    """Return a parting with the rows astray of which another that fits as well makes something else."""
    if not rivals:
        return parting
    astray = set(parting.astray)
    own = parting.places(sheet)
    for rival in rivals:
        for mine, other in zip(own, rival.places(sheet), strict=True):
            for one, two in zip(mine, other, strict=True):
                if one != two:
                    astray |= {one, two}
    return replace(parting, astray=frozenset(astray))


def _texts(sheet: Sheet, parting: Parting, columns: ListColumns) -> Counter[tuple[int, str]]:
    """Return the texts of a page's cells by column, as often as they occur."""
    cells: dict[tuple[int, int], list[str]] = {}
    for at, column in enumerate(sheet.columns):
        if columns.kinds[at] == "text":
            for line in column:
                cells.setdefault((at, parting.row_of(line.middle)), []).append(line.text)
    return Counter((at, " ".join(lines)) for (at, _), lines in cells.items())


def _strange(texts: Counter[tuple[int, str]], others: Counter[tuple[int, str]]) -> int:
    """Return how many texts of a list stand in it once and are no outcome's wording: cut in a wrong place."""
    return sum(count + others[key] == 1 and not _is_known(key[1]) for key, count in texts.items())


@lru_cache(maxsize=16384)
def _is_known(text: str) -> bool:
    return find_outcome(text).codes is not None
