"""Tables that go on over a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.document import CUT_LABEL, GOES_ON, NO_LABEL, Box
from parsers.layout.stitch import CUT_ROW, TITLE_ABOVE, UNTITLED, Stitched, stitch
from tests.parsers.layout.paged_tables import table_of, texts

HEAD = ("Outcome", "2019", "2020")
ABOVE = [HEAD, ("Charged or summonsed", "12", "7"), ("Community resolution", "8", "5")]
BELOW = [("Caution - adult", "3", "1"), ("Caution - youth", "0", "2")]


def joined(*pages: list[tuple[str, ...]]) -> list[Stitched]:
    return stitch([table_of(lines, number + 1, continues=number > 0) for number, lines in enumerate(pages)])


def test_a_table_without_a_head_goes_on_with_the_one_above() -> None:
    (whole,) = joined(ABOVE, BELOW)
    assert texts(whole.table) == [list(line) for line in ABOVE + BELOW]
    assert whole.parts == ((0, "page 1"), (3, "page 2"))
    assert [row[0].row for row in whole.table.grid] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("last", "waits"), [("Crimes recorded in 2021", True), ("Crimes that were cancelled", False)]
)
def test_rows_overleaf_wait_where_a_title_of_a_period_may_stand_over_them(last: str, waits: bool) -> None:
    (whole,) = joined([*ABOVE, (last, "", "")], BELOW)
    assert whole.doubts == (dict.fromkeys(range(3, len(whole.table.grid)), TITLE_ABOVE) if waits else {})


def test_sections_that_are_periods_are_no_titles_of_rows_overleaf() -> None:
    (whole,) = joined([HEAD, ("2018/19", "", ""), *ABOVE[1:], ("2019/20", "", "")], BELOW)
    assert TITLE_ABOVE not in whole.doubts.values()


def test_a_head_printed_again_is_left_out() -> None:
    (whole,) = joined(ABOVE, [HEAD, *BELOW], [HEAD, *BELOW])
    assert texts(whole.table) == [list(line) for line in ABOVE + BELOW + BELOW]


def test_a_head_printed_again_begins_with_one_text_over_all_years() -> None:
    above = [("Recorded crimes", "", ""), *ABOVE, ("Prosecution time limit", "0", "1")]
    below = [above[0], HEAD, ("expired", "", ""), *BELOW]
    (whole,) = joined(above, below)
    rows = [*above[:-1], ("Prosecution time limit expired", "0", "1"), *BELOW]
    assert texts(whole.table) == [list(line) for line in rows]


def test_a_head_printed_again_in_other_lines_is_left_out() -> None:
    above = [("Outcome", "Calendar", "Calendar"), ("", "year 2019", "year 2020"), *ABOVE[1:]]
    below = [("Outcome", "Calendar year 2019", "Calendar year 2020"), *BELOW]
    (whole,) = joined(above, below)
    assert texts(whole.table) == [list(line) for line in above + BELOW]


def test_a_section_below_a_head_printed_again_stays() -> None:
    above = [HEAD, ("Burglary", "", ""), *ABOVE[1:]]
    below = [HEAD, ("Robbery", "", ""), *BELOW]
    (whole,) = joined(above, below)
    assert texts(whole.table) == [list(line) for line in [*above, ("Robbery", "", ""), *BELOW]]


def test_a_title_over_a_head_printed_again_begins_a_table_of_its_own() -> None:
    first, second = joined(ABOVE, [("Kestrel Way High School", "", ""), HEAD, *BELOW])
    assert texts(first.table) == [list(line) for line in ABOVE]
    assert texts(second.table)[0] == ["Kestrel Way High School", "", ""]


def test_a_title_over_a_head_of_other_columns_begins_a_table_of_its_own() -> None:
    below = [("Crimes recorded in 2020", "", ""), ("Outcome", "North Clinic", "")]
    below += [(label, "3", "") for label in ("Cautioned", "Charged", "Filed")]
    first, second = joined([("Outcome", "North Clinic", "South Clinic"), *ABOVE[1:]], below)
    assert len(first.table.grid) == len(ABOVE)
    assert texts(second.table)[0] == ["Crimes recorded in 2020", "", ""]


@pytest.mark.parametrize(
    "below",
    [
        [("Outcome", "2021", "2022"), *BELOW],
        [("Offence", "Recorded", "Charged"), ("Burglary", "3", "1")],
        [("", "Caution - adult", "3"), ("", "Caution - youth", "0")],
    ],
    ids=["other years", "other words", "words where numbers stood"],
)
def test_a_table_with_another_head_or_other_columns_is_its_own(below: list[tuple[str, ...]]) -> None:
    assert len(joined(ABOVE, below)) == 2


def test_a_table_in_other_columns_is_its_own() -> None:
    below = table_of(BELOW, 2, continues=True)
    grid = tuple(
        tuple(replace(cell, box=cell.box and cell.box._replace(x0=300.0, x1=360.0)) for cell in row)
        for row in below.grid
    )
    assert len(stitch([table_of(ABOVE), replace(below, grid=grid, column_edges=(300, 360, 420, 480))])) == 2


@pytest.mark.parametrize("title", [(), (("Northern ward", "", ""),)], ids=["the same labels", "a title"])
def test_the_next_table_with_the_same_head_is_its_own(title: tuple[tuple[str, ...], ...]) -> None:
    labels = BELOW if title else [(ABOVE[1][0], "3", "1"), ("Caution - adult", "0", "2")]
    assert len(joined(ABOVE, [*title, HEAD, *labels])) == 2


def test_tables_with_one_head_and_nothing_between_them_wait() -> None:
    again = [HEAD, (ABOVE[1][0], "3", "1"), ("Caution - adult", "0", "2")]
    tables = joined(ABOVE, again, again)
    assert [set(each.doubts.values()) for each in tables] == [{UNTITLED}] * 3


def test_text_between_two_tables_parts_them() -> None:
    assert len(stitch([table_of(ABOVE), table_of(BELOW, 2)])) == 2


def test_a_head_alone_at_the_foot_of_a_page_is_the_head_of_the_next() -> None:
    (whole,) = joined([HEAD], BELOW)
    assert texts(whole.table) == [list(HEAD), *(list(line) for line in BELOW)]


def test_the_list_of_crimes_of_the_next_page_is_no_head() -> None:
    above = [("No.", "Recorded", "Outcome"), ("1", "03/01/2019", "Charged"), ("2", "05/01/2019", "Charged")]
    below = [("3", "07/01/2019", "Community resolution"), ("4", "09/01/2019", "Charged")]
    (whole,) = joined(above, below)
    assert whole.table.height == 5


def test_a_list_below_its_titles_does_not_go_on_with_the_empty_form_of_a_request() -> None:
    form = [
        ("Outcome", "2019", "2020", "2021"),
        ("Charged", "", "", ""),
        ("Community resolution", "", "", ""),
    ]
    head = ("No.", "Year", "Offence", "Outcome")
    crimes = [("1", "2019", "Theft", "Charged"), ("2", "2020", "Arson", "Community resolution")]
    assert len(joined(form, [("Crimes recorded", "", "", ""), head, *crimes])) == 2


def test_a_column_blank_on_one_page_is_not_missed() -> None:
    above = [("Outcome", "2019", "2020", "2021"), ("Charged", "12", "7", "2"), ("Cautioned", "8", "5", "1")]
    narrow = table_of([("Community resolution", "4", "6"), ("Penalty notice", "1", "1")], 2, continues=True)
    grid = tuple(
        (row[0], row[1], replace(row[2], box=row[2].box and row[2].box._replace(x0=180.0, x1=240.0)))
        for row in narrow.grid
    )
    (whole,) = stitch([table_of(above), replace(narrow, grid=grid, column_edges=(0.0, 60.0, 150.0, 240.0))])
    assert texts(whole.table)[3] == ["Community resolution", "4", "", "6"]


def test_a_row_that_says_the_same_as_an_earlier_one_is_no_head_printed_again() -> None:
    # A list of crimes has no counts; two crimes may have all in common.
    crimes = [
        ("Q3 2012/13", "Theft", "Charged"),
        ("Q3 2012/13", "Arson", "No suspect"),
        ("Q4 2012/13", "Theft", "Charged"),
    ]
    head = ("Quarter", "Offence", "Outcome")
    (whole,) = joined([head, *crimes], crimes, [head, *crimes])
    assert texts(whole.table) == [list(line) for line in (head, *crimes * 3)]


SECTIONS = [HEAD, ("Burglary", "", ""), *ABOVE[1:], ("Robbery", "", ""), *ABOVE[1:]]


@pytest.mark.parametrize("name", ["Arson", "Violence/with injury"])
def test_the_name_of_a_section_alone_at_the_foot_of_a_page_stays_its_rows_name(name: str) -> None:
    below = replace(table_of(BELOW, 2), context=tuple(name.split("/")))
    (whole,) = stitch([table_of(SECTIONS), below])
    over = (name.replace("/", " "), "", "")
    assert texts(whole.table) == [list(line) for line in [*SECTIONS, over, *BELOW]]
    assert not whole.doubts


@pytest.mark.parametrize("head", [HEAD, ("Outcome", "2021", "2022")], ids=["again", "another"])
def test_the_name_of_a_section_may_stand_over_the_head_printed_again(head: tuple[str, ...]) -> None:
    below = replace(table_of([head, *BELOW], 2), context=("Arson",))
    whole, *others = stitch([table_of(SECTIONS), below])
    over = [] if others else [("Arson", "", ""), *BELOW]
    assert texts(whole.table) == [list(line) for line in [*SECTIONS, *over]]
    assert len(others) == (head != HEAD)


@pytest.mark.parametrize(
    ("above", "said"),
    [(ABOVE, ("Arson",)), (SECTIONS, ("Northern ward",)), (SECTIONS, ("Arson", "See the note above."))],
    ids=["no sections above", "a name of another kind", "more than a name"],
)
def test_another_line_between_two_tables_names_no_section(
    above: list[tuple[str, ...]], said: tuple[str, ...]
) -> None:
    below = replace(table_of(BELOW, 2), context=said)
    assert len(stitch([table_of(above), below])) == 2


def test_a_name_over_all_columns_does_not_say_where_a_column_stands() -> None:
    below = table_of([("Robbery", "Robbery", "Robbery"), *BELOW], 2, continues=True)
    name = replace(below.grid[0][0], column_span=3, box=Box(10, 0, 20, 15))
    edges = (0.0, 72.0, 120.0, 180.0)
    moved = replace(below, grid=((name, name, name), *below.grid[1:]), column_edges=edges)
    (whole,) = stitch([table_of(SECTIONS), moved])
    assert whole.table.height == len(SECTIONS) + 3


def test_a_label_at_the_foot_of_a_page_waits_for_the_next_page() -> None:
    first = table_of(ABOVE)
    cut = replace(
        first, grid=(*first.grid[:-1], tuple(replace(cell, doubt=CUT_LABEL) for cell in first.grid[-1]))
    )
    (alone,) = stitch([cut])
    assert {cell.doubt for cell in alone.table.grid[-1]} == {CUT_LABEL}
    (whole,) = stitch([cut, table_of(BELOW, 2, continues=True)])
    assert not any(cell.doubt for row in whole.table.grid for cell in row)


def test_a_table_beside_another_goes_on_behind_both_under_its_own_head() -> None:
    beside = [("Offence", "2019", "2020"), ("Arson", "4", "6")]
    over = replace(table_of(beside, continues=True), column_edges=(300.0, 360.0, 420.0, 480.0))
    left, right = stitch([table_of(ABOVE), over, table_of([HEAD, *BELOW], 2, continues=True)])
    assert texts(left.table) == [list(line) for line in ABOVE + BELOW]
    assert texts(right.table) == [list(line) for line in beside]
    apart = stitch(
        [table_of(ABOVE), replace(over, continues=False), table_of([HEAD, *BELOW], 2, continues=True)]
    )
    assert len(apart) == 3


def test_heads_alone_on_a_page_are_heads_down_to_those_under_heads_of_several_columns() -> None:
    (label, one, *_), below = table_of([("Outcome", "2019", "2019"), ("Outcome", "Arson", "Theft")]).grid
    wide = replace(one, column_span=2)
    heads = replace(table_of([HEAD]), grid=((label, wide, wide), below))
    (whole,) = stitch([heads, table_of(BELOW, 2, continues=True)])
    assert texts(whole.table)[1:] == [["Outcome", "Arson", "Theft"], *map(list, BELOW)]
    assert not whole.doubts


def test_a_title_over_the_head_of_other_periods_begins_a_table_however_many_columns_it_has() -> None:
    above = [
        ("Offence", *HEAD, "Total"),
        ("Arson", "Charged", "4", "6", "10"),
        ("Theft", "Filed", "8", "5", "13"),
    ]
    lines = [
        ("Crimes recorded", "", "", ""),
        ("Offence", "Outcome", "2021", "Total"),
        *[("Arson", "Filed", "1", "2")] * 4,
    ]
    title, *rows = table_of(lines, 2, continues=True).grid
    wide = replace(title[0], column_span=2)
    below = replace(table_of(lines, 2, continues=True), grid=((wide, wide, *title[2:]), *rows))
    first, second = stitch([table_of(above), below])
    assert texts(first.table) == [list(line) for line in above]
    assert texts(second.table)[1:] == [list(line) for line in lines[1:]]


def test_under_one_head_the_columns_are_the_same_wherever_their_edges_were_taken_to_be() -> None:
    head = replace(table_of([HEAD]), column_edges=(0.0, 75.0, 140.0, 180.0))
    (whole,) = stitch([head, table_of([HEAD, *BELOW], 2, continues=True)])
    assert texts(whole.table) == [list(line) for line in (HEAD, *BELOW)]


def test_the_last_row_waits_where_the_next_table_of_its_page_begins_with_the_rest_of_its_label() -> None:
    below = [("- Police", "", "Sums"), ("Cautioned", "3", "1")]
    above, _ = stitch([table_of(ABOVE), table_of(below, continues=True)])
    assert above.doubts == {2: CUT_ROW}
    whole, _ = stitch([table_of(ABOVE), table_of([("Police", "", "Sums"), *below[1:]], continues=True)])
    assert not whole.doubts


@pytest.mark.parametrize(
    ("shift", "taken"), [(0.0, True), (20.0, False)], ids=["where it stood", "elsewhere"]
)
def test_a_table_beside_another_goes_on_behind_both_where_it_stood(shift: float, taken: bool) -> None:
    over = table_of([("Offence", "2019", "2020"), ("Arson", "4", "6")], continues=True)
    over = replace(over, column_edges=tuple(300.0 + edge for edge in over.column_edges))
    below = table_of(BELOW, 2, continues=True)
    below = replace(below, column_edges=tuple(shift + edge for edge in below.column_edges))
    left, *others = stitch([table_of(ABOVE), over, below])
    assert texts(left.table) == [list(line) for line in (ABOVE + BELOW if taken else ABOVE)]
    assert len(others) == (1 if taken else 2)


@pytest.mark.parametrize(("beyond", "waits"), [(40.0, False), (0.0, True)], ids=["goes on", "ends there"])
def test_rows_without_their_label_have_that_of_the_page_above_if_it_goes_on(
    beyond: float, waits: bool
) -> None:
    above = table_of([("Offence", *HEAD), ("Arson", "Charged", "1", "2"), ("Theft", "Charged", "4", "6")])
    label, *cells = above.grid[2]
    assert label.box is not None
    label = replace(label, box=label.box._replace(bottom=label.box.bottom + beyond))
    above = replace(above, grid=(*above.grid[:2], (label, *cells)))
    below = table_of([("", "Filed", "3", "1"), ("", "Cautioned", "7", "2")], 2, continues=True)
    grid = [[replace(cell, doubt=NO_LABEL) for cell in row] for row in below.grid]
    grid[1][0] = grid[0][0]
    (whole,) = stitch([above, replace(below, grid=tuple(map(tuple, grid)))])
    assert {cell.doubt for row in whole.table.grid[3:] for cell in row} == ({NO_LABEL} if waits else {""})


def test_a_table_beside_another_goes_on_behind_both_where_only_its_own_columns_stand() -> None:
    """Signs at the left of their cells stand not far from the edge, which is taken to be elsewhere."""
    over = table_of([("Offence", "2019", "2020"), ("Arson", "4", "6")], continues=True)
    over = replace(over, column_edges=tuple(300.0 + edge for edge in over.column_edges))
    below = table_of([("Cautioned", "<5", "<5"), ("Filed", "<5", "0")], 2, continues=True)
    grid = tuple(
        tuple(
            replace(cell, box=cell.box and cell.box._replace(x1=cell.box.x0 + (12 if cell.column else 50)))
            for cell in row
        )
        for row in below.grid
    )
    below = replace(below, grid=grid, column_edges=(0.0, 55.0, 96.0, 180.0))
    left, _ = stitch([table_of(ABOVE), over, below])
    assert texts(left.table)[-2:] == [["Cautioned", "<5", "<5"], ["Filed", "<5", "0"]]


def test_half_a_period_at_the_foot_of_a_page_does_not_tell_what_its_column_holds() -> None:
    head = ("Year", "Charged", "Cautioned")
    above = table_of([head, ("01/01/2020 - 31/12/2020", "15", "14"), ("01/01/2021 -", "9", "11")])
    cut = replace(above.grid[2][0], doubt=GOES_ON)
    above = replace(above, grid=(*above.grid[:2], (cut, *above.grid[2][1:])))
    below = [("31/12/2021", "", ""), ("01/01/2022 - 31/12/2022", "9", "14")]
    (whole,) = stitch([above, table_of(below, 2, continues=True)])
    assert texts(whole.table)[2:] == [["01/01/2021 - 31/12/2021", "9", "11"], list(below[1])]
    assert not whole.doubts
