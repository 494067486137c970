"""What a source remembers from run to run: written only after the bytes that it tells of are archived."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Self

from parsers.errors import FoiError
from warehouse.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

WORTH_WRITING_ANEW = 1_000
"""Lines that a file may hold beyond those that count before it is written anew."""


class Memory:
    """One source's notes, a text by key, as lines of JSON; the last line of a key counts.

    Each note is in the file as soon as it is made, so that a run that is killed forgets nothing. What a power
    cut takes is fetched again, and the archive knows it by its bytes. Use as a context manager.
    """

    def __init__(self, path: Path) -> None:
        """Read what was noted before.

        Raises:
            FoiError: The file is damaged.
        """
        self._path = path
        self._notes: dict[str, str] = {}
        self._lines = 0
        self._file: IO[str] | None = None
        if path.exists():
            self._read(path.read_bytes())

    def __enter__(self) -> Self:
        """Open the file for more notes."""
        if self._lines > len(self._notes) + WORTH_WRITING_ANEW or not self._path.exists():
            write_whole(self._path, "".join(_line(*note) for note in self._notes.items()).encode())
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __contains__(self, key: str) -> bool:
        """Whether anything is noted under the key."""
        return key in self._notes

    def get(self, key: str) -> str | None:
        """Return what was noted under the key."""
        return self._notes.get(key)

    def under(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Yield the notes whose key begins so."""
        return ((key, text) for key, text in list(self._notes.items()) if key.startswith(prefix))

    def note(self, key: str, text: str) -> None:
        """Remember a text; call it only once what it tells of is archived."""
        if self._file is None:
            raise RuntimeError("a memory takes notes only as a context manager")
        if self._notes.get(key) == text:
            return
        self._notes[key] = text
        self._file.write(_line(key, text))
        self._file.flush()

    def _read(self, data: bytes) -> None:
        whole, _, cut = data.rpartition(b"\n")
        if cut:  # a kill in the midst of a line
            write_whole(self._path, whole + b"\n" if whole else b"")
        for number, line in enumerate(whole.splitlines(), start=1):
            try:
                key, text = json.loads(line)
                self._notes[str(key)] = str(text)
            except (ValueError, TypeError):
                raise FoiError(
                    f"{self._path}, line {number}: not a note of a source; remove the file: all is fetched"
                    " again, and what is known stays one document"
                ) from None
            self._lines = number


def _line(key: str, text: str) -> str:
    return json.dumps([key, text], ensure_ascii=False) + "\n"
