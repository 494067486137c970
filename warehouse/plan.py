"""What a build has to do: all parts, or those whose inputs are others than those of an earlier file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb

from parsers.vocabulary.text import normalise
from warehouse.inputs import Inputs, asked_and_decided, code_digest
from warehouse.together import Node, Parts, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from warehouse.decisions import Decision
    from warehouse.placement import Placement

AT_ONCE = 400_000
"""Figures that are worked out at once: about two gigabytes of memory."""
WORTH_IT = 0.25
"""The share of all documents from which on everything is built anew."""
_BESIDES = 10
"""What a document costs besides its figures, in figures."""


_DOCUMENTS = "SELECT root_id, document_id, request_id, force_ids, superseded_by FROM documents"
_WORDINGS = "SELECT target, scope, value FROM decisions WHERE kind = 'wording' ORDER BY number"
_OF_LABELS = """
SELECT DISTINCT d.root_id FROM labels l JOIN documents d USING (document_id)
WHERE l.kind = 'outcome' AND list_contains(?::VARCHAR[], l.label)
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is built, and what of an earlier file goes first.

    `keys` has the digest of all that each delivered document's part of the answers depends on; `batches` are
    the delivered documents that are worked out together. `base` is the file that is brought up to date; from
    it go the `gone` documents, and replies by request and force.
    """

    keys: dict[str, str]
    batches: list[list[str]]
    base: Path | None = None
    gone: list[str] = field(default_factory=list)
    gone_replies: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Before:
    """What an earlier file was made of and holds."""

    keys: dict[str, str]
    documents: list[tuple[str, str, str | None, list[str], str | None]]
    wordings: dict[tuple[str, str], str]

    @classmethod
    def of(cls, base: Path, parser_version: str) -> _Before | None:
        """Return it, or None where other code made the file, or it cannot be read."""
        made_by = (code_digest(), parser_version, duckdb.__version__)
        try:
            with duckdb.connect(str(base), read_only=True) as connection:
                ask = connection.execute
                made = "SELECT code_digest, parser_version, duckdb_version FROM build_info"
                if ask(made).fetchall() != [made_by]:
                    return None
                return cls(
                    dict(ask("SELECT name, digest FROM build_inputs WHERE kind = 'document'").fetchall()),
                    ask(_DOCUMENTS).fetchall(),
                    _wordings(ask(_WORDINGS).fetchall()),
                )
        except duckdb.Error:
            return None


def plan(inputs: Inputs, placements: Mapping[str, Placement], base: Path | None) -> Plan:
    """Return what is to be built; without `base`, or where little of it would stay, all."""
    documents = inputs.store.table("documents", inputs.owners).to_pylist()
    members: dict[str, set[str]] = {root: {root} for root in placements}
    for row in documents:
        members.setdefault(row["document_id"], set()).add(row["root_id"])
    keys = _keys(inputs, placements, documents, members)
    parts = Parts()
    for one, other in links(members, placements, inputs.decisions):
        parts.join(one, other)
    before = _Before.of(base, inputs.store.parser_version) if base is not None else None
    if base is None or before is None:
        return Plan(keys, _batches(inputs, placements, parts, placements))
    for root, document, request, forces, newer in before.documents:
        parts.join(root, document)
        if newer is not None:
            parts.join(root, newer)
        if request is not None:
            for force in forces:
                parts.join(root, (request, force))
    touched = {parts.part_of(root) for root in _changed(inputs, before, keys, base)}
    roots = [root for root in placements if parts.part_of(root) in touched]
    if len(roots) > WORTH_IT * len(placements):
        return Plan(keys, _batches(inputs, placements, parts, placements))
    gone = sorted({row[1] for row in before.documents if parts.part_of(row[1]) in touched})
    replies = sorted(
        node for node in parts.nodes() if isinstance(node, tuple) and parts.part_of(node) in touched
    )
    return Plan(keys, _batches(inputs, placements, parts, roots), base, gone, replies)


def _keys(
    inputs: Inputs,
    placements: Mapping[str, Placement],
    documents: Iterable[dict[str, Any]],
    members: Mapping[str, set[str]],
) -> dict[str, str]:
    """Return the digest of all that bears on each delivered document, but for decisions on wordings."""
    said: dict[str, list[str]] = {root: [repr(place)] for root, place in placements.items()}
    asked = {name: digest for _, name, digest in asked_and_decided(inputs.requests, [])}
    for row in sorted(documents, key=lambda row: str(row["document_id"])):
        said[row["root_id"]].append(repr(tuple(row.values())))
    for document, delivery in inputs.deliveries:
        said[document].append(repr(delivery))
    for root, place in placements.items():
        said[root].append(asked.get(place.request_id or "", ""))
    named: dict[str, set[str]] = {}
    for document, roots in members.items():
        named.setdefault(document[:12], set()).update(roots)
    for decision in inputs.decisions:
        for root in _spoken_of(decision, named):
            said[root] += [repr(decision), asked.get(decision.value, "")]
    return {root: hashlib.sha256("\n".join(texts).encode()).hexdigest() for root, texts in said.items()}


def _spoken_of(decision: Decision, named: Mapping[str, set[str]]) -> set[str]:
    if decision.kind == "wording":
        return set()
    newer = named.get(decision.value, set()) if decision.kind == "supersede" else set()
    return named.get(decision.target[:12], set()) | newer


def _changed(inputs: Inputs, before: _Before, keys: dict[str, str], base: Path) -> set[str]:
    """Return the delivered documents whose inputs are not those of the earlier file."""
    changed = {root for root in before.keys | keys if before.keys.get(root) != keys.get(root)}
    wordings = _wordings(
        (decision.target, decision.scope, decision.value)
        for decision in inputs.decisions
        if decision.kind == "wording"
    )
    words = {
        key
        for key, scope in before.wordings | wordings
        if before.wordings.get((key, scope)) != wordings.get((key, scope))
    }
    if words:
        with duckdb.connect(str(base), read_only=True) as connection:
            labels = connection.execute("SELECT DISTINCT label FROM labels WHERE kind = 'outcome'").fetchall()
            spoken_of = [label for (label,) in labels if normalise(label) in words]
            changed |= {root for (root,) in connection.execute(_OF_LABELS, [spoken_of]).fetchall()}
    return changed


def _wordings(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """Return the codes of each wording, as it is matched, in its scope."""
    return {(normalise(wording), scope): codes for wording, scope, codes in rows}


def _batches(
    inputs: Inputs, placements: Mapping[str, Placement], parts: Parts, roots: Iterable[str]
) -> list[list[str]]:
    """Return delivered documents in batches: whole parts, in the order in which they were stored.

    Of those that were stored together the ones of a request stand together, as they are asked for.
    """
    together: dict[Node, list[str]] = {}
    for root in roots:
        together.setdefault(parts.part_of(root), []).append(root)

    def place(members: list[str]) -> tuple[str, str, str]:
        segments = [str(inputs.owners[root]) for root in members if root in inputs.owners]
        return (
            min(segments, default=""),
            min(placements[root].request_id or "" for root in members),
            min(members),
        )

    figures = inputs.store.figures_of({inputs.owners[root] for root in roots if root in inputs.owners})
    batches: list[list[str]] = []
    room = 0
    for members in sorted(together.values(), key=place):
        cost = sum(figures.get(root, 0) + _BESIDES for root in members)
        if not batches or cost > room:
            batches.append([])
            room = AT_ONCE
        batches[-1] += members
        room -= cost
    return batches
