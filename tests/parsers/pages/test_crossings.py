"""The cells between rules, found as pdfplumber finds them, in a time that grows with their number."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells

from parsers.pages.crossings import cells_of


def edge(orientation: str, at: int, start: int, end: int) -> dict[str, object]:
    """Return a rule in the form that pdfplumber takes; all lengths in steps of ten points."""
    at, start, end = 10 * at, 10 * start, 10 * end
    if orientation == "h":
        place = {"x0": start, "x1": end, "top": at, "bottom": at}
    else:
        place = {"x0": at, "x1": at, "top": start, "bottom": end}
    return {**place, "width": end - start, "height": 0, "orientation": orientation}


rule = st.builds(
    lambda orientation, at, start, length: edge(orientation, at, start, start + length),
    st.sampled_from("hv"),
    st.integers(0, 6),
    st.integers(0, 5),
    st.integers(1, 6),
)


@given(st.lists(rule, max_size=24))
def test_cells_are_those_that_pdfplumber_finds(rules: list[dict[str, object]]) -> None:
    crossings = edges_to_intersections(rules)
    assert cells_of(crossings) == intersections_to_cells(crossings)


def test_a_grid_of_a_thousand_rows_is_found_at_once() -> None:
    """Looking at all crossings for each of them takes a minute and more for such a sheet."""
    rules = [edge("h", row, 0, 8) for row in range(1001)] + [edge("v", at, 0, 1000) for at in range(9)]
    start = time.process_time()
    crossings = edges_to_intersections(rules)
    assert len(cells_of(crossings)) == 8000
    assert time.process_time() - start < 5
