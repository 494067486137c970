"""Zip packages (.docx, .ods and their kin): members by name, and those that are XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from lxml import etree

from parsers.errors import UnreadableError
from parsers.preflight import open_package, read_member

if TYPE_CHECKING:
    from types import TracebackType


class Package:
    """A zip package that is open; its members are read one at a time, none beyond measure."""

    def __init__(self, data: bytes, what: str) -> None:
        """Open the package; `what` names it in messages ("Word document").

        Raises:
            PasswordNeededError: when a member is encrypted.
            UnreadableError: when it is broken, or unpacks to more than any reply needs.
        """
        self._what = what
        self._zip = open_package(data, what)
        self.names = {member.filename: member.file_size for member in self._zip.infolist()}

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
            UnreadableError: when it is missing or broken.
        """
        if name not in self.names:
            raise UnreadableError(f"the {self._what} has no part {name}; ask for it again")
        return read_member(self._zip, name, self._what)

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
