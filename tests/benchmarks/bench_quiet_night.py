"""What a night with nothing new costs, by how many documents are archived.

    python tests/benchmarks/bench_quiet_night.py [DOCUMENTS...]        (default: 1000 10000 100000)

Fills a folder, the archive, the cursor and the parsed store with so many made-up replies (written directly:
no document is read for it), builds and publishes, and does nights in which nothing is new, each with a server
of its own. Says the seconds of the last by stage, and how much Prefect's database grew in each.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from flows.progress import Silence
from flows.rebuild import rebuild
from flows.sources.memory import Memory
from parsers.figure import Sign
from parsers.reply import read_reply
from parsers.vocabulary.forces import FORCES
from warehouse.parsed import ParsedStore
from warehouse.workspace import Workspace

ASKED = [force for force in FORCES.values() if force.kind == "territorial"][:43]
PER_SEGMENT = 10_000
REPLY = b"Outcome,2023\nCharge/Summons,4\nCommunity resolution,6\n"
NIGHTS = 3


def fill(folder: Path, documents: int) -> Workspace:
    """Make a workspace whose one source has nothing new."""
    workspace = Workspace.open(folder / "data", create=True)
    inbox = folder / "inbox"
    inbox.mkdir()
    workspace.sources.write_text(f"[[source]]\nname = 'share'\nkind = 'folder'\npath = '{inbox}'\n")
    _register(workspace, -(-documents // len(ASKED)))
    with Memory(workspace.cursors / "share.jsonl") as memory:
        for start in range(0, documents, PER_SEGMENT):
            numbers = range(start, min(documents, start + PER_SEGMENT))
            ids = [_deliver(workspace, inbox, number, memory) for number in numbers]
            _store(workspace, ids, numbers)
    return workspace


def _register(workspace: Workspace, requests: int) -> None:
    for number in range(requests):
        authorities = "".join(
            f'[[authority]]\nforce = "{force.id}"\nreferences = ["R{number}-{place}"]\n'
            for place, force in enumerate(ASKED)
        )
        (workspace.requests / f"r{number:05}.toml").write_text(
            f'id = "r{number:05}"\ntitle = "Question {number}"\nsent = 2024-01-10\n[asks]\n'
            'period = ["2023", "2023"]\nyear_kind = "calendar"\ndimensions = ["outcome"]\noffences = "all"\n'
            f"{authorities}"
        )


def _deliver(workspace: Workspace, inbox: Path, number: int, memory: Memory) -> str:
    data = REPLY + f"# {number}\n".encode()
    name = f"reply {number}.csv"
    (inbox / name).write_bytes(data)
    facts = (inbox / name).stat()
    memory.note(name, f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ino}")
    document_id = hashlib.sha256(data).hexdigest()
    place = workspace.archive / document_id[:2] / document_id
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data)
    delivery = {"name": name, "source": "share", "path": name, "sender": None, "received_on": "2024-02-07"}
    hints = {"request_hint": None, "force_hint": None}
    place.with_name(f"{document_id}.{number:016x}.json").write_text(json.dumps(delivery | hints))
    return document_id


def _store(workspace: Workspace, ids: list[str], numbers: range) -> None:
    (model,) = read_reply(REPLY, "reply.csv")
    readings = []
    for document_id, number in zip(ids, numbers, strict=True):
        request, place = divmod(number, len(ASKED))
        force = ASKED[place]
        signs = [
            Sign("reference", f"R{request}-{place}", "A1"),
            Sign("force", force.id, "A1"),
            Sign("domain", force.domains[0], "A1"),
        ]
        readings.append([replace(model, document_id=document_id, name=f"reply {number}.csv", signs=signs)])
    ParsedStore(workspace).append(readings)


def night(workspace: Workspace, home: Path) -> tuple[float, int]:
    """Return the seconds of a night from the start of its process, and the bytes of Prefect's database."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "flows", "night", "--workspace", str(workspace.root)],
        env=os.environ | {"PREFECT_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - begin, sum(path.stat().st_size for path in home.glob("prefect.db*"))


def main() -> None:
    """Measure and print."""
    home = Path(tempfile.mkdtemp(prefix="foi-bench-"))
    for documents in [int(given) for given in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            workspace = fill(Path(folder), documents)
            rebuild(workspace, Silence())
            measured = [night(workspace, home) for _ in range(NIGHTS)]
            report = json.loads(max(workspace.runs.glob("*.json")).read_text())
            grown = (measured[-1][1] - measured[0][1]) / (NIGHTS - 1)
            stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in report["seconds"].items())
            sys.stdout.write(
                f"{documents:7,} documents: {measured[-1][0]:.1f} s ({stages}; Prefect"
                f" {report['seconds_prefect']:.1f}); database {grown / 1024:+,.0f} KiB a night;"
                f" new: {report['documents_new']}, rebuilt: {report['rebuilt']}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
