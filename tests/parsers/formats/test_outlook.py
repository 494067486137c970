import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.formats.messages import compressed, encapsulated
from fixtures.formats.outlook import msg, storage, winmail
from parsers.errors import UnreadableError
from parsers.formats.registry import read_document
from parsers.formats.rtf_html import html_in_rtf
from parsers.reply import read_reply

HEADERS = {
    "From": "FOI Team <FOI@example.pnn.police.uk>",
    "Subject": "Your request FOI 123/24",
    "Date": "Tue, 05 Mar 2024 10:00:00 +0000",
    "Message-ID": "<1@example>",
    "In-Reply-To": "<0@example>",
}
FILE = ("figures.csv", b"Outcome,2019,2020\nCharged,5,6\nTotal,5,6\n")
FACTS = {
    "sender": "foi@example.pnn.police.uk",
    "subject": "Your request FOI 123/24",
    "message_id": "<1@example>",
    "in_reply_to": "<0@example>",
    "date": "2024-03-05",
}


def texts(data: bytes) -> list[str]:
    return [passage.text for passage in read_document(data).passages]


def test_body_headers_and_attachments_of_a_saved_message() -> None:
    document = read_document(msg(HEADERS, plain="There were 5 crimes.\r\n", files=[FILE]))
    assert document.format == "msg"
    assert document.facts == FACTS
    assert [passage.text for passage in document.passages] == ["There were 5 crimes."]
    assert [(inner.name, inner.data) for inner in document.inner] == [FILE]


def test_a_message_inside_a_saved_message_is_an_inner_document() -> None:
    within = storage(HEADERS, plain="There were 7 crimes.", files=[FILE])
    document = read_document(msg({"Subject": "FW: reply"}, plain="See below", inner=[within]))
    (inner,) = document.inner
    assert texts(inner.data) == ["There were 7 crimes."]
    assert read_document(inner.data).facts == FACTS
    assert [each.name for each in read_document(inner.data).inner] == ["figures.csv"]


def test_a_body_in_rtf_alone_with_tables_is_a_document_of_its_own() -> None:
    rtf = rb"{\rtf1\ansi \trowd\cellx900 Charged\cell 5\cell\row}"
    document = read_document(msg(HEADERS, plain="Charged\t5", rtf=compressed(rtf)))
    assert document.passages == []
    assert [(inner.name, inner.data) for inner in document.inner] == [("message body.rtf", rtf)]


def test_a_body_in_rtf_alone_without_tables_is_its_plain_text() -> None:
    data = msg(HEADERS, plain="There were 5 crimes.", rtf=compressed(rb"{\rtf1\ansi There were 5 crimes.}"))
    assert texts(data) == ["There were 5 crimes."]


@pytest.mark.parametrize("html", ["<p>a “b” – £5 {x} \\ y</p>", "<b>1</b>\n<i>2</i>", ""])
def test_html_hidden_in_rtf_comes_out_as_it_went_in(html: str) -> None:
    assert (html_in_rtf(encapsulated(html)) or "").replace("\r\n", "\n") == html


def test_rtf_that_was_never_html_is_none() -> None:
    assert html_in_rtf(rb"{\rtf1\ansi\fromtext hello}") is None
    assert html_in_rtf(rb"{\rtf1\fromhtml1 " + b"{" * 10_000) is None


def test_wrapped_attachments_and_body_are_unwrapped() -> None:
    document = read_document(winmail("<p>There were 5 crimes.</p>", [FILE]))
    assert [passage.text for passage in document.passages] == ["There were 5 crimes."]
    assert [(inner.name, inner.data) for inner in document.inner] == [FILE]


def test_a_wrapping_that_is_cut_short_says_so() -> None:
    whole = winmail(None, [FILE, ("b.csv", b"x" * 500)])
    (reading, *_) = read_reply(whole[:-300], "winmail.dat")
    assert reading.state in {"held", "failed"}
    assert "cut short" in str(reading.reason) or "broken" in str(reading.reason)


SOUND = {"msg": msg(HEADERS, plain="There were 5 crimes.", files=[FILE]), "tnef": winmail("<p>5</p>", [FILE])}


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_truncated_messages_are_rows_with_a_reason(share: float) -> None:
    data = SOUND["msg"][: int(share * len(SOUND["msg"]))]
    (reading, *_) = read_reply(data, "reply.pdf")
    assert reading.state in {"held", "failed"}
    assert reading.reason


def test_a_file_that_only_begins_as_a_message_is_broken() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le") + bytes(5_000)
    with pytest.raises(UnreadableError, match="broken"):
        read_document(data)


def test_names_of_attachments_are_no_paths() -> None:
    document = read_document(msg(HEADERS, plain="x", files=[("..\\..\\a/b.csv", b"1,2"), ("", b"3,4")]))
    assert all("/" not in inner.name and "\\" not in inner.name for inner in document.inner)


@pytest.mark.parametrize("form", sorted(SOUND))
@settings(max_examples=50, deadline=None)
@given(st.data())
def test_damaged_messages_do_not_raise(form: str, data: st.DataObject) -> None:
    content = bytearray(SOUND[form])
    for _ in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for reading in read_reply(bytes(content), "reply"):
        assert reading.state in {"read", "held", "failed"}


def test_messages_inside_a_wrapped_message_are_read_as_messages() -> None:
    within = winmail("<p>In 2020 there were 7 crimes.</p>", [FILE], subject="RE: FOI")
    outer, *inner = read_reply(winmail("<p>See below.</p>", [], [within]), "winmail.dat")
    assert (outer.format, outer.state) == ("tnef", "read")
    assert [reading.format for reading in inner] == ["eml", "delimited"]
    assert [figure.count for figure in inner[0].figures] == [7]
    assert ("subject", "RE: FOI") in {(sign.kind, sign.value) for sign in inner[0].signs}


def test_a_wrapped_message_that_claims_more_than_it_holds_ends_at_once() -> None:
    for kind, claimed in ((0x1002, 0xFFFF_FFFF), (0x1102, 0xFFFF_FFFF), (0x0102, 0x7FFF_FFFF), (0x0001, 1)):
        listed = struct.pack("<IHHI", 0x7FFF_FFFF, kind, 0x1013, claimed) + b"<p>5</p>"
        wrapped = winmail(None, [FILE]) + struct.pack("<BII", 1, 0x00069003, len(listed)) + listed + bytes(2)
        outer, inner = read_reply(wrapped, "winmail.dat")
        assert (outer.state, outer.reason) == (
            "held",
            "winmail.dat: not all that it says of the message can be read",
        )
        assert inner.state == "read"
