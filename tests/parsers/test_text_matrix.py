"""Replies as plain text, their tables set out with tabs, with blanks or cell by cell, and in archives."""

import pytest
from format_matrix import SCENES, made, wrong

from fixtures.formats.packed import PackedDesk, Packing
from fixtures.formats.plain import PlainMessageDesk, Style, TextDesk
from parsers.formats.set_out import tables_set_out
from parsers.reply import read_reply


@pytest.mark.parametrize("style", ["tabs", "columns"])
@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_scene(name: str, style: Style) -> None:
    assert wrong(*made(name, TextDesk(style))) == {}


@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_scene_in_a_message_without_html(name: str) -> None:
    data, truth = made(name, PlainMessageDesk("columns"))
    assert wrong(data, truth) == {}
    assert b"98765" in data
    assert not any(figure.raw_text == "98765" for figure in read_reply(data, "x.eml")[0].figures)


@pytest.mark.parametrize("packing", ["folder", "archive", "message"])
@pytest.mark.parametrize("name", sorted(SCENES)[:12])
def test_every_scene_in_an_archive(name: str, packing: Packing) -> None:
    assert wrong(*made(name, PackedDesk(packing))) == {}


@pytest.mark.parametrize("name", sorted(set(SCENES) - {"bullet-list", "sentence-aside"}))
def test_a_table_saved_cell_by_cell_yields_no_figure_and_every_number_by_name(name: str) -> None:
    data, truth = made(name, TextDesk("lines"))
    (reading,) = read_reply(data, "reply.txt")
    assert reading.figures == []
    assert len(reading.lost) >= 0.5 * len(truth)


@pytest.mark.parametrize(
    "text",
    [
        "Our reference   41\nYour reference  42\nDate            5",
        "1.  Burglary   41\n2.  Robbery    42\n3.  Theft      43",
        "17/18 - 11     18/19 - 12\n19/20 - 16     20/21 - 17\n21/22 - 17     22/23 - 17",
        "Tel:   01632 960055     Email:  foi@example.org\nFax:   01632 960056     Web:  example.org",
        "Burglary   41\nRobbery   42\nTheft   43",
        "412   398   377\n12   14   15\n1   2   3",
    ],
)
def test_what_is_set_out_without_a_head_or_labels_is_no_table(text: str) -> None:
    assert list(tables_set_out(text.split("\n"))) == []


def test_a_table_set_out_with_blanks() -> None:
    rows = [
        "              2022    2023",
        "St Anne's",
        "Charged          4       -",
        "None found     311    <5",
    ]
    ((table, places),) = tables_set_out(["Thefts", "", *rows, "", "Yours"])
    assert table.context == ("Thefts",)
    assert (places.start, places.stop) == (2, 6)
    assert [[cell.text for cell in row] for row in table.grid] == [
        ["", "2022", "2023"],
        ["St Anne's"] * 3,
        ["Charged", "4", "-"],
        ["None found", "311", "<5"],
    ]
    assert table.grid[3][1].locator == "line 6, column 2"


def test_a_table_in_proportional_letters_is_parted_at_its_gaps() -> None:
    rows = ["Outcome   2021   2022", "Charged   4   5", "No suspect identified  311  <5"]
    ((table, _),) = tables_set_out(rows)
    assert [cell.text for cell in table.grid[2]] == ["No suspect identified", "311", "<5"]
    assert list(tables_set_out([*rows, "Cautioned   7"])) == []


def test_lines_of_nothing_but_tabs_make_no_millions_of_cells() -> None:
    assert list(tables_set_out(["Outcome" + "\t2021" * 2_000, *["Charged" + "\t1" * 2_000] * 3])) == []
