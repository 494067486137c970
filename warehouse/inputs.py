"""What a build is made from: what was parsed, delivered, asked and decided, and the vocabulary."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from parsers.figure import Sign
from warehouse.archive import Archive, Delivery
from warehouse.decisions import Decision, load_decisions
from warehouse.handwritten import KIND, handwritten
from warehouse.official import official_files
from warehouse.overrides import load_override_files, versions
from warehouse.parsed import ParsedStore
from warehouse.placement import SIGNS, Delivered, Placement, place_all
from warehouse.requests import Request, load_requests

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from warehouse.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the result of a build depends on, and nothing else."""

    store: ParsedStore
    owners: dict[str, Path]
    """Each delivered document that was read, with the segment it is taken from."""
    delivered: list[str]
    """The names of all deliveries, which tell one from another."""
    deliveries: list[tuple[str, Delivery]]
    requests: list[Request]
    decisions: list[Decision]
    official: list[Path]
    """Published tables to set beside the replies."""
    overridden: Mapping[str, str]
    """The version under which each document with an override is read."""
    files: list[tuple[str, str]]
    """The files in which requests and decisions were written, each with its digest."""

    @classmethod
    def of(cls, workspace: Workspace, trial: Iterable[Decision] = ()) -> Inputs:
        """Return the inputs as they lie in the workspace now, and with decisions that nobody has made yet.

        Raises:
            FoiError: A request, decision or delivery file is not as it must be.
        """
        known = cls.without_facts(workspace, trial)
        return replace(known, deliveries=Archive(workspace).deliveries())

    @classmethod
    def without_facts(cls, workspace: Workspace, trial: Iterable[Decision] = ()) -> Inputs:
        """Return the same without what the deliveries say, which only their names tell: enough for a digest.

        Raises:
            FoiError: A request or decision file is not as it must be.
        """
        store = ParsedStore(workspace)
        # Before what they say is read: what changes in between is told once too often rather than never.
        files, delivered = handwritten(workspace), Archive(workspace).delivered()
        return cls(
            store,
            store.owners(),
            delivered,
            [],
            load_requests(workspace),
            [*load_decisions(workspace), *trial],
            official_files(workspace),
            versions(load_override_files(workspace), store.parser_version),
            files,
        )

    def digest(self) -> str:
        """Return the digest of all inputs: the same digest, the same rows."""
        digest = hashlib.sha256()
        for part in (
            self.store.parser_version,
            code_digest(),
            *sorted(self.owners),
            *sorted(f"{document_id} {version}" for document_id, version in self.overridden.items()),
            *self.delivered,
            *(repr(request) for request in self.requests),
            *(repr(decision) for decision in self.decisions),
            *(f"{path.name} {_file_digest(path)}" for path in self.official),
        ):
            digest.update(hashlib.sha256(part.encode()).digest())
        return digest.hexdigest()

    def decisions_digest(self) -> str:
        """Return the digest of all decisions in the order in which they are replayed."""
        return _digest_of(repr(decision) for decision in self.decisions)

    def listed(self, keys: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Return all that goes into a build as (kind, name, digest), in order.

        Delivered documents are named by the digest of their bytes, and stand with their `keys`. Requests are
        named by id, decisions by kind, reference data by file.
        """
        return [
            *(("document", root, keys[root]) for root in sorted(keys)),
            *asked_and_decided(self.requests, self.decisions),
            *((KIND, name, digest) for name, digest in self.files),
            *(("official", path.name, _file_digest(path)) for path in self.official),
            *(
                ("vocabulary", file.name, hashlib.sha256(file.read_bytes()).hexdigest())
                for file in sorted(_sources(files("parsers.vocabulary") / "data"), key=lambda one: one.name)
            ),
        ]

    def placements(self) -> dict[str, Placement]:
        """Return where every delivered document belongs, by document and ordered by it."""
        placed = place_all(self._delivered(), self.requests, self.decisions)
        return {place.document_id: place for place in placed}

    def _delivered(self) -> Iterator[Delivered]:
        deliveries: dict[str, list[Delivery]] = {root: [] for root in self.owners}
        for document_id, delivery in self.deliveries:
            deliveries.setdefault(document_id, []).append(delivery)
        signs: dict[str, list[Sign]] = {}
        told = self.store.table("signs", self.owners)
        told = told.filter(pc.is_in(told.column("kind"), value_set=pa.array(SIGNS)))
        # By column: a dictionary for each of half a million rows takes longer than all the rest.
        columns = [told.column(name).to_pylist() for name in ("root_id", "kind", "value", "locator")]
        for root, kind, value, locator in zip(*columns, strict=True):
            signs.setdefault(root, []).append(Sign(kind, value, locator))
        for document_id in sorted(deliveries):
            yield Delivered(document_id, tuple(deliveries[document_id]), tuple(signs.get(document_id, ())))


def asked_and_decided(requests: list[Request], decisions: list[Decision]) -> list[tuple[str, str, str]]:
    """Return each request, and the decisions of each kind, as (kind, name, digest) of what they say."""
    kinds = sorted({decision.kind for decision in decisions})
    return [
        *(("request", request.id, _digest_of([repr(request)])) for request in requests),
        *(
            ("decision", kind, _digest_of(repr(row) for row in decisions if row.kind == kind))
            for kind in kinds
        ),
    ]


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest_of(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()


def inputs_digest(workspace: Workspace) -> str:
    """Return the digest of what a build of the workspace would be made from now.

    Raises:
        FoiError: As `Inputs.without_facts`.
    """
    return Inputs.without_facts(workspace).digest()


def code_digest() -> str:
    """Return the digest of the code and reference data that give figures their meaning."""
    digest = hashlib.sha256()
    for package in ("warehouse", "parsers.vocabulary"):
        for file in sorted(_sources(files(package)), key=lambda source: source.name):
            digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def vocabulary_digest() -> str:
    """Return the digest of the reference data alone."""
    digest = hashlib.sha256()
    for file in sorted(_sources(files("parsers.vocabulary") / "data"), key=lambda source: source.name):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _sources(item)
        elif item.name.endswith((".py", ".sql", ".csv", ".toml")):
            yield item
