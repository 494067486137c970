"""How many figures of scanned letters are accepted and right: `tests/benchmarks/scans.py [FIRST LAST]`.

Twelve made-up letters are printed, scanned (skewed, noisy, in several resolutions, one a photograph) and read
again. A page takes seconds; FIRST and LAST choose some of them. It prints what is right, held, wrong and
missing, and the seconds of the processor that a page takes.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "parsers"))

from truths import read_keys, true_keys

from fixtures.inbox import document
from fixtures.layouts import LAYOUTS
from fixtures.scanning import Scanner, photographed, scanned_pdf
from parsers.reply import read_reply

SCANNED = (
    ("pdf-ruled", Scanner()),
    ("pdf-ruled-years-down", Scanner(skew=1.2)),
    ("pdf-no-rules", Scanner(dpi=200)),
    ("pdf-horizontal-rules", Scanner()),
    ("pdf-shaded-head", Scanner(skew=-0.8)),
    ("pdf-merged-labels", Scanner()),
    ("pdf-suppressed", Scanner(skew=0.3, noise=9)),
    ("pdf-dash-zero", Scanner()),
    ("pdf-thousands", Scanner(quality=40)),
    ("pdf-quarters", Scanner(dpi=200)),
    ("pdf-ruled", Scanner(turns=1)),
    ("pdf-book-rules", Scanner(dpi=300)),
)
"""Letters by the name of their layout, and how each was scanned; the last but one is a photograph."""
_PHOTOGRAPH = 10


def judged(number: int) -> tuple[Counter[str], float]:
    """Return how many figures of a letter are right, held, wrong and missing, and its seconds a page."""
    layout, scanner = SCANNED[number]
    made = document(LAYOUTS[layout], "one")
    photograph = number == _PHOTOGRAPH
    data = (
        photographed(made.written.data, scanner, "PNG")
        if photograph
        else scanned_pdf(made.written.data, scanner)
    )
    start = time.process_time()
    (reading,) = read_reply(data, "scan")
    seconds = time.process_time() - start
    facts = made.truth()
    held = sum(figure.held_reason is not None for figure in reading.figures)
    reading.figures = [figure for figure in reading.figures if figure.held_reason is None]
    true, read = true_keys(facts), read_keys([reading], facts)
    right, wrong = (true & read).total(), (read - true).total()
    missing = max(0, (true - read).total() - held)
    return Counter(right=right, held=held, wrong=wrong, missing=missing), seconds / (reading.parts or 1)


def main() -> None:
    """Print each letter's line and the sum."""
    first, last = (int(word) for word in (sys.argv[1:] or ["1", str(len(SCANNED))]))
    whole: Counter[str] = Counter()
    paces = []
    for number in range(first - 1, last):
        counts, pace = judged(number)
        whole += counts
        paces.append(pace)
        told = ", ".join(f"{counts[kind]} {kind}" for kind in ("right", "held", "wrong", "missing"))
        sys.stdout.write(f"{number + 1:2} {SCANNED[number][0]}: {told}; {pace:.1f} s a page\n")
        sys.stdout.flush()
    total = max(whole.total(), 1)
    told = ", ".join(f"{whole[kind] / total:.1%} {kind}" for kind in ("right", "held", "wrong", "missing"))
    sys.stdout.write(f"{total} figures: {told}; {sum(paces) / len(paces):.1f} s of the processor a page\n")


if __name__ == "__main__":
    main()
