"""Which reader reads which format, by which library, and what of a format is not read."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from parsers.errors import (
    FoiError,
    PasswordNeededError,
    UnreadableError,
    UnsupportedFormatError,
)
from parsers.formats.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its name as `sniff` gives it, what people call it, and who reads it.

    `reader` names a function of `parsers.formats` as "module:function"; `loses` says what of such a file is
    not read, and what becomes of it; `also` are other names of `sniff` that are read alike.
    """

    name: str
    about: str
    reader: str
    library: str
    loses: str
    also: tuple[str, ...] = ()

    def load(self) -> Callable[[bytes], Document]:
        """Return the reader, imported when first needed: most runs must not wait for most libraries."""
        module, _, function = self.reader.partition(":")
        found = getattr(import_module(f"parsers.formats.{module}"), function)
        return cast("Callable[[bytes], Document]", found)


_OFFICE = "LibreOffice (a system package; held without it), lxml"

FORMATS = (
    Format(
        "delimited",
        "delimited text (.csv, .tsv)",
        "delimited:read_delimited",
        "Python's csv",
        "nothing",
    ),
    Format(
        "doc",
        "Word documents of before 2007 (.doc)",
        "office:read_doc",
        _OFFICE,
        "as .docx",
    ),
    Format(
        "docx",
        "Word documents (.docx, .docm)",
        "docx:read_docx",
        "lxml",
        "deleted and hidden text, which is counted and held; embedded objects and charts are named and held",
    ),
    Format(
        "eml",
        "messages (.eml)",
        "mail:read_mail",
        "Python's email",
        "pictures below 15 kB in the text, taken for badges",
    ),
    Format(
        "html",
        "web pages (.html)",
        "html:read_html",
        "lxml",
        "scripts; hidden and struck-out text and tables in comments, which are counted and held; pictures"
        " from elsewhere",
    ),
    Format(
        "msg",
        "Outlook messages (.msg)",
        "msg:read_msg",
        "python-oxmsg, compressed-rtf",
        "pictures below 15 kB in the text, taken for badges; objects pasted into the text, which are held",
    ),
    Format(
        "ods",
        "OpenDocument spreadsheets (.ods)",
        "ods:read_ods",
        "lxml",
        "hidden sheets, rows, columns and comments, cells that show nothing: counted and held; charts",
    ),
    Format("odt", "OpenDocument texts (.odt)", "office:read_odt", _OFFICE, "as .docx"),
    Format(
        "pdf",
        "PDF with text",
        "pdf:read_pdf",
        "pypdfium2, pdfplumber",
        "covered and hidden text, remarks and files pinned to a page, which are counted and held; pages that"
        " are pictures, held without a recogniser; forms that only Adobe's reader fills",
    ),
    Format(
        "png",
        "pictures of pages (.png, .jpg, .tif, .gif, .bmp)",
        "picture:read_picture",
        "rapidocr, Pillow (pip install 'foi-outcomes[ocr]')",
        "numbers that are recognised with doubt and that no total confirms, which are held",
        also=("jpeg", "tiff", "gif", "bmp"),
    ),
    Format("rtf", "Rich Text Format (.rtf)", "office:read_rtf", _OFFICE, "as .docx"),
    Format("text", "plain text (.txt)", "text:read_text", "none", "nothing"),
    Format(
        "tnef",
        "Outlook's wrapped attachments (winmail.dat)",
        "tnef:read_tnef",
        "compressed-rtf",
        "pictures below 15 kB in the text, taken for badges",
    ),
    Format(
        "xls",
        "Excel workbooks of before 2007 (.xls)",
        "xls:read_xls",
        "xlrd",
        "hidden sheets, rows, columns and comments, cells that show nothing: counted and held; charts",
    ),
    Format(
        "xlsb",
        "binary Excel workbooks (.xlsb)",
        "office:read_xlsb",
        f"{_OFFICE.removesuffix('lxml')}openpyxl",
        "as .xlsx",
    ),
    Format(
        "xlsx",
        "Excel workbooks (.xlsx, .xlsm)",
        "xlsx:read_xlsx",
        "openpyxl",
        "hidden sheets, rows, columns and comments, cells that show nothing: counted and held; charts",
    ),
    Format(
        "zip",
        "archives (.zip), also in archives",
        "archive:read_zip",
        "Python's zipfile",
        "what computers put beside files; members that are locked or packed in rare ways, which are named",
    ),
)
"""Every format that is read, by name."""

_READERS = {name: each for each in FORMATS for name in (each.name, *each.also)}


def read_document(data: bytes, *, discreet: bool = False) -> Document:
    """Return the document in `data`, whatever its name says.

    With `discreet` the message of an error repeats nothing that a library says: it might quote what the
    document hides.

    Raises:
        UnreadableError: or one of its kinds, when the bytes cannot be read; the message says why.
    """
    name = sniff(data)
    reader = _READERS.get(name)
    if reader is not None:
        return _read(reader.load(), data, name, discreet=discreet)
    if name == "empty":
        raise UnreadableError("the file is empty; ask for it again")
    if name == "broken zip":
        raise UnreadableError("the file begins as a zip package but is broken; ask for it again")
    if name == "ole":
        raise UnreadableError("the file begins as an old Office file but is cut short; ask for it again")
    if name == "encrypted":
        raise PasswordNeededError("password needed: the Office file is encrypted")
    if name == "unknown":
        raise UnsupportedFormatError("the file is of no known format; ask for it as a spreadsheet or PDF")
    raise UnsupportedFormatError(f"no reader for {name} files yet; ask for it as a spreadsheet or PDF")


def _read(reader: Callable[[bytes], Document], data: bytes, name: str, *, discreet: bool) -> Document:
    try:
        return reader(data)
    except FoiError as error:
        if discreet and error.__cause__ is not None:
            raise type(error)(f"the file is damaged and cannot be read as {name}") from None
        raise
    except Exception as error:
        # The libraries that read formats raise anything at all on damaged bytes.
        what = type(error).__name__ if discreet else f"{type(error).__name__}: {error}".rstrip(": ")
        raise UnreadableError(f"the file is damaged and cannot be read as {name} ({what})") from error
