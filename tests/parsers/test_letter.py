"""Letters in their parts, and the signs by which a reply is placed."""

import pytest

from parsers.document import Cell, Document, Passage, Table
from parsers.letter import zones
from parsers.letter_facts import caveats_of, signs_of

TABLE = Table("page 1", ((Cell("Outcome", "a", 0, 0), Cell("2019", "b", 0, 1)),))


def letter(*blocks: str | Table) -> Document:
    made = [
        block if isinstance(block, Table) else Passage(block, f"line {number}")
        for number, block in enumerate(blocks, start=1)
    ]
    return Document("pdf", blocks=list(made))


def test_a_letter_runs_from_letterhead_to_signature() -> None:
    document = letter(
        "Exampleshire Constabulary",
        "Reference: 1234567",
        "Dear Ms Example,",
        "I refer to your request received on 3 May 2024. You asked:",
        "1. How many crimes in the years 2019 to 2021?",
        "a. for each year",
        "I can confirm that the information is held by Exampleshire Constabulary.",
        "Total crimes",
        TABLE,
        "Please note the figures come from a live system.",
        "If you are dissatisfied you have the right to an internal review within 40 working days.",
        "Write to the Information Unit, 12 High Street.",
        "Yours sincerely,",
        "A. Officer (7120)",
    )
    assert [item.zone for item in zones(document)] == [
        "opening", "opening", "opening", "request", "request", "request", "answer", "answer", "answer",
        "rights", "rights", "closing", "closing",
    ]  # fmt: skip


def test_a_table_after_the_signature_is_an_annex_and_an_answer() -> None:
    document = letter(
        "Dear Sir", "We do hold this.", "Yours faithfully", "The Unit", TABLE, "Note: 12 of these"
    )
    assert [item.zone for item in zones(document)][-1] == "answer"


def test_questions_and_answers_take_turns() -> None:
    document = letter(
        "Dear Sir", "We do hold this information and set it out below.", "You asked:", "How many in 2019?",
        "Response", "There were 12.", "Request 2:", "And in 2020?", "Answer:", "There were 14.",
    )  # fmt: skip
    told = {item.passage.text: item.zone for item in zones(document)}
    assert told["How many in 2019?"] == told["And in 2020?"] == "request"
    assert told["There were 12."] == told["There were 14."] == "answer"


def test_text_that_is_no_letter_is_all_answer() -> None:
    assert {item.zone for item in zones(letter("Outcomes, 2019", "Source: crime system"))} == {"answer"}


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Reference: 1406745", "1406745"),
        ("My Reference: FOI 1306/25", "1306/25"),
        ("Your reference: FOI-24576-25-0300-000", "FOI-24576-25-0300-000"),
        ("Our ref 01/FOI/25/006753/Z", "01/FOI/25/006753/Z"),
        ("FREEDOM OF INFORMATION REQUEST REFERENCE NO: 2022-125", "2022-125"),
        ("Request number F-2023-01450", "2023-01450"),
    ],
)
def test_references_are_found_as_printed_and_bare(text: str, reference: str) -> None:
    assert reference in {
        sign.value for sign in signs_of(letter(text), "reply.pdf") if sign.kind == "reference"
    }


def test_signs_of_force_domain_day_and_extraction() -> None:
    document = letter(
        "Durham Constabulary",
        "E-mail: foi@durham.police.uk",
        "Date: 15 October 2025",
        "Dear Ms Example",
        "We received your request on 3 May 2024.",
        "The figures were extracted from the system on 1 June 2024.",
    )
    found = {(sign.kind, sign.value) for sign in signs_of(document, "reply.pdf")}
    assert {
        ("force", "durham"),
        ("domain", "durham.police.uk"),
        ("date", "2025-10-15"),
        ("extracted_on", "2024-06-01"),
    } <= found
    assert ("date", "2024-05-03") not in found


def test_caveats_are_kept_word_for_word_from_the_answer_only() -> None:
    document = letter(
        "Dear Sir",
        "You asked:",
        "Please note that I want totals.",
        "We do hold this information and can disclose it.",
        "The figures may be subject to change. They were counted twice.",
    )
    assert [caveat.text for caveat in caveats_of(zones(document))] == [
        "The figures may be subject to change."
    ]


def test_a_numbered_answer_ends_what_was_taken_for_the_right_to_complain() -> None:
    document = letter(
        "Dear Sir",
        "You asked:",
        "How many?",
        "We can confirm that we hold it.",
        "You may ask the Information Commissioner about the guidance that we followed.",
        "Answer 1, 2 & 3",
        "In 2020 there were 5 offences.",
    )
    assert [item.zone for item in zones(document)][-3:] == ["rights", "answer", "answer"]
