"""`foi demo`: eight made-up replies to one request, ingested, and a story's figures asked of them."""

from __future__ import annotations

import shlex
import shutil
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from flows.commands.ingest import SOME_FAILED, run, show
from flows.terminal import say
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from flows.report import RunReport
    from flows.settings import Settings

RECORDED = """
SELECT period_label, count_low, count_high, reasons
FROM recorded_counts
WHERE request_id = 'private-sexual-images' AND force_id = 'hertfordshire' AND year(period_start) >= 2020
ORDER BY period_start DESC
"""

SHARES = """
WITH shares AS (
    SELECT 'outcome 16' AS ended, * FROM outcome_share('private-sexual-images', ['16'])
    UNION ALL
    SELECT 'outcome 14', * FROM outcome_share('private-sexual-images', ['14'])
    UNION ALL
    SELECT 'outcome 14 or 16', * FROM outcome_share('private-sexual-images', ['14', '16'])
    UNION ALL
    SELECT 'outcome 1', * FROM outcome_share('private-sexual-images', ['1'])
)
SELECT ended, recorded_low, recorded_high, count_low, count_high, share_low, reasons
FROM shares WHERE force_id = 'hertfordshire'
"""

MEANINGS = {
    "outcome 16": "the suspect was known, and the victim did not support going on",
    "outcome 14": "no suspect was known, and the victim did not support going on",
    "outcome 14 or 16": "the victim did not support going on",
    "outcome 1": "charge or summons",
}


REASONS = {
    "pending": "some had no outcome yet",
    "suppressed": "the force hides small numbers",
    "rounded": "the force rounds its numbers",
    "overlap": "some rows hold several outcomes together",
    "part period": "the reply covers part of the period",
    "conflict": "the reply's own tables differ",
    "held": "some figures wait for a person",
    "assumed period": "the period is the one that was asked for",
}


@dataclass(frozen=True, slots=True)
class Bounded:
    """A count between bounds, and why they differ."""

    low: int | None
    high: int | None
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        """The count as a story may print it: "at least" where, and only where, it may be more."""
        if self.low is None:
            return f"not known ({', '.join(self.reasons)})"
        return f"at least {self.low}" if self.low != self.high else str(self.low)

    @property
    def because(self) -> str:
        """Why it is "at least", or nothing."""
        if self.low is None or self.low == self.high:
            return ""
        most = f"at most {self.high}" if self.high is not None else "no upper bound"
        return f" [{most}: {', '.join(REASONS.get(reason, reason) for reason in self.reasons)}]"


def run_demo(settings: Settings) -> int:
    """Ingest the demo's replies into the workspace, print the story's figures, and return the exit status.

    Raises:
        FoiError: The workspace or Prefect cannot be used.
    """
    inbox = lay_out(settings.workspace)
    report = run(settings, inbox)
    show(report)
    say()
    with connect(Workspace.open(settings.workspace)) as connection:
        tell(connection)
    _next(settings.workspace, report)
    return SOME_FAILED if report.failures else 0


def lay_out(folder: Path) -> Path:
    """Copy the demo's replies and request into a folder and return its inbox; again, it changes nothing."""
    with as_file(files("fixtures") / "demo") as demo:
        shutil.copytree(demo / "inbox", folder / "inbox", dirs_exist_ok=True)
        shutil.copytree(demo / "requests", folder / "requests", dirs_exist_ok=True)
    return folder / "inbox"


def tell(connection: DuckDBPyConnection) -> None:
    """Print what the warehouse says of Hertfordshire, and the SQL that asked it."""
    recorded = connection.execute(RECORDED).fetchall()
    shares = connection.execute(SHARES).fetchall()
    say("Hertfordshire, private sexual images shared without consent, April 2015 to December 2021:")
    for year, low, high, reasons in recorded:
        bounded = Bounded(low, high, tuple(reasons))
        say(f"  {bounded} recorded in {year}{bounded.because}")
    for ended, all_low, all_high, low, high, share, reasons in shares:
        if ended == shares[0][0]:
            total = Bounded(all_low, all_high, tuple(reasons))
            say(f"  {total} in all{total.because}")
        bounded = Bounded(low, high, tuple(reasons))
        part = "share not known" if share is None else f"{100 * share:.1f} %"
        say(f"  {ended}: {bounded} ({part}): {MEANINGS[ended]}{bounded.because}")
    say()
    say("The SQL that was asked, and nothing else:")
    _quote(RECORDED)
    _quote(SHARES)


def _quote(query: str) -> None:
    for line in query.strip().splitlines():
        say(f"    {line}")
    say()


def _next(workspace: Path, report: RunReport) -> None:
    option = f"--workspace {shlex.quote(str(workspace))}"
    say("Next:")
    say(f"  foi status {option}    who answered, and how well")
    if report.standing and report.standing.waiting:
        say(f"  foi held {option}    what waits for a person")
    say(f"  foi sql {option}    a prompt for your own questions")
    say("  foi ingest INBOX    your own replies")
