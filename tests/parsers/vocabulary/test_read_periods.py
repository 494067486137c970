"""Periods are read to the day, whatever way a reply prints them, and never where there is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.figure import Period
from parsers.vocabulary.calendar_spans import calendar_year, financial_year, kind_of_span, months
from parsers.vocabulary.periods import find_periods, hull, is_half_span, read_period

YEARS = st.integers(1990, 2039)


def span(text: str) -> tuple[str, str, str, bool] | None:
    period = read_period(text)
    if period is None:
        return None
    return (period.start.isoformat(), period.end.isoformat(), period.kind, period.partial)


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("2019", "2019-01-01", "2019-12-31", "calendar"),
        ("2019.0", "2019-01-01", "2019-12-31", "calendar"),
        ("2019*", "2019-01-01", "2019-12-31", "calendar"),
        ("2019 [1]", "2019-01-01", "2019-12-31", "calendar"),
        ("Calendar Year 2019", "2019-01-01", "2019-12-31", "calendar"),
        ("Year: 2019", "2019-01-01", "2019-12-31", "calendar"),
        ("2019 (Jan-Dec)", "2019-01-01", "2019-12-31", "calendar"),
        ("2019/20", "2019-04-01", "2020-03-31", "financial"),
        ("2019/2020", "2019-04-01", "2020-03-31", "financial"),
        ("2019-20", "2019-04-01", "2020-03-31", "financial"),
        ("2019–2020", "2019-04-01", "2020-03-31", "financial"),
        ("1999/00", "1999-04-01", "2000-03-31", "financial"),
        ("19/20", "2019-04-01", "2020-03-31", "financial"),
        ("FY19/20", "2019-04-01", "2020-03-31", "financial"),
        ("FY 10/11", "2010-04-01", "2011-03-31", "financial"),
        ("2019/20¹", "2019-04-01", "2020-03-31", "financial"),
        ("2019/20 (Apr-Mar)", "2019-04-01", "2020-03-31", "financial"),
        ("2019/20 (1 April 2019 to 31 March 2020)", "2019-04-01", "2020-03-31", "financial"),
        ("Financial year 2019/20", "2019-04-01", "2020-03-31", "financial"),
        ("2019/20 financial year", "2019-04-01", "2020-03-31", "financial"),
        ("YE March 2020", "2019-04-01", "2020-03-31", "financial"),
        ("Y/E Mar-20", "2019-04-01", "2020-03-31", "financial"),
        ("year ending 31 March 2020", "2019-04-01", "2020-03-31", "financial"),
        ("12 months to December 2020", "2020-01-01", "2020-12-31", "calendar"),
        ("Year ending June 2020", "2019-07-01", "2020-06-30", "range"),
        ("1 April 2019 to 31 March 2020", "2019-04-01", "2020-03-31", "financial"),
        ("01/04/2019 - 31/03/2020", "2019-04-01", "2020-03-31", "financial"),
        ("Apr 2019 - Mar 2020", "2019-04-01", "2020-03-31", "financial"),
        ("Q1 2019/20", "2019-04-01", "2019-06-30", "quarter"),
        ("Q4 2019/20", "2020-01-01", "2020-03-31", "quarter"),
        ("2019/20 Q4", "2020-01-01", "2020-03-31", "quarter"),
        ("Quarter 2 (Jul-Sep) 2019/20", "2019-07-01", "2019-09-30", "quarter"),
        ("Q3 2021", "2021-07-01", "2021-09-30", "quarter"),
        ("Jan-Mar 2021", "2021-01-01", "2021-03-31", "quarter"),
        ("Jan-Mar 2019/20", "2020-01-01", "2020-03-31", "quarter"),
        ("Apr-21", "2021-04-01", "2021-04-30", "month"),
        ("Apr 21", "2021-04-01", "2021-04-30", "month"),
        ("Apr '21", "2021-04-01", "2021-04-30", "month"),
        ("Sept 2021", "2021-09-01", "2021-09-30", "month"),
        ("April 2021", "2021-04-01", "2021-04-30", "month"),
        ("2021-04", "2021-04-01", "2021-04-30", "month"),
        ("04/2021", "2021-04-01", "2021-04-30", "month"),
        ("January 2019/20", "2020-01-01", "2020-01-31", "month"),
        ("Jan -18", "2018-01-01", "2018-01-31", "month"),
        ("Jan - 18", "2018-01-01", "2018-01-31", "month"),
        ("01/04/2021", "2021-04-01", "2021-04-01", "day"),
        ("1st April 2021", "2021-04-01", "2021-04-01", "day"),
        ("2021-04-01 00:00:00", "2021-04-01", "2021-04-01", "day"),
        ("2018-21", "2018-01-01", "2021-12-31", "range"),
        ("2018-2021", "2018-01-01", "2021-12-31", "range"),
        ("2018, 2019 and 2020", "2018-01-01", "2020-12-31", "range"),
        ("years 2018, 2019, 2020", "2018-01-01", "2020-12-31", "range"),
        ("2019/20 to 2023/24", "2019-04-01", "2024-03-31", "range"),
        ("April 2015 to December 2021", "2015-04-01", "2021-12-31", "range"),
        ("between 1 April 2019 and 31 March 2024", "2019-04-01", "2024-03-31", "range"),
        ("from April to December 2021", "2021-04-01", "2021-12-31", "range"),
        ("1 April to 31 December 2021", "2021-04-01", "2021-12-31", "range"),
        ("01.01.20-01.01.21", "2020-01-01", "2021-01-01", "range"),
    ],
)
def test_a_label_that_is_a_period(text: str, start: str, end: str, kind: str) -> None:
    assert span(text) == (start, end, kind, False)


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("2015 (from April)", "2015-04-01", "2015-12-31", "calendar"),
        ("2015 (from 13 April)", "2015-04-13", "2015-12-31", "calendar"),
        ("2021 (to August)", "2021-01-01", "2021-08-31", "calendar"),
        ("2021 (up to 31 August 2021)", "2021-01-01", "2021-08-31", "calendar"),
        ("2021 (Jan-Aug)", "2021-01-01", "2021-08-31", "calendar"),
        ("2024/25 (to 30 September)", "2024-04-01", "2024-09-30", "financial"),
        ("2024/25 (to January)", "2024-04-01", "2025-01-31", "financial"),
        ("2021 (01/01/2021 - 31/08/2021)", "2021-01-01", "2021-08-31", "calendar"),
    ],
)
def test_a_year_that_covers_less_than_it_names(text: str, start: str, end: str, kind: str) -> None:
    assert span(text) == (start, end, kind, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Total",
        "635",
        "2500",
        "1406745",
        "12",
        "1989",
        "2041",
        "2,019",
        "£2019",
        "2019%",
        "2019.5",
        "20192020",
        "12/25",
        "10/11",
        "8/71",
        "Aug-71",
        "12-Apr",
        "2019/21",
        "2019-18",
        "2008-12",
        "2018, 2020",
        "2021, 2020",
        "2021 YTD",
        "2021 to date",
        "2021 (to date)",
        "2021 onwards",
        "2021 (part year)",
        "from April 2015",
        "since 2015",
        "April 2023 to date",
        "FY2019",
        "Financial year 2019",
        "2019 (financial year)",
        "Calendar year 2019/20",
        "31/02/2021",
        "2021 (from 31 February)",
        "2000 offences",
        "Act 2000",
        "2022-125",
        "8450-25",
        "2025/28532",
        "1010-2024/25",
        "April",
        "Q1",
        "Type 16",
        "2015 (from April 2017)",
        "relating to 2019",
    ],
)
def test_a_label_that_is_no_period(text: str) -> None:
    assert read_period(text) is None


SPELLINGS_OF_FINANCIAL_YEARS = (
    "{0}/{2:02}",
    "{0}/{1}",
    "{0}-{2:02}",
    "{0}-{1}",
    "{0}–{2:02}",
    "{0} / {1}",
    "FY {0}/{2:02}",
    "FY{0}/{1}",
    "FY{3:02}/{2:02}",
    "Financial Year {0}/{2:02}",
    "{0}/{2:02} (Apr-Mar)",
    "YE March {1}",
    "Year ending 31 March {1}",
    "Year Ended 31st March {1}",
    "Apr {0} - Mar {1}",
    "April {0} to March {1}",
    "1 April {0} to 31 March {1}",
    "01/04/{0} - 31/03/{1}",
    "1st April {0} – 31st March {1}",
    "between 1 April {0} and 31 March {1}",
    "{0}-04-01 to {1}-03-31",
)
SPELLINGS_OF_CALENDAR_YEARS = (
    "{0}",
    "{0}.0",
    "CY{0}",
    "calendar year {0}",
    "{0} (Jan - Dec)",
    "Year ending December {0}",
    "Jan {0} to Dec {0}",
    "January to December {0}",
    "1 January {0} - 31 December {0}",
    "01/01/{0} to 31/12/{0}",
)


@given(YEARS, st.sampled_from(SPELLINGS_OF_FINANCIAL_YEARS))
def test_a_financial_year_in_every_spelling(first: int, spelling: str) -> None:
    text = spelling.format(first, first + 1, (first + 1) % 100, first % 100)
    period = read_period(text)
    assert period == Period(*financial_year(first), text, "financial")


@given(st.integers(1990, 2040), st.sampled_from(SPELLINGS_OF_CALENDAR_YEARS))
def test_a_calendar_year_in_every_spelling(year: int, spelling: str) -> None:
    text = spelling.format(year)
    assert read_period(text) == Period(*calendar_year(year), text, "calendar")


@given(
    YEARS,
    st.integers(1, 12),
    st.sampled_from(["%B %Y", "%b-%y", "%b %Y", "%b-%Y", "%Y-%m", "%m/%Y", "%b %y", "%Y %B"]),
)
def test_a_month_in_every_spelling(year: int, month: int, form: str) -> None:
    start, end = months(year, month, year, month)
    text = start.strftime(form)
    period = read_period(text)
    if form == "%Y-%m" and (year + 1) % 100 == month:
        assert period == Period(*financial_year(year), text, "financial")
    elif form == "%Y-%m" and year < 2000 + month:
        assert period is None, "it may be a range of years"
    else:
        assert period == Period(start, end, text, "month")


@given(
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y"]),
)
def test_a_day_in_every_spelling(day: date, form: str) -> None:
    text = day.strftime(form)
    assert read_period(text) == Period(day, day, text, "day")


@given(
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    st.sampled_from(["{} to {}", "{} - {}", "between {} and {}", "from {} until {}"]),
)
def test_a_range_of_days_is_read_or_refused(first: date, last: date, form: str) -> None:
    text = form.format(first.strftime("%d %B %Y"), last.strftime("%d/%m/%Y"))
    period = read_period(text)
    if first < last:
        assert period == Period(first, last, text, kind_of_span(first, last))
    else:
        assert period is None


PIECES = st.sampled_from(
    [
        "2019",
        "2020",
        "20",
        "19",
        "/",
        "-",
        "–",
        "to",
        "and",
        "between",
        "from",
        "April",
        "Mar",
        "Q1",
        "FY",
        "(",
        ")",
        ",",
        "1",
        "31",
        "04",
        "2021",
        "until",
        "YE",
        "ending",
        "year",
        "2019/20",
        "[1]",
        "*",
        "to",
        "date",
    ]
)


@given(st.lists(PIECES, max_size=9))
def test_whatever_is_read_ends_after_it_begins(pieces: list[str]) -> None:
    text = " ".join(pieces)
    period = read_period(text)
    assert period is None or (period.start <= period.end and period.label == text.strip())
    ends = [0]
    for found in find_periods(text):
        assert found.period.start <= found.period.end
        assert ends[-1] <= found.start < found.end
        ends.append(found.end)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    read_period(text)
    find_periods(text)


@given(st.integers(0, 10**9))
def test_a_bare_number_is_a_year_only_where_it_can_be_one(number: int) -> None:
    assert (read_period(str(number)) is not None) == (1990 <= number <= 2040)


def found_in(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_periods(text)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("In 2019/20 there were 45, in 2020/21 there were 50.", ["2019/20", "2020/21"]),
        ("Between 1 April 2019 and 31 March 2024 there were 45.", ["1 April 2019 and 31 March 2024"]),
        ("crimes recorded 2019/20 to 2023/24, by year", ["2019/20 to 2023/24"]),
        ("For the years 2018, 2019 and 2020 only", ["2018, 2019 and 2020"]),
        ("for 2018 and 2021", ["2018", "2021"]),
        ("2019, 2020 and 2021 up to the end of August", ["2019, 2020 and 2021 up to the end of August"]),
        ("2020 and 2021 to the end of August 2022", ["2020 and 2021 to the end of August 2022"]),
        ("2021 to the end of August", ["2021"]),
        ("hospital crimes, 2018-2021; year ending March 2021.", ["2018-2021", "year ending March 2021"]),
        ("under the Freedom of Information Act 2000 we hold", []),
        ("the Data Protection Act 2018 and the Sexual Offences Act 2003", []),
        ("2000 crimes, 2019 offences and 2020 pages", []),
        ("Crimes recorded in 15/16; the answer is for 15/16 to 18/19", ["15/16", "15/16 to 18/19"]),
        ("Outcomes 15/16 and types (14/15) of 13/14 crimes", []),
        ("FOI 1306/2025, 666/2024, 2022-125 and 01/FOI/25/006753/Z", []),
        ("crimes since 2015; from 2016; 2017 onwards; April 2018 to date; 2019 - present", []),
        ("£2019, 2,019, 12.2019 and 2020%", []),
        ("you may 20 times", []),
        ("on 15 September 2025 and 16 September 2025", ["15 September 2025", "16 September 2025"]),
        ("no digits at all", []),
    ],
)
def test_periods_in_running_text(text: str, labels: list[str]) -> None:
    assert found_in(text) == labels


def test_running_text_keeps_its_offsets_through_folded_dashes() -> None:
    text = "“Crimes” – from 2018–2021\u00a0only"
    (found,) = find_periods(text)
    assert text[found.start : found.end] == "2018–2021"
    assert (found.period.start, found.period.end) == (date(2018, 1, 1), date(2021, 12, 31))


def test_a_long_letter_is_searched_quickly() -> None:
    letter = "The force recorded these crimes in the period and may hold further records of them. " * 2000
    assert find_periods(letter + "2019/20")[0].start == len(letter)


def test_hull_of_years_is_a_range_and_of_quarters_their_year() -> None:
    years = [read_period("2019/20"), read_period("2020/21")]
    assert hull([year for year in years if year]) == Period(
        date(2019, 4, 1), date(2021, 3, 31), "2019/20 to 2020/21", "range"
    )
    quarters = [read_period(f"Q{number} 2019/20") for number in (2, 4, 1, 3)]
    whole = hull([quarter for quarter in quarters if quarter])
    assert (whole.start, whole.end, whole.kind) == (date(2019, 4, 1), date(2020, 3, 31), "financial")


def test_hull_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no periods"):
        hull([])


@given(
    st.lists(
        st.tuples(st.dates(date(1990, 1, 1), date(2039, 1, 1)), st.integers(0, 700)), min_size=1, max_size=6
    )
)
def test_hull_covers_every_period_and_no_more(spans: list[tuple[date, int]]) -> None:
    periods = [
        Period(
            start, start + timedelta(days=days), str(start), kind_of_span(start, start + timedelta(days=days))
        )
        for start, days in spans
    ]
    whole = hull(periods)
    assert all(whole.start <= period.start and period.end <= whole.end for period in periods)
    assert whole.start in {period.start for period in periods}
    assert whole.end in {period.end for period in periods}


@pytest.mark.parametrize(
    ("label", "half"),
    [
        ("1 April 2016 to 31", True),
        ("1 April 2016 to 31 Theft or unauthorised taking", True),
        ("1st April 2016 to", True),
        ("1 April to 31", True),
        ("1 April 2016 to 31 March 2017", False),
        ("1st April to 31st March 2017", False),
        ("1 April 2016 to March 2017", False),
        ("1 April 2016", False),
        ("Possession with intent to supply", False),
    ],
)
def test_a_span_that_breaks_off_is_told(label: str, half: bool) -> None:
    assert is_half_span(label) is half
