"""The parsed store: what was read from each document, once per parser version, as immutable Parquet segments.

A segment is a folder under `parsed/<parser version>/`, named by the delivered documents that it holds and
renamed into place when it is complete. Two segments may hold the same document (a compaction that was killed
leaves both); readings are deterministic, so any of them may be used, and the first by name is. Only a locked
document may be read anew, with its password; that segment's name comes first.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from parsers.figure import PARSER_VERSION
from warehouse.files import TEMPORARY, whole_folder
from warehouse.overrides import load_override_files, versions
from warehouse.segments import SCHEMAS, to_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from parsers.figure import Reading
    from warehouse.workspace import Workspace

_NEWER = "+"
"""How the name of a segment begins that comes before all others: it replaces what they say of a document."""
FEW = 16
"""Up to this many segments are left as they are: opening one costs less than a hundredth of a second."""


@dataclass(frozen=True, slots=True)
class ParsedStore:
    """The parsed store of one workspace, for one parser version."""

    workspace: Workspace
    parser_version: str = PARSER_VERSION

    @property
    def folder(self) -> Path:
        """Where this parser version's segments lie."""
        return self.workspace.parsed / self.parser_version

    def append(self, roots: list[list[Reading]]) -> Path | None:
        """Store the readings of delivered documents as one segment and return its folder.

        Each item is one delivered document's reading followed by those of its inner documents. Storing the
        same documents again changes nothing. Returns None where `roots` is empty.
        """
        ordered = sorted((readings for readings in roots if readings), key=lambda group: group[0].document_id)
        if not ordered:
            return None
        # What is read with an override stands beside what was read without it, under a name of its own.
        names = ("".join((group[0].document_id, *(each.override for each in group))) for group in ordered)
        segment = self._segment(names)
        return self._write(segment, to_tables(ordered, self.parser_version))

    def replace(self, readings: list[Reading]) -> Path:
        """Store what was read of one delivered document in the place of what was read of it before.

        A kill in between leaves the one or the other.
        """
        segment = self.folder / f"{_NEWER}{readings[0].document_id[:24]}"
        if segment.exists():
            doomed = segment.with_name(f"{TEMPORARY}{segment.name}")
            segment.rename(doomed)
            shutil.rmtree(doomed)
        return self._write(segment, to_tables([readings], self.parser_version))

    def parsed_roots(self) -> set[str]:
        """Return the ids of the delivered documents that this parser version has read."""
        return set(self.owners())

    def segments(self) -> list[Path]:
        """Return the complete segments in the order of their names."""
        if not self.folder.is_dir():
            return []
        return sorted(
            path for path in self.folder.iterdir() if path.is_dir() and not path.name.startswith(TEMPORARY)
        )

    def owners(self) -> dict[str, Path]:
        """Return for each delivered document the one segment from which it is to be taken.

        One that was read with an override that is another now, or none, is not read yet.

        Raises:
            FoiError: An override file cannot be read.
        """
        wanted = versions(load_override_files(self.workspace), self.parser_version)
        owners: dict[str, Path] = {}
        for segment in self.segments():
            documents = pq.read_table(
                segment / "documents.parquet", columns=["root_id", "document_id", "parser_version"]
            )
            outdated = self._outdated(documents, wanted)
            for root in pc.unique(documents.column("root_id")).to_pylist():
                if root not in outdated:
                    owners.setdefault(root, segment)
        return owners

    def read_otherwise(self) -> list[str]:
        """Return the delivered documents that were read, but not with the overrides that are there now.

        Raises:
            FoiError: An override file cannot be read.
        """
        known: set[str] = set()
        for segment in self.segments():
            column = pq.read_table(segment / "documents.parquet", columns=["root_id"]).column("root_id")
            known.update(pc.unique(column).to_pylist())
        return sorted(known - self.parsed_roots())

    def _outdated(self, documents: pa.Table, wanted: Mapping[str, str]) -> set[str]:
        if not wanted and pc.unique(documents.column("parser_version")).to_pylist() == [self.parser_version]:
            return set()
        return {
            row["root_id"]
            for row in documents.to_pylist()
            if row["parser_version"] != wanted.get(row["document_id"], self.parser_version)
        }

    def table(self, name: str, owners: dict[str, Path] | None = None) -> pa.Table:
        """Return one relation (a key of `SCHEMAS`) of all segments, each document once.

        `owners` are those of `owners()`, for who has asked for them already.
        """
        owners = self.owners() if owners is None else owners
        parts = [self._owned(segment, name, owners) for segment in self.segments()]
        return pa.concat_tables(parts) if parts else SCHEMAS[name].empty_table()

    def figures_of(self, segments: Iterable[Path]) -> dict[str, int]:
        """Return how many figures of each delivered document stand in some segments."""
        numbers: dict[str, int] = {}
        for segment in segments:
            roots = pq.read_table(segment / "figures.parquet", columns=["root_id"]).column("root_id")
            counted = pc.value_counts(roots)
            for root, number in zip(
                counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True
            ):
                numbers[root] = numbers.get(root, 0) + number
        return numbers

    def compact(self) -> None:
        """Merge the segments into one where there are many; a kill in between leaves both, which is harmless.

        Call it only while holding the workspace's lock.
        """
        segments = self.segments()
        if len(segments) <= FEW:
            return
        owners = self.owners()
        # Named by what it is made of: the same documents may have been read anew.
        merged = self._segment((*sorted(owners), *(segment.name for segment in segments)))
        self._write(merged, {name: self.table(name, owners) for name in SCHEMAS})
        for segment in segments:
            if segment != merged:
                # Renamed first: a kill while the folder is removed must not leave half a segment.
                doomed = segment.with_name(f"{TEMPORARY}{segment.name}")
                segment.rename(doomed)
                shutil.rmtree(doomed)

    def _owned(self, segment: Path, name: str, owners: dict[str, Path]) -> pa.Table:
        table = pq.read_table(segment / f"{name}.parquet", schema=SCHEMAS[name])
        foreign = [
            root for root in pc.unique(table.column("root_id")).to_pylist() if owners.get(root) != segment
        ]
        if not foreign:
            return table
        keep = pc.invert(pc.is_in(table.column("root_id"), value_set=pa.array(foreign, pa.string())))
        return table.filter(keep)

    def _segment(self, names: Iterable[str]) -> Path:
        return self.folder / hashlib.sha256("\n".join(names).encode()).hexdigest()[:24]

    def _write(self, segment: Path, tables: dict[str, pa.Table]) -> Path:
        if not segment.exists():
            with whole_folder(segment) as unfinished:
                for name, table in tables.items():
                    pq.write_table(table, unfinished / f"{name}.parquet", compression="zstd")
        return segment
