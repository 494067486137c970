"""What a run over many documents costs: parsing alone against the whole flow, and memory of each process.

Run by hand: `python tests/benchmarks/bench_flow.py [--count 1000] [--workers 2]`. It makes the documents,
adds three broken ones, parses all with the same worker processes and no Prefect, and then runs `foi ingest`
over them in an empty workspace, with a Prefect server of its own whose database is laid out before. The flow
is run a second time, when there is nothing to do.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from fixtures.inbox import write
from flows.commands.ingest import SOME_FAILED
from flows.settings import Settings
from flows.sources.folder import deliveries
from flows.workers import ArchivedReader, Crew, Job
from warehouse.archive import Archive
from warehouse.parsed import ParsedStore
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

BROKEN = {
    "broken/cut.xlsx": b"PK\x03\x04 and then nothing",
    "broken/cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type",
    "broken/empty.csv": b"",
}


def parse_only(inbox: Path, folder: Path, settings: Settings) -> tuple[float, float]:
    """Return the seconds that archiving, and that parsing and storing take without any flow."""
    workspace = Workspace.open(folder, create=True)
    archive = Archive(workspace)
    start = time.perf_counter()
    jobs = [Job(archive.add(data, delivery)[0], delivery.name) for data, delivery in deliveries(inbox)]
    archived = time.perf_counter()
    with Crew(settings, ArchivedReader(workspace.root)) as crew:
        batches = [jobs[at : at + settings.batch] for at in range(0, len(jobs), settings.batch)]
        ahead: list[threading.Thread] = []
        for batch in batches:
            ahead.append(threading.Thread(target=_read, args=(workspace, crew, batch)))
            ahead[-1].start()
            if len(ahead) > settings.workers:
                ahead.pop(0).join()
        for thread in ahead:
            thread.join()
    return archived - start, time.perf_counter() - archived


def _read(workspace: Workspace, crew: Crew, batch: list[Job]) -> None:
    ParsedStore(workspace).append(crew.read(batch))


def ingest(inbox: Path, folder: Path, settings: Settings, home: Path) -> tuple[float, dict[str, int], int]:
    """Run `foi ingest`; return its seconds, the most bytes of each kind of process, and its exit status."""
    start = time.perf_counter()
    said = folder.with_suffix(".said")
    with said.open("w") as errors:
        run = subprocess.Popen(
            [sys.executable, "-m", "flows", "ingest", str(inbox), "--workspace", str(folder)],
            env=os.environ | {"PREFECT_HOME": str(home), "FOI_WORKERS": str(settings.workers)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        most: dict[str, int] = {}
        while run.poll() is None:
            _watch(run.pid, most)
            time.sleep(0.1)
    if run.returncode not in {0, SOME_FAILED}:
        sys.exit(f"foi ingest ended with status {run.returncode}:\n{said.read_text()}")
    return time.perf_counter() - start, most, run.returncode


def _watch(pid: int, most: dict[str, int]) -> None:
    try:
        main = psutil.Process(pid)
        for process in [main, *main.children(recursive=True)]:
            line = " ".join(process.cmdline())
            kind = "main" if process.pid == pid else "worker" if "forkserver" in line else "Prefect's server"
            if "resource_tracker" not in line:
                most[kind] = max(most.get(kind, 0), process.memory_info().rss)
    except psutil.Error:  # a process ended meanwhile
        return


def _timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def main() -> None:
    """Make the documents, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=Settings().workers)
    chosen = parser.parse_args()
    settings = Settings(workers=chosen.workers)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, chosen.count, "bench", [])
        for name, data in BROKEN.items():
            (root / "inbox" / name).parent.mkdir(exist_ok=True)
            (root / "inbox" / name).write_bytes(data)
        archive, parse = parse_only(root / "inbox", root / "alone", settings)
        home = root / "prefect"
        (root / "nothing").mkdir()
        laid_out = _timed(lambda: ingest(root / "nothing", root / "warm-up", settings, home))
        (root / "data").mkdir()
        (root / "requests").rename(root / "data" / "requests")
        first, memory, status = ingest(root / "inbox", root / "data", settings, home)
        second, _, again = ingest(root / "inbox", root / "data", settings, home)
        reports = [json.loads(path.read_text()) for path in sorted((root / "data" / "runs").glob("*.json"))]
    report, nothing = reports
    counts, stages = report["counts"], report["seconds"]
    said = [
        f"{chosen.count} documents and {len(BROKEN)} broken ones, {chosen.workers} workers",
        _line("archiving alone", archive),
        _line("parsing and storing alone", parse, f"{1000 * parse / chosen.count:.1f} ms a document"),
        _line("foi ingest", first, f"status {status}: {_listed(stages, '{:.1f}')}"),
        _line("  Prefect's share of the run", report["seconds_prefect"], f"{report['prefect_share']:.1%}"),
        _line(
            "  all but the stages", first - sum(stages.values()), f"{1 - sum(stages.values()) / first:.1%}"
        ),
        f"  {_listed(counts, '{}')}",
        _line("foi ingest again", second, f"status {again}, {nothing['counts']['documents']} parsed"),
        f"most MiB: {_listed({kind: most / 1024**2 for kind, most in memory.items()}, '{:.0f}')}",
        _line("laying out Prefect's database", laid_out, "once on a machine, within an empty run"),
    ]
    sys.stdout.write("\n".join(said) + "\n")


def _line(what: str, seconds: float, more: str = "") -> str:
    return f"{what:30} {seconds:7.1f} s  {more}".rstrip()


def _listed(values: dict[str, float], form: str) -> str:
    return ", ".join(f"{name} {form.format(value)}" for name, value in values.items())


if __name__ == "__main__":
    main()
