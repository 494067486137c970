"""What share of damages to what was read the audits notice.

`python tests/benchmarks/damage.py [CORPUS] [--count N] [--seed S] [--each N] [--layouts] [--out RESULT.json]`
reads every document of a corpus (without one it makes one) and damages what was read in each way that it
allows, one damage at a time. It prints which share made a check fail, lost a number by name or held a figure
that was not held before; and the same without the checks that look at the file a second time.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from fixtures.corpus import document as fixed
from fixtures.corpus.writing import write_corpus
from fixtures.damage import DAMAGES
from fixtures.layouts import LAYOUTS
from fixtures.noticing import RECOUNTS, cross_of, noticed
from parsers.errors import FoiError
from parsers.formats.registry import read_document
from parsers.reply import understand_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, Any]
_SHOWN = 40
_CROSSES = ("totals and two cuts", "totals", "two cuts", "neither")
_GOAL = 95.0


def damage_one(task: tuple[str, bytes, str, int]) -> list[Row]:
    """Return what was noticed of each damage to one document and to the documents inside it."""
    name, data, seed, each = task
    try:
        document = read_document(data)
    except FoiError:
        return []
    before = understand_document(document, data, name)
    rows = []
    for kind, damage in DAMAGES.items():
        for number in range(each):
            damaged = damage(document, Random(f"{seed}/{name}/{kind}/{number}"))
            if damaged is None:
                continue
            by = noticed(before, understand_document(damaged.document, data, name))
            rows.append(
                {
                    "doc": name,
                    "format": before.format,
                    "kind": kind,
                    "cross": cross_of(before).name,
                    "what": damaged.what[:300],
                    "by": by,
                }
            )
    for inner in document.inner:
        rows += damage_one((f"{name}/{inner.name}", inner.data, seed, each))
    return rows


def tasks_of(corpus: Path, seed: str, each: int) -> list[tuple[str, bytes, str, int]]:
    """Return the documents of a corpus."""
    inbox = corpus / "inbox"
    files = sorted(path for path in inbox.rglob("*") if path.is_file())
    return [(path.relative_to(inbox).as_posix(), path.read_bytes(), seed, each) for path in files]


def layouts(seed: str, each: int) -> list[tuple[str, bytes, str, int]]:
    """Return the fixed layouts."""
    return [(name, fixed(LAYOUTS[name], seed).written.data, seed, each) for name in sorted(LAYOUTS)]


def report(rows: Sequence[Row]) -> str:
    """Return the shares noticed, by kind of damage and by what documents offer to be checked against."""
    lines = [f"{'':24}{'damages':>9}{'noticed %':>11}{'without a second look %':>25}"]
    lines.append(_share("all", rows))
    for head, key in (("kind", "kind"), ("format", "format"), ("cross", "cross")):
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            groups[row[key]].append(row)
        lines += ["", head, *(_share(name, groups[name]) for name in sorted(groups))]
    lines += ["", "noticed %, by kind and by what the document prints"]
    lines.append(f"{'':24}" + "".join(f"{cross:>22}" for cross in _CROSSES))
    for kind in DAMAGES:
        shares = "".join(
            f"{_percent([row for row in rows if row['kind'] == kind and row['cross'] == cross]):>22}"
            for cross in _CROSSES
        )
        lines.append(f"  {kind:22}{shares}")
    counted = Counter(by for row in rows for by in row["by"])
    lines += ["", "noticed by", *(f"  {by:40}{count:7}" for by, count in counted.most_common())]
    return "\n".join(lines) + "\n"


def _share(name: str, rows: Sequence[Row]) -> str:
    meaning = [{**row, "by": set(row["by"]) - RECOUNTS} for row in rows]
    return f"  {name:22}{len(rows):9}{_percent(rows):>11}{_percent(meaning):>25}"


def _percent(rows: Sequence[Row]) -> str:
    return f"{_share_of(rows):.2f}" if rows else "-"


def _share_of(rows: Iterable[Row]) -> float:
    seen = [bool(row["by"]) for row in rows]
    return 100 * sum(seen) / len(seen) if seen else 100.0


def unnoticed(rows: Sequence[Row]) -> str:
    """Return the damages that nothing was said of."""
    missed = [f"{row['doc']} ({row['cross']}): {row['kind']}: {row['what']}" for row in rows if not row["by"]]
    rest = [f"and {len(missed) - _SHOWN} more"] if len(missed) > _SHOWN else []
    return "\n".join([*missed[:_SHOWN], *rest, ""])


def reached(rows: Sequence[Row]) -> bool:
    """Say whether the goals are met: all dropped rows and lost pages; the rest where it can be checked."""
    all_of = [row for row in rows if row["kind"] in {"drop-row", "lose-page"}]
    crossed = [row for row in rows if row["cross"] != "neither"]
    return all(row["by"] for row in all_of) and _share_of(crossed) >= _GOAL


def main(arguments: list[str] | None = None) -> int:
    """Measure; the status is 1 where a goal is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", default=str(time.time_ns() % 1_000_000))
    parser.add_argument("--each", type=int, default=2, help="damages of each kind for each document")
    parser.add_argument("--layouts", action="store_true", help="damage the fixed layouts")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if chosen.layouts:
            tasks = layouts(chosen.seed, chosen.each)
        else:
            corpus = chosen.corpus or Path(folder)
            if chosen.corpus is None:
                write_corpus(corpus, chosen.count, chosen.seed)
            tasks = tasks_of(corpus, chosen.seed, chosen.each)
        with Pool(chosen.processes) as pool:
            rows = [row for found in pool.imap(damage_one, tasks, chunksize=2) for row in found]
    if chosen.out:
        result = {"seed": chosen.seed, "damages": rows}
        chosen.out.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(f"{len(tasks)} documents, seed {chosen.seed}\n\n{unnoticed(rows)}\n{report(rows)}")
    return int(not reached(rows))


if __name__ == "__main__":
    sys.exit(main())
