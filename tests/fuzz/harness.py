"""Fuzzing by hand: `python tests/fuzz/harness.py TARGET SECONDS`, or `all SECONDS` for each target in turn.

Seconds are those of the processor.

Readers of text are fuzzed guided by coverage (atheris, the extra `fuzz`), whole documents by faults in sound
ones. What raises anything but a FoiError, or takes more than ten seconds of the processor, is kept under
`found/`; `test_found_cases.py` replays it.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from itertools import islice
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from targets import OFFICE, READERS, TARGETS, mutated, target

from fixtures.broken import package, web_page, whole
from fixtures.formats.converted import FILES, converted
from fixtures.formats.forms import filled_form
from fixtures.formats.messages import MessageDesk
from fixtures.formats.outlook import winmail
from fixtures.formats.plain import TextDesk
from fixtures.formats.scenes import story_of, write
from fixtures.formats.web import WebDesk
from fixtures.formats.word import WordDesk
from fixtures.hiding import Hiding, cached_workbook, hiding_letter, hiding_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fixtures.formats.scenes import Desk

FOUND = Path(__file__).parent / "found"
SLOW = 10
"""Seconds of the processor."""
_SCENES = ("merged-heads", "bullet-list")


def seeds(name: str) -> list[bytes]:
    """Return sound documents from which a target starts."""
    made: dict[str, Callable[[], list[bytes]]] = {
        "sniff": lambda: [
            whole("csv-utf8-sig"),
            whole("eml-workbook")[:3000],
            web_page(),
            b"%PDF-1.7\n",
            b"PK\x03\x04",
        ],
        "delimited": lambda: [whole("csv-utf8-sig"), b"Outcome;2019/20;<5\nCharged;1;-\n"],
        "text": lambda: [
            *_written(TextDesk),
            b"In 2021 there were 95 crimes.\n2020/21 - 17\nPlease note <5.\n",
        ],
        "html": lambda: [
            *_written(WebDesk),
            web_page(),
            b"<table><tr><th colspan=2 rowspan=3>a<td>7</table>",
        ],
        "mail": lambda: [
            *_written(lambda: MessageDesk("eml")),
            whole("eml-workbook")[:5000],
            b"From: a@b\nSubject: x\nContent-Type: text/html\n\n<p>2021: 5",
        ],
        "bundle": lambda: [package({"a.csv": b"Outcome,2020\nCharged,7\n", "b/c.txt": b"2021: 5"})],
        "xlsx": lambda: [
            whole("xlsx-outcomes-by-year"),
            cached_workbook(),
            hiding_workbook(Hiding(rows=True)),
        ],
        "docx": lambda: [hiding_letter(), *_written(WordDesk)],
        "pdf": lambda: [whole("pdf-ruled"), filled_form(story_of("plain"), "fields")[0]],
        "ods": lambda: [(FILES / "hiding.ods").read_bytes(), *_kept(".ods")],
        "xls": lambda: [(FILES / "hiding.xls").read_bytes(), *_kept(".xls")],
        "msg": lambda: [write("plain", story_of("plain"), MessageDesk(form))[0] for form in ("msg", "rtf")],
        "tnef": lambda: [
            winmail("<p>There were 5 crimes in 2021.</p>", [("a.csv", b"Outcome,2020\nCharged,7\n")])
        ],
        **{form: lambda form=form: _kept(f".{form}") for form in OFFICE},
    }
    return made[name]()


def _written(desk: Callable[[], Desk]) -> list[bytes]:
    """Return a letter with a table of two rows of heads and one with a list, as a desk writes them."""
    return [write(name, story_of(name), desk())[0] for name in _SCENES]


def _kept(suffix: str) -> list[bytes]:
    """Return the first three sound files of a format that only other programs write."""
    return [each.read() for each in islice(converted(suffix), 3)]


def keep(name: str, data: bytes) -> Path:
    """Keep a case that was found."""
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path


def guarded(name: str, data: bytes) -> bool:
    """Run a target once; keep and tell what it should not have done."""
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, 2 * SLOW)
    try:
        target(name)(data)
    except Exception:  # noqa: BLE001 this is what is looked for
        sys.stdout.write(f"{keep(name, data)}\n{traceback.format_exc()}\n")
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if time.process_time() - start > SLOW:
        sys.stdout.write(f"{keep(name, data)}: {time.process_time() - start:.0f} s\n")
        return False
    return True


def _end(*_: object) -> None:
    raise TimeoutError("it takes too long")


def mutate(name: str, seconds: float, seed: int) -> int:
    """Fuzz a target with faults in sound documents; return how many cases were tried."""
    signal.signal(signal.SIGPROF, _end)
    rng = random.Random(seed)
    end, tried = time.process_time() + seconds, 0
    sound = seeds(name)
    seen: set[str] = set()
    while time.process_time() < end:
        data = mutated(rng.choice(sound), rng)
        # A crash of the process leaves the case that caused it.
        (Path(tempfile.gettempdir()) / f"foi-fuzz-{name}").write_bytes(data)
        if not guarded(name, data):
            seen.add(str(tried))
        tried += 1
    sys.stdout.write(f"{name}: {tried} cases, {len(seen)} found\n")
    return tried


def guided(name: str, seconds: float) -> None:
    """Fuzz a reader guided by coverage; ends the process."""
    import atheris

    run = target(name)
    for data in seeds(name):
        # What is imported when first needed must be there to be guided by.
        run(data)
    begun: list[float] = []

    def until_end(data: bytes) -> None:
        if not begun:
            # What it takes to get ready does not count.
            begun.append(time.process_time())
        run(data)
        if time.process_time() > begun[0] + seconds:
            # The engine counts seconds on the wall alone; at this it tells its figures and ends.
            os.kill(os.getpid(), signal.SIGTERM)

    for function in {id(each): each for each in _functions()}.values():
        atheris.instrument_func(function)
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(name)):
            (Path(corpus) / str(number)).write_bytes(data)
        atheris.Setup(
            [
                sys.argv[0],
                corpus,
                "-max_len=16384",
                "-timeout=25",
                "-rss_limit_mb=2048",
                f"-artifact_prefix={FOUND}/{name}-",
                "-verbosity=0",
                "-print_final_stats=1",
            ],
            until_end,
        )
        atheris.Fuzz()


def _functions() -> Iterator[FunctionType]:
    """Yield all functions and methods of the parsers that are loaded."""
    for title, module in list(sys.modules.items()):
        if title.startswith("parsers."):
            for found in list(vars(module).values()):
                yield from _own(found)
                if isinstance(found, type) and found.__module__.startswith("parsers."):
                    for method in list(vars(found).values()):
                        yield from _own(getattr(method, "__func__", getattr(method, "fget", method)))


def _own(found: Any) -> Iterator[FunctionType]:  # noqa: ANN401 whatever a module holds
    if isinstance(found, FunctionType) and found.__module__.startswith("parsers."):
        yield found


def main() -> int:
    """Run a target, or all in processes of their own."""
    name, seconds = sys.argv[1], float(sys.argv[2])
    if name == "all":
        status = 0
        for each in TARGETS:
            command = [sys.executable, __file__, each, str(seconds)]
            status |= subprocess.run(command, check=False).returncode
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        sys.stdout.write(f"{(used.ru_utime + used.ru_stime) / 60:.1f} minutes of the processor\n")
        return status
    if name in READERS or name == "sniff":
        guided(name, seconds)
    else:
        mutate(name, seconds, seed=int(time.time()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
