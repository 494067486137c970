"""How many table cells the tools that users would take instead get right, on the corpus' PDF documents.

`python tests/benchmarks/rivals.py [--count N] [--seed S] [--work FOLDER] [--out RESULT.json]` makes a corpus
and an environment with the tools in FOLDER (some are under the AGPL: they are never installed with this
project), lets each read the same documents, and prints a table in markdown. What a tool found is kept there
and used again while the tools and the documents are the same; this project's own tables are read each time.

A cell is right when its exact text stands in a row with its label and in a column with its head; white space
does not count. It is wrong when a tool gives its text in another place, and missing when it does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fixtures.corpus.writing import write_corpus
from parsers.errors import FoiError
from parsers.formats.registry import read_document
from parsers.layout.stitch import stitch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Grid = list[list[str]]
Row = dict[str, Any]
_TOOLS = Path(__file__).with_name("rival_tools.py")
_PACKAGES = (
    "pdfplumber==0.11.10",
    "pandas>=2.2",
    "camelot-py==2.0.0",
    "img2table==2.0.0",
    "pymupdf>=2,<3",
)
_PAPER = ("reportlab", "browser", "writer", "calc")
_NAMES = {
    "ours": "foi-outcomes",
    "pdfplumber": "pdfplumber defaults + pandas",
    "camelot-lattice": "camelot lattice",
    "camelot-stream": "camelot stream",
    "img2table": "img2table, borderless tables",
    "pymupdf4llm": "PyMuPDF4LLM (AGPL)",
}
_MOST_PAGES = 6
"""Longer documents are left out: a few long lists would be most of the cells, and of the time."""
_LIMIT = 3600
"""Seconds that one tool may take over all documents."""


def environment(folder: Path) -> Path:
    """Return the Python of the environment in a folder, made and filled if it is not there."""
    python = folder / "bin" / "python"
    if not python.exists():
        sys.stdout.write(f"making an environment with {', '.join(_PACKAGES)} in {folder}\n")
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    done = folder / "installed"
    if not done.exists() or done.read_text(encoding="utf-8") != "\n".join(_PACKAGES):
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *_PACKAGES], check=True)
        done.write_text("\n".join(_PACKAGES), encoding="utf-8")
    return python


def of_rival(python: Path, tool: str, paths: Sequence[Path], kept: Path) -> dict[str, Row]:
    """Return what a tool extracts from each document, or has extracted before from the same bytes."""
    before = {row["digest"]: row for row in _rows(kept)}
    digests = {path.name: _digest(path) for path in paths}
    wanted = [path for path in paths if digests[path.name] not in before]
    if wanted:
        found = _extracted(python, tool, wanted)
        new = [{**row, "digest": digests[name]} for name, row in found.items()]
        kept.parent.mkdir(parents=True, exist_ok=True)
        with kept.open("a", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in new)
        before |= {row["digest"]: row for row in new}
    return {name: before[digest] for name, digest in digests.items() if digest in before}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes() + _TOOLS.read_bytes() + "\n".join(_PACKAGES).encode()).hexdigest()


def _rows(path: Path) -> list[Row]:
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def _extracted(python: Path, tool: str, paths: Sequence[Path]) -> dict[str, Row]:
    with tempfile.TemporaryDirectory() as folder:
        names, out = Path(folder) / "names", Path(folder) / "out"
        names.write_text("\n".join(map(str, paths)), encoding="utf-8")
        command = [str(python), str(_TOOLS), tool, str(names), str(out)]
        # A session of its own, so that a tool that takes too long is ended with all that it started.
        running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            if running.wait(_LIMIT):
                sys.stdout.write(f"{tool} ended with status {running.returncode}\n")
        except subprocess.TimeoutExpired:
            sys.stdout.write(f"{tool} took longer than {_LIMIT} s\n")
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        return {row["doc"]: row for row in _rows(out)}


def of_ours(paths: Sequence[Path]) -> dict[str, Row]:
    """Return the tables that this project reads, those that go on over a page put together."""
    found = {}
    for path in paths:
        start = time.process_time()
        try:
            tables = [each.table for each in stitch(read_document(path.read_bytes()).tables)]
            grids = [[[cell.text for cell in row] for row in table.grid] for table in tables]
            error = ""
        except FoiError as problem:
            grids, error = [], str(problem)
        seconds = time.process_time() - start
        found[path.name] = {"doc": path.name, "grids": grids, "seconds": seconds, "error": error}
    return found


def score(truth: Sequence[Row], grids: Sequence[Grid]) -> Counter[str]:
    """Return how many of a document's true cells are right, wrong and missing, each grid cell used once."""
    cells: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    bare = [[[_bare(text) for text in row] for row in grid] for grid in grids]
    for at, grid in enumerate(bare):
        for down, row in enumerate(grid):
            for across, text in enumerate(row):
                cells[text].append((at, down, across))
    used: set[tuple[int, int, int]] = set()
    result: Counter[str] = Counter()
    waiting = []
    for line in truth:
        found = next(
            (place for place in _places(line, cells) if place not in used and _stands(line, bare, place)),
            None,
        )
        if found:
            used.add(found)
            result["right"] += 1
        else:
            waiting.append(line)
    for line in waiting:
        found = next((place for place in _places(line, cells) if place not in used), None)
        if found:
            used.add(found)
        result["wrong" if found else "missing"] += 1
    return result


def _places(line: Row, cells: dict[str, list[tuple[int, int, int]]]) -> Iterable[tuple[int, int, int]]:
    return [place for text in line["text"] for place in cells.get(_bare(text), [])]


def _stands(line: Row, grids: Sequence[Grid], place: tuple[int, int, int]) -> bool:
    """Say whether a grid's cell has the line's label in its row and the line's head above it."""
    at, down, across = place
    grid = grids[at]
    labels, heads = ({_bare(text) for text in line[kind]} for kind in ("label", "head"))
    above = {row[across] for row in grid[:down] if across < len(row)}
    return (not any(labels) or bool(labels & set(grid[down]))) and (not any(heads) or bool(heads & above))


def _bare(text: str) -> str:
    return "".join(text.split())


def table(results: dict[str, dict[str, Any]]) -> str:
    """Return the results as a table in markdown, the best first."""
    lines = [
        "| tool | cells right | wrong place | missing | documents all right | pages per CPU second |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name in sorted(results, key=lambda each: -results[each]["cells"]["right"]):
        result = results[name]
        cells = result["cells"]
        total = sum(cells.values()) or 1
        shares = " | ".join(f"{100 * cells[kind] / total:.1f} %" for kind in ("right", "wrong", "missing"))
        whole = f"{result['whole']} of {result['documents']}"
        lines.append(f"| {_NAMES[name]} | {shares} | {whole} | {result['pages_per_second']:.1f} |")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Run all tools over one corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", default="rivals")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "foi-rivals")
    parser.add_argument("--out", type=Path)
    rivals = [name for name in _NAMES if name != "ours"]
    parser.add_argument("--tool", action="append", default=[], choices=rivals)
    chosen = parser.parse_args(arguments)
    python = environment(chosen.work / "env")
    corpus = chosen.work / f"corpus-{chosen.seed}-{chosen.count}"
    if not (corpus / "cells.jsonl").exists():
        made = write_corpus(corpus, chosen.count, chosen.seed, _PAPER)
        sys.stdout.write(f"{made.documents} documents, seed {chosen.seed}\n")
    results = compare(python, corpus, chosen.work / "found", chosen.tool or rivals)
    if chosen.out:
        chosen.out.write_text(json.dumps(results, indent=1), encoding="utf-8")
    sys.stdout.write("\n" + table(results))
    return 0


def compare(python: Path, corpus: Path, kept: Path, tools: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return every tool's cells right, wrong and missing over documents with tables, two tools at once."""
    truth: dict[str, list[Row]] = defaultdict(list)
    for line in map(json.loads, (corpus / "cells.jsonl").read_text(encoding="utf-8").splitlines()):
        truth[line["doc"]].append(line)
    named = [path for path in sorted((corpus / "inbox").glob("*.pdf")) if path.name in truth]
    counted = {path: _pages(path) for path in named}
    paths = [path for path, pages in counted.items() if pages <= _MOST_PAGES]
    with ThreadPoolExecutor(2) as pool:
        extracted = pool.map(lambda tool: of_rival(python, tool, paths, kept / f"{tool}.jsonl"), tools)
        found = dict(zip(tools, extracted, strict=True))
    found["ours"] = of_ours(paths)
    results: dict[str, dict[str, Any]] = {}
    for tool, rows in found.items():
        # A tool that ran out of time is judged by the documents that it came to.
        read = [path for path in paths if path.name in rows]
        pages = sum(counted[path] for path in read)
        scores = {path.name: score(truth[path.name], rows[path.name]["grids"]) for path in read}
        cells = sum(scores.values(), Counter[str]())
        results[tool] = {
            "cells": {kind: cells[kind] for kind in ("right", "wrong", "missing")},
            "whole": sum(not (each["wrong"] or each["missing"]) for each in scores.values()),
            "documents": len(read),
            "pages_per_second": pages / (sum(row["seconds"] for row in rows.values()) or 1),
            "errors": sorted({row["error"] for row in rows.values() if row["error"]}),
        }
    return results


def _pages(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path.read_bytes()))


if __name__ == "__main__":
    sys.exit(main())
