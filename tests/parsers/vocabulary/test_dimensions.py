"""Heads say what their axis is; totals, measures and parts are known by their wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.vocabulary.dimensions import axis_named, is_measure, is_of_which, is_total, looks_like_place
from parsers.vocabulary.table import rows

HEADS = {
    "outcome": [
        "Outcome",
        "Crime Outcome",
        "Disposal",
        "Method of disposal",
        "Outcome type",
        "Result",
        "Finalisation",
        "OUTCOME DESCRIPTION",
        "Home Office Outcome",
        "Crime Status",
        "Outcome Group",
        "Detection type",
    ],
    "offence": [
        "Offence",
        "Crime Group",
        "Offence Sub Group",
        "Crime type",
        "HO Code",
        "Home Office Code",
        "Offences",
        "Nature of crime",
        "HO Offence Class",
        "Crime Classification",
        "Offence Description",
    ],
    "period": [
        "Year",
        "Financial Year",
        "Period",
        "Month",
        "Quarter",
        "Calendar year",
        "Year recorded",
        "Date of offence",
    ],
    "place": [
        "Hospital",
        "Hospital Name",
        "Location",
        "Station",
        "District",
        "Division",
        "Borough",
        "Area",
        "LPU",
        "BCU",
        "Local authority",
        "Offence Location",
        "Local Policing Area",
        "Policing District",
        "Premises type",
    ],
    "force": ["Force", "Police force", "Police Force Area"],
    "other": [
        "Age",
        "Gender",
        "Sex",
        "Ethnicity",
        "Relationship",
        "Victim Age",
        "Marital status",
        "Crime Number",
        "Crime Reference Number",
        "Age of suspect",
        "Police officer",
    ],
}


@pytest.mark.parametrize(("kind", "head"), [(kind, head) for kind, heads in HEADS.items() for head in heads])
def test_a_head_names_its_axis(kind: str, head: str) -> None:
    assert axis_named(head) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Total",
        "Count",
        "Number of crimes",
        "Charged",
        "Durham",
        "Outcome 16",
        "2019/20",
        "Row Labels",
        "Shoplifting",
        "No further action",
        "No. of offences",
        "Type",
        "Code",
    ],
)
def test_what_names_no_axis(text: str) -> None:
    assert axis_named(text) is None


@pytest.mark.parametrize(
    "label",
    [
        "Total",
        "Grand Total",
        "Sub-total",
        "Subtotal",
        "Overall total",
        "TOTAL*",
        "Totals",
        "All",
        "All offences",
        "Total¹",
        "Total crimes",
        "Total number of crimes",
        "All hospitals",
        "Violence Total",
        "2019/20 Total",
        "Total for 2019",
        "Overall",
        "total:",
        "Sum of crimes",
        "GRAND TOTAL",
        "Combined",
    ],
)
def test_a_total(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Charged",
        "All Saints Hospital",
        "% of total",
        "Total loss of sight",
        "Totally",
        "Not yet assigned",
        "2019/20",
        "Percentage of total",
        "Allegation",
        "Overall Road",
    ],
)
def test_no_total(label: str) -> None:
    assert not is_total(label)


@pytest.mark.parametrize("row", rows("outcome_wordings") + rows("outcomes"))
def test_no_outcome_is_a_total_or_a_measure_or_an_axis(row: dict[str, str]) -> None:
    wording = row.get("wording") or row["title"]
    assert not is_total(wording)
    assert is_measure(wording) is None
    assert axis_named(wording) is None


@pytest.mark.parametrize("row", rows("home_office_notifiable_offences")[::7])
def test_no_offence_is_a_total_or_a_measure(row: dict[str, str]) -> None:
    assert not is_total(row["title"])
    assert is_measure(row["title"]) is None


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("Number of crimes", "count"),
        ("Count", "count"),
        ("No. of offences", "count"),
        ("Number of Crimes Recorded", "count"),
        ("Recorded", "count"),
        ("Offences", "count"),
        ("Crime Count", "count"),
        ("Count of Crime Number", "count"),
        ("Crimes recorded", "recorded"),
        ("Recorded offences", "recorded"),
        ("Total recorded", "recorded"),
        ("Recorded crimes", "recorded"),
        ("%", "percentage"),
        ("Percentage", "percentage"),
        ("% of total", "percentage"),
        ("Proportion", "percentage"),
        ("Percentage of crimes", "percentage"),
        ("Rate per 1,000", "rate"),
        ("Charge rate", "rate"),
        ("Crimes per 1,000 population", "rate"),
        ("Total", None),
        ("Charged", None),
        ("No crime", None),
        ("Share photograph or film of person in intimate state without consent", None),
        ("", None),
    ],
)
def test_a_measure(label: str, measure: str | None) -> None:
    assert is_measure(label) == measure


@pytest.mark.parametrize(
    "label",
    ["Cumberland Infirmary", "Carleton Clinic", "West Cumberland Hospital", "HMP Durham", "Durham District"],
)
def test_a_place(label: str) -> None:
    assert looks_like_place(label)


@pytest.mark.parametrize("label", ["Charged", "Hospitality", "Stationary", "2019/20", "Rape", ""])
def test_no_place(label: str) -> None:
    assert not looks_like_place(label)


@pytest.mark.parametrize(
    ("label", "part"),
    [("of which domestic", True), ("Of which: youths", True), ("Including attempts", True), ("Which", False)],
)
def test_a_part_of_the_row_above(label: str, part: bool) -> None:
    assert is_of_which(label) is part


@given(st.text(max_size=40))
def test_no_text_breaks_a_question(text: str) -> None:
    axis_named(text)
    is_total(text)
    is_measure(text)
    is_of_which(text)
    looks_like_place(text)
