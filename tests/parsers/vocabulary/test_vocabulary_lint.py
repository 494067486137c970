"""The shipped reference data have no faults, and each kind of fault is found."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from parsers.vocabulary.forces import FORCES
from parsers.vocabulary.lint import (
    Row,
    force_problems,
    lint,
    offence_class_problems,
    offence_problems,
    offence_wording_problems,
    outcome_problems,
    outcome_wording_problems,
    population_problems,
)
from parsers.vocabulary.table import LazyTable, rows

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def test_the_shipped_data_have_no_faults() -> None:
    assert lint() == []


@pytest.mark.parametrize(
    "path", sorted((files("parsers.vocabulary") / "data").iterdir(), key=lambda path: path.name), ids=str
)
def test_every_row_has_the_columns_of_its_head(path: Traversable) -> None:
    head, *others = csv.reader(path.read_text(encoding="utf-8").splitlines(), strict=True)
    assert [row for row in others if len(row) != len(head)] == []


def test_every_row_has_a_source() -> None:
    for name in (
        "outcomes",
        "outcome_wordings",
        "forces",
        "offences",
        "offence_wordings",
        "offence_classes",
        "populations",
    ):
        assert all(row["source"] for row in rows(name)), name


def wording(text: str, codes: str, *, ambiguous: str = "no") -> Row:
    return {"wording": text, "code_or_codes": codes, "ambiguous": ambiguous, "source": "a reply", "note": ""}


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ([wording("Charged", "1"), wording("charged ", "1A")], "stands in row 2 already"),
        ([wording("Charged", "44")], "is no outcome"),
        ([wording("Charged or so", "1|1A")], "not marked ambiguous"),
        ([wording("Charged", "1|1", ambiguous="yes")], "one code twice"),
        ([wording("Grand Total", "1")], "is a total"),
        ([wording("Number of crimes", "1")], "is a total"),
        ([wording("2019/20", "1")], "is a total"),
        ([wording("N/A", "0")], "is a total"),
        ([wording("Outcome 16 - gone", "15")], "carries the number 16"),
        ([wording("Gone (OC14)", "16")], "carries the number 14"),
        ([wording("Victim not supportive of it, named suspect", "15")], 'says "victim does not support"'),
        ([wording("***", "15")], "is empty"),
    ],
)
def test_a_faulty_wording_is_found(bad: list[Row], said: str) -> None:
    (found, *_) = outcome_wording_problems(bad)
    assert found[0] == len(bad) + 1
    assert said in found[1]


def test_a_good_wording_has_no_fault() -> None:
    assert (
        list(outcome_wording_problems([wording("Charged", "1"), wording("NFA so", "15|16", ambiguous="yes")]))
        == []
    )


def force(identifier: str, name: str, aliases: str = "", domains: str = "") -> Row:
    return {
        "id": identifier,
        "name": name,
        "aliases": aliases,
        "email_domains": domains,
        "population_mid2019": "",
        "source": "a list",
    }


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ([force("a", "A Police"), force("a", "B Police")], "the id 'a'"),
        ([force("a", "A Police", "Both"), force("b", "B Police", "BOTH")], "the name 'both'"),
        (
            [force("a", "A Police", domains="a.uk"), force("b", "B Police", domains="a.uk")],
            "the domain 'a.uk'",
        ),
        ([force("A b", "A Police")], "no force id"),
        ([force("kent", "Kent Police")], "other people in 2019 than in populations.csv"),
    ],
)
def test_a_faulty_force_is_found(bad: list[Row], said: str) -> None:
    assert any(said in problem for _, problem in force_problems(bad))


def people(force_id: str, year: str, population: str) -> Row:
    return {"force_id": force_id, "year": year, "population": population, "source": "a table"}


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ([people("kent", "2019", "1860111")] * 2, "the year 'kent 2019'"),
        ([people("ruritania", "2019", "1860111")], "is no force"),
        ([people("kent", "2019/20", "1860111")], "'2019/20' no year"),
        ([people("kent", "2019", "1,860,111")], "no number of people"),
        ([people("kent", "2019", "1860111"), people("kent", "2018", "1640000")], "1640000 last time"),
    ],
)
def test_a_faulty_population_is_found(bad: list[Row], said: str) -> None:
    assert any(said in problem for _, problem in population_problems(bad))


def test_a_city_of_few_may_grow_by_a_tenth() -> None:
    city = [people("city-of-london", "2018", "8706"), people("city-of-london", "2019", "9721")]
    assert list(population_problems(city)) == []


@pytest.mark.parametrize(
    ("year", "regions", "published"),
    [
        # As the Office for National Statistics gives them for whole regions and countries.
        ("2011", {"North East"}, 2_596_441),
        ("2019", {"London"}, 8_961_989),
        ("2019", {"West Midlands"}, 5_934_037),
        ("2022", None, 67_596_281),
        ("2023", None, 60_854_727),
    ],
)
def test_the_forces_of_a_region_have_its_people(year: str, regions: set[str] | None, published: int) -> None:
    counted = [
        int(row["population"])
        for row in rows("populations")
        if row["year"] == year and (regions is None or FORCES[row["force_id"]].region in regions)
    ]
    assert sum(counted) == published


def test_faulty_outcomes_and_offences_are_found() -> None:
    outcome = {"code": "1", "title": "", "group": "g", "valid_from": "1.4.2013", "valid_to": ""}
    assert len(list(outcome_problems([outcome, outcome]))) == 5
    offence = {"ho_code": "8/71", "title": "", "valid_from": "", "valid_to": "soon"}
    assert len(list(offence_problems([offence]))) == 3
    assert len(list(offence_wording_problems([{"wording": "x", "ho_code": "999/99"}]))) == 1
    assert len(list(offence_class_problems([{"wording": "Theft"}, {"wording": "theft."}]))) == 1


def test_a_table_is_loaded_when_it_is_first_looked_into_and_once() -> None:
    loads: list[int] = []

    def load() -> dict[str, int]:
        loads.append(1)
        return {"a": 1, "b": 2}

    table = LazyTable(load)
    assert loads == []
    assert (table["a"], len(table), list(table), "c" in table, table.get("c")) == (
        1,
        2,
        ["a", "b"],
        False,
        None,
    )
    assert loads == [1]
    with pytest.raises(KeyError):
        table["c"]


def test_importing_reads_no_file_and_no_heavy_library() -> None:
    program = (
        "import sys, parsers.vocabulary.outcomes, parsers.vocabulary.forces, parsers.vocabulary.dimensions;"
        "from parsers.vocabulary.table import rows;"
        "assert rows.cache_info().currsize == 0; assert 'rapidfuzz' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
