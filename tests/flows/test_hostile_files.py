"""Hostile files in real workers: each is a row with one clear reason, within the limits, and nothing else."""

from __future__ import annotations

import re
import resource
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fixtures.broken import whole
from fixtures.hostile import HOSTILE, Hostile
from flows.settings import Settings
from flows.workers import Crew, Job
from parsers.reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.figure import Reading

SETTINGS = Settings(workers=2, parse_seconds=150, worker_memory=2048, worker_documents=40)
"""The heaviest file that is read takes three seconds; on a machine that does much else, many times that."""
SHORT = replace(SETTINGS, parse_seconds=12)
"""For what may never end: it costs the whole limit."""
BY_NAME = {each.name: each for each in HOSTILE}
OVERRUN = ("was not read within", "process died", "defect of foi")
"""Reasons that mean that a worker was lost or a fault of ours was met."""
FORMATS = {
    "xlsx": "xlsx-outcomes-by-year",
    "pdf": "pdf-ruled",
    "eml": "eml-workbook",
    "csv": "csv-utf8-sig",
}


def _read(document_id: str, name: str) -> list[Reading]:
    """Make the file in the worker and read it; the first reading tells how much memory was ever held."""
    kind, _, extension = name.partition("|")
    data = whole(FORMATS[kind]) if extension else BY_NAME[kind].make()
    readings = read_reply(data, f"reply.{extension}" if extension else name)
    readings[0].document_id = document_id
    readings[0].bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return readings


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(SETTINGS, _read) as crew:
        yield crew


@pytest.fixture(scope="module")
def readings(crew: Crew) -> dict[str, list[Reading]]:
    endless = [each.name for each in HOSTILE if OVERRUN[0] in each.reason]
    others = [name for name in BY_NAME if name not in endless]
    found: dict[str, list[Reading]] = {}
    with Crew(SHORT, _read) as hurried:
        for some, names in ((hurried, endless), (crew, others)):
            found |= zip(names, some.read([Job("0" * 64, name) for name in names]), strict=True)
    return found


def test_there_are_many() -> None:
    assert len(BY_NAME) == len(HOSTILE) >= 60


@pytest.mark.parametrize("each", HOSTILE, ids=lambda each: each.name)
def test_a_hostile_file_is_a_row_with_a_reason(each: Hostile, readings: dict[str, list[Reading]]) -> None:
    found = readings[each.name]
    reasons = " | ".join(reading.reason or "" for reading in found)
    assert {reading.state for reading in found} & set(each.state.split("|")), reasons
    assert not [reason for reason in OVERRUN if reason in reasons and reason not in each.reason]
    assert re.search(each.reason, reasons), reasons
    for reading in found:
        assert reading.state == "read" or reading.reason
        assert "hidden data" not in (reading.reason or "")
        assert "\n" not in (reading.reason or "")
        assert len(reading.reason or "") < 400


def test_no_file_was_written_outside_the_scratch(readings: dict[str, list[Reading]]) -> None:
    assert readings
    places = (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var"), Path.cwd())  # noqa: S108 where they aim
    assert not [place for place in places if (place / "foi-slipped.csv").exists()]


def test_nothing_of_this_machine_is_read_into_a_reply(readings: dict[str, list[Reading]]) -> None:
    assert "root:" not in repr(readings["outer-entity.xlsx"])


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_is_read_under_any_other_name(name: str, crew: Crew) -> None:
    jobs = [Job("0" * 64, f"{name}|{extension}") for extension in (*FORMATS, "docx", "exe")]
    counts = {sum(len(reading.figures) for reading in found) for found in crew.read(jobs)}
    assert len(counts) == 1
    assert counts.pop() > 0
