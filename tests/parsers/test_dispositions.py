"""What kind of answer a letter is: made-up letters of every kind, and what must not pass for a sign."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from fixtures.dispositions import KINDS, Kind
from parsers.counting import basis_in, unit_in
from parsers.exemptions import exemptions_in
from parsers.figure import Reading
from parsers.reply import read_reply


def read(text: str, subject: str = "x", sender: str = "foi@norbridge.police.example") -> Reading:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = sender, subject
    mail.set_content(text)
    (reading,) = read_reply(mail.as_bytes(), "reply.eml")
    return reading


def answers(reading: Reading) -> list[str]:
    return [sign.value for sign in reading.signs if sign.kind == "answer"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_letter(kind: Kind) -> None:
    reading = read(kind.text, kind.subject, kind.sender)
    assert (reading.disposition, reading.exemptions) == (kind.disposition, kind.exemptions)
    if kind.answers:
        told = [" ".join(value.split(" s.")[0].split()) for value in answers(reading)]
        assert told == [f"{question}: {disposition}" for question, disposition in kind.answers]


def test_every_disposition_has_its_letters() -> None:
    assert {kind.disposition for kind in KINDS} == {
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
    assert read(f"{HEAD}There were 5 burglaries recorded in 2023. {sentence}").disposition == "full"


def test_what_the_request_says_is_no_answer() -> None:
    text = "Dear Ms Okafor,\n\nYou asked:\n\nPlease say which exemption under section 31 you refuse it by."
    assert (read(text).disposition, read(text).exemptions) == ("unknown", ())


def test_what_is_told_of_complaints_is_no_answer() -> None:
    rights = (
        "Your right to complain\n\nIf we refused and section 40 applies you may ask for an internal review."
    )
    assert read(f"{HEAD}There were 5 burglaries recorded in 2023.\n\n{rights}").disposition == "full"


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
        ("It is exempt under sections 30(1)(a) and 31(1)(a) & (b).", ["s.30(1)(a)", "s.31(1)(a)"]),
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
