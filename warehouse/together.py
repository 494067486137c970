"""Which delivered documents must be built together: those that share a reply, an attachment or a revision.

Whatever the warehouse says of a document or a reply depends on the documents of its part alone, besides the
register, the vocabulary and the decisions. So a build goes part by part, and only parts that changed are new.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from warehouse.decisions import Decision
    from warehouse.placement import Placement

Node = str | tuple[str, str]
"""A document by its id, or a reply by its request and force."""


@dataclass(slots=True)
class Parts:
    """Documents and replies, joined step by step into parts (a disjoint-set forest)."""

    _above: dict[Node, Node] = field(default_factory=dict)

    def join(self, one: Node, other: Node) -> None:
        """Put two, and all that either is joined to, into one part."""
        first, second = self.part_of(one), self.part_of(other)
        if first != second:
            self._above[second] = first

    def part_of(self, node: Node) -> Node:
        """Return what stands for the part of a node; a node that was never joined is one by itself."""
        top = node
        while (above := self._above.get(top, top)) != top:
            top = above
        while node != top:
            self._above[node], node = top, self._above.get(node, node)
        return top

    def nodes(self) -> Iterable[Node]:
        """Return all nodes that were joined."""
        return {*self._above, *self._above.values()}


def links(
    members: Mapping[str, set[str]], placements: Mapping[str, Placement], decisions: Iterable[Decision]
) -> Iterator[tuple[Node, Node]]:
    """Yield what belongs together now.

    `members` are the delivered documents in which each document came. One that came in several, or that a
    decision places apart, is linked to every reply that it may belong to: too large a part is only slower.
    """
    named: dict[str, list[str]] = {}
    for document in members:
        named.setdefault(document[:12], []).append(document)
    requests: dict[str, set[str]] = {}
    forces: dict[str, set[str]] = {}
    said = {"request": requests, "force": forces}
    for decision in decisions:
        if decision.kind in {*said, "supersede"}:
            for document in named.get(decision.target, ()):
                if decision.kind == "supersede":
                    yield from ((document, newer) for newer in named.get(decision.value, ()))
                else:
                    said[decision.kind].setdefault(document, set()).update(decision.value.split("|"))
    yield from _placed(members, placements, requests, forces)


def _placed(
    members: Mapping[str, set[str]],
    placements: Mapping[str, Placement],
    requests: Mapping[str, set[str]],
    forces: Mapping[str, set[str]],
) -> Iterator[tuple[Node, Node]]:
    for document, roots in members.items():
        for root in roots:
            yield document, root
        placed = [placements[root] for root in roots]
        asked = {place.request_id for place in placed if place.request_id} | requests.get(document, set())
        spoken_for = {force for place in placed for force in place.forces} | forces.get(document, set())
        for request in asked:
            for force in spoken_for:
                yield document, (request, force)
