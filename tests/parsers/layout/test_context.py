"""What stands around a table: which of several periods over it is its own."""

import pytest
from grids import figure, read

from parsers.layout.context import context_of, only_period


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (("2019", "The figures cover 2019 to 2022."), "2019"),
        (("2018", "The figures cover 1 March 2018 to 31 December 2020."), "2018"),
        (("Outcomes", "Crimes in 2019/20"), "2019/20"),
        (("Question 1, for 2018", "Outcomes in 2020"), "2020"),
        (("2013-14", "Caution", "We hold this.", "Crimes recorded in 2012-13"), "2012-13"),
        (("2013-14", "Crimes recorded in 2012-13"), "2012-13"),
    ],
)
def test_the_nearest_title_with_a_period_or_the_sheet_that_is_one(lines: tuple[str, ...], label: str) -> None:
    period = context_of(lines).period
    assert period is not None
    assert period.label == label


def test_a_line_with_two_periods_tells_none() -> None:
    assert context_of(("Outcomes for 2019 against 2021",)).period is None


def test_a_reply_speaks_of_one_period_if_the_others_lie_in_it() -> None:
    whole = only_period(["The years 2019 to 2021.", "In 2020 the system changed."])
    assert whole is not None
    assert (whole.start.year, whole.end.year) == (2019, 2021)
    assert only_period(["In 2019", "In 2021"]) is None


def test_only_the_title_right_above_says_which_outcome() -> None:
    assert context_of(("Victim retracted", "Crimes recorded")).outcome is None
    assert context_of(("Community resolution",)).outcome == "Community resolution"


def test_a_title_taken_for_the_end_of_a_paragraph_is_the_nearest_sentence() -> None:
    line = "The figures cover 1 January 2019 to 31 December 2019. Crimes recorded in March 2019"
    period = context_of((line,)).period
    assert period is not None
    assert (period.start.month, period.end.month) == (3, 3)


@pytest.mark.parametrize(
    ("line", "offence"),
    [("Violence with injury", "Violence with injury"), ("Our reference 008/66", None), ("Outcomes", None)],
    ids=["a class", "a code in a reference", "no offence"],
)
def test_a_title_that_names_a_class_of_offences_says_which(line: str, offence: str | None) -> None:
    assert context_of((line,)).offence == offence


@pytest.mark.parametrize(
    ("above", "corner", "label"),
    [
        ("Period covered: 2012 to 2014.", "Crimes in Apr-Jun 2012 Outcome", "Apr-Jun 2012"),
        ("Crimes recorded", "Disposals 2012/13", "2012/13"),
        ("Crimes in 2015", "Disposals 2012/13", "2015"),
        ("Crimes in 2012", "Disposals 2012/13 and 2013/14 and 2011", "2012"),
    ],
)
def test_the_period_of_a_title_in_the_corner_is_nearer_than_one_around_it(
    above: str, corner: str, label: str
) -> None:
    reading = read(f"{above} | \n{corner} | Number of crimes\nCharged | 4\nCautioned | 6")
    period = figure(reading, 3, 2).period
    assert period is not None
    assert period.label == label


def test_a_title_that_ran_into_the_corner_names_force_and_period() -> None:
    reading = read("Kent Police: crimes in 2012 Outcome | Number of crimes\nCharged | 4\nCautioned | 6")
    assert {(each.force_label, each.period and each.period.label) for each in reading.figures} == {
        ("Kent Police", "2012")
    }


def test_what_one_table_s_corner_says_holds_for_none_below() -> None:
    one = "Crimes recorded | \nDisposals 2012/13 | Number of crimes\nCharged | 4\nCautioned | 6"
    other = "Crimes at hospitals | \nDisposals | Number of crimes\nCharged | 1\nCautioned | 2"
    reading = read(f"{one}\n\n{other}")
    labels = [each.period and each.period.label for each in reading.figures]
    assert labels == ["2012/13", "2012/13", None, None]
