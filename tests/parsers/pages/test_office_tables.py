"""Tables as office programs draw them: full cells that touch, labels broken by hand, rows cut by the page."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from fixtures.corpus.converting import by_office, office
from parsers.formats.pdf import read_pdf
from parsers.pages.blocks import block_of, blocks_of
from parsers.pages.head_rows import joined_as_drawn
from parsers.pages.lines import cut_line
from parsers.pages.page import Run, Word, segment_of
from parsers.pages.pdfium import read_page
from parsers.pages.region_tails import tail_of
from parsers.pages.spacing import Spacing
from tests.parsers.pages.test_listed import lists, page, texts
from tests.parsers.pages.test_region_tails import line_at
from tests.parsers.pages.test_wraps import wrapped

STARTS = (50.0, 120.0, 220.0)


def test_texts_of_a_list_that_fill_their_cells_and_touch_are_of_two_columns() -> None:
    rows = [("Date", "Offence", "Outcome")]
    rows += [(f"{day}/01/2017", "Theft of some bicycle", "Charged") for day in range(11, 17)]
    words = []
    for number, row in enumerate(rows):
        y = 100.0 + 14 * number
        for column, (start, text) in enumerate(zip(STARTS, row, strict=True)):
            parts = text.split(" ")
            # The offence reaches right to where the outcome begins.
            space = (STARTS[2] - STARTS[1] - 5 * sum(map(len, parts))) / 3
            x = start
            for at, part in enumerate(parts):
                run = Run(3 * number + column, begins=not at, ends=part is parts[-1])
                words.append(Word(part, x, y, x + 5 * len(part), y + 9, run=run))
                x += 5 * len(part) + space
    (table,) = lists(page(words))[0]
    assert texts(table) == rows


def tail(*lines: list[Word]) -> int:
    """Return where a table ends whose rows begin on the first and the third line."""
    return tail_of([cut_line(words, ()) for words in lines], 2, [0, 2])


def drawn(words: list[Word], number: int) -> list[Word]:
    """Return the words of a line with the numbers of their runs from one on."""
    runs = [word.run for word in words]
    return [
        Word(word.text, word.x0, word.top, word.x1, word.bottom, run=run and run._replace(number=number + at))
        for at, (word, run) in enumerate(zip(words, runs, strict=True))
    ]


@pytest.mark.parametrize(("below", "ends"), [(5, 4), (6, 3)], ids=["before the values", "behind them"])
def test_a_line_drawn_between_a_label_and_its_values_is_of_the_label(below: int, ends: int) -> None:
    label, value = line_at(120, (60, "Suspect"), (300, "7"))
    assert ends == tail(
        drawn(line_at(100, (60, "Out of court "), (300, "12")), 1),
        drawn(line_at(110, (60, "disposal of it")), 3),
        [*drawn([label], 4), *drawn([value], 11 - below)],
        drawn(line_at(130, (60, "Victim NOT Supportive")), below),
    )


def test_a_line_of_a_sheets_label_is_drawn_behind_all_values_as_far_below_as_lines_that_wrap() -> None:
    for top, ends in ((130.0, 4), (131.4, 3)):
        (first, value), (second, other) = (
            line_at(100, (60, "Out of court "), (300, "12")),
            line_at(120, (60, "Suspect"), (300, "7")),
        )
        assert ends == tail(
            [*drawn([first], 3), *drawn([value], 1)],
            drawn(line_at(110, (60, "disposal of it")), 4),
            [*drawn([second], 5), *drawn([other], 2)],
            drawn(line_at(top, (60, "Victim NOT Supportive")), 6),
        )


def test_a_title_drawn_behind_the_values_of_the_last_row_is_none_of_its_lines() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    y = 760.0
    for place in ("North Clinic", "South Clinic"):
        for x, text in ((60, "Outcome"), (200, "In 2019"), (260, "In 2020")):
            canvas.drawString(x, y, text)
        y -= 11
        labels = (("Named suspect ", "identified"), ("All",)) if place[0] == "S" else (("Filed",), ("All",))
        for number, label in enumerate(labels):
            for line in label:
                canvas.drawString(60, y, line)
                y -= 11
            beside = y + 11 + 5.5 * (len(label) - 1)
            for x in (200, 260):
                canvas.drawString(x, beside, f"{number + len(label) + x // 10}")
        if place[0] == "N":
            canvas.drawString(60, y, "South Clinic")
            y -= 22
    canvas.save()
    read = read_pdf(target.getvalue())
    assert [row[0].text for row in read.tables[0].grid] == ["Outcome", "Filed", "All"]


def test_on_a_page_with_one_row_the_rest_of_another_is_told_by_the_value_in_the_middle_of_its_label() -> None:
    lines = ("to take part in_", "any of the same", "The victim_", "is known_", "to them all the", "time")
    texts, wraps = wrapped(lines, 35)
    assert wraps.set_at == "middle"
    blocks = blocks_of(texts, Spacing(10.0, 2.0, 0.0, 2.7), wraps=wraps)
    assert [len(block.segments) for block in blocks] == [2, 4]


def test_the_rest_of_a_cut_label_is_one_text_where_its_first_line_fills_the_cell() -> None:
    heads = [segment_of([Word("Outcome", x, 0, x + 35, 10)]) for x in (60, 160)]
    rest = [
        segment_of([Word(text, 60, y, 135, y + 10)]) for y, text in ((10, "offender not in"), (20, "it:"))
    ]
    lines = ("The victim was_", "not known to_", "them at all.", "Passed on to_", "others")
    texts, wraps = wrapped(lines, 40, 65, over=[*heads, *rest], down=30)
    blocks = blocks_of([*rest, *texts], Spacing(10.0, 2.0, 0.0, 2.7), wraps=wraps)
    assert [len(block.segments) for block in blocks] == [2, 3, 2]


@pytest.mark.parametrize(
    ("below", "hangs"),
    [
        (("Cautioned, and ", "some more", "Passed to ", "Nobody"), True),
        (("Filed by force ", "More", "Passed to ", "Nobody"), True),
        (("Cautioned", "some more", "To ", "It"), False),
    ],
    ids=["another leaves a space", "nothing tells", "another leaves none"],
)
def test_a_line_that_fills_its_column_does_not_tell_that_none_ends_in_a_space(
    below: tuple[str, ...], hangs: bool
) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    for at, line in enumerate(("Suspect of another force, known", "to all of them", *below)):
        canvas.drawString(60, 700 - 10 * at, line)
        canvas.drawString(300, 700 - 10 * at, str(at + 11))
    canvas.save()
    words = read_page(pypdfium2.PdfDocument(target.getvalue()), 0).page.words
    assert any(word.run and word.run.hangs for word in words) == hangs


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_letters_of_a_small_font_are_made_even_beside_many_of_a_large_one() -> None:
    large = "<p style='font-size: 14pt'>" + "Some once more are on, as no one ran. " * 8 + "</p>"
    small = "<p style='font-size: 8pt'>" + "Happy gypsy typing: py gpy. " * 4 + "Caution - adult</p>"
    source = f"<body style='font-family: DejaVu Sans'>{large}{small}</body>".encode()
    words = read_page(pypdfium2.PdfDocument(by_office({0: source}, ".html")[0]), 0).page.words
    (at,) = (at for at, word in enumerate(words) if word.text == "-")
    assert abs(words[at].middle - words[at - 1].middle) < 0.1


@pytest.mark.parametrize(("across", "heads"), [(False, 3), (True, 6)], ids=["by columns", "by rows"])
def test_lines_of_heads_that_are_drawn_column_by_column_are_of_one_text_each(
    across: bool, heads: int
) -> None:
    places = [(x, y) for x in (100, 160, 220) for y in (10, 25)]
    if across:
        places.sort(key=lambda place: place[::-1])
    blocks = [
        block_of([segment_of([Word("2019", x, y, x + 30, y + 10, run=Run(at, begins=True, ends=True))])])
        for at, (x, y) in enumerate(places)
    ]
    assert len(joined_as_drawn(blocks, 11.0)) == heads
    assert len(joined_as_drawn(blocks[:3], 11.0)) == 3


@pytest.mark.parametrize("last", ["opportunities", "2020"])
def test_all_lines_of_a_long_head_drawn_before_the_last_head_are_lines_of_it(last: str) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    long = (
        "Investigation",
        "complete: no",
        "suspect known,",
        "case closed",
        "pending further",
        last,
    )
    canvas.drawString(60, 700, "Year")
    canvas.drawRightString(200, 700, "Charged")
    for number, line in enumerate(long):
        canvas.drawRightString(300, 720 - 10 * number, line)
    canvas.drawRightString(380, 700, "Total")
    for number, year in enumerate(("2019", "2020", "2021")):
        canvas.drawString(60, 658 - 10 * number, year)
        for right, value in ((200, "12"), (300, "7"), (380, "19")):
            canvas.drawRightString(right, 658 - 10 * number, value)
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    assert [cell.text for cell in table.grid[0]] == ["Year", "Charged", " ".join(long), "Total"]
    assert table.height == 4


def test_below_a_year_that_ends_a_head_the_first_sections_name_begins() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 705, "Outcome")
    for x, year in ((140, "2016"), (210, "2017")):
        canvas.drawString(x, 710, "Calendar year")
        canvas.drawString(x, 700, year)
    canvas.drawString(60, 690, "All other sexual offences")
    for number, (upper, lower) in enumerate((("Conditional ", "caution"), ("Public ", "interest"))):
        y = 680 - 20 * number
        canvas.drawString(60, y, upper)
        canvas.drawString(60, y - 10, lower)
        for x, value in ((140, f"{number + 2}"), (210, "7")):
            canvas.drawString(x, y - 5, value)
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    assert [[cell.text for cell in row] for row in table.grid] == [
        ["Outcome", "Calendar year 2016", "Calendar year 2017"],
        ["All other sexual offences"] * 3,
        ["Conditional caution", "2", "7"],
        ["Public interest", "3", "7"],
    ]
