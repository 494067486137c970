"""The name of a table's first section, right below its heads and as tight as the lines of these."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import read_pdf

PITCH = 10.0
LABELS = (("Charged",), ("Evidential reasons, ", "victim supports"), ("Passed on to ", "another body"))


Lines = tuple[tuple[str, ...], ...]


def rows_of(
    heads: Lines, names: tuple[str, str], labels: Lines = LABELS, font: str = "Helvetica"
) -> list[list[str]]:
    """Return what is read of a table with two sections, which a program draws cell by cell.

    The heads and the names of the sections are set in `font`.
    """
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 760, "Each of these was counted in the year in which it was recorded.")
    canvas.setFont(font, 9)
    most = max(map(len, heads))
    for x, lines in zip((60, 200, 290), heads, strict=True):
        for at, line in enumerate(lines):
            canvas.drawString(x, 700 - PITCH * (at + (most - len(lines)) / 2), line)
    y = 700 - PITCH * most
    for name in names:
        canvas.setFont(font, 9)
        canvas.drawString(60, y, name)
        canvas.setFont("Helvetica", 9)
        y -= PITCH
        for number, label in enumerate(labels):
            for at, line in enumerate(label):
                canvas.drawString(60, y - PITCH * at, line)
            for x in (200, 290):
                canvas.drawString(x, y - PITCH / 2 * (len(label) - 1), str(x + number))
            y -= PITCH * len(label)
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    return [[cell.text for cell in row] for row in table.grid]


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        (
            (("Offence / Outcome",), ("Quarter 1",), ("Quarter 2",)),
            ("Robbery of commercial businesses", "Arson"),
        ),
        (
            (("Offence or its ", "outcome in each year"), ("Year ", "2019"), ("Year ", "2020")),
            ("Robbery", "Arson"),
        ),
    ],
    ids=["it reaches below the next head", "the head over it fills its column"],
)
def test_the_name_of_the_first_section_is_no_line_of_a_head(
    heads: tuple[tuple[str, ...], ...], names: tuple[str, str]
) -> None:
    rows = rows_of(heads, names)
    assert rows[0] == ["".join(lines) for lines in heads]
    labels = ["".join(lines) for lines in LABELS]
    assert [row[0] for row in rows[1:]] == [names[0], *labels, names[1], *labels]


def test_without_the_spaces_at_which_lines_wrap_it_is_drawn_when_all_heads_are() -> None:
    heads = (("Offence / Outcome",), ("2016-01",), ("2016-02",))
    labels = (("Charged",), ("Caution with an", "alternative offence"), ("Filed",))
    rows = rows_of(heads, ("Violence", "Violence with injury"), labels, "Helvetica-Bold")
    assert rows[0] == ["Offence / Outcome", "2016-01", "2016-02"]
    said = ["Charged", "Caution with an alternative offence", "Filed"]
    assert [row[0] for row in rows[1:]] == ["Violence", *said, "Violence with injury", *said]
