"""The figures of a letter's running text: its lists, each a table of its own, and its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.layout.context import only_period
from parsers.layout.force_titles import forces_over
from parsers.layout.lists import TextList, find_lists, list_figures
from parsers.layout.prose import sentence_figures
from parsers.vocabulary.periods import find_periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Document
    from parsers.figure import Figure, Period
    from parsers.layout.context import Told
    from parsers.letter import Zone, ZonedPassage

_OTHER_END = re.compile(
    r"[\s,(]*(?:through\b|up (?:to|until)\b|until\b|till\b|to (?:the )?(?:end|present|date|now|today)\b"
    r"|onwards?\b|so far\b|year to date\b|and (?:so far|(?:this )?year to date)\b)",
    re.IGNORECASE,
)
Spans = dict[str, list[tuple[int, int]]]


@dataclass(slots=True)
class RunningText:
    """The lists and other passages of a document; `spans` are the characters that are read, by passage."""

    zoned: Sequence[ZonedPassage]
    lists: Sequence[TextList]
    forces: dict[int, str] = field(default_factory=dict)
    """By the id of a passage, the force in whose part of the reply it stands."""
    spans: Spans = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, zoned: Sequence[ZonedPassage]) -> RunningText:
        """Return a document's running text with its lists found."""
        return cls(zoned, find_lists(document, zoned), forces_over(document, zoned))

    @property
    def listed(self) -> frozenset[int]:
        """The ids of the passages that are items of lists."""
        return frozenset(id(passage) for found in self.lists for passage in found.passages)

    def only_period(self, zone: Zone) -> Period | None:
        """Return the one period that a zone speaks of: "2019 - 33" in a list names a year and no range."""
        listed = self.listed
        texts = [
            item.passage.text for item in self.zoned if item.zone == zone and id(item.passage) not in listed
        ]
        if zone == "answer":
            texts += [item.label for found in self.lists for item in found.items]
        if any(_is_open(text) for text in texts):
            return None
        return only_period(texts)

    def figures(self, told: Told, tables: int) -> list[Figure]:
        """Return the figures of lists and sentences; lists are numbered behind the document's `tables`."""
        figures: list[Figure] = []
        for number, found in enumerate(self.lists, start=tables + 1):
            figures += list_figures(found, number, told, self.forces.get(id(found.passages[0])))
            for passage in found.passages:
                self.spans[passage.locator] = [(0, len(passage.text))]
        said, spans = sentence_figures(self.zoned, self.listed, told, self.forces)
        self.spans.update(spans)
        return figures + said


def _is_open(text: str) -> bool:
    """Say whether a text names a period and then another end for it: "2021 through to end of August"."""
    return any(_OTHER_END.match(text, found.end) for found in find_periods(text))
