"""Real letters with their true figures, where the folder that holds them lies beside the repository."""

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from parsers.figure import Figure, Reading
from parsers.reply import read_reply
from parsers.vocabulary.outcomes import find_outcome

FOLDER = Path(__file__).parents[3] / "shared" / "replies"
LETTERS = ("police/Durham.pdf", "police/Cumbria.pdf")

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the real replies are not beside the repository")


@lru_cache
def read(document: str) -> list[Reading]:
    return read_reply((FOLDER / document).read_bytes(), document.rpartition("/")[2])


def truth(*kinds: str) -> list[Any]:
    if not FOLDER.exists():
        return []
    lines = [json.loads(line) for line in (FOLDER / "truth.jsonl").read_text("utf-8").splitlines()]
    chosen = [fact for fact in lines if fact["doc"] in LETTERS and fact["kind"] in kinds]
    return [pytest.param(fact, id=f"{fact['doc'][7:13]}-{number}") for number, fact in enumerate(chosen)]


def codes_of(label: str | None) -> tuple[str, ...] | None:
    return find_outcome(label).codes if label else ()


@pytest.mark.parametrize("fact", truth("value", "total"))
def test_printed_figure(fact: dict[str, Any]) -> None:
    expected = (fact["outcome_code"],) if fact["outcome_code"] else ()
    found = [
        figure
        for reading in read(fact["doc"])
        for figure in reading.figures
        if figure.period
        and (str(figure.period.start), str(figure.period.end)) == (fact["period_start"], fact["period_end"])
        and codes_of(figure.outcome_label) == expected
        and figure.count == fact["count"]
        and figure.held_reason is None
    ]
    assert found


@pytest.mark.parametrize("fact", truth("derived"))
def test_sum_over_printed_cells(fact: dict[str, Any]) -> None:
    parts = [
        figure
        for reading in read(fact["doc"])
        for figure in reading.figures
        if figure.role == "cell" and codes_of(figure.outcome_label) == (fact["outcome_code"],)
    ]
    assert sum(figure.count or 0 for figure in parts) == fact["count"]
    assert {(str(part.period.start), str(part.period.end)) for part in parts if part.period} == {
        (fact["period_start"], fact["period_end"])
    }


@pytest.mark.parametrize("letter", LETTERS)
def test_nothing_is_lost_held_or_left_unclosed(letter: str) -> None:
    for reading in read(letter):
        assert (reading.state, reading.lost) == ("read", [])
        assert [figure for figure in reading.figures if figure.held_reason] == []
        assert [check for check in reading.checks if not check.passed] == []


def test_a_scan_is_held_for_recognition_and_not_read_as_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.formats.pdf_pages.can_recognise", lambda: False)
    (reading,) = read_reply((FOLDER / "police/Durham-scan-150dpi.pdf").read_bytes(), "scan.pdf")
    assert reading.state == "held"
    assert reading.reason is not None
    assert reading.reason.startswith("needs OCR")


def test_a_scan_says_what_its_letter_says_or_waits() -> None:
    (scan,), (letter,) = read("police/Durham-scan-150dpi.pdf"), read("police/Durham.pdf")
    accepted = Counter(about(figure) for figure in scan.figures if figure.held_reason is None)
    true = Counter(about(figure) for figure in letter.figures)
    assert accepted - true == Counter()
    assert accepted.total() >= 0.98 * true.total()
    assert scan.lost == []


def about(figure: Figure) -> tuple[object, ...]:
    period = figure.period and (figure.period.start, figure.period.end)
    labels = figure.offence_label, tuple(sorted(figure.breakdown.items()))
    return figure.role, period, codes_of(figure.outcome_label), labels, figure.count
