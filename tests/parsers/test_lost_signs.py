"""Signs for counts that no table holds are named as lost, as numbers are."""

from __future__ import annotations

import pytest

from parsers.reply import read_reply

LETTER = """Dear Ms Okafor

I write about your request for outcomes of crimes. Our answer is as follows.

{line}

Yours sincerely
"""


def lost(line: str) -> list[str]:
    (reading,) = read_reply(LETTER.format(line=line).encode(), "letter.txt")
    return [number.raw_text for number in reading.lost]


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("Charge/Summons *", ["*"]),
        ("Community resolution ~ # nil", ["~", "#", "nil"]),
        ("Charge/Summons", []),
        ("We hold no such information *", []),
    ],
)
def test_signs_behind_an_outcome_in_running_text_are_lost(line: str, signs: list[str]) -> None:
    assert lost(line) == signs
