"""`foi decide`: record an answer, and bring the warehouse up to date with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.commands.known import refuse_unknown
from flows.progress import shown
from flows.standing import Standing, standing
from flows.terminal import say
from parsers.errors import FoiError
from warehouse.decisions import Decision, record
from warehouse.publish import published
from warehouse.requests import load_requests
from warehouse.workspace import Workspace

if TYPE_CHECKING:
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
        _refuse_unknown_request(workspace, answer.value)
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    decision = Decision(
        answer.kind, answer.target, answer.scope, answer.value, settings.who, when, answer.why
    )
    written = record(workspace, decision)
    said = " ".join(part for part in (written.kind, written.target, written.scope, written.value) if part)
    say(f"Recorded in {workspace.decisions / written.kind}.csv: {said}")
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
    say(_difference(before, standing(fresh)))


def _refuse_unknown_request(workspace: Workspace, request_id: str) -> None:
    known = [request.id for request in load_requests(workspace)]
    if request_id not in known:
        listed = ", ".join(known) or "none"
        raise FoiError(f"{request_id}: no such request in {workspace.requests}; known requests: {listed}")


def _difference(before: Standing, after: Standing) -> str:
    accepted = after.figures_accepted - before.figures_accepted
    waiting = after.waiting - before.waiting
    return (
        f"Rebuilt: {after.figures_accepted} figures accepted ({accepted:+d}), {after.figures_held} held, "
        f"{after.waiting} decisions waiting ({waiting:+d})."
    )
