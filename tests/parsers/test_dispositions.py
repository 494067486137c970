"""What kind of answer a letter is: made-up letters of every kind, and what must not pass for a sign."""

import json
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import patch

import pytest

from fixtures.said_letters import Letter, letters
from parsers import letter_signs
from parsers.counting import basis_in, unit_in
from parsers.doubt import is_doubtful
from parsers.exemptions import exemptions_in
from parsers.figure import Reading
from parsers.formats.text import read_text
from parsers.leanings import Said
from parsers.letter import zones
from parsers.letter_words import Sign, spelled_out
from parsers.reply import read_reply
from parsers.statements import stated
from parsers.vocabulary.table import rows


def read(text: str, subject: str = "x", sender: str = "foi@norbridge.police.example") -> Reading:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = sender, subject
    mail.set_content(text)
    (reading,) = read_reply(mail.as_bytes(), "reply.eml")
    return reading


def ruled(text: str) -> str:
    """Return the kind that the rules tell, without the opinion of the words: one sentence is few of them."""

    def alone(kind: str, _said: Said, *, doubtful: bool) -> str:
        return "unknown" if doubtful else kind

    with patch("parsers.disposition.settled", alone):
        return read(text).disposition


def answers(reading: Reading) -> list[str]:
    return [sign.value for sign in reading.signs if sign.kind == "answer"]


APART = ("unseen", "afterwards", "whole", "later", "again", "last")
MADE = {name: list(letters(name)) for name in ("known", "developed", *APART)}
OWN = [letter for name in ("known", "developed") for letter in MADE[name]]


def told(letter: Letter) -> tuple[str, set[str], list[str]]:
    reading = read(letter.text, letter.subject, letter.sender)
    each = [" ".join(value.split(" s.")[0].split()) for value in answers(reading)]
    return reading.disposition, set(reading.exemptions), each if letter.answers else []


def true(letter: Letter) -> tuple[str, set[str], list[str]]:
    each = [f"{question}: {disposition}" for question, disposition in letter.answers]
    return letter.disposition, set(letter.exemptions), each


@pytest.mark.parametrize("letter", OWN, ids=lambda letter: letter.name)
def test_every_kind_of_letter(letter: Letter) -> None:
    assert told(letter) == true(letter)


def test_wordings_that_were_set_down_apart_are_told_or_unknown() -> None:
    apart = [letter for name in APART for letter in MADE[name]]
    wrong = [each.name for each in apart if told(each)[0] not in {each.disposition, "unknown"}]
    right = sum(told(each) == true(each) for each in apart)
    assert wrong == []
    assert right >= 0.95 * len(apart)


def test_every_disposition_has_its_letters() -> None:
    assert {letter.disposition for letter in MADE["known"]} == {
        "full",
        "part",
        "refused",
        "not held",
        "clarification",
        "acknowledgement",
        "fee notice",
        "internal review",
        "revised",
        "bounce",
        "out of office",
        "unknown",
    }


HEAD = "Dear Ms Okafor,\n\nYou asked:\n\nHow many burglaries were there?\n\nResponse\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "If any part is exempt we shall say so.",
        "Some records may be withheld.",
        "A fee might be charged, in which case you will get a fees notice.",
        "We were not able to meet you.",
    ],
)
def test_what_may_happen_is_no_refusal(sentence: str) -> None:
    assert ruled(f"{HEAD}There were 5 burglaries recorded in 2023. {sentence}") == "full"


def test_what_the_request_says_is_no_answer() -> None:
    text = "Dear Ms Okafor,\n\nYou asked:\n\nPlease say which exemption under section 31 you refuse it by."
    assert (read(text).disposition, read(text).exemptions) == ("unknown", ())


def test_what_is_told_of_complaints_is_no_answer() -> None:
    rights = (
        "Your right to complain\n\nIf we refused and section 40 applies you may ask for an internal review."
    )
    assert ruled(f"{HEAD}There were 5 burglaries recorded in 2023.\n\n{rights}") == "full"


def test_a_refusal_without_a_heading_ends_the_request() -> None:
    text = "Dear Ms Okafor,\n\nYou asked:\n\nHow many?\n\nThis is exempt under section 21."
    assert (read(text).disposition, read(text).exemptions) == ("refused", ("s.21",))


def test_a_covering_message_says_nothing_of_what_it_attaches() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "foi@norbridge.police.example", "x"
    mail.set_content("Dear Ms Okafor,\n\nPlease find our response attached.\n")
    mail.add_attachment(b"Outcome,2023\nCharged,5\n", maintype="text", subtype="csv", filename="a.csv")
    assert [reading.disposition for reading in read_reply(mail.as_bytes(), "x")] == ["unknown", "unknown"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Section 40(2) applies.", ["s.40(2)"]),
        (
            "It is exempt under sections 30(1)(a) and 31(1)(a) & (b).",
            ["s.30(1)(a)", "s.31(1)(a)", "s.31(1)(b)"],
        ),
        ("Section 40 is about people. It is exempt under s.40(2).", ["s.40(2)"]),
        ("We rely on Section 12 (1) of the Freedom of Information Act 2000.", ["s.12(1)"]),
        ("Section 31 - Law enforcement", ["s.31"]),
        (
            "We can neither confirm nor deny that it is held, by virtue of s.40(5B)(a)(i).",
            ["s.40(5B)(a)(i)", "NCND"],
        ),
        ("Section 17 asks us to give this refusal notice, and section 16 to help.", []),
        ("Offences under section 31 of the Sexual Offences Act 2003 are exempt from the count.", []),
        ("If section 40 applied we would say so.", []),
        ("Section 43 was considered but not engaged.", []),
    ],
)
def test_exemptions(sentence: str, found: list[str]) -> None:
    assert exemptions_in(sentence.split(". ")) == found


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("The figures relate to the number of offenders.", "offenders"),
        ("Please note that this data counts individual people.", "people"),
        ("The table shows occurrences as they were created.", "occurrences"),
        ("The numbers show crimes.", "crimes"),
        ("The figures are not for people.", None),
        ("Each crime may have several suspects.", None),
    ],
)
def test_what_is_counted(sentence: str, unit: str | None) -> None:
    assert unit_in([sentence]) == unit


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("Crimes are counted by the date on which they were recorded.", "recorded"),
        ("The data is based on when a crime outcome was recorded.", "outcome"),
        ("Searches used the date that the offence was committed.", "offence date"),
        ("Figures by outcome date.", "outcome"),
        ("This is the year to date, however recorded.", None),
        ("Correct as at the date of the search.", None),
    ],
)
def test_by_which_date_it_is_counted(sentence: str, basis: str | None) -> None:
    assert basis_in([sentence]) == basis


def test_units_and_bases_reach_the_figures_and_two_of_them_none() -> None:
    said = "There were 5 offences recorded in 2023. The figures count offenders."
    one = read(f"{HEAD}{said} They are by the date of the outcome.")
    assert {(figure.unit, figure.basis) for figure in one.figures} == {("offenders", "outcome")}
    two = read(f"{HEAD}{said} Other numbers show crimes.")
    assert {figure.unit for figure in two.figures} == {None}


REAL = Path(__file__).parents[3] / "shared" / "replies"
needs_real = pytest.mark.skipif(not REAL.exists(), reason="the real replies are not beside the repository")


@needs_real
@pytest.mark.parametrize(
    ("thread", "kinds"),
    [
        ("common_surnames_23", [("acknowledgement", ()), ("full", ())]),
        ("council_data_breaches_since_2020_2086", [("acknowledgement", ()), ("refused", ("s.12",))]),
        (
            "environmental_health_officers_243",
            [("acknowledgement", ()), ("clarification", ()), ("acknowledgement", ()), ("part", ())],
        ),
    ],
)
def test_the_messages_of_real_threads(thread: str, kinds: list[tuple[str, tuple[str, ...]]]) -> None:
    events = json.loads((REAL / "threads" / f"{thread}.json").read_text("utf-8"))["events"]
    texts = ["\n\n".join(event["content"]) for event in events if event["type"] == "incoming"]
    readings = [read_reply(text.encode(), "message.txt")[0] for text in texts]
    assert [(reading.disposition, reading.exemptions) for reading in readings] == kinds


@needs_real
@pytest.mark.parametrize(
    ("page", "disposition"),
    [("psni_15358.txt", "part"), ("southwales_825-25.txt", "refused"), ("gwent_2025-28532.txt", "unknown")],
)
def test_real_pages(page: str, disposition: str) -> None:
    assert read_reply((REAL / "police-pages" / page).read_bytes(), page)[0].disposition == disposition


def test_every_phrase_is_understood_and_every_sign_has_phrases() -> None:
    listed = {row["sign"] for row in rows("letter_phrases")}
    signs = [sign for sign in vars(letter_signs).values() if isinstance(sign, Sign)]
    signs += letter_signs.OWN_WORDS.values()
    assert {sign.name for sign in signs} == listed
    assert [sign.search("of the kind") for sign in signs] == [None] * len(signs)


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("We do not hold this.", {"not held"}),
        ("We don't hold it in a format that can be searched easily.", set()),
        ("Nothing has been withheld.", set()),
        (
            "It could not be provided within the 18 hours, and section 12(1) is engaged.",
            {"unable", "grounds"},
        ),
        ("Section 12 lets a public authority refuse what costs too much.", set()),
        ("The Theft Act, section 21 of the Theft Act 1968, covers blackmail.", set()),
        ("If section 40(2) applies we withhold it.", set()),
        ("412 crimes were recorded.", {"disclosed", "counted"}),
    ],
)
def test_what_a_sentence_states(sentence: str, states: set[str]) -> None:
    assert stated(sentence) - {"not recorded"} == states


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("We've not got it and it's been lost.", "We have not got it and it has been lost."),
        ("It won't be sent, and that’s final.", "It will not be sent, and that is final."),
        ("It has now been logged and is therefore refused.", "It has been logged and is refused."),
        ("The force's own words are now on paper.", "The force's own words are on paper."),
    ],
)
def test_what_is_said_short_is_spelled_out(short: str, long: str) -> None:
    assert spelled_out(short) == long


@pytest.mark.parametrize(
    "sentence",
    [
        "You refused it under section 12.",
        "Another force has refused it, if you recall.",
        "We would have to refuse it on grounds of cost.",
        "The exemption at section 31 was found not to apply.",
        "We can refuse a request if it is vexatious.",
        "Your answers will not be disclosed to anyone.",
        "Is it exempt under section 40?",
    ],
)
def test_what_others_do_and_what_would_be_states_nothing(sentence: str) -> None:
    assert not stated(sentence) & {"refused", "grounds"}


def test_what_a_clause_refuses_it_does_not_give_and_another_clause_may() -> None:
    assert "disclosed" not in stated(
        "To find out would need 38,200 crimes to be read, and there were 12 of us."
    )
    assert {"disclosed", "not held"} <= stated("There were 12 thefts; we do not hold the value.")


def test_a_number_after_the_restated_request_is_an_answer() -> None:
    text = "Dear Ms Okafor\n\nThank you for your request of 3 May.\n\nRobberies at the hospital: 41 in 2023."
    zoned = zones(read_text(text.encode()))
    assert zoned[-1].zone == "answer"


def test_what_a_requester_writes_is_no_reply() -> None:
    text = "Dear FOI team,\n\nYou refused my request under section 12. Please look at it again."
    assert read(text).disposition == "unknown"


def test_doubt_makes_a_letter_unknown() -> None:
    refused = f"{HEAD}The names are exempt under section 40(2)."
    assert ruled(refused) == "refused"
    assert read(f"{refused} A table of the totals is attached.").disposition == "part"
    assert read(f"{refused} The panel agreed with this.").disposition in {"internal review", "unknown"}


def test_a_kind_without_a_word_of_its_own_is_doubtful() -> None:
    assert is_doubtful("refused", ["We left it out."], ())
    assert not is_doubtful("refused", ["We left it out."], ("s.21",))
    assert not is_doubtful("refused", ["We refuse this."], ())
    assert is_doubtful("internal review", ["You asked a second time."], ())


def test_a_number_in_a_refusal_of_the_whole_is_one_of_its_reasons() -> None:
    text = (
        f"{HEAD}There were 12,430 incidents. Each must be read, and the cost would exceed the appropriate"
        " limit. We refuse this under section 12."
    )
    assert ruled(text) == "refused"
    assert (
        read(f"{HEAD}There were 430 incidents. The names are exempt under section 40.").disposition == "part"
    )


@pytest.mark.parametrize(
    ("sentence", "not_stated"),
    [
        ("We cannot say why nobody has been charged.", "disclosed"),
        ("We will not be able to answer by the date that the law sets.", "refused"),
        ("We have had 43 requests from you since January.", "counted"),
        ("In the case of the police the limit is 18 hours, that is 450.", "disclosed"),
        ("Of these, 21 had no case to answer.", "not held"),
        ("We are open Monday to Friday, 9 to 5.", "counted"),
    ],
)
def test_what_sounds_like_an_answer_states_none(sentence: str, not_stated: str) -> None:
    assert not_stated not in stated(sentence)


def test_a_title_of_an_exemption_says_nothing_of_all_authorities() -> None:
    title = "Section 30(1) - Investigations and proceedings conducted by public authorities"
    assert exemptions_in([title, "Section 22A applies."]) == ["s.22A", "s.30(1)"]


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("1. How many were there? We recorded 84 of them.", "answer"),
        ("Q1: 31 officers are trained.", "answer"),
        ("I have considered your request and can respond as follows.", "answer"),
        ("For us to find what your request means, could you clarify these points:", "answer"),
        ("1. The number of burglaries in 2022 and 2023.", "request"),
        ("If you need clarification of my request, please ask.", "request"),
    ],
)
def test_what_ends_the_restated_request(line: str, zone: str) -> None:
    text = f"Dear Ms Okafor\n\nYou asked:\n\nHow many burglaries?\n\n{line}"
    assert zones(read_text(text.encode()))[-1].zone == zone


@pytest.mark.parametrize(
    ("asked", "disposition"),
    [
        ("Could you put your question another way?", "clarification"),
        ("We would like to clarify what you require.", "clarification"),
        ("Could you please confirm if you are interested in public or private sites?", "clarification"),
        ("Would you be available for a call this week?", "unknown"),
        ("How many burglaries were there?", "unknown"),
    ],
)
def test_what_is_asked_of_the_requester(asked: str, disposition: str) -> None:
    assert read(f"Dear Ms Okafor,\n\n{asked}\n\nYours sincerely\n").disposition == disposition


def test_what_is_partly_told_is_told_of_parts_that_are_not() -> None:
    answered = f"{HEAD}The answer to your first question is 18. To your second question it is 4."
    assert read(answered).disposition == "full"
    assert read(f"{answered} To the last question no answer is held.").disposition in {"part", "unknown"}


def test_what_a_request_hangs_on_is_asked_for() -> None:
    text = (
        "Dear Ms Okafor,\n\nWhat period should it cover?\n\nIf there is no reply by June it will be closed."
    )
    assert read(text).disposition == "clarification"
