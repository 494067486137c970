"""What comes back with a bounce is what was sent: it answers nothing, and no number of it is an answer's."""

from __future__ import annotations

from email.message import EmailMessage

from parsers.reply import RETURNED, read_reply


def sent() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "desk@agency.example"
    mail["Subject"] = "Freedom of Information request"
    mail.set_content("You told us earlier that 95 crimes were recorded in 2021. How many in 2022?\n")
    mail.add_attachment(b"Outcome,2021\nCharged,7\n", maintype="text", subtype="csv", filename="before.csv")
    return mail


def around(sender: str, subject: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = sender, subject
    mail.set_content("Here is the message.\n")
    mail.add_attachment(sent())
    return mail.as_bytes()


def test_a_message_that_came_back_answers_nothing() -> None:
    daemon = around("Mail Delivery System <mailer-daemon@force.police.uk>", "Mail delivery failed")
    bounce, *returned = read_reply(daemon, "bounce.eml")
    assert [each.format for each in (bounce, *returned)] == ["eml", "eml", "delimited"]
    assert {each.disposition for each in (bounce, *returned)} == {"bounce"}
    reasons = {figure.held_reason for each in returned for figure in each.figures}
    assert reasons
    assert None not in reasons
    assert RETURNED in reasons


def test_a_message_that_is_handed_on_is_read() -> None:
    _, *handed_on = read_reply(around("foi@force.police.uk", "FW: request"), "forward.eml")
    assert [(each.count, each.held_reason) for each in handed_on[-1].figures] == [(7, None)]
