"""Formats of older and other office programs (.doc, .rtf, .odt, .xlsb), by way of LibreOffice if installed.

LibreOffice turns them into the format that a reader here knows. It runs with a profile of its own and without
macros, and what it writes is checked: it says nothing when it fails.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.errors import PasswordNeededError, UnreadableError, UnsupportedFormatError
from parsers.formats.docx import read_docx
from parsers.formats.package import Package
from parsers.formats.sniff import sniff
from parsers.formats.xlsx import read_xlsx
from parsers.screening import screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.document import Document

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_ENCRYPTED_DOC = 0x0100
"""The bit of a Word file's head that says that it is encrypted."""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
</oor:items>
"""


def read_doc(data: bytes) -> Document:
    """Return the tables and passages of a Word document of before 2007.

    Raises:
        PasswordNeededError: when it is encrypted.
        UnsupportedFormatError: when LibreOffice is not installed.
        UnreadableError: when LibreOffice makes nothing of it.
    """
    head = data.find(b"\xec\xa5")
    if head >= 0 and int.from_bytes(data[head + 10 : head + 12], "little") & _ENCRYPTED_DOC:
        raise PasswordNeededError("password needed: the Word document is encrypted")
    return _read(data, "doc", "docx", read_docx)


def read_rtf(data: bytes) -> Document:
    """Return the tables and passages of a document in Rich Text Format.

    Raises:
        UnsupportedFormatError: when LibreOffice is not installed.
        UnreadableError: when LibreOffice makes nothing of it.
    """
    return _read(data, "rtf", "docx", read_docx)


def read_odt(data: bytes) -> Document:
    """Return the tables and passages of an OpenDocument text.

    Raises:
        PasswordNeededError: when it is encrypted.
        UnsupportedFormatError: when LibreOffice is not installed.
        UnreadableError: when it is broken, or LibreOffice makes nothing of it.
    """
    with Package(data, "OpenDocument text") as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise PasswordNeededError("password needed: the OpenDocument text is encrypted")
        package.xml("content.xml")
    return _read(data, "odt", "docx", read_docx)


def read_xlsb(data: bytes) -> Document:
    """Return the visible sheets of a binary workbook.

    Raises:
        UnsupportedFormatError: when LibreOffice is not installed.
        UnreadableError: when LibreOffice makes nothing of it.
    """
    with Package(data, "workbook") as package:
        package.read("xl/workbook.bin")
    return _read(data, "xlsb", "xlsx", read_xlsx)


def _read(data: bytes, name: str, target: str, reader: Callable[[bytes], Document]) -> Document:
    made = converted(data, name, target)
    document = reader(made)
    document.format = name
    # What the file itself tells is counted already, by `parsers.screens.converted`.
    told = {found.kind for found in screen(data, name)}
    document.hidden += [found for found in screen(made, target) if found.kind not in told]
    return document


@lru_cache(maxsize=1)
def office() -> str | None:
    """Return where LibreOffice is, or None."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def converted(data: bytes, name: str, target: str) -> bytes:
    """Return a file of the format `name` as one of the format `target`.

    Raises:
        UnsupportedFormatError: when LibreOffice is not installed.
        UnreadableError: when it takes longer than two minutes, or writes nothing of that format.
    """
    program = office()
    if program is None:
        raise UnsupportedFormatError(
            f"a {name} file is read by way of LibreOffice, which is not installed (apt install "
            "libreoffice-writer libreoffice-calc); or ask for it as .docx, .xlsx or PDF"
        )
    with tempfile.TemporaryDirectory(prefix="foi-office-") as folder:
        root = Path(folder)
        settings = root / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        source, made = root / f"reply.{name}", root / "made" / f"reply.{target}"
        source.write_bytes(data)
        _run([program, *_arguments(root, source, made)], root)
        result = made.read_bytes() if made.exists() else b""
    if sniff(result) != target:
        raise UnreadableError(f"LibreOffice makes nothing of this {name} file; ask for it as .docx or PDF")
    return result


def _arguments(folder: Path, source: Path, made: Path) -> list[str]:
    """Return what the office is told: a profile of its own, as two that share one wait for each other."""
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", made.suffix[1:]),
        *("--outdir", str(made.parent), str(source)),
    ]


def _run(command: list[str], folder: Path) -> None:
    """Run the office in a group of processes of its own, which ends whole when time is up."""
    environment = {
        "HOME": str(folder),
        "PATH": os.environ.get("PATH", ""),
        "SAL_USE_VCLPLUGIN": "svp",
        # Its own scratch files too: a reader may be kept from all other folders.
        "TMPDIR": str(folder),
    }
    with subprocess.Popen(  # noqa: S603 a program by its full path, files by names given here
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(
                f"LibreOffice took longer than {_SECONDS} seconds; ask for the file as .docx or PDF"
            ) from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
