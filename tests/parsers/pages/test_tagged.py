"""Tables told by structure tags: where tags and pages agree they are read so, else as if there were none."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from parsers.conservation import conserved
from parsers.document import GOES_ON
from parsers.formats.pdf import read_pdf
from parsers.layout.stitch import stitch
from parsers.pages.pdfium import read_page
from parsers.pages.tagged import find_tagged
from parsers.pages.tags import TagReader
from tests.parsers.pages.tagged_pdf import Tagged, Text, cell, row, tagged_pdf, unsaid

if TYPE_CHECKING:
    from parsers.pages.ruled import PageTable

YEARS = ("2019", "2020")


def line(y: float, *texts: str, page: int = 0) -> Tagged:
    """Return a row of single texts in columns that stand 100 points apart."""
    return row(*(cell(Text(60 + 100 * at, y, text, page)) for at, text in enumerate(texts) if text))


def tables(data: bytes) -> list[list[list[list[str]]]]:
    """Return the texts of the tables that tags tell, page by page."""
    document = pypdfium2.PdfDocument(data)
    reader = TagReader(document)
    pages = [read_page(document, at, reader).page for at in range(len(document))]
    return [[texts_of(table) for table in found] for found in find_tagged(pages)]


def texts_of(table: PageTable) -> list[list[str]]:
    """Return the texts of a table's grid, of merged cells wherever they reach."""
    grid = [["" for _ in range(table.width)] for _ in range(table.height)]
    for each in table.cells:
        for at in range(each.row, each.row + each.row_span):
            for column in range(each.column, each.column + each.column_span):
                grid[at][column] = each.text
    return grid


def the_table(*rows: Tagged, loose: tuple[Text, ...] = (), pages: int = 1) -> list[list[list[list[str]]]]:
    return tables(tagged_pdf([Tagged("Document", (Tagged("Table", rows),))], loose, pages))


HEAD = line(100, "Outcome", *YEARS)


def test_cells_are_those_that_tags_tell_however_their_lines_stand() -> None:
    # By their places the second and third lines could be of either label.
    charged = row(
        cell(Text(60, 114, "Charged or"), Text(60, 125, "summonsed to")),
        cell(Text(160, 114, "3")),
        cell(Text(260, 114, "4")),
    )
    caution = row(
        cell(Text(60, 136, "appear, and"), Text(60, 147, "caution")),
        cell(Text(160, 147, "5")),
        cell(Text(260, 147, "6")),
    )
    ((table,),) = the_table(HEAD, charged, caution)
    assert table == [
        ["Outcome", "2019", "2020"],
        ["Charged or summonsed to", "3", "4"],
        ["appear, and caution", "5", "6"],
    ]


def test_groups_of_rows_and_paragraphs_in_cells_are_seen_through() -> None:
    body = Tagged(
        "TBody",
        (
            row(
                cell(Text(60, 114, "Caution"), kind="TH"),
                Tagged("TD", (Tagged("P", (Text(160, 114, "5"),)),)),
            ),
        ),
    )
    head = Tagged("THead", (row(cell(Text(60, 100, "Outcome")), cell(Text(160, 100, "2019"))),))
    ((table,),) = the_table(head, body)
    assert table == [["Outcome", "2019"], ["Caution", "5"]]


def test_a_cell_over_several_columns_and_one_beside_several_rows() -> None:
    top = row(
        cell(Text(60, 107, "Outcome"), attributes="/RowSpan 2"),
        cell(Text(195, 100, "Year"), attributes="/ColSpan 2"),
    )
    years = row(cell(Text(160, 114, "2019")), cell(Text(260, 114, "2020")))
    ((table,),) = the_table(top, years, line(128, "Caution", "5", "6"))
    assert table == [["Outcome", "Year", "Year"], ["Outcome", *YEARS], ["Caution", "5", "6"]]


def test_blank_cells_that_a_browser_leaves_out_are_told_by_places() -> None:
    ((table,),) = the_table(HEAD, row(cell(Text(60, 114, "Caution")), cell(Text(260, 114, "6"))))
    assert table == [["Outcome", *YEARS], ["Caution", "", "6"]]


def test_a_row_with_fewer_cells_that_do_not_say_what_they_cover_is_not_placed() -> None:
    # "Year" stands over both columns, and right over the first of them.
    top = row(unsaid(Text(60, 86, "Outcome")), unsaid(Text(170, 86, "Year")))
    assert the_table(top, HEAD, line(114, "Caution", "5", "6")) == [[]]


def test_a_table_that_a_browser_takes_to_be_there_for_its_looks() -> None:
    def unnamed(y: float, *texts: str) -> Tagged:
        cells = (Tagged("NonStruct", (Text(60 + 100 * at, y, text),)) for at, text in enumerate(texts))
        return Tagged("NonStruct", tuple(Tagged("NonStruct", (each,)) for each in cells))

    rows = (unnamed(100, "Outcome", *YEARS), unnamed(114, "Caution", "5", "6"))
    letter = Tagged("Document", (Tagged("P", (Text(60, 60, "Dear reader"),)), Tagged("NonStruct", rows)))
    assert tables(tagged_pdf([letter])) == [[[["Outcome", *YEARS], ["Caution", "5", "6"]]]]
    short = Tagged("NonStruct", (*rows, unnamed(128, "Charged", "1")))
    assert tables(tagged_pdf([short])) == [[]]


def test_rows_that_all_lack_a_cell_are_not_taken_for_whole_ones() -> None:
    # The corner is blank, and so is the first year of all; heads stand at the left, counts at the right.
    head = row(cell(Text(160, 100, "2019")), cell(Text(260, 100, "2020")))
    body = row(cell(Text(60, 114, "Caution")), cell(Text(310, 114, "6")))
    assert the_table(head, body) == [[]]


@pytest.mark.parametrize(
    "wrong",
    [
        row(cell(Text(160, 114, "Caution")), cell(Text(60, 114, "5")), cell(Text(260, 114, "6"))),
        row(cell(Text(60, 86, "Caution")), cell(Text(160, 114, "5")), cell(Text(260, 114, "6"))),
        row(cell(Text(60, 114, "Caution"), Text(160, 114, "5")), cell(Text(260, 114, "6"))),
        row(Tagged("P", (Text(60, 114, "Caution"),)), cell(Text(160, 114, "5")), cell(Text(260, 114, "6"))),
    ],
    ids=["columns in another order", "a text over the row above", "two columns in one cell", "no cell"],
)
def test_tags_that_places_contradict_are_not_followed(wrong: Tagged) -> None:
    assert the_table(HEAD, wrong, line(128, "Charged", "1", "2")) == [[]]


def test_a_word_among_the_cells_that_is_in_none_of_them_undoes_the_tags() -> None:
    rows = (HEAD, line(114, "Caution", "5", "6"), line(128, "Charged", "1", "2"))
    assert the_table(*rows, loose=(Text(280, 114, "7"),)) == [[]]
    assert the_table(*rows, loose=(Text(60, 300, "7 crimes"),)) != [[]]


def test_letters_set_in_tables_and_forms_without_counts_are_no_tables() -> None:
    form = Tagged("Table", (line(100, "Name", "A. Reader"), line(114, "Date", "Monday")))
    inner = Tagged("Table", (HEAD, line(114, "Caution", "5", "6")))
    letter = Tagged("Table", (row(Tagged("TD", (Tagged("P", (Text(60, 60, "Dear reader"),)), inner))),))
    assert tables(tagged_pdf([form])) == [[]]
    assert tables(tagged_pdf([letter])) == [[[["Outcome", *YEARS], ["Caution", "5", "6"]]]]


def test_a_label_beside_rows_of_two_pages_is_said_of_those_of_both() -> None:
    first = row(
        cell(Text(60, 800, "Theft"), attributes="/RowSpan 2"),
        cell(Text(160, 800, "Caution")),
        cell(Text(260, 800, "5")),
    )
    second = row(cell(Text(160, 60, "Charged", 1)), cell(Text(260, 60, "6", 1)))
    head = line(786, "Offence", "Outcome", "2019")
    data = tagged_pdf([Tagged("Table", (head, first, second))], pages=2)
    assert tables(data) == [
        [[["Offence", "Outcome", "2019"], ["Theft", "Caution", "5"]]],
        [[["Theft", "Charged", "6"]]],
    ]
    assert [check.passed for check in conserved(data, read_pdf(data), ())] == [True]


def test_a_label_that_a_page_cuts_is_whole_beside_all_its_rows() -> None:
    first = row(
        cell(Text(60, 800, "Theft of"), Text(60, 60, "a vehicle", 1), attributes="/RowSpan 2"),
        cell(Text(160, 800, "Caution")),
        cell(Text(260, 800, "5")),
    )
    second = row(cell(Text(160, 60, "Charged", 1)), cell(Text(260, 60, "6", 1)))
    head = line(786, "Offence", "Outcome", "2019")
    data = tagged_pdf([Tagged("Table", (head, first, second))], pages=2)
    upper, lower = tables(data)
    assert (upper[0][1][0], lower[0][0][0]) == ("Theft of a vehicle", "Theft of a vehicle")
    document = read_pdf(data)
    assert [check.passed for check in conserved(data, document, ())] == [True]
    assert not document.passages


def test_a_count_beside_rows_of_two_pages_is_not_said_twice() -> None:
    first = row(
        cell(Text(60, 800, "Theft")),
        cell(Text(160, 800, "5")),
        cell(Text(260, 800, "9"), attributes="/RowSpan 2"),
    )
    second = row(cell(Text(60, 60, "Fraud", 1)), cell(Text(160, 60, "6", 1)))
    assert the_table(line(786, "Offence", *YEARS), first, second, pages=2) == [[], []]


def test_a_row_that_a_page_cuts_is_known_to_go_on() -> None:
    cut = row(
        cell(Text(60, 800, "Caution of"), Text(60, 60, "a youth", 1)),
        cell(Text(160, 800, "5")),
        cell(Text(260, 800, "6")),
    )
    head = line(786, "Outcome", *YEARS)
    rows = (head, cut, line(80, "Charged", "1", "2", page=1))
    upper, lower = read_pdf(tagged_pdf([Tagged("Table", rows)], pages=2)).tables
    assert [each.doubt for each in upper.grid[-1]] == [GOES_ON, "", ""]
    assert [each.text for each in lower.grid[0]] == ["a youth", "", ""]


def test_a_row_that_a_page_cuts_is_one_again_whatever_its_texts_say() -> None:
    # Either half could be a row of its own, and the second label a section's name.
    cut = row(
        cell(Text(60, 800, "Caution"), Text(60, 60, "Theft", 1)),
        cell(Text(160, 800, "5")),
        cell(Text(260, 800, "6")),
    )
    rows = (line(786, "Outcome", *YEARS), cut, line(80, "Charged", "1", "2", page=1))
    (whole,) = stitch(read_pdf(tagged_pdf([Tagged("Table", rows)], pages=2)).tables)
    assert [[each.text for each in some] for some in whole.table.grid] == [
        ["Outcome", *YEARS],
        ["Caution Theft", "5", "6"],
        ["Charged", "1", "2"],
    ]
    assert not whole.doubts
    assert not any(each.doubt for some in whole.table.grid for each in some)


def test_a_head_that_a_page_cuts_is_one_head() -> None:
    top = row(
        cell(Text(60, 800, "Outcome"), attributes="/RowSpan 2"),
        cell(Text(195, 786, "2019"), attributes="/ColSpan 2"),
    )
    cut = row(
        cell(Text(160, 800, "Violence against"), Text(160, 60, "the person", 1)),
        cell(Text(260, 800, "Theft")),
    )
    rows = (top, cut, line(80, "Charged", "1", "2", page=1))
    (whole,) = stitch(read_pdf(tagged_pdf([Tagged("Table", rows)], pages=2)).tables)
    assert [[each.text for each in some] for some in whole.table.grid] == [
        ["Outcome", "2019", "2019"],
        ["Outcome", "Violence against the person", "Theft"],
        ["Charged", "1", "2"],
    ]


def test_tables_beside_one_another_go_on_over_the_page_each_by_itself() -> None:
    def table(x: int, name: str) -> Tagged:
        def at(y: float, page: int, *texts: str) -> Tagged:
            return row(*(cell(Text(x + 60 * number, y, text, page)) for number, text in enumerate(texts)))

        return Tagged("Table", (at(786, 0, name, "2019"), at(800, 0, "Theft", "5"), at(60, 1, "Fraud", "6")))

    made = stitch(read_pdf(tagged_pdf([table(60, "Coast"), table(300, "North")], pages=2)).tables)
    assert [[[each.text for each in some] for some in whole.table.grid] for whole in made] == [
        [[name, "2019"], ["Theft", "5"], ["Fraud", "6"]] for name in ("Coast", "North")
    ]


def test_a_head_printed_on_every_page_stands_on_each() -> None:
    head = row(
        *(cell(Text(x, 60, text), Text(x, 60, text, 1)) for x, text in ((60, "Outcome"), (160, "2019")))
    )
    rows = (head, line(74, "Caution", "5"), line(74, "Charged", "6", page=1))
    assert the_table(*rows, pages=2) == [
        [[["Outcome", "2019"], ["Caution", "5"]]],
        [[["Outcome", "2019"], ["Charged", "6"]]],
    ]


def test_what_a_row_draws_itself_is_no_cell_of_it() -> None:
    drawing = Tagged("TR", (cell(Text(60, 114, "Caution")), Text(160, 114, ""), cell(Text(160, 114, "5"))))
    ((table,),) = the_table(row(cell(Text(60, 100, "Outcome")), cell(Text(160, 100, "2019"))), drawing)
    assert table == [["Outcome", "2019"], ["Caution", "5"]]


def test_tags_made_to_do_harm_are_followed_no_further_than_any_reply_needs() -> None:
    deep = Tagged("Table", (HEAD, line(114, "Caution", "5", "6")))
    for _ in range(200):
        deep = Tagged("Div", (deep,))
    wide = row(
        cell(Text(60, 114, "Caution"), attributes="/RowSpan 1e30"),
        cell(Text(160, 114, "5"), attributes="/ColSpan 999999999"),
    )
    round_ = Tagged("Table", (HEAD, line(114, "Caution", "5", "6")), twice=True)
    started = time.process_time()
    for elements in ([deep], [Tagged("Table", (HEAD, wide))], [Tagged("Div", (round_,), twice=True)]):
        document = read_pdf(tagged_pdf(elements))
        assert "Caution" in " ".join(document.texts)
    assert time.process_time() - started < 5


def test_documents_with_more_elements_than_are_followed_are_read_without_tags(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = tagged_pdf([Tagged("Table", (HEAD, line(114, "Caution", "5", "6")))])
    assert tables(data) != [[]]
    monkeypatch.setattr("parsers.pages.tags._MOST_STEPS", 10)
    assert tables(data) == [[]]


def test_tags_with_thousands_of_elements_on_top_are_left_at_the_first_page() -> None:
    table = Tagged("Table", (HEAD, line(114, "Caution", "5", "6")))
    texts = [Tagged("P", (Text(60, 300, "a"),)) for _ in range(1_200)]
    assert tables(tagged_pdf([table, *texts])) == [[]]
