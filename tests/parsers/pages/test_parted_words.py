"""Words that are wider than their cell, which an office program parts over two lines."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.pages.lines import text_of
from parsers.pages.page import Run, Word
from parsers.reply import read_reply


def lines_of_cell(*lines: str) -> list[Word]:
    """Return a cell's words, five points a letter; a line that goes on with a new word ends in a space."""
    words = []
    for number, line in enumerate(lines):
        x = 50.0
        for part in line.split():
            last = line.rstrip().endswith(part)
            run = Run(number, begins=x == 50, ends=last, hangs=last and line.endswith(" "))
            words.append(Word(part, x, 10.0 * number, x + 5 * len(part), 10.0 * number + 9, run=run))
            x += 5 * len(part) + 2
    return words


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Malicious ", "communication", "s"), "Malicious communications"),
        (("Malicious ", "communication", "s*"), "Malicious communications*"),
        (("Formal ", "reprimand/warning/notic", "e given"), "Formal reprimand/warning/notice given"),
        (("Formal ", "reprimand/warning", "a second"), "Formal reprimand/warning a second"),
        (("Prevented ", "(OC5/9/10/11/1", "2/13/17)"), "Prevented (OC5/9/10/11/12/13/17)"),
        (("Victim ", "declines/withdr", "aws ", "support"), "Victim declines/withdraws support"),
        (("Victim ", "declines/unable", "to support"), "Victim declines/unable to support"),
        (("Malicious ", "communication", "or threats"), "Malicious communication or threats"),
        (("Malicious ", "communication ", "s"), "Malicious communication s"),
        (("Malicious communication ", "messages", "s"), "Malicious communication messages s"),
        (("Types ", "5/9/10/11/1 ", "2/13/17"), "Types 5/9/10/11/1 2/13/17"),
        (("31/12/20", "19 "), "31/12/2019"),
        (("31/12/19", "20 "), "31/12/1920"),
        (("31/12/18", "20 "), "31/12/18 20"),
    ],
    ids=[
        "plural",
        "marked",
        "alternatives",
        "next article",
        "numbers",
        "letters of a known word",
        "word of a known wording",
        "next word",
        "space left",
        "room left",
        "numbers apart",
        "day",
        "day of long ago",
        "day and number",
    ],
)
def test_a_word_is_whole_again_where_only_its_rest_can_follow(lines: tuple[str, ...], text: str) -> None:
    assert text_of(lines_of_cell(*lines)) == text


def test_a_word_printed_on_two_lines_of_its_cell_stands_where_it_was_read() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 740, "Malicious communications and others in 2019 by outcome")
    lines = [(700, "Offence", "Charged"), (660, "Theft", "12"), (640, "Arson", "7")]
    for y, label, value in lines:
        canvas.drawString(60, y, label)
        canvas.drawString(200, y, value)
    canvas.drawString(60, 620, "Malicious ")
    canvas.drawString(60, 609, "communication")
    canvas.drawString(60, 598, "s")
    canvas.drawString(200, 620, "5")
    canvas.save()
    (reading,) = read_reply(target.getvalue(), "reply.pdf")
    assert reading.figures[-1].offence_label == "Malicious communications"
    assert not any(check.reading and not check.passed for check in reading.checks)
