"""Writing files so that a reader, or the next run after a kill, sees all of one or nothing."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPORARY = ".tmp-"
"""How the name of everything unfinished begins; such names are never read and are swept by the next run."""


def temporary_beside(path: Path) -> Path:
    """Return a new unfinished name in the folder of `path`, so that a rename never crosses file systems."""
    return path.with_name(f"{TEMPORARY}{uuid4().hex}")


def write_whole(path: Path, data: bytes, *, name_durable: bool = True) -> None:
    """Write `data` to `path`: a kill or a power cut leaves the old file, or none, or all of the new.

    Without `name_durable` a power cut may still forget the file: for one that another follows in its folder.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = temporary_beside(path)
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    if name_durable:
        sync(path.parent)


def sync(path: Path) -> None:
    """Make a file's bytes, or a folder's names, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give an unfinished folder to fill; on a clean exit it becomes `path`, on an error it is removed.

    Where `path` exists already, the new folder is dropped: folders named by their content never change.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = temporary_beside(path)
    unfinished.mkdir()
    try:
        yield unfinished
        for file in unfinished.iterdir():
            sync(file)
        sync(unfinished)
        if not path.exists():
            unfinished.rename(path)
            sync(path.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def sweep(folder: Path) -> int:
    """Remove what killed runs left unfinished below `folder`, and return how many pieces.

    Call it only while holding the workspace's lock: another run's unfinished work looks the same.
    """
    leftovers = [path for path in folder.rglob(f"{TEMPORARY}*") if path.exists()]
    for path in leftovers:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(leftovers)
