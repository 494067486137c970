"""Which reader reads which format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.errors import (
    FoiError,
    NeedsOcrError,
    PasswordNeededError,
    UnreadableError,
    UnsupportedFormatError,
)
from parsers.formats.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.document import Document

_PICTURES = frozenset(("png", "jpeg", "tiff", "gif", "bmp"))


def _readers() -> dict[str, Callable[[bytes], Document]]:
    # Imported when first needed: a command that reads no document must not wait for these libraries.
    from parsers.formats.delimited import read_delimited  # noqa: PLC0415
    from parsers.formats.mail import read_mail  # noqa: PLC0415
    from parsers.formats.pdf import read_pdf  # noqa: PLC0415
    from parsers.formats.text import read_text  # noqa: PLC0415
    from parsers.formats.xlsx import read_xlsx  # noqa: PLC0415

    return {
        "delimited": read_delimited,
        "eml": read_mail,
        "pdf": read_pdf,
        "text": read_text,
        "xlsx": read_xlsx,
    }


def read_document(data: bytes) -> Document:
    """Return the document in `data`, whatever its name says.

    Raises:
        UnreadableError: or one of its kinds, when the bytes cannot be read; the message says why.
    """
    name = sniff(data)
    reader = _readers().get(name)
    if reader is not None:
        return _read(reader, data, name)
    if name == "empty":
        raise UnreadableError("the file is empty; ask for it again")
    if name == "broken zip":
        raise UnreadableError("the file begins as a zip package but is broken; ask for it again")
    if name == "encrypted":
        raise PasswordNeededError("password needed: the Office file is encrypted")
    if name in _PICTURES:
        raise NeedsOcrError(f"needs OCR: a picture ({name})")
    if name == "unknown":
        raise UnsupportedFormatError("the file is of no known format; ask for it as a spreadsheet or PDF")
    raise UnsupportedFormatError(f"no reader for {name} files yet; ask for it as a spreadsheet or PDF")


def _read(reader: Callable[[bytes], Document], data: bytes, name: str) -> Document:
    try:
        return reader(data)
    except FoiError:
        raise
    except Exception as error:
        # The libraries that read formats raise anything at all on damaged bytes.
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        raise UnreadableError(f"the file is damaged and cannot be read as {name} ({what})") from error
