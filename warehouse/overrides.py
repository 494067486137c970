"""Override files of a workspace: which document each speaks of. `parsers.layout.override` reads them.

A document that has one is parsed with it, and anew whenever the file's text changes: the text's digest is
part of the key under which the reading is stored. A file without a table is a draft, and has no effect.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from warehouse.workspace import Workspace

MARK = "@"
"""Parts the parser's version from the digest of the override with which it read a document."""


@dataclass(frozen=True, slots=True)
class OverrideFile:
    """One file: its path, its text, and the id of the document that it is for."""

    path: Path
    text: str
    document_id: str

    @property
    def digest(self) -> str:
        """The digest of its text, sixteen hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def load_override_files(workspace: Workspace) -> list[OverrideFile]:
    """Return the override files in the order of their names, without drafts.

    Raises:
        FoiError: A file is not TOML, or names no document, or one that another file names.
    """
    found: dict[str, OverrideFile] = {}
    for path in sorted(workspace.overrides.glob("*.toml")):
        text = read_text(path)
        try:
            said = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise FoiError(f"{path}: not TOML ({error}).") from None
        if "table" not in said:
            continue
        document = said.get("document")
        if not isinstance(document, str) or not re.fullmatch(r"[0-9a-f]{64}", document):
            raise FoiError(f"{path}: found document {document!r}; write the 64 digits of its SHA-256.")
        if document in found:
            raise FoiError(f"{path}: {found[document].path.name} is for the same document; keep one of them.")
        found[document] = OverrideFile(path, text, document)
    return list(found.values())


def read_text(path: Path) -> str:
    """Return the text of an override file.

    Raises:
        FoiError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FoiError(f"{path}: cannot be read ({error}); save it as UTF-8.") from None


def versions(files: list[OverrideFile], parser_version: str) -> Mapping[str, str]:
    """Return the version under which each document that has an override is read."""
    return {file.document_id: f"{parser_version}{MARK}{file.digest}" for file in files}
