"""To which kind the words of a letter lean, its rows of data, and what single sentences state."""

from __future__ import annotations

import pytest
from test_dispositions import answers, read, ruled

from fixtures.said_letters import letters, sentences
from parsers.acts import ACTS, composed, kinds_by_acts
from parsers.commonplaces import is_commonplace
from parsers.exemptions import exemptions_in
from parsers.gifts import comes_with, only_cover, tells_a_count
from parsers.leanings import Said, is_heading, learned, sums, traits
from parsers.letter_rows import is_row
from parsers.letter_signs import QUESTION, REFERS
from parsers.opinions import settled, shares, weighed
from parsers.parts import is_partly
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


def test_words_lean_to_a_kind() -> None:
    told = sums(said(*ASKS), learned())
    assert max(told, key=lambda kind: told[kind]) == "clarification"


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


def even(**known: float) -> dict[str, float]:
    """Return an opinion of three kinds, none of them likelier than others but as told."""
    return {"full": 0.0, "part": 0.0, "refused": 0.0} | known


def test_the_shares_of_all_opinions_are_of_one_whole() -> None:
    told = shares("full", LITTLE, even(full=1.0), even())
    assert sum(told.values()) == pytest.approx(1)
    assert max(told, key=lambda kind: told[kind]) == "full"


def test_a_kind_is_told_where_all_are_sure_of_it_together() -> None:
    assert weighed(shares("full", LITTLE, even(full=2.0), even(full=2.0))) == "full"
    assert weighed(shares("full", LITTLE, even(full=1.0), even())) == "unknown"
    assert weighed(shares("unknown", LITTLE, even(full=4.0), even())) == "full"
    assert weighed(shares("refused", LITTLE, even(full=3.0), even(full=2.0))) == "unknown"


def test_questions_with_one_answer_make_no_part() -> None:
    alike = Said([], answers=("refused", "refused"))
    told = shares("refused", alike, even(part=1.0), even())
    assert told["part"] < shares("refused", LITTLE, even(part=1.0), even())["part"] / 5


def test_what_its_sentences_do_makes_a_letter_s_kind() -> None:
    nothing = dict.fromkeys(ACTS, 0.0)
    assert composed(nothing | {"given": 1.0})["full"] == 1
    assert composed(nothing | {"given": 1.0, "refused": 1.0})["part"] == 1
    assert composed(nothing | {"refused": 1.0, "clarification": 1.0})["refused"] == 1
    assert composed(nothing | {"internal review": 1.0, "given": 1.0})["internal review"] == 1
    assert composed(nothing)["unknown"] == 1
    assert sum(composed(dict.fromkeys(ACTS, 0.3)).values()) == pytest.approx(1)


def test_one_sentence_makes_the_kind_however_much_stands_around_it() -> None:
    about = ["The annual report tells of the work of the force in the county."] * 20
    told = kinds_by_acts(said(*about, "The information is exempt under section 40(2).", *about))
    assert max(told, key=lambda kind: told[kind]) == "refused"
    told = kinds_by_acts(said("The table is enclosed.", "The names are exempt under section 40(2)."))
    assert max(told, key=lambda kind: told[kind]) == "part"


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


@pytest.mark.parametrize(
    ("sentence", "common"),
    [
        (
            "The systems used for recording these figures are not generic, nor are local procedures.",
            True,
        ),
        ("We'd like to set additional cookies to remember your preferences and how you use our site.", True),
        ("The second duty, at s1(1)(b), is to disclose information which has been confirmed as held.", True),
        ("The information you have requested is exempt and will not be disclosed to you.", False),
        ("There may be a fee of £40, which we ask you to pay before we retrieve the information.", False),
        ("No information held.", False),
    ],
)
def test_what_stands_in_letters_of_every_kind(sentence: str, *, common: bool) -> None:
    assert is_commonplace(sentence) is common


def test_the_paragraphs_of_every_letter_make_no_kind() -> None:
    text = (
        "Dear Ms Okafor\n\nBelow is your request and our response.\n\nHow many officers?\n\n"
        "We will neither confirm nor deny that information is held. Section 30(3) applies.\n\n"
        "The information provided in this response is available for re-use under the Open Government Licence."
    )
    assert ruled(text) == "refused"


def test_an_answer_that_names_what_was_asked_for_is_no_request() -> None:
    text = "Dear Mr Pell\n\nPlease see the enclosed table for the number of officers. We left out ranks, by"
    zoned = read(f"{text} section 40(2). Everything else that you asked for is there.\n\nRegards")
    assert zoned.exemptions == ("s.40(2)",)


def test_a_condition_is_no_part_of_a_section() -> None:
    assert exemptions_in(["It is exempt by virtue of section 40(2)(3A)(a)."]) == ["s.40(2)"]
    assert exemptions_in(["Section 36(2)(b)(i) applies."]) == ["s.36(2)(b)(i)"]


def test_what_police_do_under_a_section_is_of_another_act() -> None:
    assert exemptions_in(["There were five section 14 notices and 12 section 35 dispersals."]) == []
    assert exemptions_in(["It is exempt under section 35(1)(a)."]) == ["s.35(1)(a)"]


def test_a_duty_under_the_act_is_no_part_of_a_request() -> None:
    sentence = "In respect of Section 1(1)(b), the information is exempt under section 21."
    assert not is_partly(sentence, of_all=True)
    assert is_partly("In respect of question 2, the information is exempt under section 21.", of_all=True)


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


def test_what_the_act_says_behind_an_exemption_makes_it_no_less_applied() -> None:
    said = "Your request falls within section 14(1), which does not oblige a public authority to comply."
    assert exemptions_in([said]) == ["s.14(1)"]
    assert exemptions_in(["Section 14(1) does not oblige a public authority to comply."]) == []


def test_the_title_of_an_exemption_is_no_other_act() -> None:
    said = "It is exempt under Section 30(1)(a) and Section 40(2) Personal Information of the Act."
    assert exemptions_in([said]) == ["s.30(1)(a)", "s.40(2)"]


def test_a_review_under_its_heading_is_read() -> None:
    text = (
        "Dear Ms Okafor\n\nResponse\n\nINTERNAL REVIEW\n\nI have examined the request and the response."
        " Section 40(2) was applied correctly. The complaint is not upheld and the decision stands."
    )
    assert read(text).disposition == "internal review"


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        *((each, True) for each in ("Our ref: FOI/25/0033/Z", "2 June 2025", "1.", "Q2", "ADC/2024/1003")),
        *((each, False) for each in ("2021/22 £1.4m", "2019 4", "12", "Yes.")),
    ],
)
def test_lines_of_a_letter_s_day_and_reference(line: str, *, heading: bool) -> None:
    assert is_heading(line) is heading
