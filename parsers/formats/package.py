"""Zip packages (.docx, .ods and their kin): members by name, and limits on what they unpack to."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Self

from lxml import etree

from parsers.errors import UnreadableError

if TYPE_CHECKING:
    from types import TracebackType

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,  # what a locked member raises
    NotImplementedError,
    ValueError,
)
_MOST_MEMBERS = 2_000
_MOST_BYTES = 300_000_000
_MOST_PART = 100_000_000
_MOST_RATIO = 400
_SMALL = 10_000_000
"""Bytes: below this unpacked size the ratio does not matter."""


class Package:
    """A zip package that is open; its members are read one at a time, none beyond measure."""

    def __init__(self, data: bytes, what: str) -> None:
        """Open the package; `what` names it in messages ("Word document").

        Raises:
            UnreadableError: when it is broken, or unpacks to more than any reply needs.
        """
        self._what = what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN as error:
            raise UnreadableError(f"the {what}'s package is broken ({error}); ask for it again") from error
        size = sum(member.file_size for member in members)
        if len(members) > _MOST_MEMBERS or size > _MOST_BYTES:
            raise UnreadableError(
                f"the {what} unpacks to {size:,} bytes in {len(members):,} parts, more than is read; "
                "ask the authority for the figures alone"
            )
        if size > _SMALL and size > _MOST_RATIO * len(data):
            raise UnreadableError(
                f"the {what} unpacks from {len(data):,} to {size:,} bytes, as only a damaged or hostile "
                "file does"
            )
        self.names = {member.filename: member.file_size for member in members}

    def __enter__(self) -> Self:
        """Return the package."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the package."""
        self._zip.close()

    def read(self, name: str) -> bytes:
        """Return a member's bytes.

        Raises:
            UnreadableError: when it is missing, broken, locked, or larger than it says.
        """
        if name not in self.names:
            raise UnreadableError(f"the {self._what} has no part {name}; ask for it again")
        try:
            with self._zip.open(name) as member:
                data = member.read(_MOST_PART + 1)
        except _BROKEN as error:
            raise UnreadableError(
                f"part {name} of the {self._what} is broken ({error}); ask for it again"
            ) from error
        if len(data) > _MOST_PART:
            raise UnreadableError(f"part {name} of the {self._what} is larger than {_MOST_PART:,} bytes")
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of a member that is XML.

        Raises:
            UnreadableError: when it is missing or is no well-formed XML without declarations of its own.
        """
        return parse_xml(self.read(name), f"part {name} of the {self._what}")


def parse_xml(data: bytes, what: str) -> etree._Element:
    """Return the root of an XML text, with no entity resolved and nothing fetched.

    Raises:
        UnreadableError: when it is not well-formed, or declares a document type, as no program does here.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{what} is no sound XML ({error}); ask for it again") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(f"{what} declares a document type, as only a hostile file does")
    return root
