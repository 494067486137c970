from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats.number_format import shown


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (1234, "General", "1234"),
        (12.0, "General", "12"),
        (0.5, "General", "0.5"),
        (1234, "#,##0", "1,234"),
        (0, "#,##0", "0"),
        (0, "#", ""),
        (0.374, "0.0%", "37.4%"),
        (0.5, "0%", "50%"),
        (0.0625, "0.0%", "6.3%"),
        (1.005, "0.00", "1.01"),
        (-2.5, "0", "-3"),
        (3, '[<5]"<5";#,##0', "<5"),
        (1500, '[<5]"<5";#,##0', "1,500"),
        (7, ";;;", ""),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-', "-"),
        (-4, "0;(0)", "(4)"),
        (5, '0" crimes"', "5 crimes"),
        (5, '"Type "00', "Type 05"),
        (2015, "0", "2015"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("2015/16", "@", "2015/16"),
        (date(2019, 4, 1), "yyyy", "2019"),
        (datetime(2021, 4, 1), "mmm-yy", "Apr-21"),  # noqa: DTZ001 spreadsheets know no zones
        (datetime(2021, 4, 1), "dd/mm/yyyy hh:mm", "01/04/2021"),  # noqa: DTZ001 as above
        (date(2021, 4, 1), "General", "2021-04-01"),
    ],
)
def test_what_is_shown_is_what_the_format_shows(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


@given(st.integers(0, 4))
def test_a_format_that_hides_small_numbers_never_lets_one_out(value: int) -> None:
    assert shown(value, '[<5]"<5";General') == "<5"


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)), st.text(max_size=30))
def test_no_format_breaks_the_reading(value: float, number_format: str) -> None:
    assert isinstance(shown(value, number_format), str)
