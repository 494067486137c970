"""What tells part from refusal, request from answer and requester from authority in letters that are sent."""

from __future__ import annotations

import pytest
from test_dispositions import answers, read

from parsers.doubt import asks
from parsers.exemptions import exemptions_in
from parsers.formats.text import read_text
from parsers.gifts import comes_with
from parsers.letter import zones
from parsers.letter_rows import is_row
from parsers.letter_signs import QUESTION
from parsers.sections import sentences_of
from parsers.statements import is_from_requester, is_revised, stated

HEAD = "Dear Ms Okafor,\n\n"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "The ranks are exempt by virtue of Section 40(2) and Section 40(3A), as they may be identified.",
            ["s.40(2)", "s.40(3A)"],
        ),
        ("In this case we believe that the exemption at Section 31 may apply.", []),
        ("Section 22 of the FOI Act exempts them until then.", ["s.22"]),
        ("It is exempt under Section 21: the Home Office has it in table SS.12.", ["s.21"]),
    ],
)
def test_a_reason_makes_no_exemption_doubtful(sentence: str, found: list[str]) -> None:
    assert exemptions_in([sentence]) == found


@pytest.mark.parametrize(
    ("sentence", "not_stated"),
    [
        ("Some requests may have to be refused because an exemption applies.", "grounds"),
        ("In response, 36 taxi licences were refused in 2022.", "refused"),
        ("You have sent 67 emails to eight officers since May.", "counted"),
        ("I have given careful thought to your three messages.", "disclosed"),
        ("I am able to provide an update.", "disclosed"),
        ("A list of all vehicles currently owned by the force, by make.", "not held"),
        ("No evictions under this ground have been carried out.", "not held"),
        ("The scores of unsuccessful bidders are given.", "refused"),
    ],
)
def test_what_a_sentence_does_not_state(sentence: str, not_stated: str) -> None:
    assert not_stated not in stated(sentence)


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("The local authority does not collect this.", "not recorded"),
        ("We are the commissioner and do not have records of operations.", "not held"),
        ("I can give you the total paid to the firm, £41,870.", "disclosed"),
        ("The Trust paid Hollowell Catering £2,204,117 in 2021/22.", "disclosed"),
    ],
)
def test_what_a_sentence_states(sentence: str, states: str) -> None:
    assert states in stated(sentence)


def test_what_stands_between_two_headings_is_the_request() -> None:
    text = (
        "You requested:\n\nA list of all vehicles run by the trust. I accept that plates may be exempt under"
        " Section 31.\n\nWe respond:\n\nBMW 41\n\nFord 188\n"
    )
    zoned = [each.zone for each in zones(read_text(text.encode()))]
    assert zoned[0] == zoned[1] == "request"
    assert zoned[3:] == ["answer", "answer"]
    assert read(text).disposition != "part"


def test_in_answer_to_your_questions_begins_the_answer() -> None:
    text = f"{HEAD}In answer to your questions:\n\nThe force employed 412 cleaners.\n"
    assert [each.zone for each in zones(read_text(text.encode()))][-1] == "answer"


def test_a_letter_about_a_review_alone_is_not_about_rights() -> None:
    text = f"{HEAD}I see that you would like us to carry out an internal review. You should hear by 9 June.\n"
    assert [each.zone for each in zones(read_text(text.encode()))][-1] == "answer"


@pytest.mark.parametrize("text", ["Applicant Question 1:", "A1) Yes"])
def test_numbers_of_questions_as_forces_write_them(text: str) -> None:
    assert QUESTION.match(text) is not None


def test_a_question_at_a_line_s_end_begins_the_next_answer() -> None:
    assert list(sentences_of("It is not recorded by us Question 4"))[-1] == "Question 4"


def test_what_is_said_of_several_questions_is_said_of_each() -> None:
    text = (
        "1. Number of arrests\n\n2. Number of these who were under 18\n\nIn relation to questions 1 and 2,"
        " this information is not held by the force.\n"
    )
    assert answers(read(HEAD + text)) == ["1: not held", "2: not held"]


def test_what_is_withheld_by_its_name_beside_what_is_told_is_a_part() -> None:
    text = (
        "The Trust operates nine drones.\n\nThe price of each is being withheld under section 43(2) of the"
        " Act. The public interest favours this."
    )
    assert read(HEAD + text).disposition in {"part", "unknown"}
    whole = "The information requested is exempt under section 43(2). The Trust operates nine drones."
    assert read(HEAD + whole).disposition != "part"


def test_who_denies_any_other_information_has_given_some() -> None:
    text = (
        "The force can confirm that it holds a contract, at £88,000 a year.\n\nThe force can neither confirm"
        " nor deny that it holds any other information relevant to this request by virtue of Section 23(5)."
    )
    assert read(HEAD + text).disposition in {"part", "unknown"}


def test_a_paper_from_which_something_is_removed_comes_with_the_letter() -> None:
    assert comes_with("I attach the tender evaluation, from which the bidders' scores have been removed.")


def test_what_was_spent_in_a_year_is_a_row() -> None:
    assert is_row("Total expenses claimed by chief officers in 2021/22 £11,806.40")


@pytest.mark.parametrize(
    "sentences",
    [
        ["I'm writing to request an internal review of your handling of my FOI request.", "I do not agree."],
        ["I asked you on 3 May for figures.", "Your reply that section 12 applies is wrong."],
        ["I made a freedom of information request in May.", "It was not answered."],
    ],
)
def test_what_only_a_requester_says(sentences: list[str]) -> None:
    assert is_from_requester(sentences)


def test_who_asks_for_numbers_does_not_ask_what_is_meant() -> None:
    assert not asks("Please can you provide the number of burglary offences recorded since 2020.")
    assert asks('When you say "rough sleepers" is that people found in the annual count, or all?')


def test_a_wrong_amount_is_put_right() -> None:
    assert is_revised("I have been informed by Finance that the amount given was incorrect.")
    assert not is_revised("The current plan is to replace all non-response cars by 2030.")


def test_a_turn_of_phrase_alone_makes_no_part() -> None:
    text = "With regard to pest control, the council carried out 1,806 treatments for rats in 2021/22."
    assert read(HEAD + text).disposition != "part"


def test_who_is_sorry_for_a_delay_may_answer() -> None:
    text = (
        "FOI 26610\n\nPlease find below a response from the Education department.\n\nThe total number of"
        " children missing from education on 1 October 2023 was 207, of whom 120 were boys and 87 girls.\n\n"
        "Please accept our apologies for the delay in responding."
    )
    assert read(HEAD + text).disposition != "acknowledgement"
