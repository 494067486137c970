"""The build: one DuckDB file out of what was parsed, asked, decided and known. Same in, same rows out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from parsers.errors import FoiError
from warehouse.comments import comment_all
from warehouse.history import load_history
from warehouse.inputs import Inputs, code_digest, inputs_digest, vocabulary_digest
from warehouse.loading import load_inputs, load_meanings, load_suggestions
from warehouse.sql import statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from warehouse.decisions import Decision
    from warehouse.workspace import Workspace

__all__ = ["BuildSummary", "build", "inputs_digest"]

STORAGE_VERSION = "v1.5.0"
"""The DuckDB whose storage the file keeps to, so that every supported client opens it."""

STEPS: tuple[str | Callable[[duckdb.DuckDBPyConnection], None], ...] = (
    "00_words",
    "01_bounds",
    "05_vocabulary",
    "10_documents",
    "20_labels",
    load_meanings,
    "30_figures",
    "40_cells",
    "45_alternates",
    "50_keys",
    "60_recorded",
    "65_cuts",
    "66_outcomes_agree",
    "67_recorded_counts",
    "68_outcome_periods",
    "70_outcomes",
    "75_checks",
    "76_alternates",
    load_suggestions,
    "80_held",
    "84_received",
    "85_replies",
    "86_superseded",
    "87_comparability",
    "88_absences",
    "88_clock",
    "89_history",
    "90_share",
    "91_national",
    "92_trends",
    "93_rates",
    "94_keys",
    "95_build_info",
    "96_official",
    comment_all,
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
    progress: Callable[[str], None] | None = None,
    trial: Iterable[Decision] = (),
) -> BuildSummary:
    """Build the warehouse file `target` from what lies in the workspace, and return what it holds.

    `progress` is called with the name of each step before it runs. `trial` are decisions that nobody
    recorded: a build with them shows what they would change. Nothing is published.

    Raises:
        FoiError: An input file is not as it must be, or `target` is not to be written.
    """
    inputs = Inputs.of(workspace, trial)
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (target, target.with_name(f"{target.name}.wal")):
        leftover.unlink(missing_ok=True)
    try:
        with _connect(target) as connection:
            _tell(progress, "inputs")
            load_inputs(connection, inputs)
            for step in STEPS:
                _tell(progress, step if isinstance(step, str) else step.__name__)
                if isinstance(step, str):
                    connection.execute(statement(step))
                else:
                    step(connection)
            load_history(connection, inputs, STEPS[: STEPS.index("75_checks")])
            digest = inputs.digest()
            _record_build(connection, digest, inputs)
            connection.execute("CHECKPOINT")
            return _summary(connection, target, digest)
    except (duckdb.IOException, duckdb.FatalException) as error:
        # What was written of it would only take the room that is lacking.
        for unfinished in (target, target.with_name(f"{target.name}.wal")):
            unfinished.unlink(missing_ok=True)
        raise FoiError(f"{target}: cannot be written ({str(error).splitlines()[0]}).") from None


def _connect(target: Path) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "storage_compatibility_version": STORAGE_VERSION,
    }
    return duckdb.connect(str(target), config=config)


def _tell(progress: Callable[[str], None] | None, step: str) -> None:
    if progress is not None:
        progress(step)


def _record_build(connection: duckdb.DuckDBPyConnection, digest: str, inputs: Inputs) -> None:
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
    went_in = inputs.listed()
    connection.execute(
        "INSERT INTO build_inputs SELECT unnest($kinds), unnest($names), unnest($digests)",
        {
            "kinds": [kind for kind, _, _ in went_in],
            "names": [name for _, name, _ in went_in],
            "digests": [digest for _, _, digest in went_in],
        },
    )


def _summary(connection: duckdb.DuckDBPyConnection, target: Path, digest: str) -> BuildSummary:
    result = connection.execute(
        """
        SELECT
            (SELECT count(*) FROM documents) AS documents,
            (SELECT count(*) FROM replies) AS replies,
            (SELECT count(*) FROM figures) AS figures,
            (SELECT count(*) FROM figures WHERE state = 'accepted') AS figures_accepted,
            (SELECT count(*) FROM figures WHERE state = 'held') AS figures_held,
            (SELECT count(*) FROM figures WHERE state = 'rejected') AS figures_rejected,
            (SELECT count(*) FROM lost_numbers WHERE NOT ignored) AS numbers_lost,
            (SELECT count(*) FROM checks) AS checks,
            (SELECT count(*) FROM checks WHERE NOT passed) AS checks_failed,
            (SELECT count(*) FROM held) AS held
        """
    )
    names = [column[0] for column in result.description or []]
    (numbers,) = result.fetchall()
    problems = connection.execute(
        "SELECT note FROM checks WHERE reply_id IS NULL AND document_id IS NULL ORDER BY note"
    ).fetchall()
    return BuildSummary(
        path=target,
        inputs_digest=digest,
        problems=tuple(str(row[0]) for row in problems),
        **dict(zip(names, numbers, strict=True)),
    )
