"""Tables under one printed head: the name over each is all that tells it from the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.layout.context import periods_in
from parsers.layout.force_titles import force_titled
from parsers.layout.meaning import MOST
from parsers.layout.sections import is_note

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from parsers.layout.context import Context

_AXIS = "?title"


def told_by_names(
    heads: Sequence[Hashable], names: Sequence[str], contexts: Sequence[Context]
) -> list[Context]:
    """Return what stands around each table, its name with it where that alone tells it from its likes.

    `heads` are the same for tables under one head, and empty for those that have none. The names of tables
    stand on one axis, as labels do: where most of them are of one kind, that is what it is of; else nobody
    knows, though some of the names be those of forces, and all of them wait.
    """
    names = ["" if is_note(name) else name for name in names]
    told = list(contexts)
    under: dict[Hashable, list[int]] = defaultdict(list)
    for at, head in enumerate(heads):
        if head:
            under[head].append(at)
    for tables in under.values():
        if len(tables) > 1 and len({names[at] for at in tables if names[at]}) == len(tables):
            own = _on_one_axis([names[at] for at in tables], [contexts[at] for at in tables])
            for at, context in zip(tables, own, strict=True):
                told[at] = context
    return told


def _on_one_axis(names: Sequence[str], contexts: Sequence[Context]) -> list[Context]:
    forces = {force for name in names if (force := force_titled(name)) is not None}
    # A force that one of the names is holds for no other.
    own = [
        replace(context, force=None) if context.force in forces and force_titled(name) is None else context
        for name, context in zip(names, contexts, strict=True)
    ]
    kinds = [_kind_of(name, context) for name, context in zip(names, own, strict=True)]
    if None not in kinds:
        return own
    kind, often = Counter(kinds).most_common(1)[0]
    if kind is None or often < MOST * len(kinds):
        return [
            replace(context, force=None if force_titled(name) else context.force, breakdown=(_AXIS, name))
            for name, context in zip(names, own, strict=True)
        ]
    axis = "place" if kind == "place" else _AXIS
    return [
        context if known else replace(context, breakdown=(axis, name))
        for name, context, known in zip(names, own, kinds, strict=True)
    ]


def _kind_of(name: str, context: Context) -> str | None:
    """Return what kind of thing the name over a table is, None where that is not known."""
    if force_titled(name) is not None:
        return "force"
    if context.breakdown is not None:
        return context.breakdown[0]
    if periods_in(name):
        return "period"
    return "outcome" if context.outcome else "offence" if context.offence else None
