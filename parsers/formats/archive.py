"""Archives (.zip): their members as inner documents, by names that are never taken for paths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.document import Document, InnerDocument
from parsers.errors import UnreadableError
from parsers.preflight import open_package, read_member

if TYPE_CHECKING:
    import zipfile

_BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What computers put beside files for themselves."""
_LONGEST_NAME = 200


def read_zip(data: bytes) -> Document:
    """Return the members of an archive as inner documents.

    Raises:
        PasswordNeededError: when a member is encrypted.
        UnreadableError: when the archive is broken, holds nothing, or unpacks to more than any reply needs.
    """
    with open_package(data, "archive") as package:
        members = [
            each
            for each in package.infolist()
            if not (each.filename.endswith("/") or _BESIDE.search(each.filename))
        ]
        if not members:
            raise UnreadableError("the archive holds no file; ask for it again")
        document = Document("zip", parts=len(members))
        for number, member in enumerate(members, start=1):
            _take(document, package, member, number)
    return document


def _take(document: Document, package: zipfile.ZipFile, member: zipfile.ZipInfo, number: int) -> None:
    name = _plain_name(member.filename) or f"member {number}"
    try:
        data = read_member(package, member, "archive")
    except UnreadableError as error:
        document.gaps.append((name, str(error)))
        return
    document.inner.append(InnerDocument(name, data))


def _plain_name(path: str) -> str:
    """Return a member's name with its folders in it, and nothing that a system could take for a path."""
    parts = [part.strip() for part in re.split(r"[\\/:]+", path)]
    shown = "_".join(part for part in parts if part.strip("."))
    return "".join(letter for letter in shown if letter.isprintable())[-_LONGEST_NAME:]
