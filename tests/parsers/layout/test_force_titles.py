"""Replies of several forces: a title holds for all below it until another force's."""

from __future__ import annotations

import pytest

from parsers.layout.force_titles import force_titled
from parsers.reply import read_reply


@pytest.mark.parametrize(
    ("line", "force"),
    [
        ("Kent Police", "Kent Police"),
        ("Kent Police:", "Kent Police"),
        ("Kent Police: Crimes by outcome", "Kent Police"),
        ("Dyfed-Powys Police - Table 2", "Dyfed-Powys Police"),
        ("Crimes recorded by Kent Police", None),
        ("We asked whether Kent Police: " + "might hold more of what was asked for " * 3, None),
    ],
)
def test_titles(line: str, force: str | None) -> None:
    assert force_titled(line) == force


REPLY = """Kent Police

In 2020 there were 5 offences.

The outcomes in 2020 were as follows:

Charged - 4
Cautioned - Adult - 1

Essex Police

In 2020 there were 7 offences.

The outcomes in 2020 were as follows:

Charged - 6
Cautioned - Adult - 1
"""


def test_sentences_and_lists_of_two_forces() -> None:
    (reading,) = read_reply(REPLY.encode(), "reply.txt")
    assert [(figure.count, figure.force_label, figure.held_reason) for figure in reading.figures] == [
        (4, "Kent Police", None),
        (1, "Kent Police", None),
        (6, "Essex Police", None),
        (1, "Essex Police", None),
        (5, "Kent Police", None),
        (7, "Essex Police", None),
    ]


TABLES = """Kent Police

All figures are for 2020.

Table 1
Outcome,Number
Charged,4

Table 2
Outcome,Number
Cautioned - Adult,1

Essex Police: Table 3
Outcome,Number
Charged,6
"""


def test_tables_of_two_forces_and_a_period_said_for_all_of_one() -> None:
    (reading,) = read_reply(TABLES.encode(), "reply.csv")
    found = [
        (figure.count, figure.force_label, figure.period and figure.period.label, figure.period_source)
        for figure in reading.figures
    ]
    assert found == [
        (4, "Kent Police", "2020", "title"),
        (1, "Kent Police", "2020", "section"),
        (6, "Essex Police", "2020", "document"),
    ]
