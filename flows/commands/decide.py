"""`foi decide`: record an answer, and bring the warehouse up to date with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.commands.known import refuse_unknown, refuse_unknown_request
from flows.progress import shown
from flows.standing import Standing, standing
from flows.terminal import say
from parsers.errors import FoiError
from warehouse.decisions import Decision, record_all
from warehouse.publish import published
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says: of what kind, about what, within what, and why."""

    kind: str
    target: str
    value: str
    scope: str
    why: str


def settle(settings: Settings, answer: Answer, *, build: bool = True) -> None:
    """Record an answer as a decision and, unless told otherwise, rebuild and publish the warehouse.

    Raises:
        FoiError: There is no workspace, what the answer is about is unknown, or the answer is not valid: then
            nothing is recorded. Or the warehouse could not be rebuilt: then the message says so.
    """
    workspace = Workspace.open(settings.workspace)
    if answer.kind != "wording":
        refuse_unknown(workspace, answer.target)
    if answer.kind == "request":
        refuse_unknown_request(workspace, answer.value)
    if answer.kind == "supersede":
        refuse_unknown(workspace, answer.value)
    decision = Decision(
        answer.kind, answer.target, answer.scope, answer.value, settings.who, now(), answer.why
    )
    (written,) = record_all(workspace, [decision])
    say(f"Recorded in {workspace.decisions / written.kind}.csv: {told(written)}")
    take_effect(workspace, build=build)


def now() -> str:
    """The moment of a decision, as it is recorded (UTC)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def told(decision: Decision) -> str:
    """A decision in one line."""
    parts = (decision.kind, decision.target, decision.scope, decision.value)
    return " ".join(part for part in parts if part)


def take_effect(workspace: Workspace, *, build: bool) -> None:
    """Rebuild and publish the warehouse with what was recorded, and say what changed.

    Raises:
        FoiError: It could not be rebuilt; the message says that the decisions are recorded.
    """
    newest = published(workspace)
    if newest is None or not build:
        say("It takes effect with the next build: foi build")
        return
    from flows.rebuild import rebuild

    before = standing(newest)
    try:
        with shown() as progress:
            fresh = rebuild(workspace, progress)
    except FoiError as error:
        raise FoiError(f"the decision is recorded, but not in the warehouse yet: {error}") from error
    if fresh is None:
        say("Nothing changes: the same was decided before.")
        return
    say(f"Rebuilt: {difference(before, standing(fresh))}")


def tell_trial(workspace: Workspace, decisions: Sequence[Decision]) -> None:
    """Build with decisions that are not recorded, say what they would change, and throw the build away.

    Raises:
        FoiError: There is no warehouse yet, another process works in the workspace, or it cannot be built.
    """
    from warehouse.build import build
    from warehouse.files import temporary_beside

    newest = published(workspace)
    if newest is None:
        raise FoiError(f"{workspace.root}: no warehouse yet; 'foi ingest INBOX' builds one.")
    with workspace.locked(), shown() as progress:
        progress.stage("trying it out")
        trial = temporary_beside(workspace.published / "trial.duckdb")
        try:
            build(workspace, trial, trial=decisions, base=newest)
            after = standing(trial)
        finally:
            trial.unlink(missing_ok=True)
    say(f"It would come to: {difference(standing(newest), after)}")


def difference(before: Standing, after: Standing) -> str:
    """What changed from one warehouse to the next, in one line."""
    accepted = after.figures_accepted - before.figures_accepted
    waiting = after.waiting - before.waiting
    return (
        f"{after.figures_accepted} figures accepted ({accepted:+d}), {after.figures_held} held, "
        f"{after.waiting} decisions waiting ({waiting:+d})."
    )
