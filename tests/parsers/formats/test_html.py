import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Document, Table
from parsers.errors import UnreadableError
from parsers.figure import Hidden
from parsers.formats.html import read_html
from parsers.formats.registry import read_document
from parsers.reply import read_reply


def read(body: str, encoding: str = "utf-8") -> Document:
    return read_html(f"<html><body>{body}</body></html>".encode(encoding))


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid]


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages if not passage.furniture]


DATA = "<tr><td>Year<td>2019<td>2020</tr><tr><td>Crimes<td>5<td>6</tr>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (DATA, [["Year", "2019", "2020"], ["Crimes", "5", "6"]]),
        (
            f"<tfoot><tr><td>Total<td>5<td>6</tfoot><tbody>{DATA}</tbody><thead><tr><th colspan=3>H</thead>",
            [["H", "H", "H"], ["Year", "2019", "2020"], ["Crimes", "5", "6"], ["Total", "5", "6"]],
        ),
        (
            "<tr><td rowspan=2>A<td>1</tr><tr><td>2</tr><tr><td>B<td>3</tr>",
            [["A", "1"], ["A", "2"], ["B", "3"]],
        ),
        ("<tr><td rowspan=0>A<td>1</tr><tr><td>2</tr>", [["A", "1"], ["A", "2"]]),
        (
            "<tr><td rowspan=99999999>A<td>1</tr><tr><td>2</tr>",
            [["A", "1"], ["A", "2"]],
        ),
        (
            f"<tr><td colspan=1000>Title</td></tr>{DATA}",
            [["Title"] * 3, ["Year", "2019", "2020"], ["Crimes", "5", "6"]],
        ),
        ("<tr><td>a<br>b<td>1</tr><tr><td><p>c</p><p>d</p><td>2</tr>", [["a b", "1"], ["c d", "2"]]),
        (
            "<tr><td>A<td><s>7</s> 8</tr><tr><td>B<td style='display:none'>9</tr><tr><td>C<td>1</tr>",
            [["A", "8"], ["B", ""], ["C", "1"]],
        ),
    ],
    ids=["open cells", "groups", "rowspan", "rowspan 0", "rowspan huge", "colspan", "lines", "not shown"],
)
def test_the_grid_of_a_table(rows: str, expected: list[list[str]]) -> None:
    (table,) = read(f"<table>{rows}</table>").tables
    assert grid(table) == expected


def test_text_is_read_in_order_with_what_is_shown_before_it() -> None:
    document = read(
        "Dear all,<p>One &amp; two<br>three<ol start=2 type=a><li>x<li>y</ol><ul><li>z</ul>"
        "<textarea>field</textarea><input value=7><pre>2019  5\n2020  6</pre><caption>c</caption>"
    )
    assert texts(document) == [
        "Dear all,",
        "One & two",
        "three",
        "b. x",
        "c. y",
        "• z",
        "field7",
        "2019 5",
        "2020 6",
        "c",
    ]


def test_hidden_and_struck_text_is_named_and_not_read() -> None:
    document = read("<p>a<span hidden>Jane</span> <del>4</del>5<script>6</script></p>")
    assert texts(document) == ["a 5"]
    assert [what for _, what in document.gaps] == ["1 pieces of text that is struck out: not read"]
    assert document.hidden == [Hidden("hidden text", "the page", 1, None, holds=True)]


def test_rows_in_a_comment_hold_a_page_and_other_comments_are_told() -> None:
    document = read("<!-- menu --><p>5</p><!-- <tr><td>Jane</td></tr> --><!--[if mso]><td>x</td><![endif]-->")
    assert document.hidden == [
        Hidden("comment", "the page", 1, None, holds=True),
        Hidden("comment", "the page", 1, None, holds=False),
    ]
    assert "Jane" not in repr(document)


def test_what_a_site_sets_around_its_content_is_furniture() -> None:
    document = read("<p>Menu 7</p><main><p>There were 5 crimes.</p></main><footer>Call 101</footer>")
    assert [(p.text, p.furniture) for p in document.passages] == [
        ("Menu 7", True),
        ("There were 5 crimes.", False),
        ("Call 101", True),
    ]


def test_a_main_part_without_words_is_none() -> None:
    assert texts(read("<main></main><p>There were 5 crimes.</p>")) == ["There were 5 crimes."]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_letters_in_any_encoding(encoding: str) -> None:
    assert texts(read_html("<html><p>“£5” – café</p></html>".encode(encoding))) == ["“£5” – café"]


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    page = "<html><meta charset='{}'><p>£5 café</p></html>"
    assert texts(read_html(page.format("iso-8859-15").encode("latin-1"))) == ["£5 café"]
    assert texts(read_html(page.format("utf-8").encode("cp1252"))) == ["£5 café"]
    assert texts(read_html(page.format("no-such").encode())) == ["£5 café"]


def test_a_page_under_the_name_of_a_workbook_is_a_page() -> None:
    (reading,) = read_reply(f"<html><table>{DATA}</table></html>".encode(), "figures.xls")
    assert (reading.format, reading.state) == ("html", "read")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"<html>" + b"<div>" * 5_000 + b"5", "nests"),
        (b"<html>" + b"<table><tr><td>" * 3_000 + b"5", "nests"),
        (b"<html><p>5 crimes</p>" + b"a" * 11_000_000, "longer"),
        (
            b"<html><table>"
            + b"<tr><td colspan=1000>a<td colspan=1000>b</td></tr>" * 20
            # one row far to the right and many rows
            + b"<tr>"
            + b"<td>1" * 3_000
            + b"</tr>"
            + b"<tr><td>1</tr>" * 3_000,
            "more than are read",
        ),
    ],
    ids=["divisions", "tables", "huge text", "huge grid"],
)
def test_hostile_pages_are_refused(page: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_document(page)


def test_a_page_cut_short_is_read_as_far_as_it_goes() -> None:
    (table,) = read_document(f"<html><table>{DATA}<tr><td>Tot".encode()).tables
    assert grid(table)[-1] == ["Tot", "", ""]


def test_text_that_no_walk_meets_is_named() -> None:
    (reading,) = read_reply(
        b"<html><table>There were 77 crimes<tr><td>a<td>1<tr><td>b<td>2</table>", "x.html"
    )
    read_all = any("77" in figure.raw_text for figure in reading.figures)
    named = [check for check in reading.checks if check.check == "numbers conserved" and not check.passed]
    assert read_all or named


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    (reading, *_) = read_reply(b"<html><table><tr><td>a<td>" + data, "page")
    assert reading.state in {"read", "held", "failed"}
