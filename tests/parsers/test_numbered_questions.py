"""The numbered questions of a letter: where they are only asked, where each is answered, and by what."""

import pytest
from test_dispositions import answers, read

from parsers.formats.text import read_text
from parsers.leanings import Said
from parsers.letter import zones
from parsers.letter_signs import QUESTION, SENTENCE
from parsers.opinions import composed_of, shares
from parsers.questions import head_of, parted, places_of, wants


def letter(*paragraphs: str) -> str:
    return "\n\n".join(("Dear Ms Example", *paragraphs)) + "\n"


def test_answers_between_the_questions_are_no_part_of_the_request() -> None:
    text = letter(
        "Your request 20240803",
        "1. How many rides were taken in 2023?",
        "402,118, as the operator told us.",
        "2. How many riders were under 18?",
        "The Council does not hold this information.",
    )
    assert answers(read(text)) == ["1: full", "2: not held"]
    told = {each.passage.text: each.zone for each in zones(read_text(text.encode()))}
    assert told["402,118, as the operator told us."] == "answer"


def test_what_a_listed_question_says_is_not_said_of_it() -> None:
    text = letter(
        "Q1 Number of certificates on issue",
        "Q2 Number of applications refused in 2023/24",
        "Our data is as follows:",
        "Q1 4,112",
        "Q2 19",
    )
    assert answers(read(text)) == ["1: full", "2: full"]


def test_one_answer_below_a_list_is_that_to_each_question() -> None:
    text = letter(
        "FOI 24-0650",
        "1. How many ambulances does the Trust own?",
        "2. How many miles did they do?",
        "The Trust can confirm that it does not hold the information requested. We would advise you"
        " to redirect your request to the ambulance service, which is a separate trust.",
    )
    assert answers(read(text)) == ["1: not held", "2: not held"]


def test_what_stands_at_several_numbers_is_said_of_each() -> None:
    text = letter(
        "You asked:",
        "1. How many officers have a second job?",
        "2. What are these jobs?",
        "3. How many officers are there?",
        "Q1 and Q2 - Section 12(1). Some 3,100 files would need to be opened.",
        "Q3 - 2,114",
    )
    assert answers(read(text)) == ["1: refused s.12(1)", "2: refused s.12(1)", "3: full"]


def test_questions_may_be_numbered_by_letters_where_the_answers_are_too() -> None:
    text = letter(
        "Your questions were:",
        "a) Number of volunteers",
        "b) Number of special constables",
        "I confirm that the force does hold the information. The answers are:",
        "a) 204",
        "b) 131",
    )
    assert answers(read(text)) == ["a: full", "b: full"]


def test_what_stands_below_the_last_answer_is_not_its_own() -> None:
    text = letter(
        "Q1 What is the number of dogs?",
        "R1. 51",
        "Q2 What is the number of horses?",
        "R2. 12",
        "We are not able to say how these compare with other forces, which count differently.",
    )
    assert answers(read(text)) == ["1: full", "2: full"]


def test_the_law_quoted_at_a_questions_number_is_why_it_is_not_answered() -> None:
    text = letter(
        "1. How many complaints have been made?",
        "39.",
        "2. Copies of all emails.",
        "Section 12(1) of the Act makes provision for public authorities to refuse requests where"
        " the cost would exceed the appropriate limit. A test search of one mailbox returned 14,000"
        " items.",
    )
    assert answers(read(text)) == ["1: full", "2: refused s.12(1)"]


def test_an_answer_may_send_to_another_by_its_number_alone() -> None:
    text = letter(
        "1. Please send me the footage.",
        "This is exempt under section 30(1).",
        "2. Please give me a copy of the log.",
        "As 1.",
    )
    assert answers(read(text)) == ["1: refused s.30(1)", "2: refused s.30(1)"]


def test_a_heading_over_the_act_begins_what_is_of_every_letter() -> None:
    text = letter(
        "The information is exempt under section 40(2).",
        "Annex A - Legislation",
        "(2) Any information is also exempt if disclosure would contravene some of those principles.",
    )
    assert [each.zone for each in zones(read_text(text.encode()))][-1] == "rights"


@pytest.mark.parametrize(
    "text",
    [
        "You have the right to ask Norbridge Police to review our response.",
        "If it has not been dealt with satisfactorily please complete the complaint form.",
    ],
)
def test_how_to_complain_is_told_in_many_ways(text: str) -> None:
    zoned = zones(read_text(letter("We do not hold this information.", text).encode()))
    assert zoned[-1].zone == "rights"


@pytest.mark.parametrize("text", ["FOI Request: 23/0470", "Request 22/06/2023"])
def test_a_reference_is_no_number_of_a_question(text: str) -> None:
    assert QUESTION.match(text) is None
    assert head_of(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("In relation to question 3, the force holds none.", ("3",)),
        ("Questions 3 to 5 are exempt.", ("3", "4", "5")),
        ("Q1 and Q2 - Section 12", ("1", "2")),
        ("3 and 4. To answer these", ("3", "4")),
        ("Q1 - 14 officers", ("1",)),
        ("1a. Is there a limit?", ("1a",)),
    ],
)
def test_the_numbers_at_which_a_passage_stands(text: str, numbers: tuple[str, ...]) -> None:
    head = head_of(text)
    assert head is not None
    assert head.numbers == numbers


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        ("How many? 117", "How many?", "117"),
        (
            "Number of keepers - The Council does not hold this.",
            "Number of keepers",
            "The Council does not hold",
        ),
        ("Copy of the policy of 2003. Not held", "Copy of the policy of 2003.", "Not held"),
        ("Which products are in use: withheld", "Which products are in use", "withheld"),
        ("Please provide the list. - See attached.", "Please provide the list.", "See attached."),
        ("There were 38 crimes.", "", "There were 38 crimes."),
        ("Number of calls by month", "Number of calls by month", ""),
    ],
)
def test_a_questions_line_is_parted_at_its_answer(text: str, asked: str, answer: str) -> None:
    found = parted(text)
    assert found[0] == asked
    assert found[1].startswith(answer)
    assert bool(found[1]) == bool(answer)


def test_questions_of_which_one_has_its_answer_are_no_list() -> None:
    lines = ["1. How many searches took place? There were 61.", "2. How many of these were of visitors?"]
    assert not places_of([*lines, "This information is not held by the force."]).asked


def test_values_at_numbers_are_no_list_of_questions() -> None:
    assert not places_of(["1. 143", "2. 12", "3. None", "We hope that this is of use."]).asked


@pytest.mark.parametrize(
    ("each", "kind"),
    [
        (("full", "full"), "full"),
        (("full", "refused"), "part"),
        (("part", "full"), "part"),
        (("refused", "refused"), "refused"),
        (("refused", "not held"), None),
        (("full", "unknown"), None),
        (("full",), None),
    ],
)
def test_answers_that_are_all_clear_make_a_kind(each: tuple[str, ...], kind: str | None) -> None:
    assert composed_of(each) == kind
    if kind:
        words = dict.fromkeys(("full", "part", "refused", "not held"), 0.0)
        told = shares("unknown", Said([], answers=each), words, words)
        assert max(told, key=lambda name: told[name]) == kind


def test_what_the_authority_asks_back_is_no_list_of_what_was_asked() -> None:
    text = letter(
        "We would be grateful if you could clarify your request on the points below:",
        "1. Are you asking for victims or for offences?",
        "2. Please confirm the dates between which you would like us to search.",
        "The 20 working days will begin once your clarification is received.",
    )
    assert not places_of(text.split("\n\n")).asked


def test_what_would_cost_too_much_to_find_is_refused_and_not_missing() -> None:
    text = letter(
        "1. Number of arrests of persons wearing a face covering",
        "2. Number of these who were under 18",
        "In relation to questions 1 and 2, there isn't a field for clothing on a custody record. To answer it"
        " we would have to go through each by hand, so section 12(1) applies. You are given notice of"
        " refusal.",
    )
    assert answers(read(text)) == ["1: refused s.12(1)", "2: refused s.12(1)"]


def test_a_section_named_at_a_questions_number_is_its_answer() -> None:
    text = letter("Q1 - 14 officers.", "Q2 - 9 of them.", "Q3 - Names not supplied. s40(2).")
    assert answers(read(text))[2].endswith("s.40(2)")


def test_a_number_far_behind_the_last_question_is_a_value() -> None:
    text = letter(
        "1. Number of cats reported as stolen", "We do not hold that.", "2. Number of horses",
        "27. (We have a rural crime spreadsheet.)", "3. Number of sheep", "1,803",
    )  # fmt: skip
    assert answers(read(text)) == ["1: not held", "2: full", "3: full"]


def test_a_sentence_that_begins_like_a_question_may_tell_its_answer() -> None:
    text = letter("1. The average number of days lost was 6.8.", "2. There were 214 members of staff.")
    assert answers(read(text)) == ["1: full", "2: full"]


@pytest.mark.parametrize("less", [Said([], exemptions=("s.40(2)",)), Said([], answers=("full", "unknown"))])
def test_an_exemption_or_an_unclear_answer_speaks_against_all_being_given(less: Said) -> None:
    even = dict.fromkeys(("full", "part", "refused"), 0.0)
    assert shares("unknown", less, even, even)["full"] < shares("unknown", Said([]), even, even)["full"]


def test_a_letter_that_answers_anew_is_not_composed_by_its_answers() -> None:
    even = dict.fromkeys(("full", "part", "revised"), 0.0)
    given = Said([], answers=("full", "refused"))
    assert shares("revised", given, even, even) == shares("revised", Said([]), even, even)


def test_a_plain_statement_at_a_questions_number_answers_it() -> None:
    text = letter(
        "1. The contract began on 1 July 2020.",
        "2. The most common reason was illness.",
        "3. Please provide the contract list. - See attached.",
    )
    assert answers(read(text)) == ["1: full", "2: full", "3: full"]


def test_numbers_in_brackets_are_those_of_questions_and_not_of_an_act() -> None:
    text = letter("(1) Number signed with students: nil.", "(2) Number signed with staff: 24.")
    assert answers(read(text)) == ["1: full", "2: full"]
    assert head_of("(2) A public authority is to be taken to have complied with this section.") is None


def test_what_is_said_of_a_question_by_its_number_is_its_answer() -> None:
    text = letter(
        "You asked:",
        "1. How many incidents were there?",
        "2. How many officers are there?",
        "3. Which kiosks are in use?",
        "Section 12(1) applies to question 1. I have decided to disclose the information at Q2. In respect of"
        " Q3, the force can neither confirm nor deny whether any information is held, by virtue of:",
        "Section 24(2) - National Security",
        "2. 2,206",
    )
    assert [each.partition(" s.")[0].partition(" NCND")[0] for each in answers(read(text))] == [
        "1: refused", "2: full", "3: refused"
    ]  # fmt: skip


def test_an_exemption_applied_where_a_question_is_answered_makes_a_part() -> None:
    text = letter(
        "1. How many were dismissed?", "38", "2. Please break this down by group.", "Nursing: 12",
        "Others: fewer than 5*",
        "*Where it is fewer than 5 the Trust has applied Section 40(2).", "3. How many came back?", "None",
    )  # fmt: skip
    assert answers(read(text)) == ["1: full", "2: part s.40(2)", "3: full"]


def test_a_heading_over_an_answer_belongs_to_the_question_before_it() -> None:
    text = letter(
        "You requested the following information:", "Request 1", "How many alerts were there?", "Answer",
        "128", "Request 2", "How many of these were hoaxes?", "Answer", "43",
    )  # fmt: skip
    assert answers(read(text)) == ["1: full", "2: full"]


def test_a_letter_that_is_a_notice_is_so_of_all_that_was_asked() -> None:
    text = letter(
        "Question 1 - a list of all businesses",
        "This is already reasonably accessible to you, so section 21(1) applies. This letter acts as a"
        " partial refusal notice.",
        "Question 2 - the number of accounts",
        "There are 58 such accounts.",
    )
    assert answers(read(text)) == ["1: refused s.21(1)", "2: full"]


def test_abbreviations_end_no_sentence() -> None:
    said = "No charges, i.e. 0. Mr T. Wibberley was asked."
    assert SENTENCE.split(said) == ["No charges, i.e. 0.", "Mr T. Wibberley was asked."]


def test_a_question_left_without_an_answer_beside_others_leaves_the_letter_in_doubt() -> None:
    text = letter("1 - fines issued last year: 8", "2 - fines paid: 5", "3 - breeds: we never noted any.")
    assert read(text).disposition != "full"


def test_what_speaks_of_it_is_no_name_of_a_question() -> None:
    assert not wants("it began on 1 July 2020 and expires on 30 June 2025")
    assert wants("the start and the end of the contract")


def test_that_the_rules_tell_a_part_counts_less() -> None:
    even = dict.fromkeys(("full", "part", "refused"), 0.0)
    part, full = (shares(kind, Said([]), even, even)[kind] for kind in ("part", "full"))
    assert part < full
