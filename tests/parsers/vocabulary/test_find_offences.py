"""Offence labels are told by their Home Office code in any spelling, else by exact wording, else by class."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.vocabulary.offences import OFFENCES, OffenceMatch, find_offence, looks_like_offence
from parsers.vocabulary.periods import read_period
from parsers.vocabulary.table import rows

CODES = list(OFFENCES)


@pytest.mark.parametrize(
    "label",
    [
        "8/71",
        "08/71",
        "008/71",
        "00871",
        "HO 008/71",
        "HO code 00871",
        "Home Office code 8/71",
        "(008/71)",
        "008/71 - Disclose private sexual photographs",
        "Disclose private photographs (HO 008/71)",
        "HOCR 8/71",
    ],
)
def test_a_code_in_any_spelling(label: str) -> None:
    assert find_offence(label) == OffenceMatch(("008/71",), "code")


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("066/38 - Breach of a Restraining Order issued on acquittal", ("066/38",)),
        ("Section 61 Sexual Offences Act 2003 (HO 088/05)", ("088/05",)),
        ("HO codes 008/71, HO 088/15", ("008/71", "088/15")),
        ("008/71 and 088/15", ("008/71", "088/15")),
    ],
)
def test_codes_within_labels(label: str, codes: tuple[str, ...]) -> None:
    assert find_offence(label) == OffenceMatch(codes, "code")


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("Revenge Porn", ("008/71",)),
        ("Disclosing private sexual photographs and films with intent to cause distress", ("008/71",)),
        ("DISCLOSING PRIVATE SEXUAL PHOTOGRAPHS AND FILMS WITH INTENT TO CAUSE DISTRESS*", ("008/71",)),
        (
            (
                "EXPIRED – NOT FOR USE AFTER 30/01/24 - Disclose private sexual photographs and films"
                " with intent to cause distress"
            ),
            ("008/71",),
        ),
        ("Threaten to share intimate photograph or film", ("088/15",)),
        ("Attempted murder", ("002/00",)),
        ("Attempted - Revenge porn", ("008/71",)),
        ("Intimate image abuse", ("008/71", "088/15", "175/08")),
        ("Aug-71", ("008/71",)),
    ],
)
def test_an_exact_wording(label: str, codes: tuple[str, ...]) -> None:
    found = find_offence(label)
    assert found.rule == "wording"
    assert set(found.codes) == set(codes)


@pytest.mark.parametrize(
    "label",
    [
        "Violence without injury",
        "VIOLENCE AGAINST THE PERSON",
        "Robbery of personal property",
        "Shoplifting",
        "Rape",
        "8R Malicious Communications",
        "Malicious Communications",
        "1 Murder",
        "Sexual Offence",
        "Burglary",
        "Arson",
        "Stalking and Harassment",
        "Theft from vehicle",
        "Attempted - Burglary",
        "Harassment",
        "Drug Offences",
    ],
)
def test_a_class_has_no_codes(label: str) -> None:
    assert find_offence(label) == OffenceMatch((), "class")
    assert looks_like_offence(label)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Charged",
        "Total",
        "Durham",
        "2019/20",
        "19/20",
        "14/15",
        "24/25",
        "01/04/2021",
        "12/25",
        "8.71",
        "871",
        "FOI 008/71",
        "Section 8/71",
        "123/45",
        "10501",
        "1306/25",
        "Type 16",
        "Various sub classes",
        "0",
    ],
)
def test_what_is_no_offence(label: str) -> None:
    assert find_offence(label) == OffenceMatch((), "")
    assert not looks_like_offence(label)


@given(
    st.sampled_from(CODES),
    st.sampled_from(["{0}/{1}", "HO {0}/{1}", "HO code {2}{1}", "{2}/{1}: some words"]),
)
def test_every_code_is_found(code: str, form: str) -> None:
    number, part = code.split("/")
    text = form.format(int(number), part, number)
    found = find_offence(text)
    assert found == OffenceMatch((code,), "code") or read_period(text) is not None


@given(st.sampled_from(rows("home_office_notifiable_offences")))
def test_every_listed_title_is_an_offence_with_its_code_or_a_class(row: dict[str, str]) -> None:
    found = find_offence(row["title"])
    assert found.rule in {"code", "wording", "class"}
    assert found.rule != "wording" or row["ho_code"] in found.codes


@given(st.text(max_size=40))
def test_codes_found_are_well_formed(text: str) -> None:
    assert all(len(code) == 6 and code[3] == "/" for code in find_offence(text).codes)


def test_an_offence_knows_its_class_and_its_dates() -> None:
    offence = OFFENCES["008/71"]
    assert offence.offence_class == "Violence against the person"
    assert (offence.valid_from, offence.valid_to) == ("2015-04-13", "2024-01-30")
    assert len(offence.titles) == 2
    assert "001/01" in OFFENCES
    assert "999/99" not in OFFENCES
