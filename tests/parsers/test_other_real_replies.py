"""Real web pages, threads of messages and official tables with their true figures, where they lie beside."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from parsers.reply import read_reply
from parsers.vocabulary.forces import find_force
from parsers.vocabulary.outcomes import find_outcome

if TYPE_CHECKING:
    from parsers.figure import Figure, Reading

FOLDER = Path(__file__).parents[3] / "shared" / "replies"
YIELD_NOTHING = ("must_yield_nothing", "no_numbers")
FORMATS = (".json", ".txt", ".xlsx", ".xls", ".ods")

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the real replies are not beside the repository")


@lru_cache
def read(document: str) -> list[Reading]:
    """Return what is read of a document; of a thread, of each message that the authority sent."""
    path = FOLDER / document
    if path.suffix != ".json":
        return read_reply(path.read_bytes(), path.name)
    events = json.loads(path.read_text("utf-8"))["events"]
    texts = ["\n".join(event["content"]) for event in events if event["type"] == "incoming"]
    return [reading for text in texts for reading in read_reply(text.encode(), "message.txt")]


def truth(*kinds: str) -> list[Any]:
    if not FOLDER.exists():
        return []
    facts = [json.loads(line) for line in (FOLDER / "truth.jsonl").read_text("utf-8").splitlines()]
    chosen = [
        fact
        for fact in facts
        if fact["doc"].startswith(("tables/", "threads/", "police-pages/"))
        and fact["doc"].endswith(FORMATS)
        and fact["kind"] in kinds
    ]
    return [pytest.param(fact, id=f"{fact['doc'][:30]}-{number}") for number, fact in enumerate(chosen)]


def is_of(figure: Figure, fact: dict[str, Any]) -> bool:
    """Say whether a figure is a fact's: its bounds, its period, and its outcome where it has any."""
    if (figure.count_low, figure.count_high) != (fact["count_low"], fact["count_high"]):
        return False
    if fact["period_start"] is not None:
        if figure.period is None:
            return False
        own = (str(figure.period.start), str(figure.period.end))
        if own != (fact["period_start"], fact["period_end"]):
            return False
    if fact["locator"].startswith("'") and figure.locator != fact["locator"]:
        return False
    if figure.outcome_label is None or fact["outcome_code"] is None:
        return True
    return fact["outcome_code"] in (find_outcome(figure.outcome_label).codes or ())


@pytest.mark.parametrize("fact", truth("value", "total", "range"))
def test_a_printed_figure_is_read(fact: dict[str, Any]) -> None:
    readings = read(fact["doc"])
    found = [figure for reading in readings for figure in reading.figures if is_of(figure, fact)]
    assert found, "not read"
    force = found[0].force_label
    if force is not None and find_force(force) is not None and find_force(fact["force"]) is not None:
        assert find_force(force) == find_force(fact["force"])


@pytest.mark.parametrize("fact", truth("missing"))
def test_what_is_printed_as_missing_is_no_number(fact: dict[str, Any]) -> None:
    (found,) = [each for each in read(fact["doc"])[0].figures if each.locator == fact["locator"]]
    assert found.count is None
    assert found.value_status in {"not_held", "unreadable"}


@pytest.mark.parametrize("fact", truth(*YIELD_NOTHING))
def test_a_refusal_yields_no_figure(fact: dict[str, Any]) -> None:
    assert [figure for reading in read(fact["doc"]) for figure in reading.figures] == []


@pytest.mark.parametrize("fact", truth("refusal"))
def test_a_series_that_is_not_held_has_no_figures_of_its_own(fact: dict[str, Any]) -> None:
    counted = {each.values[0]["count"] for each in truth("value") if each.values[0]["doc"] == fact["doc"]}
    assert {figure.count for reading in read(fact["doc"]) for figure in reading.figures} <= counted


def test_what_one_can_know_of_a_web_page_is_accepted() -> None:
    for page, figures in (("cleveland_242-24.txt", 56), ("cleveland_432-25.txt", 5)):
        (reading,) = read(f"police-pages/{page}")
        accepted = [figure for figure in reading.figures if figure.held_reason is None and figure.period]
        assert len(accepted) >= figures, page
        assert [check for check in reading.checks if not check.passed] == []


def test_forces_of_an_official_table_are_read_row_by_row() -> None:
    (reading,) = read("tables/Missing People data for cleaning workshop.xlsx")
    assert [check for check in reading.checks if not check.passed] == []
    assert {figure.held_reason for figure in reading.figures} == {None}
    assert len({find_force(figure.force_label) for figure in reading.figures if figure.force_label}) > 40
