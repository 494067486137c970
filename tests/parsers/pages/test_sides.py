"""Two tables beside one another whose rows are not level."""

from __future__ import annotations

from tests.parsers.pages.test_unruled import Placed, tables, texts

LEFT = (
    ("Charged", "3", "10"),
    ("Prosecution/time limit/expired/since then", "4", "5"),
    ("Filed", "2", "1"),
    ("Total", "9", "16"),
)
RIGHT = (
    ("Violence/with injury", "7", "9"),
    ("Criminal/damage", "1", "3"),
    ("Arson", "1", "4"),
    ("Total", "9", "16"),
)


def side(x: float, head: str, rows: tuple[tuple[str, ...], ...]) -> list[Placed]:
    """Return a table whose values stand on the last lines of their labels."""
    placed: list[Placed] = [(x, 100, head), (x + 90, 100, "2019"), (x + 140, 100, "2020")]
    y = 118.0
    for label, *values in rows:
        lines = label.split("/")
        placed += [(x, y + 11 * at, line) for at, line in enumerate(lines)]
        y += 11 * (len(lines) - 1)
        placed += [(x + 90 + 50 * at, y, value) for at, value in enumerate(values)]
        y += 18
    return placed


def test_tables_beside_one_another_go_on_though_their_rows_break_off_each_other() -> None:
    found = tables(
        *side(60, "Outcome", LEFT),
        *side(290, "Offence", RIGHT),
        (60, 300, "Crimes of the whole of the north side, as recorded in both of the years that you name"),
    )
    assert [texts(table) for table in found] == [
        [[label, "2019", "2020"], *([name.replace("/", " "), *values] for name, *values in rows)]
        for label, rows in (("Outcome", LEFT), ("Offence", RIGHT))
    ]
