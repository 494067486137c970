"""Tables without cells, each mechanism by its smallest drawing."""

import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from parsers.document import Box
from parsers.formats.pdf import read_pdf
from parsers.layout.context import Told
from parsers.layout.understand import understand
from parsers.pages.blocks import Block, block_of
from parsers.pages.lines import cut_line, is_broken, text_of
from parsers.pages.page import Page, Rule, Word, segment_of
from parsers.pages.page import Run as Drawn
from parsers.pages.ruled import GridCell, PageTable
from parsers.pages.runs import Extent, Run, Runs, alignment_of, part_into_runs, ways_cut_by_page
from parsers.pages.unruled import find_unruled_tables

HEIGHT = 10.0
Placed = tuple[float, float, str]


def words_of(placed: Iterable[Placed]) -> tuple[Word, ...]:
    """Return texts set at (x, y) as words: five points a letter, two a space."""
    found = []
    for x, y, text in placed:
        at = x
        for part in text.split():
            found.append(Word(part, at, y, at + 5 * len(part), y + HEIGHT))
            at += 5 * len(part) + 2
    return tuple(found)


def tables(*placed: Placed, rules: tuple[Rule, ...] = ()) -> list[PageTable]:
    words = words_of(placed)
    return find_unruled_tables(Page(1, 600, 800, words, rules), words)


def grid(*placed: Placed, rules: tuple[Rule, ...] = ()) -> list[list[str]]:
    (table,) = tables(*placed, rules=rules)
    return texts(table)


def texts(table: PageTable) -> list[list[str]]:
    cells = [["" for _ in range(table.width)] for _ in range(table.height)]
    for cell in table.cells:
        cells[cell.row][cell.column] = cell.text
    return cells


def row(y: float, label: str, *values: str, at: float = 60) -> list[Placed]:
    return [(at, y, label), *((at + 140 + 60 * place, y, value) for place, value in enumerate(values))]


@pytest.mark.parametrize("offset", [0, 11, 22], ids=["top", "middle", "bottom"])
def test_values_belong_to_the_wrapped_label_beside_them(offset: float) -> None:
    placed = row(100, "Outcome", "2019", "2020")
    for y, last in ((120, "named"), (160, "none")):
        label = ("Evidential", "difficulties", last)
        placed += [(60, y + 11 * number, part) for number, part in enumerate(label)]
        placed += [(200, y + offset, "4"), (260, y + offset, "17")]
    assert grid(*placed)[1:] == [
        ["Evidential difficulties named", "4", "17"],
        ["Evidential difficulties none", "4", "17"],
    ]


def test_rows_with_two_values_on_one_line_of_a_column_wait() -> None:
    placed = row(100, "Outcome", "2019")
    for y, label in ((120, "Charged"), (136, "Cautioned")):
        placed += [(60, y, label), (200, y, "<5"), (219, y, "<5")]
    (table,) = tables(*placed, (60, 152, "Total"), (200, 152, "1,234,567"))
    assert {cell.doubt for cell in table.cells if 0 < cell.row < 3 and cell.words} == {"rows not told apart"}


def test_a_line_that_a_footnote_mark_pushed_down_is_nearer_to_its_row_than_any_row_is() -> None:
    placed = row(100, "Outcome", "2019", "2020")
    y = 120.0
    labels = (("Adult", "caution"), ("Charged",), ("Victim", "declines", "support"), ("Undetected",))
    for label, pitch in zip(labels, (11, 0, 14.5, 0), strict=True):
        placed += [(60, y + pitch * number, part) for number, part in enumerate(label)]
        placed += [(200, y, "4"), (260, y, "17")]
        y += pitch * (len(label) - 1) + 17
    assert [cells[0] for cells in grid(*placed)[1:]] == [" ".join(label) for label in labels]


def test_the_name_of_a_section_nearer_than_rows_are_is_no_line_of_the_first_label() -> None:
    placed = row(100, "Outcome", "2019", "2020")
    y = 120.0
    for section in ("Arson", "Robbery"):
        placed.append((60, y, section))
        y += 12.5
        for label in (("Adult", "caution"), ("Victim", "declines")):
            placed += [(60, y + 10.6 * number, part) for number, part in enumerate(label)]
            placed += [(200, y, "4"), (260, y, "17")]
            y += 24
    assert [cells[0] for cells in grid(*placed)[1:]] == [
        *("Arson", "Adult caution", "Victim declines"),
        *("Robbery", "Adult caution", "Victim declines"),
    ]


def test_rows_as_tight_as_lines_are_told_by_values_between_the_lines() -> None:
    placed = row(100, "Outcome", "2019", "2020")
    y = 115.0
    for label, value in ((("Adult", "caution"), "5"), (("Charged",), "6"), (("Victim", "declines"), "7")):
        placed += [(60, y + 11 * number, part) for number, part in enumerate(label)]
        middle = y + 5.5 * (len(label) - 1)
        placed += [(200, middle, value), (260, middle, value)]
        y += 11 * len(label)
    assert grid(*placed)[1:] == [
        ["Adult caution", "5", "5"],
        ["Charged", "6", "6"],
        ["Victim declines", "7", "7"],
    ]


def test_a_wrapped_head_keeps_all_its_lines() -> None:
    placed = [(200, 89.0, "Number of"), (260, 89.0, "Share of"), *row(100, "Outcome", "crimes", "total")]
    placed += [*row(120, "Charged", "12", "3"), *row(136, "Cautioned", "7", "4")]
    assert grid(*placed)[0] == ["Outcome", "Number of crimes", "Share of total"]


def test_heads_wider_than_their_columns_are_bound_in_order() -> None:
    placed = [(60, 100, "Outcome"), (150, 100, "January 2019"), (213, 100, "February 2019")]
    placed += [(60, 120, "Charged"), (205, 120, "12"), (272, 120, "3")]
    placed += [(60, 136, "Cautioned"), (210, 136, "7"), (272, 136, "4")]
    assert grid(*placed)[0] == ["Outcome", "January 2019", "February 2019"]


def test_a_head_over_an_empty_column_keeps_its_column() -> None:
    placed = row(100, "Outcome", "Charge", "Caution", "Other")
    placed += [*row(120, "North", "12", "", "3"), *row(136, "South", "7", "", "4")]
    assert grid(*[each for each in placed if each[2]]) == [
        ["Outcome", "Charge", "Caution", "Other"],
        ["North", "12", "", "3"],
        ["South", "7", "", "4"],
    ]


def outcomes(offence_at: tuple[float, float]) -> list[Placed]:
    placed: list[Placed] = [(60, 100, "Offence"), (160, 100, "Outcome")]
    placed += [(300, 100, "2019"), (360, 100, "2020")]
    for number, label in enumerate(("Charged", "Cautioned", "Total", "Charged", "Total")):
        y = 120 + 16 * number
        placed += [(160, y, label), (300, y, str(number + 3)), (360, y, str(number + 5))]
    return [*placed, (60, offence_at[0], "Robbery"), (60, offence_at[1], "Arson")]


@pytest.mark.parametrize("places", [(120, 168), (136, 176), (152, 184)], ids=["top", "middle", "bottom"])
def test_a_label_beside_several_rows_covers_its_run(places: tuple[float, float]) -> None:
    (table,) = tables(*outcomes(places))
    spans = {cell.text: (cell.row, cell.row_span) for cell in table.cells if cell.column == 0 and cell.row}
    assert spans == {"Robbery": (1, 3), "Arson": (4, 2)}
    assert not any(cell.doubt for cell in table.cells)


def test_a_label_that_fits_no_run_is_doubtful() -> None:
    (table,) = tables(*outcomes((129, 176)))
    assert all(cell.doubt for cell in table.cells if cell.row and cell.column)


def test_rules_tell_the_runs_that_heights_leave_open() -> None:
    rules = tuple(Rule("h", at, 55, 400) for at in (116, 165, 197))
    (table,) = tables(*outcomes((129, 176)), rules=rules)
    spans = {cell.text: (cell.row, cell.row_span) for cell in table.cells if cell.column == 0 and cell.row}
    assert spans == {"Robbery": (1, 3), "Arson": (4, 2)}


def test_tables_beside_each_other_are_two() -> None:
    placed = [*row(100, "Outcome", "2019", "2020"), *row(100, "Offence", "2019", "2020", at=330)]
    placed += [*row(120, "Charged", "1", "2"), *row(136, "Cautioned", "3", "4")]
    placed += [(330, 120, "Theft of"), (330, 131, "bicycles"), (470, 125.5, "5"), (530, 125.5, "6")]
    placed += row(147, "Arson", "7", "8", at=330)
    assert [texts(table) for table in tables(*placed)] == [
        [["Outcome", "2019", "2020"], ["Charged", "1", "2"], ["Cautioned", "3", "4"]],
        [["Offence", "2019", "2020"], ["Theft of bicycles", "5", "6"], ["Arson", "7", "8"]],
    ]


def test_a_section_row_stands_over_all_columns() -> None:
    placed = [*row(100, "Outcome", "2019", "2020"), (180, 120, "Robbery")]
    placed += [*row(136, "Charged", "1", "2"), *row(152, "Cautioned", "3", "4")]
    (table,) = tables(*placed)
    (section,) = [cell for cell in table.cells if cell.text == "Robbery"]
    assert (section.row, section.column, section.column_span) == (1, 0, 3)


def test_heads_that_run_into_one_another_are_doubtful() -> None:
    placed = [*row(100, "Outcome", "Q1", "2015Q2"), *row(120, "Charged", "1", "2")]
    placed += row(136, "Cautioned", "3", "4")
    (table,) = tables(*placed)
    assert all(cell.doubt for cell in table.cells if cell.row)


def test_what_is_doubtful_on_the_page_is_held() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setFont("Helvetica", 9)
    for x, y, text in outcomes((129, 176)):
        canvas.drawString(x, 800 - y, text)
    canvas.save()
    figures = understand(read_pdf(target.getvalue()), Told()).figures
    assert figures
    assert {figure.held_reason for figure in figures} == {"the label could belong to either row"}


def block(*middles: float) -> Block:
    return block_of([segment_of([Word("x", 0, y - 5, 5, y + 5)]) for y in middles])


def test_runs_are_solved_by_alignment() -> None:
    items = [Extent(y, y) for y in (0.0, 16.0, 32.0, 48.0)]
    middle = part_into_runs(items, [Extent(8, 8), Extent(40, 40)], 3, None)
    assert middle == Runs((Run(0, 2), Run(2, 4)))
    assert part_into_runs(items, [Extent(8, 8), Extent(60, 60)], 3, None) is None


def test_runs_that_two_alignments_allow_follow_the_tables_or_are_doubtful() -> None:
    items = [Extent(y, y) for y in (0.0, 16.0, 32.0, 48.0, 64.0)]
    top = part_into_runs(items, [Extent(0, 0), Extent(16, 16)], 3, None)
    assert top == Runs((Run(0, 1), Run(1, 5)))
    either = [Extent(8, 8), Extent(48, 48)]
    assert part_into_runs(items, either, 3, None) == Runs((Run(0, 2), Run(2, 5)))
    # The first text ends the first run of rows, or the rows above it belong to the page before.
    both = [Extent(16, 16), Extent(64, 64)]
    assert part_into_runs(items, both, 3, None) == Runs((Run(0, 2), Run(2, 5)))
    assert part_into_runs(items, both, 3, "top") == Runs((Run(1, 4), Run(4, 5)))


def test_runs_that_the_ends_of_a_page_cut() -> None:
    items = [Extent(y, y) for y in (0.0, 16.0, 32.0, 48.0, 64.0)]
    above = ways_cut_by_page(items, [Extent(40, 40)], 3)
    assert above == {Runs((Run(1, 5),))}
    below = ways_cut_by_page(items, [Extent(16, 16), Extent(48, 56)], 3)
    assert below == {Runs((Run(0, 3), Run(3, 5)), doubtful=True)}
    assert not ways_cut_by_page(items, [Extent(16, 16), Extent(60, 60)], 3)
    # In the middle of the last three rows, or at the top of the last two: there is no telling.
    either = ways_cut_by_page(items, [Extent(48, 48)], 3)
    assert either == {Runs((Run(2, 5),)), Runs((Run(3, 5),), doubtful=True)}


def test_alignment_is_seen_beside_taller_texts() -> None:
    assert alignment_of([[block(0, 11, 22), block(0)]], 3) == "top"
    assert alignment_of([[block(0, 11, 22), block(11)]], 3) == "middle"
    assert alignment_of([[block(0, 11, 22), block(22)]], 3) == "bottom"
    assert alignment_of([[block(0), block(0)]], 3) is None


def test_a_note_below_the_last_rule_of_a_table_is_none_of_its_rows() -> None:
    placed = [*row(100, "Outcome", "2019", "2020"), *row(120, "Charged", "12", "*")]
    placed += [*row(140, "Cautioned", "7", "*"), (60, 156, "* denotes fewer than five")]
    rules = tuple(Rule("h", y, 60, 280) for y in (115, 135, 152))
    assert [cells[0] for cells in grid(*placed, rules=rules)] == ["Outcome", "Charged", "Cautioned"]


def test_lines_of_heads_as_tight_as_the_rows_are_one_head_for_each_column() -> None:
    placed = [(200, 100, "Jan 2019 -"), (270, 100, "Jan 2020 -"), (60, 111, "Outcome")]
    placed += [(200, 111, "Dec 2019"), (270, 111, "Dec 2020")]
    for number, label in enumerate(("Charged", "Cautioned", "Other")):
        y = 124 + 11 * number
        placed += [(60, y, label), (205, y, "12"), (275, y, "34")]
    assert grid(*placed)[0] == ["Outcome", "Jan 2019 - Dec 2019", "Jan 2020 - Dec 2020"]


def test_a_list_of_numbers_may_be_broken_within_a_number() -> None:
    broken = words_of([(60, 100, "(OC5/9/10/11/1"), (60, 112, "2/13)")])
    dates = words_of([(60, 100, "1/4/2019"), (60, 112, "31/3/2020")])
    assert is_broken(text_of(broken))
    assert not is_broken(text_of(dates))


def test_values_of_one_column_at_one_height_form_no_row_of_nothing() -> None:
    edges = (60.0, 190.0, 250.0)
    head = [
        GridCell(0, at, 1, 1, Box(left, 80, right, 96), words_of([(left + 2, 82, text)]))
        for at, (left, right, text) in enumerate(((*edges[:2], "Outcome"), (*edges[1:], "2019")))
    ]
    boxed = PageTable(Box(60, 80, 250, 96), 1, 2, tuple(head), edges, ruled=True)
    placed = words_of(
        [(60, 100, "Charged"), (195, 100, "12"), (215, 100, "15"), (60, 120, "None"), (195, 120, "7")]
    )
    (table,) = find_unruled_tables(Page(1, 600, 800, placed, ()), placed, (boxed,))
    assert texts(table)[1:] == [["Charged", "12 15"], ["None", "7"]]


def test_ranges_in_columns_that_are_full_of_them_stand_apart() -> None:
    placed = [(60, 100, "Outcome"), (200, 100, "2019"), (228, 100, "2020")]
    for number, (label, one, two) in enumerate(
        (("Charged", "1 to 4", "1 to 4"), ("Cautioned", "5", "1 to 4"), ("None", "0", "1 to 4"))
    ):
        ends = (223, 251)
        placed.append((60, 120 + 16 * number, label))
        placed += [
            (end - 5 * len(value) + 3 * value.count(" "), 120 + 16 * number, value)
            for end, value in zip(ends, (one, two), strict=True)
        ]
    assert [row[1:] for row in grid(*placed)[1:]] == [["1 to 4"] * 2, ["5", "1 to 4"], ["0", "1 to 4"]]


@pytest.mark.parametrize(("runs", "parted"), [((1, 2), True), ((1, 1), False)], ids=["by itself", "with it"])
def test_a_value_right_behind_a_label_is_one_if_it_was_drawn_by_itself(
    runs: tuple[int, int], parted: bool
) -> None:
    label, value = words_of([(60, 100, "Victim supports action")]), words_of([(168, 100, "12")])
    words = [
        replace(word, run=Drawn(number, begins=False, ends=False))
        for number, some in zip(runs, (label, value), strict=True)
        for word in some
    ]
    assert value[0].x0 - label[-1].x1 == 4
    texts_found = [segment.text for segment in cut_line(words, ()).segments]
    assert texts_found == (["Victim supports action", "12"] if parted else ["Victim supports action 12"])


def test_the_name_of_a_section_among_the_values_makes_no_row_tight() -> None:
    placed = row(100, "Outcome", "2019", "2020", "2021")
    for y, name in ((120, "Theft"), (168, "Arson")):
        placed += [
            (262, y, name),
            *row(y + 16, "Charged", "12", "7", "9"),
            *row(y + 32, "None", "4", "2", "1"),
        ]
    found = tables(*placed)
    assert [cell.doubt for table in found for cell in table.cells if cell.doubt] == []


def test_a_label_with_a_sign_drawn_by_itself_is_one_text_over_its_other_lines() -> None:
    placed = [*row(100, "Outcome", "2019", "2020", at=60)]
    placed += row(116, "Charged", "12", "7")
    parts = words_of([(60, 132, "Named"), (87, 132, "■"), (94, 132, "suspect")])
    parts = tuple(
        replace(word, run=Drawn(number, begins=True, ends=True)) for number, word in enumerate(parts, 50)
    )
    placed += [(200, 132, "4"), (260, 132, "3"), (60, 143, "identified but too"), (60, 154, "ill to go")]
    placed += [(60, 170, "Undetected"), (200, 170, "1"), (260, 170, "2")]
    words = (*words_of(placed), *parts)
    (table,) = find_unruled_tables(Page(1, 600, 800, words, ()), words)
    assert texts(table)[-1] == ["Undetected", "1", "2"]


def test_a_head_over_labels_that_all_stand_on_the_page_before_keeps_its_column() -> None:
    placed = [
        (60.0, 100.0, "Offence"),
        (160.0, 100.0, "Outcome"),
        (260.0, 100.0, "2019"),
        (320.0, 100.0, "2020"),
    ]
    for y, label in ((120, "Charged"), (136, "Cautioned"), (152, "Undetected")):
        placed += [(160, y, label), (260, y, "14"), (320, y, "17")]
    assert grid(*placed)[:2] == [["Offence", "Outcome", "2019", "2020"], ["", "Charged", "14", "17"]]


def test_a_row_that_fills_the_columns_of_a_drawn_head_is_one_however_blank_the_rows_above_are() -> None:
    heads = [Box(60 + 60 * at, 90, 120 + 60 * at, 110) for at in range(6)]
    cells = tuple(
        GridCell(0, at, 1, 1, box, words_of([(box.x0 + 4, 95, str(2018 + at) if at else "Outcome")]))
        for at, box in enumerate(heads)
    )
    head = PageTable(Box(60, 90, 420, 110), 1, 6, cells, (60, 120, 180, 240, 300, 360, 420), ruled=False)
    placed: list[Placed] = [(64, 116, "Charged"), (364, 116, "1"), (64, 130, "Cautioned"), (364, 130, "2")]
    placed += [(64 + 60 * at, 144, text) for at, text in enumerate(("Total", "4", "5", "6", "7", "3"))]
    words = words_of(placed)
    (found,) = find_unruled_tables(Page(1, 600, 800, words, ()), words, [head])
    assert texts(found)[-1] == ["Total", "4", "5", "6", "7", "3"]


@pytest.mark.parametrize(
    ("moved", "section"), [(0, True), (-12, False)], ids=["in the middle", "further left"]
)
def test_a_text_in_the_middle_of_all_columns_of_a_drawn_head_is_no_sentence_below_it(
    moved: float, section: bool
) -> None:
    edges = (60.0, 220.0, 280.0, 340.0, 400.0)
    cells = tuple(
        GridCell(0, at, 1, 1, Box(edges[at], 80, edges[at + 1], 96), words_of([(edges[at] + 4, 83, text)]))
        for at, text in enumerate(("Outcome", "2018", "2019", "2020"))
    )
    head = PageTable(Box(60, 80, 400, 96), 1, 4, cells, edges, ruled=False)
    name = "Arson of a dwelling house at night"
    width = words_of([(0, 0, name)])[-1].x1
    placed: list[Placed] = [(230 - width / 2 + moved, 101, name)]
    for number, label in enumerate(("Charged", "Cautioned", "Filed"), 1):
        line = zip(edges, (label, "4", "5", "6"), strict=False)
        placed += [(x + 4, 101 + 16 * number, text) for x, text in line]
    words = words_of(placed)
    (found,) = find_unruled_tables(Page(1, 600, 800, words, ()), words, [head])
    assert (texts(found)[:2] == [["Outcome", "2018", "2019", "2020"], [name, "", "", ""]]) == section


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("head", ["2019", "Crimes"])
def test_values_in_the_middle_of_labels_that_all_wrap_are_a_table(head: str, columns: int) -> None:
    placed = row(100, "Outcome", *[head] * columns)
    labels = (("Evidential", "difficulties"), ("Prosecution", "not possible"), ("Passed on", "to others"))
    for number, label in enumerate(labels):
        y = 120 + 30 * number
        placed += [(60, y + 11 * at, line) for at, line in enumerate(label)]
        placed += [(200 + 60 * at, y + 5.5, str(10 * number + 4)) for at in range(columns)]
    rows = [[" ".join(label), *[str(10 * number + 4)] * columns] for number, label in enumerate(labels)]
    (table,) = tables(*placed)
    assert texts(table) == [["Outcome", *[head] * columns], *rows]
    assert {cell.doubt for cell in table.cells} == {""}


@pytest.mark.parametrize("end", [220, 240], ids=["under the head", "beyond it"])
def test_a_year_over_numbers_that_stand_alone_on_their_lines_is_the_head_of_their_column(end: float) -> None:
    placed: list[Placed] = [(60, 100, "Outcome"), (200, 100, "2019")]
    for number, value in enumerate(("1", "22", "104")):
        y = 120 + 30 * number
        placed += [(60, y, "Evidential difficulties:"), (end - 5 * len(value), y + 5.5, value)]
        placed.append((60, y + 11, "named suspect"))
    label = "Evidential difficulties: named suspect"
    assert grid(*placed) == [["Outcome", "2019"], *([label, value] for value in ("1", "22", "104"))]


def test_days_on_a_line_of_their_own_are_lines_of_heads_and_no_counts() -> None:
    placed = [(60, 100, "Offence")]
    for at, year in enumerate(("2020", "2021", "2022")):
        placed += [
            (200 + 80 * at, 100 + 11 * down, text)
            for down, text in enumerate(("Year to", "31", f"March {year}"))
        ]
    for number, (label, *values) in enumerate((("Theft", "12", "7", "9"), ("Arson", "104", "31", "8"))):
        y = 140 + 16 * number
        placed.append((60, y, label))
        placed += [(240 + 80 * at - 5 * len(value), y, value) for at, value in enumerate(values)]
    assert grid(*placed) == [
        ["Offence", "Year to 31 March 2020", "Year to 31 March 2021", "Year to 31 March 2022"],
        ["Theft", "12", "7", "9"],
        ["Arson", "104", "31", "8"],
    ]
