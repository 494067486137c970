"""What is looked at before a library unpacks or parses a file: claimed sizes, counts, ratios and entities.

A hostile file is small and unpacks to more than a machine can hold. Whoever reads a package opens it here;
the worker's limits of time and memory stand behind these checks.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from parsers.errors import PasswordNeededError, UnreadableError

MOST_MEMBERS = 2_000
MOST_BYTES = 300_000_000
"""Bytes that a package may claim to unpack to, all members together."""
MOST_RATIO = 200
"""Unpacked bytes per packed one; a sheet of nothing but styled empty rows reaches about 60."""
_SMALL = 10_000_000
"""Bytes: below this unpacked size the ratio does not matter."""
_PROLOGUE = 1 << 16
"""Bytes from a part's start within which a document type is looked for."""
_DECLARED = tuple(
    declared.encode(encoding)
    for declared in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_ENCRYPTED = 0x1


def open_package(data: bytes, what: str = "package") -> zipfile.ZipFile:
    """Return the zip package in `data`, once its claims are within measure; the caller closes it.

    `what` names it in messages: "workbook", "letter", "archive". A member never yields more bytes than it
    claims, so that the claims bound what reading can cost.

    Raises:
        PasswordNeededError: A member is encrypted.
        UnreadableError: The package is broken, or unpacks to more than any reply needs.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"the {what}'s package is broken ({error}); ask for it again") from error
    members = package.infolist()
    size = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or size > MOST_BYTES:
        raise UnreadableError(
            f"the {what} unpacks to {size:,} bytes in {len(members):,} parts, more than is read; "
            "ask the authority for the figures alone"
        )
    if size > _SMALL and size > MOST_RATIO * len(data):
        raise UnreadableError(
            f"the {what} unpacks from {len(data):,} to {size:,} bytes, as only a damaged or hostile file does"
        )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise PasswordNeededError(f"password needed: the {what} is encrypted")
    return package


def read_member(package: zipfile.ZipFile, name: str | zipfile.ZipInfo, what: str = "package") -> bytes:
    """Return the bytes of one member.

    Raises:
        UnreadableError: The member is not there, is damaged, or is packed in a way that nobody reads.
    """
    try:
        return package.read(name)
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise UnreadableError(f"the {what}'s package is broken ({error}); ask for it again") from error


def refuse_entities(package: zipfile.ZipFile, what: str = "package") -> None:
    """Make sure that no XML part declares a document type: office programs never write one, attackers do.

    Raises:
        UnreadableError: A part declares one, or cannot be unpacked.
    """
    for member in package.infolist():
        if not member.filename.endswith((".xml", ".rels")):
            continue
        try:
            with package.open(member) as part:
                prologue = part.read(_PROLOGUE)
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            ValueError,
            zlib.error,
        ) as error:
            raise UnreadableError(f"the {what}'s package is broken ({error}); ask for it again") from error
        if any(declared in prologue for declared in _DECLARED):
            raise UnreadableError(f"the {what} declares XML entities, as only a hostile file does")
