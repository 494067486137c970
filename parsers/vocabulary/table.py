"""The reference data: CSV files beside the code, each read once, when it is first asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

T = TypeVar("T")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/<name>.csv` as column -> text, in the file's order."""
    text = (files("parsers.vocabulary") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


class LazyTable(Mapping[str, T]):
    """A mapping that is loaded when it is first looked into, so that importing a module reads no file."""

    __slots__ = ("_load", "_loaded")

    def __init__(self, load: Callable[[], dict[str, T]]) -> None:
        """Keep `load` for the first look."""
        self._load = load
        self._loaded: dict[str, T] | None = None

    def _rows(self) -> dict[str, T]:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def __getitem__(self, key: str) -> T:
        """Return what stands under a key; KeyError where nothing does."""
        return self._rows()[key]

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in the file's order."""
        return iter(self._rows())

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows())

    def __contains__(self, key: object) -> bool:
        """Say whether a key is known."""
        return key in self._rows()
