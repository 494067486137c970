"""Replies in the bodies of messages, in every form in which Outlook and the internet hand them on."""

from pathlib import Path

import pytest
from format_matrix import SCENES, made, wrong

from fixtures.formats.messages import MessageDesk
from parsers.reply import read_reply

MAIL = Path(__file__).parents[3] / "shared" / "replies" / "mail"


@pytest.mark.parametrize("form", ["eml", "msg", "rtf", "tnef"])
@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_scene(name: str, form: str) -> None:
    assert wrong(*made(name, MessageDesk(form))) == {}


@pytest.mark.skipif(not MAIL.exists(), reason="the real replies are not beside the repository")
@pytest.mark.parametrize("path", sorted(MAIL.glob("*.eml")), ids=lambda path: path.name[:20])
def test_real_messages_without_data_yield_nothing_and_their_attachments_are_found(path: Path) -> None:
    readings = read_reply(path.read_bytes(), path.name)
    assert [f for reading in readings for f in reading.figures if f.held_reason is None] == []
    found = sorted(reading.format for reading in readings[1:])
    assert (
        found
        == {
            "apple-mail-with-attachments.eml": ["pdf", "pdf", "zip"],
            "humberside-police-odd-mime-type.eml": ["eml"],
            "incoming-request-tnef-attachments.eml": ["doc", "doc", "tnef"],
            "track-response-outlook-oof.eml": [],
        }[path.name]
    )
