"""What is looked at before a library unpacks or parses a file: claimed sizes, counts, ratios and entities.

A hostile file is small and unpacks to more than a machine can hold. Whoever reads a package opens it here;
the worker's limits of time and memory stand behind these checks.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from parsers.compound import refuse_circles
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
_MOST_OBJECTS = 500_000
"""A letter of a hundred pages has some thousands."""
_MOST_PARTS, _MOST_NESTED = 5_000, 100
_LONGEST_WORD, _LONGEST_NUMBER, _LONGEST_LINE = 50_000, 1_000, 1_000_000
"""Bytes."""
_MOST_COLUMNS = 16_384
"""As many as a sheet can have."""
_PART = re.compile(rb"^content-type:[ \t]*(multipart/)?", re.IGNORECASE | re.MULTILINE)
_COMPOUND = frozenset(("xls", "doc", "msg", "encrypted"))
_DELIMITER = re.compile(rb"[,;|\t]")


def preflight(data: bytes, name: str) -> None:
    """Refuse what no reply of the format `name` is: what would cost its reader all its time or memory.

    Packages are looked at by those who open them.

    Raises:
        UnreadableError: It is of such a kind; the message says what was counted.
    """
    if name == "pdf":
        _inspect_pdf(data)
    elif name == "eml":
        _inspect_mail(data)
    elif name in _COMPOUND:
        refuse_circles(data)
    elif name in {"text", "delimited"}:
        _inspect_text(data, delimited=name == "delimited")


def _inspect_pdf(data: bytes) -> None:
    objects = data.count(b"endobj")
    if objects > _MOST_OBJECTS:
        raise UnreadableError(f"the PDF holds {objects:,} objects, more than any reply does")


def _inspect_mail(data: bytes) -> None:
    parts = nested = 0
    for found in _PART.finditer(data):
        parts += 1
        nested += found[1] is not None
    if parts > _MOST_PARTS:
        raise UnreadableError(f"the message has {parts:,} parts, more than are read; ask for them in several")
    if nested > _MOST_NESTED:
        raise UnreadableError(f"the message nests {nested:,} parts in parts, as only a hostile one does")


def _inspect_text(data: bytes, *, delimited: bool) -> None:
    plain = data.replace(b"\x00", b"")
    lines = plain.splitlines()
    if delimited:
        columns = max((len(_DELIMITER.findall(line)) for line in lines), default=0)
        if columns > _MOST_COLUMNS:
            raise UnreadableError(f"a row has {columns:,} columns, more than any sheet has")
        plain = _DELIMITER.sub(b" ", plain)
    for what, longest, most in (
        ("number", max((len(run) for run in re.findall(rb"\d+", plain)), default=0), _LONGEST_NUMBER),
        ("word", max(map(len, plain.split()), default=0), _LONGEST_WORD),
        ("line", max(map(len, lines), default=0), _LONGEST_LINE),
    ):
        if longest > most:
            raise UnreadableError(f"the text holds a {what} of {longest:,} characters, as no reply does")


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
