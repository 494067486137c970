"""Tables as tight as wrapped text, where the spaces left at the ends of lines tell what goes on."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsers.document import GOES_ON, Table
from parsers.formats.pdf import read_pdf
from parsers.pages.page import Run, Segment, Word, segment_of
from parsers.pages.spacing import Spacing
from parsers.pages.wraps import Wraps, wraps_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PITCH = 10.0
SENTENCE = "Each of these was counted in the year in which it was recorded"
Label = tuple[str, ...]


def table_of(
    labels: tuple[Label, ...],
    *,
    end: str = "",
    middle: bool = True,
    rest: str = "",
    first: float = 200,
    gap: float = 2,
    below: str = "",
) -> Table:
    """Return a table with these labels, line by line, whose values stand in their middle.

    A label of no value is written in capitals. `end` is drawn behind every value, `rest` below the head,
    `below` under the last row; the first value of a row begins at `first`, the first label so many lines
    below the head.
    """
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 760, SENTENCE)
    y = 700.0
    for x, text in ((60, "Outcome"), (first, "2019"), (260, "2020")):
        canvas.drawString(x, y, text)
    y -= gap * PITCH
    if rest:
        canvas.drawString(60, y, rest)
        y -= PITCH
    for number, label in enumerate(labels):
        for at, line in enumerate(label):
            canvas.drawString(60, y - PITCH * at, line)
        beside = y - (PITCH / 2 * (len(label) - 1) if middle else 0.0)
        if not label[0].isupper():
            for x, value in ((first, f"{number + 11}"), (260, f"{number + 31}")):
                canvas.drawString(x, beside, value + end)
        y -= PITCH * len(label)
    canvas.drawString(60, y, below)
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    return table


def rows_of(labels: tuple[Label, ...], **setting: Any) -> list[list[str]]:  # noqa: ANN401 those of a table
    """Return the rows of such a table."""
    return [[cell.text for cell in row] for row in table_of(labels, **setting).grid[1:]]


LABELS: tuple[Label, ...] = (
    ("Charged",),
    ("Evidential difficulties ", "victim supports"),
    ("Named suspect ", "identified and ", "victim declines"),
    ("Undetected",),
    ("Passed on to ", "another body"),
)
EXPECTED = [
    ["Charged", "11", "31"],
    ["Evidential difficulties victim supports", "12", "32"],
    ["Named suspect identified and victim declines", "13", "33"],
    ["Undetected", "14", "34"],
    ["Passed on to another body", "15", "35"],
]


def test_labels_end_where_no_space_is_left_at_the_end_of_a_line() -> None:
    assert rows_of(LABELS) == EXPECTED


def test_a_section_between_rows_that_stand_as_tight_is_its_own_row() -> None:
    found = rows_of((*LABELS[:2], ("ROBBERY",), *LABELS[2:]))
    assert [row[0] for row in found][1:4] == [EXPECTED[1][0], "ROBBERY", EXPECTED[2][0]]
    assert found[2][1:] == ["", ""]


def test_a_line_that_fills_its_cell_ends_a_label_in_whose_middle_a_value_stands() -> None:
    labels = (*LABELS, ("Formal action is not in it",), ("Community resolution",))
    assert [row[0] for row in rows_of(labels)][-2:] == ["Formal action is not in it", "Community resolution"]


@pytest.mark.parametrize("middle", [True, False], ids=["middle", "top"])
def test_spaces_behind_every_text_tell_nothing(middle: bool) -> None:
    labels = (("Charged ",), ("Cautioned ",), ("Undetected ",))
    assert [row[0] for row in rows_of(labels, end=" ", middle=middle)] == [
        "Charged",
        "Cautioned",
        "Undetected",
    ]


def test_a_label_begins_where_a_value_stands_beside_first_lines() -> None:
    labels = (*LABELS, ("Suspect of another", "force, by hand"), ("Undetected",))
    found = [row[0] for row in rows_of(labels, middle=False)]
    assert found == [*(row[0] for row in EXPECTED), "Suspect of another force, by hand", "Undetected"]


def test_one_space_at_a_line_that_goes_on_tells_nothing_where_others_have_none() -> None:
    labels = (
        ("Charged",),
        ("Named suspect ", "identified and", "victim declines", "to go on"),
        ("Undetected",),
    )
    found = [row[0] for row in rows_of(labels)]
    assert found[1] != "Named suspect identified and"
    assert "to go on" in found[1]


def test_a_number_in_a_label_is_not_where_the_values_begin() -> None:
    labels = (("Charged",), ("Outcome type", "16", "victim declines", "to support it"), ("Undetected",))
    assert "to support it" in " ".join(row[0] for row in rows_of((labels[0], labels[2], labels[1])))


def test_a_section_wider_than_the_labels_ends_where_a_row_begins() -> None:
    section = "ROBBERY OF BUSINESSES"
    found = rows_of((*LABELS[:2], (section,), LABELS[3], LABELS[2]))
    assert [row[0] for row in found] == [
        EXPECTED[0][0],
        EXPECTED[1][0],
        section,
        "Undetected",
        EXPECTED[2][0],
    ]
    assert not any(found[2][1:-1])


@pytest.mark.parametrize("first", [True, False], ids=["below the head", "below a row"])
def test_the_end_of_a_section_that_is_printed_over_a_row_stays_its_own(first: bool) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 760, SENTENCE)
    for x, text in ((60, "Outcome"), (200, "2019"), (260, "2020")):
        canvas.drawString(x, 700, text)
    rows = [(("Charged or ", "summonsed"), ("11", "31")), (("Named suspect ", "identified"), ("12", "32"))]
    y = 680.0
    for number, (label, values) in enumerate(rows):
        if first or number:
            canvas.drawString(60, y, "Burglary of a")
            canvas.drawString(60, y - 9, "dwelling")
            y -= PITCH
        for at, line in enumerate(label):
            canvas.drawString(60, y - PITCH * at, line)
        for x, value in zip((200, 260), values, strict=True):
            canvas.drawString(x, y, value)
        y -= 3 * PITCH
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    charged, named = ["Charged or summonsed", "11", "31"], ["Named suspect identified", "12", "32"]
    section = ["Burglary of a dwelling", "", ""]
    assert [[cell.text for cell in row] for row in table.grid[1:]] == [
        *([section] if first else []),
        charged,
        section,
        named,
    ]


def test_the_rest_of_a_row_that_the_page_cut_is_no_part_of_the_first_row_below_the_head() -> None:
    rows = rows_of((("Evidential difficulties ", "victim supports"), *LABELS[2:]), rest="action")
    assert rows[0] == ["action", "", ""]
    assert rows[1][0] == EXPECTED[1][0]


def test_a_rest_that_ends_in_a_sign_is_parted_from_the_first_row_by_its_value() -> None:
    rows = rows_of((LABELS[2], *LABELS), rest="(Police)")
    assert [row[0] for row in rows[:2]] == ["(Police)", EXPECTED[2][0]]


def test_a_label_that_hangs_where_the_page_ends_is_doubtful() -> None:
    labels = (*LABELS, ("Formal action is ", "not in the "))
    rows = table_of(labels).grid[1:]
    assert [row[0].text for row in rows if row[0].doubt == GOES_ON] == ["Formal action is not in the"]


FULL = ("Prosecution ", "not in the public interest", "at all")
NAMES = ["Prosecution not in the public interest at all", *("".join(label) for label in LABELS)]


def test_a_line_as_long_as_those_that_go_on_may_go_on_though_a_title_is_longer() -> None:
    rows = rows_of((FULL, *LABELS, ("THE NORTHERN DISTRICT",), *LABELS))
    assert [row[0] for row in rows[:6]] == NAMES


def test_a_label_that_reaches_to_the_values_is_not_of_their_column() -> None:
    rows = rows_of((FULL, *LABELS), first=60.2 + stringWidth(FULL[1], "Helvetica", 9))
    assert [row[0] for row in rows] == NAMES


def test_a_section_right_below_the_heads_is_none_of_them() -> None:
    found = rows_of((("ROBBERY",), *LABELS[1:]), gap=1)
    assert [row[0] for row in found] == ["ROBBERY", *(row[0] for row in EXPECTED[1:])]


BESIDE: tuple[Label, ...] = (
    *(("Charged",), ("Undetected",), ("Filed",)),
    ("Evidential difficulties ", "victim supports"),
    ("Named suspect ", "identified and ", "victim declines"),
    ("Cautioned.",),
)


def merged(*offence: str, at: float) -> list[list[str]]:
    """Return the rows of a table whose one offence stands beside all rows."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 760, SENTENCE)
    for x, text in ((60, "Offence"), (180, "Outcome"), (340, "2019")):
        canvas.drawString(x, 700, text)
    y = 680.0
    for number, label in enumerate(BESIDE):
        for line_at, line in enumerate(label):
            canvas.drawString(180, y - PITCH * line_at, line)
        canvas.drawString(340, y - PITCH / 2 * (len(label) - 1), f"{number + 11}")
        y -= PITCH * len(label)
    for number, line in enumerate(offence):
        canvas.drawString(60, at - PITCH * number, line)
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    return [[cell.text for cell in row] for row in table.grid[1:]]


def test_lines_of_a_label_beside_several_rows_are_level_with_a_value_by_chance() -> None:
    # In the middle of its first two lines stands a value: they are not all of the label.
    found = merged("Burglary in a ", "building other than", "a dwelling", at=650)
    assert {row[0] for row in found} == {"Burglary in a building other than a dwelling"}


def test_a_value_right_below_a_head_within_the_page_is_no_line_of_it() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    y = 700.0
    for title in ("Crimes recorded in 2019", "Crimes recorded in 2020"):
        canvas.drawString(60, y, title)
        for x, text in ((60, "Outcome"), (200, "Mill Vale"), (260, "Totals")):
            canvas.drawString(x, y - PITCH, text)
        y -= 2 * PITCH
        for label in LABELS:
            for at, line in enumerate(label):
                canvas.drawString(60, y - PITCH * at, line)
            for x in (200, 260):
                canvas.drawString(x, y - PITCH / 2 * (len(label) - 1), "14")
            y -= PITCH * len(label)
    canvas.save()
    found = [cell.text for table in read_pdf(target.getvalue()).tables for row in table.grid for cell in row]
    assert "Totals" in found
    assert "Totals 14" not in found


def test_a_value_of_the_only_row_is_no_line_of_its_head() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 730, "These figures were counted again and ")
    canvas.drawString(60, 720, "may change")
    for y, cells in ((700, ("Outcome", "Mill Vale", "Totals")), (690, ("Charged", "14", "17"))):
        for x, text in zip((60, 200, 260), cells, strict=True):
            canvas.drawString(x, y, text)
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    assert [[cell.text for cell in row] for row in table.grid] == [
        ["Outcome", "Mill Vale", "Totals"],
        ["Charged", "14", "17"],
    ]


def test_a_sentence_below_a_label_that_ends_in_a_sign_is_none_of_it() -> None:
    long = "The figures were taken from a live system and may change as investigations go on."
    rows = rows_of((*LABELS, ("Passed on to ", "another (Police)")), below=long)
    assert rows[-1][0] == "Passed on to another (Police)"


def wrapped(
    lines: tuple[str, ...], *values: float, over: Sequence[Segment] = (), down: float = 0.0
) -> tuple[list[Segment], Wraps]:
    """Return lines of labels ten points apart and what they tell beside values; "_" is a space at an end.

    They begin so many points `down`, below what stands `over` them.
    """
    texts = [
        segment_of([Word(line.rstrip("_"), 60, y, 60 + 5 * len(line.rstrip("_")), y + 10, run=run)])
        for at, line in enumerate(lines)
        for y in [down + 10 * at]
        for run in [Run(at, begins=False, ends=False, hangs=line.endswith("_"))]
    ]
    numbers = [segment_of([Word("14", 300, y, 310, y + 10)]) for y in values]
    return texts, wraps_of([*texts, *numbers], down, Spacing(10.0, 2.0, 0.0, 2.7), over)


def set_at(lines: tuple[str, ...], *values: float) -> str | None:
    """Return where values stand beside such lines."""
    return wrapped(lines, *values)[1].set_at


@pytest.mark.parametrize(("line", "said"), [("Action-not-taken", "middle"), ("Action", None)])
def test_a_value_in_the_middle_of_lines_that_may_go_on_tells_that_values_are_set_there(
    line: str, said: str | None
) -> None:
    known = ("Named-suspect-is_", "identified")
    assert set_at((*known, line, "at-all"), 25) == said


@pytest.mark.parametrize(("line", "said"), [("identified-but-s", None), ("identified", "top")])
def test_the_first_line_of_a_label_that_may_go_on_does_not_tell_that_values_are_set_beside_it(
    line: str, said: str | None
) -> None:
    assert set_at(("Named-suspect-is_", line, "too-ill"), 0) == said


@pytest.mark.parametrize(
    ("lines", "on"),
    [
        (("Prosecution ", "not in the public interest"), True),
        (("Prosecution ", "not in the interest"), False),
        (("Passed on to ", "another body -"), True),
        (("Passed on to ", "another body."), False),
    ],
    ids=["fills its cell", "leaves room", "a stroke", "a full stop"],
)
def test_the_last_label_goes_on_below_a_line_that_fills_its_cell_or_ends_in_a_stroke(
    lines: Label, on: bool
) -> None:
    last = (*lines, "Police") if on else lines
    rows = rows_of((*LABELS, last), below="" if on else "Police")
    assert rows[-1][0] == " ".join(map(str.strip, last))


@pytest.mark.parametrize(("below", "on"), [("of all", True), ("Police", False)], ids=["small", "capital"])
def test_the_last_label_goes_on_below_a_line_broken_by_hand_where_a_small_letter_begins_the_next(
    below: str, on: bool
) -> None:
    rows = rows_of((*LABELS, ("Prosecution ", "not in the interest")), middle=False, below=below)
    assert rows[-1][0] == f"Prosecution not in the interest{' of all' if on else ''}"


def test_the_last_label_goes_on_in_what_is_drawn_before_its_value() -> None:
    rows = rows_of((*LABELS, ("Prosecution ", "not in the interest", "Police")), middle=False)
    assert rows[-1][0] == "Prosecution not in the interest Police"


@pytest.mark.parametrize("rest", ["supports action", "Police action"], ids=["small", "capital"])
@pytest.mark.parametrize("last", [True, False], ids=["the last", "among others"])
def test_a_value_behind_all_lines_joins_those_broken_by_hand(rest: str, last: bool) -> None:
    """The whole label is told by its being drawn before its value, and the next after that."""
    label = ("Named suspect ", "identified, victim", rest)
    labels = (*LABELS, label) if last else (LABELS[0], label, *LABELS[1:])
    assert " ".join(map(str.strip, label)) in [row[0] for row in rows_of(labels)]


@pytest.mark.parametrize(
    ("values", "lacks"),
    [((5, 25), True), ((25,), False), ((0, 5, 25), False), ((5, 10, 25), False)],
    ids=["of all lines", "of none", "of the upper one, too", "of the lower one, too"],
)
def test_lines_lack_a_rest_only_where_the_value_stands_in_the_middle_of_all(
    values: tuple[float, ...], lacks: bool
) -> None:
    lines, wraps = wrapped(("Cautioned", "too-ill", "Named-suspect-is_", "identified", "Filed"), *values)
    assert wraps.lacks(lines[:1], lines[1:2]) == lacks
