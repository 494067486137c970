"""Hostile, broken and empty files: no error but a state and a reason, and no figure."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.broken import BROKEN, Broken
from fixtures.corpus import document
from fixtures.layouts import LAYOUTS
from parsers.reply import read_reply

SAMPLES = ("xlsx-outcomes-by-year", "pdf-ruled", "eml-workbook", "csv-utf8-sig")


STATES = {
    "damaged": {"failed", "held"},
    "locked": {"held"},
    "hostile": {"failed", "held", "read"},
    "picture": {"held"},
}


@pytest.mark.parametrize(
    "broken", [b for b in BROKEN if b.kind != "disguised"], ids=lambda broken: broken.name
)
def test_broken_files_are_rows_with_a_reason(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    # Where the recogniser is installed, pictures of text are no broken files.
    monkeypatch.setattr("parsers.formats.pdf_pages.can_recognise", lambda: False)
    readings = read_reply(broken.make(), broken.name)
    assert {reading.state for reading in readings} & STATES[broken.kind]
    assert [figure for reading in readings for figure in reading.figures] == []
    assert any(reading.reason for reading in readings) or broken.kind == "hostile"


@pytest.mark.parametrize(
    "broken", [b for b in BROKEN if b.kind == "disguised"], ids=lambda broken: broken.name
)
def test_disguised_files_are_what_they_are_or_named(broken: Broken) -> None:
    (reading, *_) = read_reply(broken.make(), broken.name)
    assert reading.figures or reading.reason


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated_files_do_not_raise(name: str, share: float) -> None:
    data = document(LAYOUTS[name], "one").written.data
    for reading in read_reply(data[: int(share * len(data))], "reply"):
        assert reading.state in {"read", "held", "failed"}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_damaged_files_do_not_raise(name: str, data: st.DataObject) -> None:
    content = bytearray(document(LAYOUTS[name], "one").written.data)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_reply(bytes(content), "reply")


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    read_reply(data, "reply")


def test_the_extension_does_not_matter() -> None:
    data = document(LAYOUTS["xlsx-outcomes-by-year"], "one").written.data
    assert len(read_reply(data, "reply.pdf")[0].figures) == len(read_reply(data, "reply.xlsx")[0].figures) > 0


def test_messages_inside_messages_inside_messages_end() -> None:
    data = b"From: a@b\nSubject: c\n\nend\n"
    for _ in range(30):
        data = b"From: a@b\nSubject: c\nContent-Type: message/rfc822\n\n" + data
    readings = read_reply(data, "deep.eml")
    assert len(readings) < 12
    assert any("too many documents" in lost.around for reading in readings for lost in reading.lost)


def test_a_package_bomb_is_refused_before_it_unpacks() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        package.writestr("xl/sharedStrings.xml", b"A" * 200_000_000)
    (reading,) = read_reply(target.getvalue(), "bomb.xlsx")
    assert reading.state == "failed"
    assert reading.reason is not None
    assert "unpacks" in reading.reason
