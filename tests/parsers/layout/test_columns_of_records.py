"""Columns of a list of crimes: one day in each row, with or without its time, and outcomes by number."""

from __future__ import annotations

import pytest

from parsers.layout.context import Context
from parsers.layout.records import find_records, record_figures
from tests.parsers.layout.paged_tables import table_of


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("24/03/2016", ["2016-03-24"]),
        ("24/03/2016 14:05", ["2016-03-24"]),
        ("24/03/2016 26/03/2016 28/03/2016", []),
    ],
    ids=["a day", "with the time of day", "several days"],
)
def test_a_record_has_a_period_where_its_cell_holds_one_day(text: str, days: list[str]) -> None:
    rows = [(f"{day:02}/03/2016", "Charged") for day in range(1, 12)]
    table = table_of([("Date recorded", "Outcome"), *rows, (text, "Cautioned")])
    records = find_records(table.grid)
    assert records is not None
    last = record_figures(records, 1, Context())[-1]
    assert [str(period.start) for period in [last.period] if period] == days


def test_a_column_of_outcomes_by_number_and_name_is_none_of_counts() -> None:
    days = [f"{day:02}/03/2016" for day in range(1, 6)]
    codes = ("15A", "15A", "16", "15A", "Duplicate")
    head = ("Date recorded", "Outcome Description")
    records = find_records(table_of([head, *zip(days, codes, strict=True)]).grid)
    assert records is not None
    assert [figure.outcome_label for figure in record_figures(records, 1, Context())] == list(codes)
    assert find_records(table_of([head, *((day, "3") for day in days)]).grid) is None
