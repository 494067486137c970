"""The build: one DuckDB file out of what was parsed, asked, decided and known. Same in, same rows out."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from parsers.errors import FoiError
from warehouse.comments import comment_all
from warehouse.history import load_history
from warehouse.inputs import Inputs, code_digest, inputs_digest, vocabulary_digest
from warehouse.kept import kept
from warehouse.loading import TEMP, create_code_check, load_wording_decisions, load_wording_keys
from warehouse.part import TO_REPLIES, Config, at_once, counted, put, run, shared
from warehouse.plan import Plan, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from warehouse.decisions import Decision
    from warehouse.placement import Placement
    from warehouse.workspace import Workspace

__all__ = ["BuildSummary", "build", "inputs_digest"]

STORAGE_VERSION = "v1.5.0"
"""The DuckDB whose storage the file keeps to, so that every supported client opens it."""
MEMORY = 4 * 2**30
"""Bytes that the database may hold in memory; what is more goes to a folder beside the file for a while."""

ONCE = (
    "89_coverage",
    "90_absences",
    "90_clock",
    "90_held_groups",
    "90_known",
    "90_share",
    "91_national",
    "92_trends",
    "93_rates",
    "95_build_info",
    "96_official",
)
"""The views and macros of a new file."""
LAST = ("00_words", "03_decided")
"""What the steps over the whole warehouse stand upon."""
OVER_ALL = ("97_held_wordings", "98_idle_decisions")
"""What speaks of the whole warehouse, and is made anew whenever a part is."""
KEYS = "99_keys"
_BY_DOCUMENT = (
    "answers",
    "caveats",
    "checks",
    "documents",
    "figures",
    "held",
    "labels",
    "lost_numbers",
    "screening",
    "tables",
)
_BY_REPLY = (
    "answering_cuts",
    "comparability",
    "cuts",
    "outcome_counts",
    "outcome_history",
    "outcome_periods",
    "recorded_counts",
    "recorded_history",
    "replies",
    "reply_versions",
)
_COUNTS = (
    "SELECT count(*) AS documents FROM documents",
    "SELECT count(*) AS replies FROM replies",
    """
    SELECT
        count(*) AS figures,
        count(*) FILTER (state = 'accepted') AS figures_accepted,
        count(*) FILTER (state = 'held') AS figures_held,
        count(*) FILTER (state = 'rejected') AS figures_rejected
    FROM figures
    """,
    "SELECT count(*) AS numbers_lost FROM lost_numbers WHERE NOT ignored",
    "SELECT count(*) AS checks, count(*) FILTER (NOT passed) AS checks_failed FROM checks",
    "SELECT count(*) AS held FROM held",
)


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build came to. `problems` are the texts of failed checks that no reply owns."""

    path: Path
    inputs_digest: str
    documents: int
    replies: int
    figures: int
    figures_accepted: int
    figures_held: int
    figures_rejected: int
    numbers_lost: int
    checks: int
    checks_failed: int
    held: int
    problems: tuple[str, ...]


def build(
    workspace: Workspace,
    target: Path,
    progress: Callable[[str, int], None] | None = None,
    trial: Iterable[Decision] = (),
    base: Path | None = None,
) -> BuildSummary:
    """Build the warehouse file `target` from what lies in the workspace, and return what it holds.

    `progress` is called with the name of each step before it runs, and how many there are. `trial` are
    decisions that nobody recorded: a build with them shows what they would change. `base` is an earlier
    warehouse file of the workspace: what has not changed since is taken over from it. The content is the same
    with and without it; the order of rows, where no question says one, may differ. Nothing is published.

    Raises:
        FoiError: An input file is not as it must be, or `target` is not to be written.
    """
    with kept():
        inputs = Inputs.of(workspace, trial)
        placements = inputs.placements()
        work = plan(inputs, placements, base)
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove(target)
    try:
        if work.base is not None:
            shutil.copyfile(work.base, target)
        else:
            # That the storage is an old one must be said as the file is made.
            duckdb.connect(
                str(target), config=_config(target, storage_compatibility_version=STORAGE_VERSION)
            ).close()
        return _fill(inputs, placements, work, target, progress)
    except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException, OSError) as error:
        # What was written of it would only take the room that is lacking.
        _remove(target)
        raise FoiError(f"{target}: cannot be written ({str(error).splitlines()[0]}).") from None


def _fill(
    inputs: Inputs,
    placements: dict[str, Placement],
    work: Plan,
    target: Path,
    progress: Callable[[str, int], None] | None,
) -> BuildSummary:
    steps = len(work.batches) + 2
    _tell(progress, "inputs", steps)
    worked_out = [placements[root] for batch in work.batches for root in batch]
    with shared(inputs, worked_out, str(target), _config(target)) as connection:
        _take_out(connection, work)
        # Of nothing there is a part, too: all relations are there, and empty.
        for batch in work.batches or ([[]] if work.base is None else []):
            _tell(progress, "answers", steps)
            with counted(connection, inputs, batch) as part:
                run(part, TO_REPLIES)
                load_history(part, inputs, placements)
                put(part)
    _tell(progress, "the whole", steps)
    with duckdb.connect(str(target), config=_config(target)) as connection:
        # One transaction: some sixty commits to a file would take longer than what they commit.
        with at_once(connection):
            if work.base is None:
                create_code_check(connection)
            run(connection, LAST if work.base else [*LAST, "01_bounds", *ONCE])
            load_wording_decisions(connection, inputs.decisions, TEMP)
            load_wording_keys(connection)
            run(connection, OVER_ALL)
        if work.base is None:
            run(connection, [KEYS])
            comment_all(connection)
        digest = inputs.digest()
        _record_build(connection, digest, inputs, work)
        connection.execute("CHECKPOINT")
        return _summary(connection, target, digest)


def _config(target: Path, **more: str) -> Config:
    config: Config = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": str(target.with_name(f"{target.name}.tmp")),
        **more,
    }
    if os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") > 2 * MEMORY:
        config["memory_limit"] = f"{MEMORY}B"
    return config


def _remove(target: Path) -> None:
    for leftover in (target, target.with_name(f"{target.name}.wal")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(target.with_name(f"{target.name}.tmp"), ignore_errors=True)


def _take_out(connection: duckdb.DuckDBPyConnection, work: Plan) -> None:
    """Take out of an earlier file what is built anew, and what is there no more."""
    if work.base is None:
        return
    connection.execute(
        "CREATE TABLE memory.main.gone AS SELECT unnest(?::VARCHAR[]) AS document_id", [work.gone]
    )
    connection.execute(
        "CREATE TABLE memory.main.gone_replies AS SELECT unnest(?::VARCHAR[]) AS request_id,"
        " unnest(?::VARCHAR[]) AS force_id",
        [[request for request, _ in work.gone_replies], [force for _, force in work.gone_replies]],
    )
    named = "document_id IN (FROM memory.main.gone)"
    answered = "(request_id, force_id) IN (FROM memory.main.gone_replies)"
    for names, which in ((_BY_DOCUMENT, named), (_BY_REPLY, answered)):
        for name in names:
            connection.execute(f"DELETE FROM warehouse.main.{name} WHERE {which}")  # noqa: S608 words of ours
    connection.execute(
        "DELETE FROM warehouse.main.checks WHERE reply_id IN"
        " (SELECT request_id || '/' || force_id FROM memory.main.gone_replies)"
    )


def _tell(progress: Callable[[str, int], None] | None, step: str, steps: int) -> None:
    if progress is not None:
        progress(step, steps)


def _record_build(connection: duckdb.DuckDBPyConnection, digest: str, inputs: Inputs, work: Plan) -> None:
    connection.execute("DELETE FROM build_info")
    connection.execute("DELETE FROM build_inputs")
    connection.execute(
        "INSERT INTO build_info VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            digest,
            inputs.store.parser_version,
            vocabulary_digest(),
            inputs.decisions_digest(),
            code_digest(),
            duckdb.__version__,
            datetime.now(UTC).replace(tzinfo=None),
        ],
    )
    went_in = inputs.listed(work.keys)
    connection.execute(
        "INSERT INTO build_inputs SELECT unnest($kinds), unnest($names), unnest($digests)",
        {
            "kinds": [kind for kind, _, _ in went_in],
            "names": [name for _, name, _ in went_in],
            "digests": [digest for _, _, digest in went_in],
        },
    )


def _summary(connection: duckdb.DuckDBPyConnection, target: Path, digest: str) -> BuildSummary:
    # Relation by relation: together they are planned as a join of ten, which takes longer than counting.
    numbers: dict[str, int] = {}
    for counts in _COUNTS:
        counted = connection.execute(counts)
        names = [column[0] for column in counted.description or []]
        numbers |= zip(names, *counted.fetchall(), strict=True)
    problems = connection.execute(
        "SELECT note FROM checks WHERE reply_id IS NULL AND document_id IS NULL ORDER BY note"
    ).fetchall()
    return BuildSummary(
        path=target,
        inputs_digest=digest,
        problems=tuple(str(row[0]) for row in problems),
        **numbers,
    )
