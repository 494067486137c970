"""Whose reply a delivered document is, and to which request: told by signs that agree, never by likeness.

The request: a decision; the folder it lies in; a reference that the register knows; the thread it came in.
The force: a decision; else two signs of different kinds that agree, with no sign that speaks against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.vocabulary.forces import FORCES, find_force, force_of_domain, forces_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parsers.figure import Sign
    from warehouse.archive import Delivery
    from warehouse.decisions import Decision
    from warehouse.requests import Request

REQUEST_UNKNOWN = "request unknown"
FORCE_UNKNOWN = "force unknown"
_NEEDED = 2
"""How many kinds of sign must name the same force."""
SIGNS = ("domain", "force", "in_reply_to", "message_id", "reference", "subject")
"""The kinds of sign that tell where a document belongs."""
_BETWEEN = re.compile(r"[^0-9A-Z]+")
_SHORTEST_ALIAS = 4
"""Characters: shorter aliases such as "Met" are words of other names too often to be sought inside one."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What tells where a delivered document belongs: its deliveries, and the signs in it and inside it."""

    document_id: str
    deliveries: tuple[Delivery, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one delivered document belongs; `problem` texts say why a part is not known.

    `forces` are all forces that the document speaks for: usually one; several for a joint reply, whose
    figures then say themselves whose they are. `request_rule` and `force_rule` name the signs used.
    """

    document_id: str
    request_id: str | None
    forces: tuple[str, ...]
    request_rule: str = ""
    force_rule: str = ""
    request_problem: str | None = None
    force_problem: str | None = None
    request_candidates: tuple[str, ...] = ()
    force_candidates: tuple[str, ...] = ()


def place_all(
    delivered: Iterable[Delivered], requests: Iterable[Request], decisions: Iterable[Decision]
) -> list[Placement]:
    """Return the placement of every delivered document, in the order given."""
    register = _Register.of(requests)
    decided = _decided(decisions)
    documents = list(delivered)
    references = {document.document_id: _references(document, register) for document in documents}
    found: dict[str, _Found] = {
        document.document_id: _request_of(document, references[document.document_id], register, decided)
        for document in documents
    }
    _follow_threads(documents, found)
    return [
        _placement(document, found[document.document_id], references[document.document_id], register, decided)
        for document in documents
    ]


@dataclass(frozen=True, slots=True)
class _Register:
    """The request register, turned round: which request and force a printed reference belongs to."""

    ids: frozenset[str]
    listed: tuple[str, ...]
    """The ids in order."""
    by_reference: Mapping[str, frozenset[tuple[str, str]]]
    by_first_word: Mapping[str, tuple[str, ...]]
    """The first word of a reference -> the references that begin with it: a register may hold thousands."""

    @classmethod
    def of(cls, requests: Iterable[Request]) -> _Register:
        listed = list(requests)
        by_reference: dict[str, frozenset[tuple[str, str]]] = {}
        for request in listed:
            for authority in request.authorities:
                for reference in authority.references:
                    key = reference_key(reference)
                    row = frozenset([(request.id, authority.force)])
                    by_reference[key] = by_reference.get(key, frozenset()) | row
        by_first_word: dict[str, tuple[str, ...]] = {}
        for reference in by_reference:
            first = reference.partition("/")[0]
            by_first_word[first] = (*by_first_word.get(first, ()), reference)
        ids = frozenset(request.id for request in listed)
        return cls(ids, tuple(sorted(ids)), by_reference, by_first_word)

    def within(self, text: str) -> frozenset[tuple[str, str]]:
        """Return (request, force) of every reference that stands, word for word, in a text."""
        words = reference_key(text).split("/")
        found: frozenset[tuple[str, str]] = frozenset()
        for place, word in enumerate(words):
            for reference in self.by_first_word.get(word, ()):
                parts = reference.split("/")
                if words[place : place + len(parts)] == parts:
                    found |= self.by_reference[reference]
        return found


@dataclass(frozen=True, slots=True)
class _Found:
    """The request of a document as far as known: its rule, and all that were named where several were."""

    request_id: str | None
    rule: str = ""
    candidates: tuple[str, ...] = ()


def reference_key(text: str) -> str:
    """Return the form under which references are compared: capitals and digits, single separators."""
    return _BETWEEN.sub("/", text.upper()).strip("/")


def _decided(decisions: Iterable[Decision]) -> dict[tuple[str, str], str]:
    """Return the last decision on each document's request and force by (kind, DOC)."""
    return {
        (decision.kind, decision.target): decision.value
        for decision in decisions
        if decision.kind in {"request", "force"}
    }


def _request_of(
    document: Delivered,
    references: set[tuple[str, str]],
    register: _Register,
    decided: Mapping[tuple[str, str], str],
) -> _Found:
    decision = decided.get(("request", document.document_id[:12]))
    if decision in register.ids:
        return _Found(decision, "decision")
    for rule, named in (
        ("folder", _folders(document, register)),
        ("reference", {request for request, _ in references}),
    ):
        if len(named) == 1:
            return _Found(min(named), rule)
        if named:
            return _Found(None, rule, tuple(sorted(named)))
    return _Found(None)


def _folders(document: Delivered, register: _Register) -> set[str]:
    named = set()
    for delivery in document.deliveries:
        for name in (delivery.request_hint, *delivery.path.split("/")[:-1][:1]):
            if name in register.ids:
                named.add(name)
    return named


def _references(document: Delivered, register: _Register) -> set[tuple[str, str]]:
    """Return (request, force) of every reference of the register that stands in the document or its name."""
    found: set[tuple[str, str]] = set()
    for sign in document.signs:
        if sign.kind == "reference":
            found |= register.by_reference.get(reference_key(sign.value), frozenset())
    for delivery in document.deliveries:
        found |= register.within(delivery.name)
    for sign in document.signs:
        if sign.kind == "subject":
            found |= register.within(sign.value)
    return found


def _follow_threads(documents: list[Delivered], found: dict[str, _Found]) -> None:
    """Give messages the request of the message that they answer, or that answers them, along the thread."""
    messages: dict[str, set[str]] = {}
    for document in documents:
        for sign in document.signs:
            if sign.kind in {"message_id", "in_reply_to"}:
                messages.setdefault(sign.value, set()).add(document.document_id)
    open_ids = {key for key, place in found.items() if place.request_id is None and not place.candidates}
    progress = True
    while progress:
        progress = False
        for group in messages.values():
            known = {found[key].request_id for key in group} - {None}
            waiting = group & open_ids
            if len(known) == 1 and waiting:
                (request_id,) = known
                for key in waiting:
                    found[key] = _Found(request_id, "thread")
                open_ids -= waiting
                progress = True


def _placement(
    document: Delivered,
    request: _Found,
    references: set[tuple[str, str]],
    register: _Register,
    decided: Mapping[tuple[str, str], str],
) -> Placement:
    decision = decided.get(("force", document.document_id[:12]))
    signs = _force_signs(document, request.request_id, references)
    candidates = tuple(sorted(set().union(*signs.values()))) if signs else ()
    if decision is not None:
        forces, rule, problem = tuple(decision.split("|")), "decision", None
    else:
        forces, rule, problem = _agreed(signs)
    request_problem = None
    if request.request_id is None:
        request_problem = (
            f"{REQUEST_UNKNOWN}: its {request.rule} names {' and '.join(request.candidates)}"
            if request.candidates
            else f"{REQUEST_UNKNOWN}: no request folder, reference or thread"
        )
    return Placement(
        document_id=document.document_id,
        request_id=request.request_id,
        forces=forces,
        request_rule=request.rule if request.request_id else "",
        force_rule=rule,
        request_problem=request_problem,
        force_problem=problem,
        # A register may hold thousands: they are offered only to those that have none.
        request_candidates=request.candidates or (() if request.request_id else register.listed),
        force_candidates=candidates,
    )


def _force_signs(
    document: Delivered, request_id: str | None, references: set[tuple[str, str]]
) -> dict[str, set[str]]:
    """Return which forces each kind of sign names; kinds that name none are left out."""
    signs: dict[str, set[str]] = {
        "domain": {force for force in map(force_of_domain, _domains(document)) if force},
        "text": {sign.value for sign in document.signs if sign.kind == "force" and sign.value in FORCES},
        "reference": {force for request, force in references if request_id is None or request == request_id},
        "file name": set(),
        "folder": set(),
        "source": set(),
    }
    for delivery in document.deliveries:
        signs["file name"] |= _named(delivery.name.rsplit(".", 1)[0])
        for folder in delivery.path.split("/")[:-1]:
            if folder != request_id:
                signs["folder"] |= _named(folder)
        if delivery.force_hint is not None and delivery.force_hint in FORCES:
            signs["source"].add(delivery.force_hint)
    return {kind: forces for kind, forces in signs.items() if forces}


def _domains(document: Delivered) -> set[str]:
    senders = {delivery.sender for delivery in document.deliveries if delivery.sender}
    printed = {sign.value for sign in document.signs if sign.kind == "domain"}
    return printed | {sender.rsplit("@", 1)[-1].strip(" >") for sender in senders}


def _named(name: str) -> set[str]:
    """Return the forces that a file's or folder's name says: an id, an alias, or a full name within it."""
    words = re.sub(r"[_\W]+", " ", name).strip()
    if name in FORCES:
        return {name}
    whole = find_force(name) or find_force(words)
    if whole:
        return {whole}
    named = {force for force, _ in forces_in(words)}
    if named:
        return named
    # "reply durham 1406745": a run of words may be an alias by itself, the longest first.
    parts = words.split()
    runs = (
        " ".join(parts[start : start + length])
        for length in range(len(parts) - 1, 0, -1)
        for start in range(len(parts) - length + 1)
    )
    known = (find_force(run) for run in runs if len(run) >= _SHORTEST_ALIAS)
    return next(({force} for force in known if force), set())


def _agreed(signs: Mapping[str, set[str]]) -> tuple[tuple[str, ...], str, str | None]:
    """Return the forces on which signs of two kinds agree and against which none speaks, or the problem.

    A kind that names several forces speaks against those only that it does not name.
    """
    support = {
        force: [kind for kind, forces in signs.items() if force in forces]
        for force in sorted(set().union(*signs.values()))
    }
    unopposed = {force: kinds for force, kinds in support.items() if len(kinds) == len(signs)}
    agreed = {force: kinds for force, kinds in unopposed.items() if len(kinds) >= _NEEDED}
    if agreed:
        rules = sorted({kind for kinds in agreed.values() for kind in kinds})
        return tuple(agreed), " and ".join(rules), None
    if not support:
        return (), "", f"{FORCE_UNKNOWN}: no sign of a force"
    said = "; ".join(f"{kind} says {' or '.join(sorted(forces))}" for kind, forces in sorted(signs.items()))
    if unopposed:
        return (), "", f"{FORCE_UNKNOWN}: only one kind of sign ({said})"
    return (), "", f"{FORCE_UNKNOWN}: signs differ ({said})"
