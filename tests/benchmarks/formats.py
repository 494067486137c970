"""How many documents of each format are read, and how well: `python tests/benchmarks/formats.py [FORMAT…]`.

Made-up replies with their truth, by the programs and libraries that make such files. It prints for each
format the documents, their figures, and how many of these are right, held, lost by name, wrong and missing.
"pictures" takes minutes, for their pages are recognised, and what LibreOffice converts takes a second each:
these are read only where they are asked for.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "parsers"))

from truths import read_keys, true_keys

from fixtures.formats.converted import converted
from fixtures.formats.forms import filled_form
from fixtures.formats.messages import MessageDesk
from fixtures.formats.packed import PackedDesk
from fixtures.formats.plain import PlainMessageDesk, TextDesk
from fixtures.formats.scenes import SCENES, story_of, write
from fixtures.formats.web import WebDesk
from fixtures.formats.word import WordDesk
from fixtures.inbox import document
from fixtures.layouts import LAYOUTS
from fixtures.scanning import Scanner, photographed
from parsers.reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fixtures.formats.scenes import Desk

Made = tuple[bytes, list[dict[str, object]]]
"""A document and its true facts."""
_SEEDS = ("one", "two")
_OPEN = {"csv-contradiction", "csv-unknown-wording", "xlsx-blank-unproven", "xlsx-no-period"}
"""Layouts that leave something to a person, which their own tests judge."""
_FIRST_PAGE = ("pdf-ruled", "pdf-ruled-years-down", "pdf-dash-zero")
_PAGES = (*_FIRST_PAGE, "pdf-suppressed")
"""Letters whose figures all stand on the page that a photograph shows, and those that take all pages."""


def _laid_out(*kinds: str) -> Iterator[Made]:
    for name in sorted(set(LAYOUTS) - _OPEN):
        if name.startswith(kinds):
            for seed in _SEEDS:
                made = document(LAYOUTS[name], seed)
                yield made.written.data, made.truth()


def _written(desk: Callable[[], Desk]) -> Iterator[Made]:
    for name in sorted(SCENES):
        data, placed = write(name, story_of(name), desk())
        yield data, [each.fact.row("doc", each.locator, "force") for each in placed]


def _forms() -> Iterator[Made]:
    for form in ("fields", "choices", "framed"):
        for name in sorted(SCENES)[:12]:
            data, facts = filled_form(story_of(name), form)
            yield data, [fact.row("doc", "", "force") for fact in facts]


def _kept(suffix: str) -> Iterator[Made]:
    for each in converted(suffix):
        yield each.read(), list(each.facts)


def _pictures() -> Iterator[Made]:
    for form, dpi in (("PNG", 150), ("JPEG", 200), ("TIFF", 150), ("TIFF", 200)):
        for name in _PAGES if form == "TIFF" else _FIRST_PAGE:
            made = document(LAYOUTS[name], "one")
            yield photographed(made.written.data, Scanner(dpi=dpi), form), made.truth()


FORMATS: dict[str, Callable[[], Iterator[Made]]] = {
    "xlsx": lambda: _laid_out("xlsx", "xlsm"),
    "csv": lambda: _laid_out("csv", "tsv"),
    "pdf": lambda: _laid_out("pdf"),
    "pdf-forms": _forms,
    "docx": lambda: _written(WordDesk),
    "html": lambda: _written(WebDesk),
    "disclosure-log": lambda: _written(lambda: WebDesk(published=True)),
    "text-tabs": lambda: _written(lambda: TextDesk("tabs")),
    "text-columns": lambda: _written(lambda: TextDesk("columns")),
    "eml": lambda: _written(lambda: MessageDesk("eml")),
    "eml-plain": lambda: _written(lambda: PlainMessageDesk("columns")),
    "msg": lambda: _written(lambda: MessageDesk("msg")),
    "msg-rtf": lambda: _written(lambda: MessageDesk("rtf")),
    "tnef": lambda: _written(lambda: MessageDesk("tnef")),
    "zip": lambda: _written(lambda: PackedDesk("folder")),
    "zip-in-zip": lambda: _written(lambda: PackedDesk("archive")),
    "xls": lambda: _kept(".xls"),
    "ods": lambda: _kept(".ods"),
    "xlsb": lambda: _kept(".xlsb"),
    "doc": lambda: _kept(".doc"),
    "odt": lambda: _kept(".odt"),
    "rtf": lambda: _kept(".rtf"),
    "pictures": _pictures,
}
SLOW = ("xlsb", "doc", "odt", "rtf", "pictures")


def judged(data: bytes, facts: list[dict[str, object]]) -> Counter[str]:
    """Return how many figures of a document are right, held, lost by name, wrong and missing."""
    readings = read_reply(data, "reply")
    held = sum(figure.held_reason is not None for reading in readings for figure in reading.figures)
    lost = sum(len(reading.lost) for reading in readings)
    for reading in readings:
        reading.figures = [figure for figure in reading.figures if figure.held_reason is None]
    true, read = true_keys(facts), read_keys(readings, facts)
    missing = max(0, (true - read).total() - held - lost)
    found = Counter(documents=1, figures=true.total(), right=(true & read).total(), held=held, lost=lost)
    return found + Counter(wrong=(read - true).total(), missing=missing)


def main() -> None:
    """Print a line for each format."""
    asked = sys.argv[1:] or [name for name in FORMATS if name not in SLOW]
    columns = ("documents", "figures", "right", "held", "lost", "wrong", "missing")
    sys.stdout.write(f"{'format':16}{''.join(f'{each:>10}' for each in columns)}\n")
    for name in asked:
        whole: Counter[str] = Counter()
        for data, facts in FORMATS[name]():
            whole += judged(data, facts)
        sys.stdout.write(f"{name:16}{''.join(f'{whole[each]:>10}' for each in columns)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
