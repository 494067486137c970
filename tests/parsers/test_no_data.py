"""Numbers that are no data are known as such, and no count of crimes ever is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.no_data import unexplained


@pytest.mark.parametrize(
    "text",
    [
        "Reference: 1406745",
        "FREEDOM OF INFORMATION REQUEST – FOI 1306/25",
        "Your reference: FOI-24576-25-0300-000",
        "Please quote the reference number 1406745 in any future communications.",
        "Please quote 9226/2021 whenever you contact us about this request.",
        "Telephone: 0330 123 1113",
        "Telephone: 101 Ext 60025",
        "[1] This outcome was introduced after the others were.",
        "Kelderby ZZ21 2XY Telephone 01632 960607",
        "DH1 5TT",
        "under section 50 of the Freedom of Information Act 2000",
        "Section 40(2) and section 30(1)(a) apply",
        "the Freedom of Information and Data Protection (Appropriate Limit and Fees) Regulations 2004",
        "submitted within 40 working days of the date of receipt",
        "would exceed the appropriate limit of 18 hours, equating to £450",
        "Even at a conservative estimate of 5 minutes per record",
        "we would need to individually interrogate 7069 occurrences.",
        "dated 15 September 2025",
        "in the years 2019/20 to 2023/24",
        "Question 1a.",
        "Questions 1c and 1d.",
        "some of what you seek in request number 1, 2 and 3 is exempt",
        "Answer 1, 2 & 3",
        "Table 2.",
        "Freedom of Information request 1017-2023",
        "FOI request 1262037",
        "The terms can be found [1]here",
        "the (Appropriate Limit and Fees) Regulations 2004 (SI 2004 No. 3244)",
        "Documents 2, 3, 4, and 6 to 19 are exempt in part.",
        "18.1 ACO(S) presented a paper prepared jointly by two branches.",
        "I reply to this request with 3 attachments",
        "4. The name of the hospital in each case",
        "outcome types 14, 15 and 16",
        "Outcome 22 was introduced in April 2019.",
        "Home Office code 008/71",
        "Figures of fewer than 5 have been suppressed to avoid identification.",
        "* denotes less than 5",
        "children aged 10 to 17",
        "1 This outcome was introduced after the others.",
        "Visit https://www.example.police.uk/foi/2021/12",
    ],
)
def test_known_not_to_be_data(text: str) -> None:
    assert unexplained(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("In 2021 there were 95 offences recorded.", "95"),
        ("The total number is 372", "372"),
        ("Number: 372", "372"),
        ("There were fewer than 5 such crimes.", "5"),
        ("Outcome 16: 139", "139"),
        ("Outcome 16, 139 crimes", "139"),
        ("Twelve (12) offences led to a charge", "12"),
        ("we identified 524 crimes, each of which would require a manual review", "524"),
        ("Over 50 offences were closed", "50"),
        ("Answer 95", "95"),
        ("12.5 Charged", "12.5"),
        ("In answer to your FOI request 95 crimes were recorded", "95"),
        ("[12] crimes", "12"),
        ("There were 3 documented crimes", "3"),
        ("Answer and 95", "95"),
        ("section 33 applied to 7 crimes", "7"),
        ("12 records were still being checked", "12"),
        ("37.4% of them", "37.4%"),
    ],
)
def test_a_count_is_never_taken_for_something_else(text: str, number: str) -> None:
    assert [token.text for token in unexplained(text)] == [number]


@given(
    st.integers(0, 99_999).filter(lambda number: not 1900 <= number <= 2100),
    st.sampled_from(
        [
            "There were {} offences in the period.",
            "{} crimes were recorded.",
            "Total: {}",
            "We recorded {} incidents",
        ]
    ),
)
def test_counts_in_sentences_are_named(number: int, sentence: str) -> None:
    assert [token.text for token in unexplained(sentence.format(number))] == [str(number)]


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    unexplained(text)
