"""What a cell says is a number, bounds or a reason; digits are never dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.vocabulary.values import Value, read_value


def exact(number: int) -> Value:
    return Value("exact", number, number, number)


def suppressed(low: int, high: int | None) -> Value:
    return Value("suppressed", None, low, high)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("45", 45),
        ("0", 0),
        (" 45 ", 45),
        ("1,234", 1234),
        ("1,234,567", 1234567),
        ("1 234", 1234),
        ("12\u00a0345", 12345),
        ("12\u2009345", 12345),
        ("12.0", 12),
        ("12.00", 12),
        ("1,234.0", 1234),
        ("45*", 45),
        ("45¹", 45),
        ("45 [2]", 45),
        ("45 [note 2]", 45),
        ("45†", 45),
        ("45(a)", 45),
        ("45 [r]", 45),
        ("45 (12.3%)", 45),
        ("45 crimes", 45),
        ("1 offence", 1),
        ("Nil", 0),
        ("None", 0),
        ("zero", 0),
        ("No crimes recorded", 0),
        ("Three", 3),
        ("twelve", 12),
    ],
)
def test_a_count(text: str, number: int) -> None:
    assert read_value(text) == exact(number)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("<5", 0, 4),
        ("< 5", 0, 4),
        ("<5*", 0, 4),
        ("\uff1c5", 0, 4),
        ("fewer than five", 0, 4),
        ("Fewer than 5 crimes", 0, 4),
        ("Less than 10", 0, 9),
        ("under 5", 0, 4),
        ("<1,000", 0, 999),
        ("5 or fewer", 0, 5),
        ("5 or less", 0, 5),
        ("five or fewer", 0, 5),
        ("<=5", 0, 5),
        ("≤5", 0, 5),
        ("up to 5", 0, 5),
        ("1-4", 1, 4),
        ("1 – 4", 1, 4),
        ("1 to 4", 1, 4),
        ("one to four", 1, 4),
        ("between 1 and 4", 1, 4),
        ("0-4", 0, 4),
        (">5", 6, None),
        ("more than 5", 6, None),
        ("5+", 5, None),
        ("5 or more", 5, None),
        ("at least 5", 5, None),
        ("≥5", 5, None),
        ("*", 0, None),
        ("~", 0, None),
        ("c", 0, None),
        ("[c]", 0, None),
        ("#", 0, None),
    ],
)
def test_a_suppressed_count_has_the_bounds_that_it_says(text: str, low: int, high: int | None) -> None:
    assert read_value(text) == suppressed(low, high)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", "blank"),
        ("  ", "blank"),
        ("\u200b", "blank"),
        ("-", "dash"),
        ("–", "dash"),
        ("—", "dash"),
        ("--", "dash"),
        ("N/A", "not_held"),
        ("n/a", "not_held"),
        ("Not held", "not_held"),
        ("Not recorded", "not_held"),
        ("No data", "not_held"),
        ("x", "not_held"),
        ("[x]", "not_held"),
        ("..", "not_held"),
        (".", "not_held"),
        ("#N/A", "not_held"),
        ("exempt", "exempt"),
        ("Withheld", "exempt"),
        ("s.40(2)", "exempt"),
        ("S40(2)", "exempt"),
        ("Section 40(2)", "exempt"),
        ("Exempt under section 40(2)", "exempt"),
        ("s.31(1)(a)", "exempt"),
    ],
)
def test_a_cell_without_a_count_says_why(text: str, status: str) -> None:
    value = read_value(text)
    assert value is not None
    assert (value.status, value.count, value.low, value.high) == (status, None, 0, None)


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "−5",
        "(5)",
        "+5",
        "£45",
        "12,34",
        "45 (2)",
        "007",
        "00871",
        "8/71",
        "Type 16",
        "about 50",
        "1.2.3",
        "45a",
        "4-1",
        "2018-2021",
        "<0",
        "1406745123456789",
        "²",
        "٣",
        "#DIV/0!",
        "#####",
        "1.5E+03",
        "12:30",
        "3 of 5",
    ],
)
def test_what_is_not_understood_is_unreadable(text: str) -> None:
    value = read_value(text)
    assert value is not None
    assert (value.status, value.count) == ("unreadable", None)


@pytest.mark.parametrize(
    "text", ["45%", "45.2%", "45.2 %", "100%", "<1%", "-5%", "12 per cent", ".5%", "(45%)"]
)
def test_a_percentage_counts_nothing(text: str) -> None:
    assert read_value(text) == Value("exact", percentage=True)


def test_a_number_with_decimals_lies_between_its_neighbours() -> None:
    assert read_value("37.4") == Value("rounded", None, 37, 38)
    assert read_value(".4") == Value("rounded", None, 0, 1)


@pytest.mark.parametrize(
    "text", ["Charged", "Total", "Durham", "Yes", "X", "C", "TBC", "Caution - adults", "a 5"[:1]]
)
def test_words_are_no_value(text: str) -> None:
    assert read_value(text) is None


def test_a_stored_number_is_used_only_for_powers_of_ten() -> None:
    assert read_value("1.5E+03", 1500.0) == exact(1500)
    assert read_value("<5", 3.0) == suppressed(0, 4)
    assert read_value("1.5E+03", 1500.5) == read_value("1.5E+03")


@given(st.text(max_size=30))
def test_bounds_hold_and_contain_the_count(text: str) -> None:
    check_bounds(read_value(text))


@given(
    st.sampled_from(["<", ">", "<=", "less than ", "", "between ", "up to ", "~"]),
    st.integers(0, 10**7),
    st.sampled_from(
        ["", "*", " or fewer", "+", "%", ".0", ".4", " to 9", "-100", " and 12", " crimes", "¹", " [1]"]
    ),
)
def test_bounds_hold_whatever_is_said_of_a_number(before: str, number: int, after: str) -> None:
    value = read_value(f"{before}{number}{after}")
    assert value is not None
    check_bounds(value)


def check_bounds(value: Value | None) -> None:
    if value is None or value.percentage:
        return
    assert value.low is not None
    assert value.low >= 0
    if value.high is not None:
        assert value.low <= value.high
    if value.count is not None:
        assert value.low == value.count == value.high


@given(st.integers(0, 10**12 - 1), st.sampled_from(["{}", "{:,}", " {} ", "{}.0", "{}*", "{:,} crimes"]))
def test_every_count_round_trips(number: int, form: str) -> None:
    assert read_value(form.format(number)) == exact(number)


@given(st.from_regex(r"[-+<>£(]{0,2}[0-9][0-9,. /:%*)\]a-z]{0,8}", fullmatch=True))
def test_a_token_with_digits_is_never_nothing(token: str) -> None:
    assert read_value(token) is not None


@given(st.text(max_size=20), st.integers(0, 9), st.text(max_size=20))
def test_digits_anywhere_are_never_nothing(before: str, digit: int, after: str) -> None:
    assert read_value(f"{before}{digit}{after}") is not None


@given(st.integers(1, 99), st.integers(1, 99))
def test_fewer_than_excludes_its_number_and_or_fewer_includes_it(limit: int, other: int) -> None:
    below, up_to = read_value(f"<{limit}"), read_value(f"{limit} or fewer")
    assert below == suppressed(0, limit - 1)
    assert up_to == suppressed(0, limit)
    if limit < other:
        assert read_value(f"{limit}-{other}") == suppressed(limit, other)
