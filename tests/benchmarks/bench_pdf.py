"""How long a PDF letter takes to read, against pdfplumber's own tables and against plain text.

Run by hand: `python tests/benchmarks/bench_pdf.py [PDF …]`; without names it reads the real letters beside
the repository where they are, else letters that it draws. Figures are the best of five runs in one process.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2

from fixtures.inbox import write
from parsers.reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Callable

_RUNS = 5
_LETTERS = Path(__file__).parents[3] / "shared" / "replies" / "police"


def plumb(data: bytes, path: Path) -> None:
    """Extract the tables with pdfplumber's default settings."""
    del data
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def plain(data: bytes, path: Path) -> None:
    """Extract the plain text with pdfium, the floor for any reader."""
    del path
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def whole(data: bytes, path: Path) -> None:
    """Read the reply: tables, meaning, audit."""
    read_reply(data, path.name)


def seconds(job: Callable[[bytes, Path], None], files: list[tuple[bytes, Path]]) -> float:
    """Return the best time of some runs of a job over all files."""
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        for data, path in files:
            job(data, path)
        times.append(time.perf_counter() - start)
    return min(times)


def main(names: list[str]) -> None:
    """Print the times and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(name) for name in names] or [_LETTERS / "Durham.pdf", _LETTERS / "Cumbria.pdf"]
        if not all(path.exists() for path in paths):
            write(Path(folder), 40, "1", [])
            paths = sorted(Path(folder).rglob("*.pdf"))
        files = [(path.read_bytes(), path) for path in paths]
        pages = sum(len(pypdfium2.PdfDocument(data)) for data, _ in files)
        ours, theirs, floor = (seconds(job, files) for job in (whole, plumb, plain))
    sys.stdout.write(
        f"{len(files)} letters, {pages} pages\n"
        f"reading with meaning and audit   {ours:7.3f} s  {pages / ours:8.1f} pages/s\n"
        f"pdfplumber extract_tables()      {theirs:7.3f} s  {pages / theirs:8.1f} pages/s"
        f"  ({theirs / ours:.1f} times as long)\n"
        f"pypdfium2 plain text             {floor:7.3f} s  {pages / floor:8.1f} pages/s"
        f"  ({ours / floor:.1f} times as fast)\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
