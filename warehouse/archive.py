"""The archive: every reply's bytes for ever under their SHA-256, with the facts of each delivery beside them.

`archive/ab/abcd….` holds the bytes, `archive/ab/abcd….<digest>.json` one delivery of them. Nothing here is
ever changed: a delivery is named by the digest of its own facts, so that the same one twice is one file.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.errors import FoiError
from warehouse.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Collection

    from warehouse.workspace import Workspace

_SHA256_DIGITS = 64
_FACTS = ".json"
"""How the name of a delivery ends."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How bytes came: through which source, under which name and path, from whom and when.

    `path` is relative to the source and uses "/"; `request_hint` and `force_hint` are what the source itself
    knows of the request's id and the force's id, and count as one sign of origin each.
    """

    name: str
    source: str
    path: str
    sender: str | None = None
    received_on: date | None = None
    request_hint: str | None = None
    force_hint: str | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive of one workspace. Adding from several threads at once is safe."""

    workspace: Workspace

    def add(self, data: bytes, delivery: Delivery) -> tuple[str, bool]:
        """Keep `data` and the facts of its delivery.

        Returns:
            The document's id, and whether no delivery of these bytes was known before.
        """
        document_id = hashlib.sha256(data).hexdigest()
        facts = _facts(delivery)
        path = self._path(document_id)
        delivered = path.with_name(f"{document_id}.{hashlib.sha256(facts).hexdigest()[:16]}{_FACTS}")
        if delivered.exists():
            return document_id, False
        new = not any(path.parent.glob(f"{document_id}.*.json"))
        # The bytes come first: a delivery that can be seen always has its bytes.
        if not path.exists():
            write_whole(path, data, name_durable=False)
        write_whole(delivered, facts)
        return document_id, new

    def read(self, document_id: str) -> bytes:
        """Return the bytes of a document.

        Raises:
            FoiError: It is not in the archive, or its bytes are no longer those that were delivered.
        """
        path = self._path(document_id)
        if not path.exists():
            raise FoiError(f"{document_id[:12]}: not in the archive {self.workspace.archive}.")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != document_id:
            raise FoiError(f"{path}: its bytes have changed since it was archived; restore it from a copy.")
        return data

    def deliveries(self, but: Collection[str] = ()) -> list[tuple[str, Delivery]]:
        """Return every delivery with its document's id, ordered by document, then by the delivery's facts.

        Those of the documents `but` are left out, and their facts not looked at.
        """
        return [
            (name[:_SHA256_DIGITS], _read_facts(self.workspace.archive / name[:2] / name))
            for name in self.delivered()
            if name[:_SHA256_DIGITS] not in but
        ]

    def delivered(self) -> list[str]:
        """Return the names of all deliveries, sorted: the document's id, and a digest of what is known of it.

        What they say need not be read to know whether any is new.
        """
        found: list[str] = []
        for folder in filter(Path.is_dir, self.workspace.archive.glob("??")):
            with os.scandir(folder) as listing:
                found += [entry.name for entry in listing if entry.name.endswith(_FACTS)]
        return sorted(found)

    def documents(self) -> list[str]:
        """Return the ids of all delivered documents, sorted."""
        return sorted({name[:_SHA256_DIGITS] for name in self.delivered()})

    def _path(self, document_id: str) -> Path:
        return self.workspace.archive / document_id[:2] / document_id


def _facts(delivery: Delivery) -> bytes:
    facts = asdict(delivery)
    facts["received_on"] = delivery.received_on.isoformat() if delivery.received_on else None
    return (json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _read_facts(path: Path) -> Delivery:
    try:
        facts = json.loads(path.read_bytes())
        received = facts["received_on"]
        facts["received_on"] = date.fromisoformat(received) if received else None
        return Delivery(**facts)
    except (ValueError, KeyError, TypeError) as error:
        raise FoiError(
            f"{path}: not the facts of a delivery ({error}); remove it and deliver the file again."
        ) from None
