"""`foi decide group` and `foi decide --from`: many answers at once, none of them silently."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.commands.decide import now, take_effect, tell_trial, told
from flows.commands.known import refuse_unknown_request
from flows.review.questions import Signature, decision_of, questions
from flows.terminal import say, some, warn
from parsers.errors import FoiError
from warehouse.decisions import decision_problem, record_all
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.review.questions import Question
    from flows.settings import Settings
    from warehouse.decisions import Decision

PART_DONE = 3
"""Exit status where some answers were recorded and others refused, as `foi ingest` has for documents."""

SHOWN = 12
"""Decisions that are listed one by one before the rest is counted."""


@dataclass(frozen=True, slots=True)
class How:
    """How far to go: only say what would happen, without asking back, with a rebuild at the end; and why."""

    dry_run: bool = False
    yes: bool = False
    build: bool = True
    why: str = ""


def settle_group(
    settings: Settings, group: str, answer: str, how: How, *, without: Sequence[str] = ()
) -> None:
    """Give one answer to all questions of a group, after showing them.

    Raises:
        FoiError: No such group waits, the answer is none or is not valid, or nobody said yes: then nothing is
            recorded. Or the warehouse could not be rebuilt: then the message says so.
    """
    workspace = Workspace.open(settings.workspace)
    asked = _members(workspace, group, without)
    # Why hidden data may be used is for a person to say, each time.
    reason = how.why or ("" if asked[0].decision == "release" else f"one answer for the group {group}")
    signature = Signature(settings.who, now(), reason)
    decisions = []
    for question in asked:
        try:
            decision = decision_of(question, answer, signature)
        except FoiError as error:
            raise FoiError(f"decide group {group}: {error}") from None
        problem = decision_problem(decision)
        if problem:
            raise FoiError(f"decide group {group}: {problem}")
        decisions.append(decision)
    if decisions[0].kind == "request":
        refuse_unknown_request(workspace, decisions[0].value)
    say(f"{some(len(asked), 'decision')} of one cause: {asked[0].cause}")
    for question, decision in list(zip(asked, decisions, strict=True))[:SHOWN]:
        frees = some(question.frees, "figure")
        say(f"  {told(decision)}  ({question.document}: {question.where}; frees {frees})")
    if len(asked) > SHOWN:
        say(f"  and {len(asked) - SHOWN} more: foi held {group}")
    if how.dry_run:
        tell_trial(workspace, decisions)
        say("Nothing was recorded.")
        return
    _agreed(len(decisions), how)
    record_all(workspace, decisions)
    say(f"Recorded {some(len(decisions), 'decision')} in {workspace.decisions}")
    take_effect(workspace, build=how.build)


def _members(workspace: Workspace, group: str, without: Sequence[str]) -> list[Question]:
    with connect(workspace) as connection:
        asked = questions(connection, group)
    if not asked:
        raise FoiError(f"{group}: no such group waits; 'foi held' names those that do")
    left = {question.target for question in asked}
    unknown = [target for target in without if target not in left]
    if unknown:
        raise FoiError(f"{unknown[0]}: not in the group; 'foi held {group}' lists what is")
    chosen = [question for question in asked if question.target not in without]
    if not chosen:
        raise FoiError(f"{group}: nothing is left of the group without what was left out")
    return chosen


def _agreed(number: int, how: How) -> None:
    """Make sure that a person agrees.

    Raises:
        FoiError: Nobody does, or nobody can be asked.
    """
    if how.yes:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise FoiError(
            "nothing was recorded: say --yes to record them, or --dry-run to see what they would free"
        )
    sys.stdout.write(f"Record {some(number, 'decision')}? [y/N] ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise FoiError("nothing was recorded")


def settle_book(settings: Settings, path: Path, how: How, *, partly: bool = False) -> int:
    """Record the answers of a filled-in review workbook and return the exit status.

    All of them or none, unless `partly`: then the good ones. What was decided so before is left as it is, so
    that the same file can be read again.

    Raises:
        FoiError: The file is no review workbook, or there is no warehouse. Or the warehouse could not be
            rebuilt: then the message says so.
    """
    from flows.review.reading import read_book
    from flows.review.settling import settle_rows

    workspace = Workspace.open(settings.workspace)
    book = read_book(path)
    signature = Signature(settings.who, now(), "")
    with connect(workspace) as connection:
        settled = settle_rows(workspace, connection, book, questions(connection), signature)
    for problem in settled.problems:
        warn(f"refused: {problem}")
    if settled.problems and not partly:
        warn(
            f"foi: {some(len(settled.problems), 'answer')} refused, so nothing was recorded; mend the cells,"
            " or record the others with --partly"
        )
        return 1
    _tell(settled.new, settled.known)
    if how.dry_run:
        if settled.new:
            tell_trial(workspace, settled.new)
        say("Nothing was recorded.")
    elif settled.new:
        record_all(workspace, settled.new)
        say(f"Recorded in {workspace.decisions}")
        take_effect(workspace, build=how.build)
    return PART_DONE if settled.problems else 0


def _tell(new: Sequence[Decision], known: int) -> None:
    for decision in new[:SHOWN]:
        say(f"  {told(decision)}")
    if len(new) > SHOWN:
        say(f"  and {len(new) - SHOWN} more")
    before = f"; {known} were decided so before" if known else ""
    say(f"{some(len(new), 'new decision')}{before}.")
