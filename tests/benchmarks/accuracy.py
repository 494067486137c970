"""How many figures of a hard corpus are read right, and what becomes of the others.

`python tests/benchmarks/accuracy.py run [CORPUS] [--count N] [--seed S] [--out RESULT.json]` reads every
document and prints the shares by shape, ruling, producer and so on; without a corpus it makes one.
`compare A.json B.json` says what got better and worse, document by document.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fixtures.corpus.choices import PRODUCERS
from fixtures.corpus.judge import VERDICTS, judge
from fixtures.corpus.writing import write_corpus
from parsers.reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, Any]
_KINDS = ("producer", "shape", "ruling", "event", "words", "periods", "values", "totals", "trap")
_SHOWN = 40


def lines_of(path: Path) -> list[Row]:
    """Return the rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_one(task: tuple[str, Row, list[Row]]) -> Row:
    """Return one document's verdicts."""
    path, about, truth = task
    data = Path(path).read_bytes()
    start = time.perf_counter()
    readings = read_reply(data, about["doc"])
    seconds = time.perf_counter() - start
    judged = judge(readings, truth, about["force"])
    return {
        "doc": about["doc"],
        "seed": about["seed"],
        "number": about["number"],
        "digest": hashlib.sha256(data).hexdigest(),
        "choices": about["choices"],
        "state": readings[0].state,
        "reason": readings[0].reason,
        "verdicts": {verdict: judged.verdicts[verdict] for verdict in VERDICTS},
        "noise": judged.noise,
        "examples": judged.examples,
        "seconds": round(seconds, 3),
    }


def run(corpus: Path, processes: int) -> list[Row]:
    """Read every document of a corpus and return their verdicts in the corpus' order."""
    truth: dict[str, list[Row]] = defaultdict(list)
    for line in lines_of(corpus / "truth.jsonl"):
        truth[line["doc"]].append(line)
    tasks = [
        (str(corpus / "inbox" / about["doc"]), about, truth[about["doc"]])
        for about in lines_of(corpus / "documents.jsonl")
    ]
    if processes == 1:
        return [read_one(task) for task in tasks]
    with Pool(processes) as pool:
        return pool.map(read_one, tasks, chunksize=4)


def report(rows: Sequence[Row]) -> str:
    """Return the shares of all documents and by each kind of choice."""
    lines = [_head(""), _shares("all documents", rows), ""]
    for kind in _KINDS:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            groups[row["choices"][kind]].append(row)
        lines.append(_head(kind))
        lines += [_shares(name, groups[name]) for name in sorted(groups)]
        lines.append("")
    noise = sum(row["noise"] for row in rows)
    lines.append(
        f"{noise} numbers named as lost that are no data; {sum(r['seconds'] for r in rows):.1f} s of reading"
    )
    return "\n".join(lines) + "\n"


def _head(kind: str) -> str:
    return (
        f"{kind:26}{'docs':>6}{'figures':>9}{'right %':>9}{'held %':>8}{'lost':>7}{'missing':>9}{'wrong':>7}"
    )


def _shares(name: str, rows: Iterable[Row]) -> str:
    total: Counter[str] = Counter()
    documents = 0
    for row in rows:
        total.update(row["verdicts"])
        documents += 1
    figures = sum(total.values()) or 1
    right, held = (100 * total[verdict] / figures for verdict in ("right", "held"))
    return (
        f"  {name:24}{documents:6}{figures:9}{right:9.2f}{held:8.2f}"
        f"{total['lost']:7}{total['missing']:9}{total['wrong']:7}"
    )


def worst(rows: Sequence[Row]) -> str:
    """Return the documents with figures wrong or missing, each with an example."""
    bad = [row for row in rows if row["verdicts"]["wrong"] or row["verdicts"]["missing"]]
    lines = []
    for row in bad[:_SHOWN]:
        counts = " ".join(f"{name} {number}" for name, number in row["verdicts"].items() if number)
        lines.append(f"{row['number']:5} {' '.join(row['choices'].values())}: {counts}")
        lines += [
            f"        {example}" for example in row["examples"] if example.startswith(("wrong", "missing"))
        ][:2]
    if len(bad) > _SHOWN:
        lines.append(f"and {len(bad) - _SHOWN} more documents")
    return "\n".join(lines) + "\n"


def compare(before: Sequence[Row], after: Sequence[Row]) -> str:
    """Return what got better and worse from one result to the next, for the documents that are in both."""
    old = {row["digest"]: row for row in before}
    better: list[str] = []
    worse: list[str] = []
    for row in after:
        was = old.get(row["digest"])
        if was is None or was["verdicts"] == row["verdicts"]:
            continue
        changes = ", ".join(
            f"{verdict} {was['verdicts'][verdict]} -> {row['verdicts'][verdict]}"
            for verdict in VERDICTS
            if was["verdicts"][verdict] != row["verdicts"][verdict]
        )
        (better if _harm(row) < _harm(was) else worse).append(f"  {row['doc']}: {changes}")
    both = [row for row in after if row["digest"] in old]
    was_both = [old[row["digest"]] for row in both]
    lines = [
        f"{len(both)} documents in both results",
        f"better: {len(better)}",
        *better,
        f"worse: {len(worse)}",
        *worse,
    ]
    return "\n".join([*lines, _head(""), _shares("before", was_both), _shares("after", both)]) + "\n"


def _harm(row: Row) -> tuple[int, int, int]:
    """Return how bad a result is: a wrong figure outweighs any number of missing, a missing one of held."""
    verdicts = row["verdicts"]
    return verdicts["wrong"], verdicts["missing"], verdicts["lost"] + verdicts["held"] - verdicts["right"]


def main(arguments: list[str] | None = None) -> int:
    """Run or compare; the status is 1 where figures are wrong or missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("run", help="read a corpus and print the shares")
    one.add_argument("corpus", type=Path, nargs="?")
    one.add_argument("--count", type=int, default=1000)
    one.add_argument("--seed", default=str(time.time_ns() % 1_000_000))
    one.add_argument("--producer", action="append", default=[], choices=sorted(PRODUCERS))
    one.add_argument("--out", type=Path)
    one.add_argument("--processes", type=int, default=2)
    two = commands.add_parser("compare", help="say what got better and worse")
    two.add_argument("before", type=Path)
    two.add_argument("after", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "compare":
        results = [
            json.loads(path.read_text(encoding="utf-8"))["documents"]
            for path in (chosen.before, chosen.after)
        ]
        sys.stdout.write(compare(*results))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = chosen.corpus
        if corpus is None:
            corpus = Path(folder)
            made = write_corpus(corpus, chosen.count, chosen.seed, chosen.producer)
            sys.stdout.write(f"{made.documents} documents, {made.facts:,} figures, seed {chosen.seed}\n")
        rows = run(corpus, chosen.processes)
    if chosen.out:
        chosen.out.write_text(json.dumps({"documents": rows}, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(worst(rows) + "\n" + report(rows))
    return int(any(row["verdicts"]["wrong"] or row["verdicts"]["missing"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
