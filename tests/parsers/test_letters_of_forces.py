"""What forces' letters and disclosure logs have that others do not: headings, law quoted, short answers."""

from __future__ import annotations

import pytest
from test_dispositions import answers, read, ruled

from parsers.exemptions import exemptions_in, exemptions_quoted
from parsers.formats.text import read_text
from parsers.letter import zones
from parsers.letter_rows import is_row
from parsers.sections import sentences_of
from parsers.statements import is_reviewed, stated

RESTATED = (
    "REQUEST\n\n1) How many sheds?\n\n2) Please advise me how I could refine my request.\n\nRESPONSE\n\n"
)


def test_a_heading_alone_parts_request_and_answer() -> None:
    document = read_text(f"FOI 1187/24\n\n{RESTATED}In 2021 there were 611.".encode())
    assert [each.zone for each in zones(document)] == ["answer", *["request"] * 3, "answer", "answer"]


def test_words_of_the_restated_request_do_not_make_it_a_requesters_letter() -> None:
    assert ruled(f"{RESTATED}In 2021 there were 611 burglaries of sheds recorded.") == "full"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Section 40(2)&(3) - Personal Information", ["s.40(2)", "s.40(3)"]),
        ("It is exempt under section 12(1) (cost).", ["s.12(1)"]),
        ("It would otherwise prejudice the conduct of affairs, section 36(2)(c).", ["s.36(2)(c)"]),
        ("I find that section 12(2), rather than section 12(1), applies.", ["s.12(2)"]),
        ("The arguments applied under Section 31 have been disregarded.", []),
    ],
)
def test_exemptions_as_forces_name_them(sentence: str, found: list[str]) -> None:
    assert exemptions_in([sentence]) == found


def test_a_refusal_that_only_quotes_the_act_rests_on_what_it_quotes() -> None:
    law = (
        "Section 12(1) of the Freedom of Information Act 2000 states that section 1(1) does not oblige a"
        " public authority to comply with a request if the cost would exceed the appropriate limit."
    )
    assert (exemptions_in([law]), exemptions_quoted([law])) == ([], ["s.12(1)"])


def test_an_answer_that_sends_to_the_one_above_is_of_its_kind() -> None:
    text = "1. How many in 2022?\n\nThis is not held.\n\n2. How many in 2023?\n\nAs above.\n"
    assert answers(read(f"Dear Ms Okafor,\n\n{text}")) == ["1: not held", "2: not held"]


def test_what_goes_back_to_a_question_is_said_of_that_question() -> None:
    text = (
        "1. How many cameras?\n\nThis is withheld under section 31.\n\n"
        "2. How many vans?\n\nThere were 14 vans.\n\n"
        "The information in 1 is withheld for the reason that it would help offenders."
    )
    assert answers(read(f"Dear Ms Okafor,\n\n{text}")) == ["1: refused s.31", "2: full"]


def test_questions_that_run_together_in_plain_text_are_parted() -> None:
    parted = list(sentences_of("9 Q3 What are they called? See the answer to Q2 Above."))
    assert parted == ["9", "Q3 What are they called?", "See the answer to Q2 Above."]


def test_do_not_hold_may_be_said_in_two_sentences() -> None:
    text = "Dear Ms Okafor,\n\nI am required to tell you whether the force holds this. We do not."
    assert read(text).disposition == "not held"


def test_what_is_said_of_copyright_gives_nothing() -> None:
    assert (
        stated("The information we have supplied to you contains intellectual property rights.")
        == frozenset()
    )


def test_where_an_answer_is_published_is_no_reason_to_refuse_it() -> None:
    assert stated("This response will be published on the force's website in due course.") == frozenset()
    assert "grounds" in stated("The information will be published in October.")


def test_what_a_search_found_is_what_would_have_to_be_read() -> None:
    text = (
        "Dear Ms Okafor,\n\nYou asked:\n\nHow many?\n\nResponse\n\nA keyword search for 'scooter' found 1,930"
        " records, but any of them may be about something else. Each would need to be read. I am exempting"
        " your request under Section 12(1)."
    )
    assert read(text).disposition == "refused"


def test_several_counts_in_one_row() -> None:
    assert is_row("2022 - dismissed 3, written warning 7, no action 12")
    assert not is_row("Review - to look again, to write again 12 weeks later")


def test_a_review_of_records_is_no_review_of_the_answer() -> None:
    assert not is_reviewed("Following a review of our records no officers have been suspended.")
    assert is_reviewed("This is the outcome of my review of the decision.")


def test_a_complaint_that_was_registered_is_no_right_to_complain() -> None:
    told = "Your email, in which you say you are not happy, was logged as a request for internal review."
    assert [each.zone for each in zones(read_text(f"Dear Ms Okafor,\n\n{told}".encode()))][-1] != "rights"


def test_what_speaks_of_your_request_is_not_the_requesters() -> None:
    text = "Dear Ms Okafor,\n\nYou asked:\n\nHow many sheds?\n\nA fee of £25 is payable for your request."
    assert zones(read_text(text.encode()))[-1].zone == "answer"
