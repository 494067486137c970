from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from fixtures.formats.converted import converted
from flows.settings import Settings
from flows.workers import Crew, Job
from parsers.errors import FoiError
from parsers.figure import Reading
from parsers.formats.office import office
from parsers.reply import read_reply

SETTINGS = Settings(workers=2, parse_seconds=5, worker_memory=1024)


def _act(document_id: str, name: str) -> list[Reading]:
    """A reader whose documents say what they do to it."""
    if name == "hang":
        while True:
            time.sleep(1)
    if name == "spin":  # holds the interpreter's lock throughout
        re.match(r"(a+)+$", "a" * 60 + "b")
    if name == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if name == "exit":
        os._exit(7)
    if name == "memory":
        return [bytearray(4 * 1024**3)]  # type: ignore[list-item]  # never returned
    if name == "error":
        raise ValueError("odd bytes")
    if name == "damaged":
        raise FoiError("archive: the bytes of doc are not those that were stored")
    return [Reading(document_id, None, name, "csv", 1, 1, "read", None)]


def _jobs(*names: str) -> list[Job]:
    return [Job(f"{index:064x}", name) for index, name in enumerate(names)]


def _reasons(readings: list[list[Reading]]) -> dict[str, str | None]:
    return {reading.name: reading.reason for (reading,) in readings}


def test_bad_documents_cost_only_themselves() -> None:
    names = ["a", "hang", "b", "crash", "c", "memory", "d", "exit", "e", "error", "spin", "f", "damaged", "g"]
    told: list[int] = []
    with Crew(SETTINGS, _act) as crew:
        readings = crew.read(_jobs(*names), told.append)
    assert [reading.name for (reading,) in readings] == names
    assert {reading.name for (reading,) in readings if reading.state == "read"} == set("abcdefg")
    found = _reasons(readings)
    # A worker that dies in the very moment in which the pool looks is noticed when its time is over instead.
    overdue = "it was not read within 5 seconds; ask for it in another form"
    died = {
        "crash": "its reader's process died (SIGSEGV)",
        "exit": "its reader's process died (exit status 7)",
    }
    assert all(found.pop(name) in {reason, overdue} for name, reason in died.items())
    assert found == dict.fromkeys("abcdefg") | {
        "hang": overdue,
        "spin": overdue,
        "memory": "reading it takes more than 1024 MiB of memory",
        "error": "its reader failed, which is a defect of foi (ValueError: odd bytes)",
        "damaged": "archive: the bytes of doc are not those that were stored",
    }
    assert sum(told) == len(names)


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_what_is_read_by_way_of_libreoffice_is_read_by_a_worker() -> None:
    endings = (".doc", ".odt", ".rtf", ".xlsb")
    with Crew(Settings(workers=1), _kept_file) as crew:
        readings = crew.read(_jobs(*endings), lambda _number: None)
    assert [(reading.state, reading.reason) for (reading,) in readings] == [("read", None)] * len(endings)


def _kept_file(_document_id: str, ending: str) -> list[Reading]:
    kept = next(converted(ending))
    return read_reply(kept.read(), kept.delivered)


def test_workers_are_replaced_after_so_many_documents() -> None:
    with Crew(replace(SETTINGS, worker_documents=3), _pid) as crew:
        readings = crew.read(_jobs(*"abcdefghij"))
    pids = [reading.name for (reading,) in readings]
    assert max(pids.count(pid) for pid in pids) <= 3


def _pid(document_id: str, _name: str) -> list[Reading]:
    return [Reading(document_id, None, str(os.getpid()), "csv", 1, 1, "read", None)]


def test_threads_share_a_crew_and_survive_killed_workers() -> None:
    results: list[list[list[Reading]]] = []
    with Crew(SETTINGS, _slow) as crew:
        threads = [
            threading.Thread(target=lambda: results.append(crew.read(_jobs(*"abcdefghijklmnopqrst"))))
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        killed = 0
        for _ in range(6):
            time.sleep(0.2)
            killed += _kill_one_worker()
        for thread in threads:
            thread.join(timeout=60)
    assert killed
    assert len(results) == 3
    readings = [reading for result in results for (reading,) in result]
    assert len(readings) == 60
    lost = [reading for reading in readings if reading.state == "failed"]
    assert len(lost) <= 6
    assert {reading.reason for reading in lost} <= {"its reader's process died (SIGKILL)"}


def _slow(document_id: str, name: str) -> list[Reading]:
    time.sleep(0.05)
    return [Reading(document_id, None, name, "csv", 1, 1, "read", None)]


def _kill_one_worker() -> bool:
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # one that was killed before may not have gone yet
            if not child.children() and "forkserver" in " ".join(child.cmdline()):
                child.kill()
                return True
    return False


def test_a_crew_that_cannot_be_kept_alive_blames_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.workers.PAUSE_SECONDS", 0)
    with (
        Crew(replace(SETTINGS, worker_memory=1), _act) as crew,
        pytest.raises(FoiError, match="end as soon as they start; give them more memory"),
    ):
        crew.read(_jobs("a", "b"))


def test_a_stopped_crew_lets_its_threads_go() -> None:
    ended: list[str] = []

    def read(crew: Crew) -> None:
        try:
            crew.read(_jobs(*["hang"] * 30, "a"))
        except CancelledError:
            ended.append("cancelled")

    with Crew(replace(SETTINGS, parse_seconds=100), _act) as crew:
        thread = threading.Thread(target=read, args=(crew,))
        thread.start()
        time.sleep(1)
    thread.join(timeout=20)
    assert ended == ["cancelled"]


def test_no_more_documents_no_readings() -> None:
    with Crew(SETTINGS, _act) as crew:
        assert crew.read([]) == []


def test_workers_die_with_a_killed_run() -> None:
    program = (
        "from dataclasses import replace\n"
        "from test_workers import SETTINGS, _act, _jobs\n"
        "from flows.workers import Crew\n"
        "with Crew(replace(SETTINGS, parse_seconds=100), _act) as crew:\n"
        "    print('started', flush=True)\n"
        "    crew.read(_jobs('hang', 'a', 'hang'))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    run = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert run.stdout
    assert run.stdout.readline() == "started\n"
    helpers: list[psutil.Process] = []
    for _ in range(100):
        helpers = psutil.Process(run.pid).children(recursive=True)
        if len(helpers) >= 4:  # the fork server, its tracker and two workers
            break
        time.sleep(0.2)
    assert len(helpers) >= 4
    run.kill()
    run.wait()
    run.stdout.close()
    _, alive = psutil.wait_procs(helpers, timeout=15)
    assert [process.pid for process in alive] == []
