"""Extract the tables of PDF files with one of the tools that users would take instead.

Run by `rivals.py` in an environment of its own, in which nothing of this project is installed:
`python rival_tools.py TOOL LIST OUT`, LIST a file with one path a line. OUT gets one JSON line per document
with its grids of texts. A tool that takes too long over a document, or fails, has no grids for it.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Grid = list[list[str]]
_SECONDS = 120
"""The longest that a tool may take over one document."""


def texts(rows: Iterable[Iterable[Any]]) -> Grid:
    """Return rows of texts; what is no text is empty."""
    return [["" if cell is None or cell != cell else str(cell) for cell in row] for row in rows]  # noqa: PLR0124 NaN


def with_pdfplumber(path: str) -> list[Grid]:
    """Use the default settings, and each table's first row as the heads of a frame."""
    import pandas as pd
    import pdfplumber

    grids = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables():
                frame = pd.DataFrame(table[1:], columns=table[0])
                grids.append(texts([list(frame.columns), *frame.to_numpy().tolist()]))
    return grids


def with_camelot(flavor: str) -> Callable[[str], list[Grid]]:
    """Use one of the two flavours."""

    def extract(path: str) -> list[Grid]:
        import camelot

        tables = camelot.read_pdf(path, pages="all", flavor=flavor)
        return [texts(table.df.to_numpy().tolist()) for table in tables]

    return extract


def with_img2table(path: str) -> list[Grid]:
    """Use the text of the PDF, and look for tables without borders too."""
    from img2table.document import PDF

    found = PDF(path).extract_tables(borderless_tables=True)
    grids = []
    for tables in found.values():
        for table in tables:
            rows = table.content.values() if hasattr(table.content, "values") else table.content
            grids.append(texts([[cell.value for cell in row] for row in rows]))
    return grids


def with_pymupdf4llm(path: str) -> list[Grid]:
    """Use the tables of its markdown."""
    import pymupdf4llm

    grids: list[Grid] = []
    before = False
    for line in pymupdf4llm.to_markdown(path).splitlines():
        is_row = line.startswith("|") and line.rstrip().endswith("|")
        if is_row and not before:
            grids.append([])
        before = is_row
        row = re.sub(r"\*\*|</?\w+>", " ", line.strip()[1:-1])
        cells = [cell.strip() for cell in row.split("|")]
        if is_row and not all(set(cell) <= set("-: ") and cell for cell in cells):
            grids[-1].append(cells)
    return grids


TOOLS: dict[str, Callable[[str], list[Grid]]] = {
    "pdfplumber": with_pdfplumber,
    "camelot-lattice": with_camelot("lattice"),
    "camelot-stream": with_camelot("stream"),
    "img2table": with_img2table,
    "pymupdf4llm": with_pymupdf4llm,
}


def _late(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"longer than {_SECONDS} s")


def main() -> None:
    """Extract every document of the list."""
    tool, names, out = sys.argv[1:4]
    extract = TOOLS[tool]
    signal.signal(signal.SIGALRM, _late)
    with Path(out).open("w", encoding="utf-8") as lines:
        for path in Path(names).read_text(encoding="utf-8").splitlines():
            start = time.process_time()
            signal.alarm(_SECONDS)
            error, grids = "", []
            try:
                grids = extract(path)
            except Exception as problem:  # noqa: BLE001 whatever a tool raises, it has not read the document
                error = f"{type(problem).__name__}: {problem}"[:200]
            finally:
                signal.alarm(0)
            seconds = round(time.process_time() - start, 3)
            row = {"doc": Path(path).name, "grids": grids, "seconds": seconds, "error": error}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            lines.flush()


if __name__ == "__main__":
    main()
