"""From filled rows to decisions: each is checked as the command line checks it, and named by its cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flows.commands.known import refuse_unknown, refuse_unknown_request
from flows.review.questions import Question, Signature, decision_of
from flows.review.sheets import SHEETS, sheet_of
from flows.review.writing import as_text
from parsers.errors import FoiError
from parsers.vocabulary.text import normalise
from warehouse.decisions import decision_problem, in_force, load_decisions, subject, tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duckdb import DuckDBPyConnection

    from flows.review.reading import Book, Filled
    from warehouse.decisions import Decision
    from warehouse.workspace import Workspace

_WORDINGS = "SELECT DISTINCT outcome_label FROM figures WHERE outcome_label IS NOT NULL"


@dataclass(slots=True)
class Settled:
    """What a workbook comes to: the decisions that are new, how many stand already, and what is refused."""

    new: list[Decision] = field(default_factory=list)
    known: int = 0
    problems: list[str] = field(default_factory=list)


def settle_rows(
    workspace: Workspace,
    connection: DuckDBPyConnection,
    book: Book,
    asked: Sequence[Question],
    signature: Signature,
) -> Settled:
    """Return what the answers of a workbook come to; nothing is recorded."""
    settled = Settled(problems=list(book.problems))
    standing = in_force(load_decisions(workspace))
    waiting = _waiting(asked)
    wordings = [str(row[0]) for row in connection.execute(_WORDINGS).fetchall()]
    said: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in book.filled:
        try:
            question = waiting.get(_key(row.sheet, row.about, row.within)) or _settled_before(row, wordings)
            decision = decision_of(question, row.answer, replace(signature, why=row.why or signature.why))
            if row.sheet == "Wordings":
                decision = replace(decision, scope=row.within)
            _refuse(workspace, decision, row)
            decision = tidied(decision)
            about = subject(decision)
            earlier = said.setdefault(about, (row.place, _value(decision)))
            if earlier[1] != _value(decision):
                raise FoiError(f"{row.place}: says {row.answer!r}, and {earlier[0]} says something else.")  # noqa: TRY301 one row, one place to refuse it
            if earlier[0] != row.place:
                continue
            old = standing.get(about)
            if old is not None and _value(old) == _value(decision):
                settled.known += 1
                continue
            if old is not None and book.written is not None and old.when[:19] > book.written.isoformat()[:19]:
                raise FoiError(  # noqa: TRY301 as above
                    f"{row.place}: {old.who} decided {_value(old)} on {old.when} after this file was written;"
                    " decide it on the command line."
                )
            settled.new.append(decision)
        except FoiError as problem:
            text = str(problem)
            settled.problems.append(text if text.startswith(f"{row.sheet}!") else f"{row.place}: {text}")
    return settled


def _waiting(asked: Iterable[Question]) -> dict[tuple[str, ...], Question]:
    found = {}
    for question in asked:
        title = sheet_of(question.decision, question.kind).title
        found[_key(title, as_text(question.target), as_text(question.within))] = question
    return found


def _key(sheet: str, about: str, within: str) -> tuple[str, ...]:
    # A wording's scope is the person's to write, and spaces at its ends may get lost on the way.
    return (sheet, about.strip(), "" if sheet == "Wordings" else within.strip())


def _settled_before(row: Filled, wordings: Sequence[str]) -> Question:
    """Return the question of a row that waits no more, as it would be asked.

    Raises:
        FoiError: It never waited.
    """
    sheet = next(sheet for sheet in SHEETS if sheet.title == row.sheet)
    kind, target = sheet.decisions[0], row.about
    if not target:
        raise FoiError(f"{row.about_place}: empty; leave About as foi wrote it.")
    if kind == "wording":
        alike = [label for label in wordings if normalise(as_text(label)) == normalise(target)]
        if not alike:
            raise FoiError(f"{row.about_place}: no figure has this wording; leave About as foi wrote it.")
        target = alike[0]
    if "release" in sheet.decisions and row.answer == "release":
        kind = "release"
    scope = row.within
    if row.sheet == "Blanks and dashes":
        kind, scope = ("dash" if "dash" in row.within else "blank"), ""
    answers = {
        "verdict": ("accept", "reject"),
        "ignore": ("ignore",),
        "count": ("reject",),
        "release": ("release",),
    }
    empty: tuple[str, ...] = ()
    return Question(
        "", kind, kind, target, scope, "", "", "", empty, answers.get(kind, empty), 0, 0, "", "", ""
    )


def _refuse(workspace: Workspace, decision: Decision, row: Filled) -> None:
    """Make sure that a decision may be recorded.

    Raises:
        FoiError: It may not.
    """
    problem = decision_problem(decision)
    if problem:
        raise FoiError(f"{row.place}: {problem}")
    if decision.kind == "request":
        refuse_unknown_request(workspace, decision.value)
    if decision.kind != "wording":
        try:
            refuse_unknown(workspace, decision.target)
        except FoiError as error:
            raise FoiError(f"{row.about_place}: {error}") from None


def _value(decision: Decision) -> str:
    return (
        f"{decision.kind} {decision.value}".strip()
        if decision.kind in {"accept", "reject"}
        else decision.value
    )
