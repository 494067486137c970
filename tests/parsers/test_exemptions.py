"""Exemptions of Scotland's Act, exceptions of the Environmental Information Regulations, conditions."""

import pytest

from parsers.exemptions import exemptions_in
from parsers.statements import stated


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Regulation 12(4)(d) is engaged.", ["reg.12(4)(d)"]),
        ("They are excepted from disclosure under reg. 13(1).", ["reg.13(1)"]),
        ("We rely on regulations 12(4)(b) and 12(5)(e) of the EIR.", ["reg.12(4)(b)", "reg.12(5)(e)"]),
        ("It is publicly available and easily accessible: Regulation 6(1)(b) applies.", ["reg.6(1)(b)"]),
        ("Regulation 12(2) presumes that information is disclosed.", []),
        ("We have considered the form and format under regulation 6(1)(a).", []),
        ("Regulation 13 of the Working Time Regulations applies to drivers.", []),
        ("If regulation 12(4)(b) applied we would say so.", []),
    ],
)
def test_exceptions_of_the_environmental_information_regulations(sentence: str, found: list[str]) -> None:
    assert exemptions_in([sentence]) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It is exempt in terms of section 33(1)(b) of FOISA.", ["s.33(1)(b)"]),
        (
            "It is otherwise accessible (section 25(1) of the Freedom of Information (Scotland) Act 2002).",
            ["s.25(1)"],
        ),
        ("Section 26(1)(b) (defence) applies.", ["s.26(1)(b)"]),
        ("There were 40 section 39 assaults.", []),
    ],
)
def test_exemptions_of_scotland_and_of_the_rest_of_part_two(sentence: str, found: list[str]) -> None:
    assert exemptions_in([sentence]) == found


def test_the_condition_of_an_exemption_is_none_by_itself() -> None:
    said = "Section 40(2) applies, as the first condition of section 40(3A)(a) is met."
    assert exemptions_in([said]) == ["s.40(2)"]


def test_what_need_not_have_been_cited_is_not_applied() -> None:
    said = "Section 40(5B) stays; section 30(3) need not have been cited."
    assert exemptions_in([said]) == ["s.40(5B)"]


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("The exception in regulation 12(4)(a) applies.", {"not held"}),
        ("This is a notice under section 17(1) of FOISA.", {"not held"}),
        ("Regulation 12(5)(e) is engaged.", {"grounds"}),
        ("The prices are personal to it and exempt in terms of section 33(1)(b).", {"grounds"}),
        ("This is otherwise accessible to you (section 25(1) of FOISA).", {"grounds"}),
    ],
)
def test_what_is_refused_or_missing_by_these(sentence: str, states: set[str]) -> None:
    assert stated(sentence) == states
