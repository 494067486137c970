"""How long a PDF takes to read, against pdfplumber's own tables and against plain text.

Run by hand: `python tests/benchmarks/bench_pdf.py [PDF …] [--count N] [--seed S]`; without names it reads the
real letters beside the repository where they are, else letters that it draws, then a corpus of N documents by
all programs that print PDFs here, and then a list of 4,500 crimes on 60 pages, with rules around every cell
and without any. Figures are the best of some runs in one process, in seconds of its own processor time; the
corpus is read once, as what a letter says is kept in mind for a while and would be known the second time.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from fixtures.corpus.choices import PRODUCERS, SUFFIXES
from fixtures.corpus.writing import write_corpus
from fixtures.inbox import write
from parsers.reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_RUNS = 5
_LONG_RUNS = 3
_DOCUMENTS = 60
_LETTERS = Path(__file__).parents[3] / "shared" / "replies" / "police"
_PAGES, _ROWS = 60, 75
_PITCH, _TOP, _SIZE = 10.2, 800.0, 7.0
_EDGES = (40, 80, 140, 290, 400, 555)
_HEAD = ("No.", "Date recorded", "Offence", "Location", "Outcome")
_OFFENCES = ("Burglary in a dwelling", "Theft from the person", "Criminal damage", "Assault with injury")
_PLACES = ("Fennside Clinic", "Marlow Road Infirmary", "Alderbrook Hospital")
_OUTCOMES = ("Charge/Summons", "Community Resolution", "No suspect identified", "Caution - adult")

File = tuple[bytes, str]


def plumb(data: bytes) -> None:
    """Extract the tables with pdfplumber's default settings."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def plain(data: bytes) -> None:
    """Extract the plain text with pdfium, the floor for any reader."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def whole(data: bytes) -> None:
    """Read the reply: tables, meaning, audit."""
    read_reply(data, "reply.pdf")


def record_list(*, ruled: bool) -> bytes:
    """Return a list of crimes, one row each, with its head on every page."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    number = 0
    for _ in range(_PAGES):
        rows = [_HEAD]
        for _ in range(_ROWS):
            number += 1
            day = date(2019, 1, 1) + timedelta(days=number // 3)
            said = [words[number * step % len(words)] for words, step in _SAID]
            rows.append((str(number), f"{day:%d/%m/%Y}", *said))
        _draw(canvas, rows, ruled=ruled)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


_SAID = ((_OFFENCES, 7), (_PLACES, 5), (_OUTCOMES, 3))


def _draw(canvas: Canvas, rows: list[tuple[str, ...]], *, ruled: bool) -> None:
    canvas.setFont("Helvetica", _SIZE)
    for down, row in enumerate(rows):
        for x, text in zip(_EDGES, row, strict=False):
            canvas.drawString(x + 2, _TOP - _PITCH * down + 3, text)
    if ruled:
        canvas.setLineWidth(0.5)
        bottom = _TOP - _PITCH * (len(rows) - 1)
        canvas.grid(list(_EDGES), [bottom + _PITCH * step for step in range(len(rows) + 1)])


def seconds(job: Callable[[bytes], None], data: bytes) -> float:
    """Return the processor time of a job over a file."""
    start = time.process_time()
    job(data)
    return time.process_time() - start


def best_of(jobs: Sequence[Callable[[bytes], None]], files: list[bytes], runs: int) -> list[float]:
    """Return the best time of each job over all files.

    They run by turns, file by file, so that what else a machine does meets all.
    """
    times = []
    for _ in range(runs):
        of_files = [[seconds(job, data) for job in jobs] for data in files]
        times.append([sum(each) for each in zip(*of_files, strict=True)])
    return [min(each) for each in zip(*times, strict=True)]


def measure(name: str, files: list[bytes], runs: int) -> None:
    """Print the times of one set of files and their ratios."""
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in files)
    ours, theirs, floor = best_of((whole, plumb, plain), files, runs)
    sys.stdout.write(
        f"{name}, {pages} pages\n"
        f"reading with meaning and audit   {ours:7.3f} s  {pages / ours:8.1f} pages/s\n"
        f"pdfplumber extract_tables()      {theirs:7.3f} s  {pages / theirs:8.1f} pages/s"
        f"  ({theirs / ours:.1f} times as long)\n"
        f"pypdfium2 plain text             {floor:7.3f} s  {pages / floor:8.1f} pages/s"
        f"  ({ours / floor:.1f} times as fast)\n"
    )


def letters(folder: Path, names: list[str]) -> list[bytes]:
    """Return the named letters, or the real ones, or made-up ones."""
    paths = [Path(name) for name in names] or [_LETTERS / "Durham.pdf", _LETTERS / "Cumbria.pdf"]
    if not all(path.exists() for path in paths):
        write(folder, 40, "1", [])
        paths = sorted(folder.rglob("*.pdf"))
    return [path.read_bytes() for path in paths]


def corpus(folder: Path, count: int, seed: str) -> list[bytes]:
    """Return so many documents of the hard corpus, by all programs that print PDFs and are installed."""
    made = write_corpus(folder, count, seed, [name for name in PRODUCERS if name not in SUFFIXES])
    if made.missing:
        sys.stdout.write(f"not installed: {', '.join(made.missing)}\n")
    return [path.read_bytes() for path in sorted((folder / "inbox").glob("*.pdf"))]


def main(arguments: list[str]) -> None:
    """Measure letters, and without names a corpus and the lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="PDF")
    parser.add_argument("--count", type=int, default=_DOCUMENTS)
    parser.add_argument("--seed", default="speed")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        some = letters(Path(folder), chosen.names)
    measure(f"{len(some)} letters", some, _RUNS)
    if chosen.names:
        return
    with tempfile.TemporaryDirectory() as folder:
        drawn = corpus(Path(folder), chosen.count, chosen.seed)
    measure(f"a corpus of {len(drawn)} documents, seed {chosen.seed}", drawn, 1)
    for ruled in (True, False):
        name = f"a list of {_PAGES * _ROWS:,} crimes {'with' if ruled else 'without'} rules"
        measure(name, [record_list(ruled=ruled)], _LONG_RUNS)


if __name__ == "__main__":
    main(sys.argv[1:])
