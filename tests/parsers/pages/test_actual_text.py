"""What a PDF says of its texts is used where it means what the page draws; else the drawn text is read."""

from __future__ import annotations

import pytest

from fixtures.hostile.pdfs import one_page, stream
from parsers.figure import Hidden
from parsers.reply import read_reply

PAGE = (
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>"
    "/Properties<</P1 <</ActualText (77)>>>>>>/Contents 4 0 R>>"
)


def saying(said: str, drawn: str = "(95) Tj") -> bytes:
    """A sentence with a number of which the file says something."""
    text = f"BT /F1 12 Tf 72 700 Td (In 2021 there were ) Tj {said} BDC {drawn} EMC ( crimes.) Tj ET"
    return one_page(stream(text.encode("latin-1")), PAGE)


@pytest.mark.parametrize(
    "said",
    ["/Span <</ActualText (77)>>", "/Span <</ActualText <FEFF00370037>>>", "/Span /P1"],
    ids=["in letters", "in UTF-16", "in a list of properties"],
)
def test_another_number_than_the_drawn_one_is_counted_and_not_read(said: str) -> None:
    (reading,) = read_reply(saying(said), "reply.pdf")
    assert [figure.count for figure in reading.figures] == [95]
    assert reading.hidden == [Hidden("hidden text", "page 1", 1, 1, holds=True)]
    assert (reading.state, reading.lost) == ("held", [])
    assert all(check.passed for check in reading.checks)


@pytest.mark.parametrize("said", ["95", " 95 ", "9-5", "", " "])
def test_the_same_number_or_none_hides_nothing(said: str) -> None:
    (reading,) = read_reply(saying(f"/Span <</ActualText ({said})>>"), "reply.pdf")
    assert [figure.count for figure in reading.figures] == [95]
    assert (reading.hidden, reading.state) == ([], "read")
    assert all(check.passed for check in reading.checks)


def test_one_text_may_be_said_of_several_and_one_sign_stand_for_letters() -> None:
    whole = saying("/Span <</ActualText (95)>>", "(9) Tj (5) Tj")
    sign = saying("/Span <</ActualText (fi)>>", "(\xae) Tj")
    for data in (whole, sign):
        (reading,) = read_reply(data, "reply.pdf")
        assert reading.hidden == []
