"""What the reports of earlier runs say: since when a source fails, when something came, the usual time."""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from flows.report import Cost, Usual, begun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from warehouse.workspace import Workspace

USUAL = 7
"""Runs whose median is the usual time."""

LOOKED_AT = 400
"""Reports that are read; who asks since when may be told "for more than a year"."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier run, as its report tells of it; `failure` is why the run as a whole could not be done."""

    started: datetime
    new: int = 0
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    cost: Cost = field(default_factory=Cost)
    brought: dict[str, int] = field(default_factory=dict)
    """What each source brought that was new."""
    failing: frozenset[str] = frozenset()
    """The sources that could not be read."""
    failure: str | None = None
    of_sources: bool = True
    """Whether it read the sources, as nights do, and not a place that somebody named."""


def past_runs(workspace: Workspace) -> list[Past]:
    """Return the runs of a workspace, the latest first; a report that cannot be read is passed over."""
    return list(runs_back(workspace))


def runs_back(workspace: Workspace) -> Iterator[Past]:
    """Yield the same one by one, each read when it is asked for."""
    for report in sorted(workspace.runs.glob("*.json"), reverse=True)[:LOOKED_AT]:
        run = _read(workspace, report)
        if run is not None:
            yield run


def last_done(past: Iterable[Past], now: datetime) -> datetime | None:
    """Return when the last run began that read the sources and was done, or None where none was.

    One that began in the future was done by a clock that was wrong, and says nothing.
    """
    done = (run.started for run in past if run.of_sources and run.failure is None)
    return next((started for started in done if started <= now), None)


def failing_since(source: str, past: Sequence[Past], now: datetime) -> datetime:
    """Return when the first of the runs began that have failed to read a source ever since."""
    since = now
    for run in past:
        if source in run.failing:
            since = run.started
        elif source in run.brought:
            break
    return since


def last_brought(source: str, past: Sequence[Past]) -> datetime | None:
    """Return when a source last brought something new."""
    return next((run.started for run in past if run.brought.get(source)), None)


def quiet_since(past: Sequence[Past]) -> datetime | None:
    """Return when something new last came, or else when it was first looked for; None without a run."""
    done = [run for run in past if run.failure is None]
    came = next((run.started for run in done if run.new), None)
    return came or (done[-1].started if done else None)


def usual(past: Sequence[Past]) -> Usual | None:
    """Return the medians of the last runs; None where there are too few."""
    runs = [run for run in past if run.of_sources and run.failure is None][:USUAL]
    if len(runs) < 2:
        return None
    stages = dict.fromkeys(name for run in runs for name in run.stages)
    costs = [asdict(run.cost) for run in runs]
    return Usual(
        statistics.median(run.seconds for run in runs),
        {name: statistics.median(run.stages.get(name, 0.0) for run in runs) for name in stages},
        Cost(**{name: round(statistics.median(cost[name] for cost in costs)) for name in costs[0]}),
    )


def grown(size: int, past: Sequence[Past]) -> int:
    """Return by how many bytes Prefect's database has grown since the run before, where both are known."""
    before = next((run.cost.prefect for run in past if run.cost.prefect), 0)
    return max(0, size - before) if before else 0


def _read(workspace: Workspace, path: Path) -> Past | None:
    try:
        facts: dict[str, Any] = json.loads(path.read_bytes())
        started = begun(facts["stamp"])
        if facts.get("failure"):
            return Past(started, failure=str(facts["failure"]))
        sources = facts.get("sources", [])
        return Past(
            started,
            int(facts["documents_new"]),
            float(facts["seconds_total"]),
            {str(name): float(seconds) for name, seconds in facts["seconds"].items()},
            Cost(**facts.get("cost", {})),
            {str(source["name"]): int(source["new"]) for source in sources},
            frozenset(str(source["name"]) for source in sources if source["failure"]),
            of_sources=facts["source"] == workspace.sources.name,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
