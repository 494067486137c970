"""Encrypted files are opened by the right password and by no other, whole and in memory."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from fixtures.broken import locked_pdf, locked_workbook, whole
from parsers.reply import read_reply
from parsers.unlock import unlock


def locked(password: str, layout: str = "xlsx-outcomes-by-year") -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(whole(layout))).encrypt(password, target)
    return target.getvalue()


def test_a_workbook_opens_with_its_password_alone() -> None:
    data = locked("Grüße 2022")
    assert unlock(data, "encrypted", ["wrong", "Grüße 2022"]) == whole("xlsx-outcomes-by-year")
    assert unlock(data, "encrypted", ["wrong"]) is data
    assert unlock(data, "encrypted", []) is data


def test_what_excel_opens_without_asking_is_opened() -> None:
    assert unlock(locked("VelvetSweatshop"), "encrypted", []) == whole("xlsx-outcomes-by-year")


def test_a_locked_workbook_is_read_as_if_it_were_not_locked() -> None:
    (plain,) = read_reply(whole("xlsx-outcomes-by-year"), "reply.xlsx")
    (opened,) = read_reply(locked("open"), "reply.xlsx", ("shut", "open"))
    assert opened.format == "xlsx"
    assert opened.figures == plain.figures
    assert opened.document_id != plain.document_id
    assert "open" not in repr(opened)


@pytest.mark.parametrize("passwords", [(), ("wrong",)])
def test_it_waits_for_its_password(passwords: tuple[str, ...]) -> None:
    (reading,) = read_reply(locked("open"), "reply.xlsx", passwords)
    assert reading.is_locked
    assert reading.figures == []


def test_a_pdf_opens_with_its_password_alone() -> None:
    opened = unlock(locked_pdf(), "pdf", ["wrong", "only-the-force-knows"])
    assert opened.startswith(b"%PDF-")
    assert opened != locked_pdf()
    assert unlock(locked_pdf(), "pdf", ["wrong"]) == locked_pdf()
    assert unlock(whole("pdf-ruled"), "pdf", ["wrong"]) == whole("pdf-ruled")
    (reading,) = read_reply(locked_pdf(), "reply.pdf", ("only-the-force-knows",))
    assert (reading.state, reading.is_locked) == ("read", False)


def test_damaged_locks_are_held_and_raise_nothing() -> None:
    (reading,) = read_reply(locked_workbook(), "reply.xlsx", ("open",))
    assert reading.is_locked


def test_what_is_locked_within_a_message_is_opened_too() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "foi@norbridge.example", "FOI 4711/22"
    message.set_content("Please find our answer attached.")
    message.add_attachment(locked("open"), maintype="application", subtype="octet-stream", filename="a.xlsx")
    readings = read_reply(message.as_bytes(), "reply.eml", ("open",))
    assert [reading.is_locked for reading in readings] == [False, False]
    assert len(readings[1].figures) > 0
