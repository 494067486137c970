"""How often the kind of a letter is told rightly: `python tests/benchmarks/letters.py NAME [--show]`.

NAME is one of the files of `fixtures/said/`. A letter is right if its disposition, its exemptions and the
answers to its numbered questions are. With `--show` every letter that is not right is printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from email.message import EmailMessage
from typing import TYPE_CHECKING

from fixtures.said_letters import NAMES, letters
from parsers.reply import read_reply

if TYPE_CHECKING:
    from fixtures.said_letters import Letter

_LETTERS = re.compile(r"(?:\([a-z]+\))+$")
"""The letters behind a subsection."""


def told(letter: Letter) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the disposition, the exemptions and the answers that are read of a letter."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = letter.sender, letter.subject
    mail.set_content(letter.text)
    reading = read_reply(mail.as_bytes(), "reply.eml")[0]
    answers = [sign.value.partition(" s.")[0] for sign in reading.signs if sign.kind == "answer"]
    each = [answer.removesuffix(" NCND").partition(": ") for answer in answers]
    return reading.disposition, reading.exemptions, tuple((number, kind) for number, _, kind in each)


def coarse(exemptions: set[str]) -> set[str]:
    """Return exemptions by section and subsection: "s.31(1)" of "s.31(1)(a)"."""
    return {_LETTERS.sub("", each) for each in exemptions if each != "NCND"}


def judged(letter: Letter) -> str:
    """Return what is right or wrong about what is told of a letter."""
    disposition, exemptions, answers = told(letter)
    if disposition != letter.disposition:
        return "unknown" if disposition == "unknown" else "wrong"
    applied, true = set(exemptions), set(letter.exemptions)
    if letter.coarse:
        applied, true = coarse(applied), coarse(true)
    if applied != true:
        return "exemptions missing" if applied < true else "exemptions wrong"
    return "right" if not letter.answers or answers == letter.answers else "answers wrong"


def main() -> None:
    """Print the shares, and with `--show` what is not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    verdicts: Counter[str] = Counter()
    for letter in letters(asked.name):
        verdict = judged(letter)
        verdicts[verdict] += 1
        if asked.show and verdict != "right":
            said = f"{letter.name}: {verdict}\n  true {letter.disposition, letter.exemptions, letter.answers}"
            sys.stdout.write(f"{said}\n  told {told(letter)}\n")
    whole = verdicts.total()
    shares = ", ".join(f"{kind} {count / whole:.1%}" for kind, count in verdicts.most_common())
    sys.stdout.write(f"{whole} letters: {shares}\n")


if __name__ == "__main__":
    main()
