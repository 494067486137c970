"""To which kind the words of a letter lean, its rows of data, and what single sentences state."""

from __future__ import annotations

import pytest
from test_dispositions import answers, read

from fixtures.said_letters import letters, sentences
from parsers.exemptions import exemptions_in
from parsers.gifts import comes_with, only_cover, tells_a_count
from parsers.leanings import Said, learned, settled, shares, sums, traits, weighed
from parsers.letter_rows import is_row
from parsers.letter_signs import QUESTION, REFERS
from parsers.statements import stated
from parsers.vocabulary.table import rows

ASKS = [
    "Thank you for your request, which has been placed on hold.",
    "Please can you confirm which offences you would like us to include, and the time period?",
    "We will not be able to proceed until we receive your clarification.",
]
LITTLE = Said(["Xyzzy plugh."])


def said(*sentences: str, exemptions: tuple[str, ...] = ()) -> Said:
    return Said(sentences, sentences, exemptions=exemptions)


def test_words_lean_to_a_kind_and_shares_are_of_one_whole() -> None:
    told = shares(sums(said(*ASKS), learned()))
    assert max(told, key=lambda kind: told[kind]) == "clarification"
    assert sum(told.values()) == pytest.approx(1)


def test_few_known_words_leave_it_to_the_rules() -> None:
    assert sums(LITTLE, learned()) == {}
    assert settled("full", LITTLE, doubtful=False) == "full"
    assert settled("full", LITTLE, doubtful=True) == "unknown"


def test_words_are_known_without_their_endings_and_what_is_denied_is_marked() -> None:
    found = traits(said("We are not withholding it."))
    assert found["withhold"] == 1
    assert found["no withhold"] == 1
    assert found["are not"] == 1
    assert traits(said("We withheld it.")).keys().isdisjoint({"no withheld"})


def test_a_long_letter_s_words_count_no_more() -> None:
    vector = learned().vector(said(*ASKS))
    assert sum(value * value for value in vector.values()) == pytest.approx(1)


def test_a_kind_of_which_both_opinions_are_is_told() -> None:
    assert weighed("full", LITTLE, {"full": 1.0, "part": 0.9}) == "full"


def test_what_only_the_words_tell_wants_a_large_share() -> None:
    assert weighed("unknown", LITTLE, {"full": 3.0, "part": -1.0}) == "full"
    assert weighed("unknown", LITTLE, {"full": 0.3, "part": 0.0}) == "unknown"


def test_where_both_differ_the_letter_is_unknown_unless_one_is_nearly_sure() -> None:
    assert weighed("refused", LITTLE, {"full": 3.0, "refused": 0.0}) == "unknown"
    assert weighed("refused", LITTLE, {"full": 5.0, "refused": 0.0}) == "full"
    assert weighed("refused", LITTLE, {"full": 0.1, "refused": 0.0}) == "refused"
    assert weighed("refused", LITTLE, {"full": 1.0, "refused": 0.0}) == "unknown"


def test_a_refusal_beside_what_is_given_is_unknown() -> None:
    beside = said("The prices are exempt.", "The contract is enclosed.", exemptions=("s.43",))
    told = {"refused": 1.0, "part": 0.5}
    assert weighed("refused", beside, told) == "unknown"
    assert weighed("refused", said("The prices are exempt."), told) == "refused"


def test_what_only_sends_something_about_a_request_gives_nothing() -> None:
    sends = "Please see the attached document regarding your Freedom of Information request RFI 1022."
    assert settled("full", said(sends), doubtful=False) == "unknown"
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
