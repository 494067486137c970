"""The questions that wait for a person, and what an answer to one is recorded as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from parsers.errors import FoiError
from warehouse.decisions import Decision

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_QUESTIONS = """
SELECT h."group", h.kind, h.decision, h.target, h.scope, h.reason, h.cause, h."where",
    h.suggestions, h.answers, h.figures,
    h.frees, h.command, coalesce(d.name, '') AS document, coalesce(d.request_id, '') AS request
FROM held h LEFT JOIN documents d USING (document_id)
WHERE $group IS NULL OR h."group" = $group
ORDER BY h.frees DESC, h.figures DESC, h.kind, h.item
"""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers, when, and why."""

    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that waits for a person.

    `decision` is what the answer is recorded as: a kind of decision; or "verdict" (accept or reject), or
    "count" (a number, or reject). `answers` are the only ones there are; empty where the person writes one.
    `figures` wait for it first of all, and `frees` of them for nothing else.
    """

    group: str
    kind: str
    decision: str
    target: str
    scope: str
    reason: str
    cause: str
    where: str
    suggestions: tuple[str, ...]
    answers: tuple[str, ...]
    figures: int
    frees: int
    command: str
    document: str
    request: str

    @property
    def within(self) -> str:
        """What of the target it is about, in words."""
        return {"blank": "blank cells", "dash": "dashes"}.get(self.decision, self.scope)


def decision_of(question: Question, answer: str, signature: Signature) -> Decision:
    """Return the decision that an answer to a question is.

    Raises:
        FoiError: It is none of the answers that there are. Whether a written answer is valid is checked when
            it is recorded.
    """
    kind, value, scope = question.decision, answer.strip(), question.scope
    if kind == "count" and value.isdecimal():
        kind = "accept"
    elif question.answers and value not in question.answers:
        listed = " or ".join((*(("a number",) if kind == "count" else ()), *question.answers))
        raise FoiError(f"found {value!r}; write {listed}.")
    elif kind in {"verdict", "count", "release", "ignore"}:
        kind, value = value, ""
    elif kind == "wording":
        value = "|".join(part.strip() for part in value.replace(",", "|").split("|"))
    return Decision(kind, question.target, scope, value, signature.who, signature.when, signature.why)


def questions(connection: DuckDBPyConnection, group: str | None = None) -> list[Question]:
    """Return what waits, of one group or all, what frees most figures first."""
    rows = connection.execute(_QUESTIONS, {"group": group}).fetchall()
    return [
        Question(*[cast("Any", tuple(value) if isinstance(value, list) else value) for value in row])
        for row in rows
    ]
