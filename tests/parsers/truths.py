"""Comparing what was read with what a made-up document is known to say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parsers.figure import Figure, Reading

Key = tuple[object, ...]


def true_keys(facts: Sequence[Mapping[str, Any]]) -> Counter[Key]:
    """Return a document's true figures by what they are about; records by the sums that are known of them."""
    keys: Counter[Key] = Counter()
    for fact in facts:
        codes = fact.get("outcome_codes") or ([fact["outcome_code"]] if fact["outcome_code"] else [])
        about = (fact["period_start"], fact["period_end"], tuple(sorted(codes)))
        if fact["kind"] == "record_count":
            keys["record", *about] += fact["count"]
        elif fact["kind"] == "percentage":
            keys["percentage",] += 1
        else:
            role = {"value": "cell", "range": "cell"}.get(fact["kind"], fact["kind"])
            places = frozenset(normalise(label) for label in fact["breakdown"].values())
            bounds = (fact["count_low"], fact["count_high"])
            keys[role, *about, normalise(fact["offence"] or ""), places, *bounds] += 1
    return keys


def read_keys(readings: Iterable[Reading], facts: Sequence[Mapping[str, Any]]) -> Counter[Key]:
    """Return what was read, by the same keys."""
    keys: Counter[Key] = Counter()
    for figure in (figure for reading in readings for figure in reading.figures):
        period = (str(figure.period.start), str(figure.period.end)) if figure.period else (None, None)
        if figure.value_status == "record":
            keys["record", *_containing(period, facts), _codes(figure)] += 1
        elif figure.role in {"percentage", "rate"}:
            keys["percentage",] += 1
        else:
            places = frozenset(normalise(label) for key, label in figure.breakdown.items() if key != "part")
            bounds = (figure.count_low, figure.count_high)
            offence = normalise(figure.offence_label or "")
            keys[figure.role, *period, _codes(figure), offence, places, *bounds] += 1
    return keys


def _codes(figure: Figure) -> tuple[str, ...]:
    if figure.outcome_label is None:
        return ()
    codes = find_outcome(figure.outcome_label).codes
    return (f"unknown: {figure.outcome_label}",) if codes is None else tuple(sorted(codes))


def _containing(
    period: tuple[str | None, str | None], facts: Sequence[Mapping[str, Any]]
) -> tuple[str | None, str | None]:
    """Return the counted period in which a record's day lies."""
    for fact in facts:
        if period[0] is not None and fact["period_start"] <= period[0] <= fact["period_end"]:
            return fact["period_start"], fact["period_end"]
    return period
