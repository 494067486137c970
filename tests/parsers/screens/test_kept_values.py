"""Values that fields and variables keep and nobody sees: counted, held where they tell, not read."""

from __future__ import annotations

import pytest

from fixtures.hiding import SECRETS, with_parts
from fixtures.hostile.office import letter
from fixtures.unseen_pdf import letter_with_field
from parsers.figure import Hidden
from parsers.kept_values import is_telling, words_in
from parsers.reply import read_reply

SHOWN = "In 2021 there were 95 crimes."
NAME = f"Officer {SECRETS[0]} {SECRETS[1]}"
WORDS = [word.removeprefix("PX") for secret in SECRETS[:2] for word in secret.split()]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TEXT, _CHOICE = "/FT/Tx", "/FT/Ch/Ff 131072"


HIDDEN = {
    "hidden": letter_with_field(NAME, _TEXT, 2),
    "not for screens": letter_with_field(NAME, _TEXT, 4 | 32),
    "hidden part of a field": letter_with_field(NAME, _TEXT, 2, of_parent=True),
    "hidden choice": letter_with_field(NAME, f"{_CHOICE}/Opt[({NAME})]", 2),
    "longer than any": letter_with_field(f"{NAME} " * 200, _TEXT, 2),
    "shown as stars": letter_with_field(NAME, f"{_TEXT}/Ff 8192", 4),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_a_field_of_a_page_keeps_and_does_not_show_is_counted_and_not_read(way: str) -> None:
    (reading,) = read_reply(HIDDEN[way], "reply.pdf")
    assert reading.hidden == [Hidden("hidden text", "fields on page 1", 1, None, holds=True)]
    assert reading.state == "held"
    assert [figure.count for figure in reading.figures] == [95]
    assert not [word for word in WORDS if word in repr(reading)]


@pytest.mark.parametrize(
    "data",
    [
        letter_with_field("", _TEXT, 2),
        letter_with_field(" - ", _TEXT, 2),
        letter_with_field("Off", "/FT/Btn", 2),
        letter_with_field("", _TEXT, 4),
    ],
)
def test_an_empty_field_hides_nothing(data: bytes) -> None:
    (reading,) = read_reply(data, "reply.pdf")
    assert (reading.hidden, reading.state) == ([], "read")


def test_variables_of_a_letter_hold_it_and_what_its_fields_offer_does_not() -> None:
    data = letter(
        f"<w:p><w:r><w:t>{SHOWN}</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'><w:ffData>"
        f"<w:ddList><w:listEntry w:val='{NAME}'/><w:listEntry w:val='Yes'/></w:ddList></w:ffData>"
        "</w:fldChar></w:r></w:p>"
    )
    values = enumerate((NAME, "H4sIAAAA", "95 crimes"))
    variables = "".join(f'<w:docVar w:name="n{at}" w:val="{value}"/>' for at, value in values)
    settings = f"<w:settings {W}><w:docVars>{variables}</w:docVars></w:settings>".encode()
    (reading,) = read_reply(with_parts(data, {"word/settings.xml": settings}), "reply.docx")
    assert reading.hidden == [
        Hidden("hidden text", "variables", 1, None, holds=True),
        Hidden("hidden text", "what fields offer", 1, None, holds=False),
    ]
    assert reading.reason == "hidden data: 1 hidden text"
    assert not [word for word in WORDS if word in repr(reading)]


@pytest.mark.parametrize(
    ("value", "tells"),
    [
        (NAME, True),
        ("Brackwater, Ottoline", True),
        ("o.brackwater@force.example", True),
        ("/wEPDwUKLTMzMTk4MDgwOWQYAQ5", False),
        ("20931", False),
        ("2021-05-03 12:00", False),
        ("crimes in 2021", False),
        ("", False),
    ],
)
def test_what_reads_as_words_and_is_not_shown_tells_something(value: str, *, tells: bool) -> None:
    assert is_telling(value, words_in([SHOWN])) is tells
