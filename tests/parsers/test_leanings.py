"""To which kind the words of a letter lean, its rows of data, and what single sentences state."""

from __future__ import annotations

import pytest
from test_dispositions import answers, read

from fixtures.said_letters import letters, sentences
from parsers.exemptions import exemptions_in
from parsers.gifts import comes_with, only_cover, tells_a_count
from parsers.leanings import Said, leaning, settled
from parsers.letter_rows import is_row
from parsers.letter_signs import QUESTION, REFERS
from parsers.statements import stated
from parsers.vocabulary.table import rows

ASKS = [
    "Thank you for your request, which has been placed on hold.",
    "Please can you confirm which offences you would like us to include, and the time period?",
    "We will not be able to proceed until we receive your clarification.",
]


REFUSES = [
    "Your request has been considered and I am not obliged to supply the information requested.",
    "This letter is a refusal notice and the public interest favours withholding the information.",
]


def said(sentences: list[str], exemptions: tuple[str, ...] = ()) -> Said:
    return Said(sentences, sentences, exemptions=exemptions)


def test_shares_are_of_one_whole() -> None:
    told = leaning(said(ASKS))
    assert max(told, key=lambda kind: told[kind]) == "clarification"
    assert sum(told.values()) == pytest.approx(1)


def test_few_words_lean_nowhere() -> None:
    assert leaning(said(["Xyzzy plugh."])) == {}


def test_a_clear_leaning_is_followed_and_confirms_what_is_doubtful() -> None:
    assert settled("unknown", said(ASKS), doubtful=False) == "clarification"
    assert settled("clarification", said(ASKS), doubtful=True) == "clarification"


def test_a_leaning_that_is_nearly_certain_is_followed_against_the_rules() -> None:
    assert settled("full", said(ASKS), doubtful=False) == "clarification"
    assert settled("clarification", said(ASKS), doubtful=False) == "clarification"


def test_a_leaning_to_another_kind_makes_a_kind_doubtful() -> None:
    assert settled("clarification", said(REFUSES), doubtful=False) == "unknown"


def test_a_refusal_by_leaning_alone_names_its_exemption() -> None:
    assert settled("unknown", said(REFUSES, ("s.31",)), doubtful=False) == "refused"
    assert settled("unknown", said(REFUSES), doubtful=False) == "unknown"


def test_what_comes_with_a_letter_makes_its_refusal_a_part() -> None:
    beside = [*REFUSES, "The contract is enclosed."]
    assert settled("part", said(beside, ("s.43",)), doubtful=False) == "part"
    assert settled("full", said(beside, ("s.43",)), doubtful=False) == "unknown"


def test_what_only_sends_something_about_a_request_gives_nothing() -> None:
    sends = "Please see the attached document regarding your Freedom of Information request RFI 1022."
    assert settled("full", said([sends]), doubtful=False) == "unknown"
    assert not only_cover([sends, "There were 14 such offences, as the table shows."])
    assert not only_cover(["The attached spreadsheet shows the number of victims."])


@pytest.mark.parametrize(
    ("sentence", "paper", "count"),
    [
        ("Please find attached eleven emails that fall within the scope.", True, False),
        ("You will find it enclosed.", True, False),
        ("Our response is attached.", False, False),
        ("The right to complain is set out in the attached sheet, which you should read.", False, False),
        ("A Taser was discharged at an animal on six occasions.", False, True),
        ("The force owns nine drones.", False, True),
        ("Each of 2,204 files would need to be read.", False, False),
        ("4 March 2025", False, False),
        ("We have considered your request of 4 March.", False, False),
    ],
)
def test_what_is_given_in_words(sentence: str, *, paper: bool, count: bool) -> None:
    assert comes_with(sentence) is paper
    assert tells_a_count(sentence) is count


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("North | 611", True),
        ("2023: 2,118 burglaries.", True),
        ("Total spend 2022/23: £4,118,202", True),
        ("January 14,204", True),
        ("Our reference: 4821/25", False),
        ("Estimated time: 60 hours", False),
        ("Section 40(2) - Personal Information", False),
        ("Telephone: 01632 960055", False),
    ],
)
def test_rows_of_data_in_running_text(text: str, *, row: bool) -> None:
    assert is_row(text) == row


def test_rows_are_disclosed_beside_what_is_refused() -> None:
    text = "Dear Ms Okafor\n\nThe names are exempt under section 40(2).\n\nNorth | 611\n\nSouth | 14"
    assert read(text).disposition == "part"


KINDS = {"full": {"disclosed", "counted"}, "not held": {"not held", "not recorded"}}
REFUSALS = {"refused", "unable", "grounds"}


@pytest.mark.parametrize("kind", ["full", "refused", "not held"])
def test_single_sentences_state_nothing_else(kind: str) -> None:
    said = [sentence for each, sentence in sentences("sentences") if each == kind]
    others = {"full": REFUSALS | {"not held"}, "refused": {"disclosed"}, "not held": {"disclosed", "refused"}}
    assert [each for each in said if stated(each) & others[kind]] == []
    own = KINDS.get(kind, REFUSALS)
    assert sum(bool(stated(each) & own) for each in said) / len(said) > 0.8


def test_a_number_that_answers_is_no_question() -> None:
    assert QUESTION.match("Answer: 41") is None
    found = QUESTION.match("Response to question 2: 204")
    assert found is not None
    assert found["named"] == "2"


def test_an_answer_that_sends_to_another_is_of_its_kind() -> None:
    assert REFERS.match("See answer to 2.") is not None
    text = "Dear Mr Lasko\n\n1. Dogs?\n\n14 dogs.\n\n2. Cats?\n\nNot held.\n\n3. Birds?\n\nSee answer to 2."
    assert answers(read(text)) == ["1: full", "2: not held", "3: not held"]


def test_what_the_law_lets_us_do_and_we_do_is_done() -> None:
    sentence = "Section 14(1) lets an authority refuse vexatious requests and we have refused yours."
    assert exemptions_in([sentence]) == ["s.14(1)"]
    assert "refused" in stated(sentence)


def test_a_section_that_lists_bodies_is_no_exemption() -> None:
    assert exemptions_in(["It came from a body listed in section 23(3).", "Section 23(1) applies."]) == [
        "s.23(1)"
    ]


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("I am not obliged to comply with it by virtue of section 12(1) of the Act.", "grounds"),
        ("The force has had no such cases.", "disclosed"),
        ("It is not in the public interest to disclose this information.", "grounds"),
        ("In 2023 officers attended 1,501 burglaries within 60 minutes.", "counted"),
    ],
)
def test_what_is_not_done_has_its_reason(sentence: str, states: str) -> None:
    assert states in stated(sentence)


def test_no_phrase_ends_in_a_space() -> None:
    assert [row["phrase"] for row in rows("letter_phrases") if row["phrase"] != row["phrase"].strip()] == []


@pytest.mark.parametrize(
    "name",
    ["usual", "customary", "habitual", "everyday", "forces", "desks", "counties", "templates", "districts"],
)
def test_letters_in_the_usual_style_are_not_told_as_another_kind(name: str) -> None:
    made = list(letters(name))
    told = [read(letter.text, letter.subject, letter.sender).disposition for letter in made]
    wrong = [
        letter.name
        for letter, kind in zip(made, told, strict=True)
        if kind not in {letter.disposition, "unknown"}
    ]
    right = sum(letter.disposition == kind for letter, kind in zip(made, told, strict=True))
    assert len(wrong) <= 2
    assert right / len(made) > 0.9
