"""A folder of replies on this machine, with any folders in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flows.sources.errand import LARGEST, Errand, Notice
from parsers.errors import FoiError
from warehouse.archive import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "folder"
_TEMPORARY_ENDS = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", "~")
_SYSTEM_NAMES = {"thumbs.db", "desktop.ini", "__macosx"}


class Found(NamedTuple):
    """A file to read: `file` is where its bytes are, `shown` its path in the inbox."""

    file: Path
    shown: str


def deliveries(place: Path, errand: Errand | None = None) -> Iterator[tuple[bytes, Delivery]]:
    """Yield each file under the folder with its delivery, sorted by path.

    Hidden, temporary and lock files are left out; so are, as wanted, links that lead out of the folder and
    files that are no regular files, cannot be read, are too large or change while they are read. Each is told
    to `errand`.

    Raises:
        FoiError: The folder does not exist, is a file, or cannot be listed.
    """
    errand = errand or Errand()
    hint = request_of(place, errand)
    for found in files(place, errand):
        data = read(found, errand)
        if data is not None:
            name = found.shown.rpartition("/")[2]
            yield data, Delivery(name=name, source=NAME, path=found.shown, request_hint=hint)


def request_of(place: Path, errand: Errand) -> str | None:
    """Return the id of the request that the folder is named after."""
    name = place.resolve().name
    return name if name in errand.requests else None


def files(place: Path, errand: Errand) -> Iterator[Found]:
    """Yield each file under the folder that may be a reply, sorted by path; the others are told to `errand`.

    Raises:
        FoiError: As `deliveries`.
    """
    inbox = _opened(place)
    yield from _files(inbox, "", errand, frozenset(folder.resolve() for folder in errand.apart))


def _opened(place: Path) -> Path:
    if not place.is_dir():
        what = "this is no folder" if place.exists() else "there is no such folder"
        raise FoiError(f"{place}: {what}; give the folder that holds the replies")
    return place.resolve()


def _files(inbox: Path, within: str, errand: Errand, apart: frozenset[Path]) -> Iterator[Found]:
    """Yield those of one folder, which is empty for the inbox itself and else ends with "/"."""
    folder = inbox / within
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        if folder == inbox:
            raise FoiError(f"{folder}: the folder cannot be listed ({error.strerror})") from error
        said = f"the folder cannot be listed ({error.strerror})"
        errand.tell(Notice(_shown(within.removesuffix("/")), said, True))
        return
    for entry in entries:
        shown = _shown(within + entry.name)
        left_out = _reason_to_leave_out(entry.name)
        if left_out:
            errand.tell(Notice(shown, left_out, wanted=False))
        elif entry.is_symlink():
            yield from _linked(inbox, Path(entry.path), shown, errand)
        elif entry.is_dir(follow_symlinks=False):
            if Path(entry.path) in apart:
                errand.tell(Notice(shown, "the workspace, not an inbox", wanted=False))
            else:
                yield from _files(inbox, f"{within}{entry.name}/", errand, apart)
        else:
            yield Found(Path(entry.path), shown)


def _reason_to_leave_out(name: str) -> str | None:
    lower = name.lower()
    if lower.startswith(("~$", ".~lock")):
        return "a lock file of an open document"
    if name.startswith("."):
        return "hidden"
    if lower.endswith(_TEMPORARY_ENDS):
        return "a temporary file"
    if lower in _SYSTEM_NAMES:
        return "made by the operating system"
    return None


def _linked(inbox: Path, link: Path, shown: str, errand: Errand) -> Iterator[Found]:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        errand.tell(Notice(shown, "a link that leads nowhere", wanted=True))
        return
    if not target.is_relative_to(inbox):
        errand.tell(Notice(shown, f"a link out of the inbox, to {target}; copy the file in", wanted=True))
    elif target.is_dir():
        errand.tell(Notice(shown, "a link to a folder that is read where it lies", wanted=False))
    else:
        yield Found(target, shown)


def read(found: Found, errand: Errand) -> bytes | None:
    """Return the bytes of a file, or None where they cannot be had: that is told to `errand`."""
    try:
        facts = found.file.stat()
        if not stat.S_ISREG(facts.st_mode):
            reason = "not a regular file"
        elif facts.st_size > LARGEST:
            reason = f"larger than {LARGEST // 1024**2} MiB; split it, or unpack it if it is an archive"
        else:
            data = found.file.read_bytes()
            after = found.file.stat()
            if (after.st_size, after.st_mtime_ns) == (len(data), facts.st_mtime_ns):
                return data
            reason = "it changed while it was read; run again once it is complete"
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
    errand.tell(Notice(found.shown, reason, wanted=True))
    return None


def _shown(path: str) -> str:
    # A name need not be UTF-8 on disk; everything that is stored or printed must be.
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")
