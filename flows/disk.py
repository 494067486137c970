"""A disk that is full or cannot be written: one line, and nothing that was kept is lost."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


@contextmanager
def told_of_full_disks() -> Iterator[None]:
    """Turn what a disk refuses in the context into one line.

    Raises:
        FoiError: The disk is full, or cannot be written.
    """
    try:
        yield
    except OSError as error:
        place = error.filename or "the workspace"
        if error.errno in _FULL:
            raise FoiError(
                f"{place}: the disk is full; make room, and the next run goes on: nothing is lost"
            ) from error
        if error.errno in _SHUT:
            raise FoiError(
                f"{place}: cannot be written or read ({error.strerror}); mend that, and the next run goes on"
            ) from error
        raise
