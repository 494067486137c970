"""Sentences: understood whole, or held with their place; what an answer would cost is never a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from parsers.reply import read_reply
from parsers.vocabulary.phrases import PHRASES, phrase_problems

if TYPE_CHECKING:
    from parsers.figure import Reading


def read(text: str) -> Reading:
    (reading,) = read_reply(text.encode(), "reply.txt")
    return reading


Said = tuple[str, str, int | None, int | None]


def said(text: str) -> list[Said]:
    return [
        (each.period.label if each.period else "", each.outcome_label or "", each.count_low, each.count_high)
        for each in read(text).figures
        if each.held_reason is None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In 2021 there were 95 offences, of which 8 led to a charge.",
            [("2021", "", 95, 95), ("2021", "Charge", 8, 8)],
        ),
        (
            "2021: 44 crimes were recorded. * were finalised as “Charged” and 13 as “Cautioned”.",
            [("2021", "", 44, 44), ("2021", "Charged", 0, None), ("2021", "Cautioned", 13, 13)],
        ),
        (
            "2021: 44 crimes were recorded. <10 were finalised as “Charged” and 13 as “Cautioned”.",
            [("2021", "", 44, 44), ("2021", "Charged", 0, 9), ("2021", "Cautioned", 13, 13)],
        ),
        (
            "Between April 2015 and December 2021, 372 offences were recorded.",
            [("April 2015 and December 2021", "", 372, 372)],
        ),
        ("There were 1,524 crimes recorded in 2019/20.", [("2019/20", "", 1524, 1524)]),
        ("No crimes were recorded in 2019.", [("2019", "", 0, 0)]),
        (
            "Offences rose from 70 in 2020 to 95 in 2021.",
            [("2020", "", 70, 70), ("2021", "", 95, 95)],
        ),
        (
            "2021: 26 crimes were recorded. 13 were finalised as “1: Charged” and 7 as “16. Not supported”.",
            [("2021", "", 26, 26), ("2021", "1: Charged", 13, 13), ("2021", "16. Not supported", 7, 7)],
        ),
        (
            "Jul-16: 20 crimes were recorded. 1-4 were closed as “1: Charged” and 5-9 as “16. No support”.",
            [("Jul-16", "", 20, 20), ("Jul-16", "1: Charged", 1, 4), ("Jul-16", "16. No support", 5, 9)],
        ),
        (
            "In 2021 there were 95 offences. Of these, fewer than five resulted in a caution.",
            [("2021", "", 95, 95), ("2021", "Caution", 0, 4)],
        ),
        (
            "In 2012/13 Q1 there were 12 offences, of which 1\u20134 led to a charge.",
            [("2012/13 Q1", "", 12, 12), ("2012/13 Q1", "Charge", 1, 4)],
        ),
        ("The total number of crimes recorded in 2018 was 12.", [("2018", "", 12, 12)]),
        ("14/15: 1 240 crimes were recorded.", [("14/15", "", 1240, 1240)]),
        (
            "In 2021 there were 95 offences, of which 8 had the outcome “C5” and 9 had the outcome “C4”.",
            [("2021", "", 95, 95), ("2021", "C5", 8, 8), ("2021", "C4", 9, 9)],
        ),
        (
            "2021: 26 crimes were recorded. 13 were closed as “Not finalised” and 7 as “Not yet assigned”.",
            [("2021", "", 26, 26), ("2021", "Not finalised", 13, 13), ("2021", "Not yet assigned", 7, 7)],
        ),
    ],
)
def test_sentences_that_are_understood(text: str, expected: list[Said]) -> None:
    reading = read(text)
    assert said(text) == expected
    assert reading.lost == []
    for figure in reading.figures:
        assert figure.table_no == 0
        assert text[figure.column :].startswith(figure.raw_text)
        assert figure.locator == f"line 1, character {figure.column + 1}"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("In 2021 there were 95 offences against nurses.", "95"),
        ("Of the 95 crimes in 2021 most were not solved.", "95"),
        ("In 2021 there were 95 offences, of which 8 may yet lead to a charge.", "95"),
        ("8 led to a charge.", "8"),
        ("In 2021 there were 95 victims.", "95"),
    ],
)
def test_what_is_counted_otherwise_waits_for_a_person(text: str, number: str) -> None:
    held = [figure for figure in read(text).figures if figure.held_reason == "sentence not understood"]
    assert number in {figure.raw_text for figure in held}
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We would need to individually interrogate 7069 occurrences.",
        "To answer, 774 records would have to be read one by one. At 10 minutes each this takes 129 hours.",
        "This equates to a total of 18 hours of work at a cost of £450.",
        "How many of the 95 offences recorded in 2021 led to a charge?",
    ],
)
def test_effort_and_questions_are_no_figures(text: str) -> None:
    assert read(text).figures == []


LETTER = "Dear Ms Okafor,\n\nYou asked:\n\nHow many crimes were recorded in {asked}?\n\nOur response:\n\n"
IDENTIFIED = "There were 524 crimes identified within the period specified."


def test_the_period_specified_is_the_request_s_if_it_names_one() -> None:
    assert said(LETTER.format(asked="2018 to 2021") + IDENTIFIED) == [("2018 to 2021", "", 524, 524)]
    (figure,) = read(LETTER.format(asked="2019 and 2020 through to end of August") + IDENTIFIED).figures
    assert figure.period is not None
    assert (str(figure.period.start), str(figure.period.end)) == ("2019-01-01", "2020-08-31")


@pytest.mark.parametrize("asked", ["2018 and in 2021/22", "2018 through to end of August"])
def test_a_period_that_is_not_sure_is_not_taken(asked: str) -> None:
    (figure,) = read(LETTER.format(asked=asked) + IDENTIFIED).figures
    assert (figure.count, figure.period) == (524, None)


def test_an_answer_that_is_a_number() -> None:
    assert said("How many crimes were recorded in 2019?\n\n12") == [("2019", "", 12, 12)]
    assert said("How many of these led to a charge in 2019?\n\n12") == []
    assert said("How many crimes were recorded in 2019? 12") == [("2019", "", 12, 12)]
    assert said("We counted them in 2019. 12") == []


def test_a_number_said_twice_counts_once_and_a_contradiction_not_at_all() -> None:
    again = "In 2021 there were 95 offences.\n\nThere were 95 offences recorded in 2021."
    assert said(again) == [("2021", "", 95, 95)]
    assert said(again.replace("95 offences r", "96 offences r")) == []


def test_phrases_are_known_whole_and_without_faults() -> None:
    assert len(PHRASES) > 10
    bad = {"phrase": "led to a charge", "wording": "Charge", "code_or_codes": "16", "reason": ""}
    assert len(list(phrase_problems([bad]))) == 2


def test_a_mark_in_a_sentence_hides_what_the_note_says() -> None:
    text = "2021: 26 crimes were recorded. 13 were finalised as “Charged” and * as “Summonsed”."
    assert said(f"{text}\n\n* denotes fewer than 5")[-1] == ("2021", "Summonsed", 0, 4)


def test_an_answer_right_below_a_question_is_of_the_questions_period() -> None:
    text = "How many crimes were recorded in {}?\n\nA total of {} crimes were recorded.\n\n"
    assert [each[:1] + each[2:] for each in said(text.format(2019, 12) + text.format(2020, 15))] == [
        ("2019", 12, 12),
        ("2020", 15, 15),
    ]
