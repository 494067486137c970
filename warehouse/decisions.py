"""People's decisions: small CSV files in the workspace, replayed at every build and never edits of a result.

`decisions/<kind>.csv` has the columns kind, target, scope, value, who, when, why. Of rows that speak about
the same thing the last one holds. A document is named by the first twelve digits of its id (DOC), a table by
DOC.tN, a figure by its id.
"""

from __future__ import annotations

import csv
import fcntl
import io
import re
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from parsers.errors import FoiError
from parsers.figure import Period
from parsers.vocabulary.forces import FORCES
from parsers.vocabulary.outcomes import OUTCOMES
from parsers.vocabulary.periods import hull, read_period
from parsers.vocabulary.text import normalise
from warehouse.files import TEMPORARY, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from warehouse.workspace import Workspace

NOT_AN_OUTCOME = "not-an-outcome"
_DOCUMENT = r"[0-9a-f]{12}"
_TABLE = rf"{_DOCUMENT}\.t\d+"
_FIGURE = rf"{_TABLE}\.r\d+\.c\d+"


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer of one person. `when` is an ISO date or time; `value` depends on the kind (see `KINDS`)."""

    kind: str
    target: str
    scope: str
    value: str
    who: str
    when: str
    why: str


COLUMNS = tuple(field.name for field in fields(Decision))


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of decision is about, as pattern and in words, and the check of its scope and value."""

    target: str
    target_words: str
    problem: Callable[[Decision], str | None]


def parse_period(value: str) -> Period | None:
    """Return the period that a decision's value names: a label, or `first..last` of days or labels."""
    first, dots, last = value.partition("..")
    if not dots:
        return read_period(value.strip()) or _day(value.strip())
    ends = [read_period(end.strip()) or _day(end.strip()) for end in (first, last)]
    if ends[0] is None or ends[1] is None or ends[1].end < ends[0].start:
        return None
    return replace(hull([ends[0], ends[1]]), label=value)


def load_decisions(workspace: Workspace) -> list[Decision]:
    """Return all decisions: kind by kind in the order of the names, within a kind as they were made.

    Raises:
        FoiError: A file or row is not as it must be; the message names the file, the line, what was found
            and what to do.
    """
    decisions = []
    for path in sorted(workspace.decisions.glob("*.csv")):
        if path.stem not in KINDS:
            raise FoiError(f"{path}: no such kind of decision; known are {', '.join(sorted(KINDS))}.")
        decisions.extend(_read(path))
    return decisions


def subject(decision: Decision) -> tuple[str, str, str]:
    """Return what a decision speaks about; accepting and rejecting are two answers to one question."""
    kind = "verdict" if decision.kind in {"accept", "reject"} else decision.kind
    target = normalise(decision.target) if kind == "wording" else decision.target
    return kind, target, decision.scope


def in_force(decisions: Iterable[Decision]) -> dict[tuple[str, str, str], Decision]:
    """Return of decisions, in the order in which they are replayed, those that hold, by their subject."""
    holding: dict[tuple[str, str, str], Decision] = {}
    for decision in decisions:
        key = subject(decision)
        # Accepting and rejecting stand in two files, so that their order tells nothing.
        if key[0] != "verdict" or key not in holding or holding[key].when <= decision.when:
            holding[key] = decision
    return holding


def record(workspace: Workspace, decision: Decision) -> Decision:
    """Append a decision to its file and return it as it was written.

    Raises:
        FoiError: It is not valid; nothing was written.
    """
    return record_all(workspace, [decision])[0]


def record_all(workspace: Workspace, decisions: Iterable[Decision]) -> list[Decision]:
    """Append decisions to their files, each file whole, and return them as they were written.

    A kill leaves some files without their new rows; recording the same again completes them.

    Raises:
        FoiError: One of them is not valid; nothing was written.
    """
    written = [tidied(decision) for decision in decisions]
    for decision in written:
        problem = decision_problem(decision)
        if problem:
            raise FoiError(f"decide {decision.kind} {decision.target}: {problem}")
    workspace.decisions.mkdir(parents=True, exist_ok=True)
    with (workspace.decisions / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in workspace.decisions.glob(f"{TEMPORARY}*"):
            leftover.unlink(missing_ok=True)
        texts = {}
        for kind in dict.fromkeys(decision.kind for decision in written):
            path = workspace.decisions / f"{kind}.csv"
            rows = _read(path) if path.exists() else []
            text = io.StringIO(newline="")
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(astuple(row) for row in (*rows, *(row for row in written if row.kind == kind)))
            texts[path] = text.getvalue().encode()
        # All are read before one is written: a bad file must not leave half of a list recorded.
        for path, data in texts.items():
            write_whole(path, data)
    return written


def _read(path: Path) -> list[Decision]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FoiError(f"{path}: not UTF-8 ({error}); save it as UTF-8.") from None
    reader = csv.reader(io.StringIO(text, newline=""))
    head = tuple(next(reader, ()))
    if head != COLUMNS:
        raise FoiError(f"{path}, line 1: found columns {','.join(head)!r}; write {','.join(COLUMNS)!r}.")
    decisions = []
    for row in reader:
        place = f"{path}, line {reader.line_num}"
        if not row:
            continue
        if len(row) != len(COLUMNS):
            raise FoiError(f"{place}: found {len(row)} columns; write {len(COLUMNS)}.")
        decision = tidied(Decision(*row))
        if decision.kind != path.stem:
            raise FoiError(f"{place}: found kind {decision.kind!r}; write {path.stem!r} or move the row.")
        problem = decision_problem(decision)
        if problem:
            raise FoiError(f"{place}: {problem}")
        decisions.append(decision)
    return decisions


def tidied(decision: Decision) -> Decision:
    """Strip white space, and shorten full document ids to the twelve digits by which people name them."""
    texts = [text.strip() for text in astuple(decision)]
    bare = Decision(*texts)
    if bare.kind == "wording":
        return replace(bare, scope=_short(bare.scope))
    if bare.kind == "supersede":
        bare = replace(bare, value=_short(bare.value))
    return replace(bare, target=_short(bare.target))


def _short(text: str) -> str:
    return re.sub(r"^([0-9a-f]{12})[0-9a-f]{52}(?=$|\.)", r"\1", text)


def decision_problem(decision: Decision) -> str | None:
    """Return what is wrong with a decision and what to write, or None."""
    kind = KINDS.get(decision.kind)
    if kind is None:
        return f"no such kind of decision; known are {', '.join(sorted(KINDS))}."
    if not re.fullmatch(kind.target, decision.target):
        return f"found target {decision.target!r}; write {kind.target_words}."
    try:
        datetime.fromisoformat(decision.when)
    except ValueError:
        return f"found when {decision.when!r}; write a day such as 2025-10-15."
    if not decision.who:
        return "who is empty; write who decided."
    return kind.problem(decision)


def _day(text: str) -> Period | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return Period(day, day, text, "day")


def _codes_problem(decision: Decision) -> str | None:
    if decision.value == NOT_AN_OUTCOME:
        return None
    unknown = [code for code in decision.value.split("|") if code not in OUTCOMES]
    if unknown:
        return f'found codes {decision.value!r}; write outcome codes such as "14|16", or "{NOT_AN_OUTCOME}".'
    return None


def _one_of(*words: str) -> Callable[[Decision], str | None]:
    def problem(decision: Decision) -> str | None:
        return None if decision.value in words else f"found {decision.value!r}; write {' or '.join(words)}."

    return problem


def _force_problem(decision: Decision) -> str | None:
    unknown = [force for force in decision.value.split("|") if force not in FORCES]
    return f"no force {unknown[0]!r}; write a force id such as 'durham'." if unknown else None


def _request_problem(decision: Decision) -> str | None:
    return None if decision.value else "the request's id is empty; write the id of a request."


def _period_problem(decision: Decision) -> str | None:
    if parse_period(decision.value):
        return None
    return f"found period {decision.value!r}; write a label such as 2019/20, or 2019-04-01..2024-03-31."


def _axis_problem(decision: Decision) -> str | None:
    if not decision.scope.startswith("?"):
        return f'found scope {decision.scope!r}; write the breakdown key that begins with "?".'
    return _one_of("outcome", "offence", "place", "force", "other", "ignore")(decision)


def _accept_problem(decision: Decision) -> str | None:
    if not decision.value:
        return None
    if not re.fullmatch(_FIGURE, decision.target):
        return "a count can be accepted for one figure only; name the figure."
    return None if decision.value.isdecimal() else f"found count {decision.value!r}; write a whole number."


def _nothing(_decision: Decision) -> str | None:
    return None


def _secret_problem(decision: Decision) -> str | None:
    return "found a value; remove it: a password is kept nowhere." if decision.value else None


def _why_problem(decision: Decision) -> str | None:
    return None if decision.why else "why is empty; say why it may be used (--why)."


def _successor_problem(decision: Decision) -> str | None:
    if not re.fullmatch(_DOCUMENT, decision.value):
        return f"found {decision.value!r}; write the document that replaces it: {_DOCUMENT_WORDS}."
    return (
        "a document cannot replace itself; name the newer one." if decision.value == decision.target else None
    )


def _place_problem(decision: Decision) -> str | None:
    return None if decision.scope else "the scope is empty; write the place of the number in the document."


_ANYTHING = rf"{_FIGURE}|{_TABLE}|{_DOCUMENT}"
_DOCUMENT_WORDS = "the first 12 digits of a document's id"
_TABLE_WORDS = "a table such as 0123456789ab.t1"
_ANYTHING_WORDS = "a figure, table or document such as 0123456789ab.t1.r2.c3"

KINDS: dict[str, Kind] = {
    "wording": Kind(r".+", "a wording", _codes_problem),
    "blank": Kind(_TABLE, _TABLE_WORDS, _one_of("zero", "missing")),
    "dash": Kind(_TABLE, _TABLE_WORDS, _one_of("zero", "missing")),
    "force": Kind(_DOCUMENT, _DOCUMENT_WORDS, _force_problem),
    "request": Kind(_DOCUMENT, _DOCUMENT_WORDS, _request_problem),
    "period": Kind(_TABLE, _TABLE_WORDS, _period_problem),
    "axis": Kind(_TABLE, _TABLE_WORDS, _axis_problem),
    "accept": Kind(_ANYTHING, _ANYTHING_WORDS, _accept_problem),
    "reject": Kind(_ANYTHING, _ANYTHING_WORDS, _nothing),
    "password": Kind(_DOCUMENT, _DOCUMENT_WORDS, _secret_problem),
    "release": Kind(_DOCUMENT, _DOCUMENT_WORDS, _why_problem),
    "supersede": Kind(_DOCUMENT, _DOCUMENT_WORDS, _successor_problem),
    "ignore": Kind(_DOCUMENT, _DOCUMENT_WORDS, _place_problem),
}
