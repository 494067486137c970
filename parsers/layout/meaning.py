"""What labels mean: each axis of a table is of one kind, told by what it is called and by what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from parsers.vocabulary.dimensions import axis_named, is_measure, is_of_which, is_total, looks_like_place
from parsers.vocabulary.forces import find_force
from parsers.vocabulary.groups import group_of, unit_of
from parsers.vocabulary.offences import looks_like_offence
from parsers.vocabulary.outcomes import find_outcome, looks_like_outcome
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.figure import DimensionKind

LabelKind = Literal[
    "period",
    "outcome",
    "offence",
    "force",
    "place",
    "age",
    "sex",
    "total",
    "count",
    "recorded",
    "percentage",
    "rate",
]
_AXIS_KINDS = ("period", "outcome", "offence", "force", "place", "age", "sex")
_GROUPS = ("age", "sex")
MOST = 0.6
"""The part of its labels that tells what an axis is of."""


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PART_OF_YEAR = re.compile(
    rf"(?:q|qtr\.? ?|quarter )[1-4](?: ?\({_MONTH}.*\))?|{_MONTH}(?: ?(?:-|–|to) ?{_MONTH})?", re.IGNORECASE
)
_ALL_OF_THEM = re.compile(r"all (?!saints|souls|other)(?:[a-z]+ )?[a-z]+s", re.IGNORECASE)
"""A total over an axis that names what it sums: "All schools"; a school may be called All Saints."""


@lru_cache(maxsize=16384)
def kind_of_label(text: str) -> LabelKind | None:
    """Return what kind of thing a label is by itself, or None where it is not known."""
    if not text:
        return None
    measure = is_measure(text)
    if measure is not None:
        return measure
    if is_total(text) or _ALL_OF_THEM.fullmatch(text):
        return "total"
    if read_period(text) or is_part_of_year(text):
        return "period"
    if looks_like_outcome(text):
        return "outcome"
    if looks_like_offence(text):
        return "offence"
    if find_force(text):
        return "force"
    if looks_like_place(text):
        return "place"
    return group_of(text)


def is_part_of_year(text: str) -> bool:
    """Say whether a label names a quarter or months of a year that another label names."""
    return _PART_OF_YEAR.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a table: the kind of its labels, and its name as printed where it has one."""

    kind: DimensionKind
    name: str


def axis_of(name: str, labels: Iterable[str]) -> Axis:
    """Return the axis that labels stand on, `name` being what the table calls it.

    The labels decide where most of them are of one kind; else the name does; an axis that neither tells is
    unknown, and its figures wait for a person.
    """
    distinct = [label for label in dict.fromkeys(labels) if label]
    if _are_units(distinct):
        return Axis("other", "unit")
    kinds = [kind_of_label(label) for label in distinct]
    told = [kind for kind in kinds if kind not in {"total", "count", "recorded", "percentage", "rate"}]
    named = axis_named(name) if name else None
    if told:
        for kind in _AXIS_KINDS:
            if sum(found == kind for found in told) >= MOST * len(told):
                if named is not None and named != kind and _bare(distinct, kind):
                    continue
                return Axis("other", kind) if kind in _GROUPS else Axis(kind, name)  # type: ignore[arg-type]
    if named is not None:
        return Axis(named, name)
    if told and any(found == "outcome" for found in told):
        return Axis("outcome", name)
    return Axis("unknown", name)


def _are_units(labels: Sequence[str]) -> bool:
    """Say whether labels tell what is counted: incidents in some columns, people in others."""
    units = [unit_of(label) for label in labels if kind_of_label(label) != "total"]
    return None not in units and len(set(units)) > 1


def _bare(labels: Sequence[str], kind: str) -> bool:
    """Say whether labels could be of another kind too: place names that forces share, and the like."""
    del labels
    return kind in {"force", "place", "offence"}


def outcome_numbers(axis: Axis, labels: Iterable[str]) -> bool:
    """Say whether an outcome axis is labelled with bare outcome numbers."""
    return axis.kind == "outcome" and all(
        find_outcome(label, bare_numbers=True).codes for label in labels if label and not is_total(label)
    )


def part_names(corner: str) -> tuple[str, str]:
    """Return what a corner calls the axis below it and the axis beside it.

    "Crime Outcome / Financial Year" names both, "Offence Sub Group" the one below.
    """
    for sign in (" / ", " \\ ", " by ", " v ", "/", "\\"):
        below, found, beside = corner.partition(sign)
        if found and axis_named(below.strip()) and axis_named(beside.strip()):
            return below.strip(), beside.strip()
    return corner, ""


def is_part(label: str) -> bool:
    """Say whether a label names a part of the row above it, which must not be counted again."""
    return is_of_which(label)
