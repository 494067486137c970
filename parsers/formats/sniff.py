"""What a file is, by its content; its name and declared type may say anything."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PDF_WITHIN = 1024
"""Bytes: readers accept a PDF whose header stands this far in."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"{\\rtf", "rtf"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)
_HEADER = re.compile(
    rb"(?:received|from|to|subject|date|message-id|mime-version|return-path|delivered-to|x-[\w-]+|content-type"
    rb"|reply-to|envelope-to|delivery-date|authentication-results|dkim-signature|arc-[\w-]+)\s*:",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE | re.DOTALL
)
_INTEGER = re.compile(r"\d{1,3}(?:[, ]\d{3})+|\d+")
_DECLARATION = re.compile(rb"<\?xml\b[^>]*>")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(data: bytes) -> str:
    """Return the format of `data`: "pdf", "xlsx", "eml", "delimited", … or "empty" or "unknown"."""
    if not data.strip(b"\x00 \t\r\n"):
        return "empty"
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _packed(data)
    if data.startswith(_OLE):
        return _compound(data)
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if _is_mail(data):
        return "eml"
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MARKUP.match(_DECLARATION.sub(b"", start)):
        return "html"
    if _DECLARATION.match(start):
        return "xml"
    return _text(data)


def _packed(data: bytes) -> str:
    """Return what a zip package holds by the names of its members; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return "broken zip"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "word/document.xml" in names:
        return "docx"
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    if b"opendocument.text" in kind:
        return "odt"
    return "zip"


def _compound(data: bytes) -> str:
    """Return what an OLE compound file holds, by the names at the top of its directory."""
    names = _top_names(data)
    if any(name.startswith("__substg1.0_") for name in names):
        return "msg"
    for stream, kind in _STREAMS:
        if stream in names:
            return kind
    return "ole"


def _top_names(data: bytes) -> set[str]:
    import olefile  # noqa: PLC0415 few files need it

    try:
        with olefile.OleFileIO(data) as compound:
            return {path[0] for path in compound.listdir(streams=True, storages=True)}
    except Exception:  # noqa: BLE001 the library raises anything on damaged bytes; the names are UTF-16 in them
        known = ("__substg1.0_", *(stream for stream, _ in _STREAMS))
        return {name for name in known if _has_entry(data, name)}


def _has_entry(data: bytes, name: str) -> bool:
    """Say whether a whole name stands in the bytes, or the beginning of one that ends in a stroke."""
    begins = name.encode("utf-16-le")
    if name.endswith("_"):
        return begins in data
    return begins + b"\x00\x00" in data or data.endswith(begins)


def _is_mail(data: bytes) -> bool:
    """Say whether the first lines are mail headers (an mbox "From " line may stand before them)."""
    lines = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().splitlines()
    if lines and lines[0].startswith(b"From "):
        lines = lines[1:]
    headers = 0
    for line in lines[:12]:
        if _HEADER.match(line):
            headers += 1
        elif not line.strip() or (line[:1] not in b" \t" and b":" not in line):
            break
    return headers >= 2


def _text(data: bytes) -> str:
    """Tell delimited text from running text and both from bytes that are no text."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        sample = data[: 1 << 16].decode("utf-16", errors="replace")
    elif _CONTROL.search(data[: 1 << 16]):
        return "unknown"
    else:
        sample = data[: 1 << 16].decode("cp1252", errors="replace")
    lines = [line for line in re.split(r"\r\n|\r|\n", sample) if line.strip()]
    for delimiter in (",", ";", "\t", "|"):
        counts = [line.count(delimiter) for line in lines]
        if max(counts, default=0) == 1 and all(
            line.rstrip().endswith(delimiter) for line in lines if delimiter in line
        ):
            # A cell on each line: what is left of a web page's table.
            continue
        rows = max((counts.count(count) for count in set(counts) if count), default=0)
        if (rows >= 2 and rows >= 0.4 * len(lines)) or _longest_run(counts) >= 3:
            return "delimited"
        if _holds_records(sample, delimiter):
            return "delimited"
    return "text"


def _holds_records(sample: str, delimiter: str) -> bool:
    """Say whether two records in a row, quoted labels of several lines and all, have numbers in one field.

    Commas of sentences have a space behind them.
    """
    fields = 0
    try:
        for record in csv.reader(
            io.StringIO(sample.replace("\r\n", "\n").replace("\r", "\n")), delimiter=delimiter
        ):
            spaced = any(field.startswith(" ") for field in record[1:])
            numbers = any(_INTEGER.fullmatch(field) for field in record[1:])
            if fields > 1 and len(record) == fields and numbers and not spaced:
                return True
            fields = 0 if spaced else len(record)
    except csv.Error:
        return False
    return False


def _longest_run(counts: Sequence[int]) -> int:
    """Return how many lines in a row hold the same number of delimiters, two or more: a table among notes."""
    runs = [len(list(run)) for count, run in groupby(counts) if count >= 2]
    return max(runs, default=0)
