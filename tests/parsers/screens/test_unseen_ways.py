"""Each way in which a page, a sheet or a letter holds what nobody sees: counted, held, and not read."""

from __future__ import annotations

import pytest

from fixtures.hiding import SECRETS
from fixtures.unseen_pdf import SEEN, WAYS
from parsers.reply import read_reply

WORDS = [word for secret in SECRETS for word in secret.split()]


@pytest.mark.parametrize("way", WAYS)
def test_text_of_a_page_that_nobody_sees_is_counted_and_not_read(way: str) -> None:
    kind, make = WAYS[way]
    (reading,) = read_reply(make(), "reply.pdf")
    assert [(found.kind, found.place, found.holds) for found in reading.hidden] == [(kind, "page 1", True)]
    assert reading.state == "held"
    assert [figure.count for figure in reading.figures] == [95]
    assert not [word for word in WORDS if word in repr(reading)]


@pytest.mark.parametrize("way", SEEN)
def test_text_of_a_page_that_is_seen_is_read(way: str) -> None:
    (reading,) = read_reply(SEEN[way](), "reply.pdf")
    assert (reading.hidden, reading.state) == ([], "read")
    assert SECRETS[1] in repr(reading.lost)
