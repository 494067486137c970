import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Table
from parsers.formats.delimited import read_delimited

ROWS = [["Outcome", "2019", "2020"], ["Charged – summonsed", "1", "2"], ["Cautioned", "3", "1,204"]]


def write(delimiter: str, end: str) -> str:
    return end.join(delimiter.join(f'"{c}"' if delimiter in c else c for c in row) for row in ROWS) + end


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_delimiter_line_end_and_encoding(delimiter: str, end: str, encoding: str) -> None:
    document = read_delimited(write(delimiter, end).encode(encoding))
    assert texts(document.tables[0]) == ROWS


def test_title_lines_and_notes_do_not_decide_the_delimiter() -> None:
    text = "Reply, to your request, of May\nsecond; line\n\n" + write(";", "\n") + "\nNote: a, b, c, d\n"
    document = read_delimited(text.encode())
    assert texts(document.tables[0])[0] == ["Outcome", "2019", "2020"]
    assert document.passages[0].text.startswith("Reply")


def test_locators_count_lines_as_an_editor_does() -> None:
    document = read_delimited(b"Title\n\nOutcome,2019\nCharged,1\n")
    assert document.tables[0].grid[1][1].locator == "row 4, column 2"


def test_zero_bytes_do_not_stop_the_reading() -> None:
    assert texts(read_delimited(b"Outcome,2019\nChar\x00ged,1\n").tables[0])[1] == ["Charged", "1"]


def test_a_label_with_blanks_alone_is_a_row_where_lines_of_text_are_not_padded() -> None:
    rows = "Place,2019,2020\nMill Lane,1,2\nHigh Street,,"
    assert len(read_delimited(f"Title\n{rows}\nA note\n".encode()).tables[0].grid) == 3
    padded = read_delimited(f"Title,,\n{rows}\nA note,,\n".encode())
    assert len(padded.tables[0].grid) == 2
    assert [passage.text for passage in padded.passages] == ["Title", "High Street", "A note"]


def test_an_outcome_with_blanks_alone_is_a_row_below_rows_of_outcomes() -> None:
    padded = read_delimited(b"Outcome,2019,2020\nCharged,1,2\nCautioned,,\nA note,,\n")
    assert texts(padded.tables[0])[2:] == [["Cautioned", "", ""]]
    assert [passage.text for passage in padded.passages] == ["A note"]
    (places,) = read_delimited(b"Place,2019,2020\nMill Lane,1,2\nCautioned,,\nA note,,\n").tables
    assert len(places.grid) == 2


def test_quoted_labels_of_several_lines_are_one_cell() -> None:
    document = read_delimited(b'Outcome,2019\n"Charged\nor summonsed",1\n')
    assert texts(document.tables[0])[1] == ["Charged or summonsed", "1"]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read_delimited(data)
