"""What is fuzzed: each target takes any bytes and may raise nothing but a FoiError."""

from __future__ import annotations

import contextlib
import io
import zipfile
from typing import TYPE_CHECKING

from parsers.errors import FoiError
from parsers.formats.registry import FORMATS
from parsers.formats.sniff import sniff
from parsers.reply import read_reply, understand_document

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

READERS = {"delimited": "delimited", "html": "html", "mail": "eml", "bundle": "zip", "text": "text"}
"""Targets that are readers, and the formats they read."""
WHOLE = ("xlsx", "docx", "pdf", "ods", "xls", "msg", "tnef")
"""Targets that are mutated from sound documents and read whole."""
OFFICE = ("xlsb", "doc", "odt", "rtf")
"""The same, of formats that are read by way of LibreOffice, which takes a second and more for each."""
TARGETS = ("sniff", *READERS, *WHOLE, *OFFICE)

_TOKENS = (
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b'"',
    b"<",
    b">",
    b"/>",
    b"&#0;",
    b"&amp;",
    b"\x00",
    b"\xff\xfe",
    b"A1:XFD1048576",
    b"2019/20",
    b"endobj",
    b"[",
    b"<<",
)


def target(name: str) -> Callable[[bytes], None]:
    """Return a target by its name."""
    if name == "sniff":
        return _sniff
    if name in READERS:
        form = next(form for form in FORMATS if form.name == READERS[name])
        read = form.load()

        def reader(data: bytes) -> None:
            with contextlib.suppress(FoiError):
                understand_document(read(data), data, "fuzz")

        return reader
    return _whole


def _sniff(data: bytes) -> None:
    sniff(data)


def _whole(data: bytes) -> None:
    read_reply(data, "fuzz")


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return a document with a few faults; a package's faults lie within one of its parts."""
    if not data.startswith(b"PK"):
        return _faulty(data, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    chosen = rng.randrange(len(parts))
    target_ = io.BytesIO()
    with zipfile.ZipFile(target_, "w") as package:
        for number, (name, part) in enumerate(parts):
            package.writestr(name, _faulty(part, rng) if number == chosen else part)
    return target_.getvalue()


def _faulty(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        if not data:
            return data
        at = rng.randrange(len(data))
        size = rng.choice((1, 1, 2, 8, 64))
        data = {
            "flip": lambda d, a, _: d[:a] + bytes([d[a] ^ 1 << rng.randrange(8)]) + d[a + 1 :],
            "cut": lambda d, a, s: d[:a] + d[a + s :],
            "again": lambda d, a, s: d[:a] + d[a : a + s] * rng.choice((2, 50)) + d[a + s :],
            "token": lambda d, a, s: d[:a] + rng.choice(_TOKENS) + d[a + s :],
            "digit": lambda d, a, _: _digit(d, a, rng),
        }[rng.choice(("flip", "cut", "again", "token", "digit"))](data, at, size)
    return data


def _digit(data: bytes, at: int, rng: random.Random) -> bytes:
    """Return the data with the next digit replaced by another number."""
    for place in range(at, min(at + 200, len(data))):
        if 0x30 <= data[place] <= 0x39:
            return (
                data[:place] + rng.choice((b"0", b"9", b"-1", b"1048577", b"4294967296")) + data[place + 1 :]
            )
    return data
