"""What a document is told by its content alone: each format says the same under the names of others."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from fixtures.hostile.cut import SOUND
from parsers.reply import read_reply

if TYPE_CHECKING:
    from parsers.figure import Reading

EXTENSIONS = list(SOUND)
BY_OFFICE = frozenset(("xlsb", "doc", "odt", "rtf"))
PICTURES = frozenset(("png", "jpg", "tif"))


def others(extension: str) -> list[str]:
    """The next extensions after a format's own; one where a reading takes seconds."""
    at = EXTENSIONS.index(extension)
    steps = (1,) if extension in BY_OFFICE else (1, 7)
    return [EXTENSIONS[(at + step) % len(EXTENSIONS)] for step in steps]


def told(readings: list[Reading]) -> list[tuple[object, ...]]:
    return [(r.format, r.state, r.reason, len(r.lost), [f.count for f in r.figures]) for r in readings]


@pytest.mark.parametrize("extension", [each for each in EXTENSIONS if each not in PICTURES])
def test_a_format_is_told_by_its_content_under_any_name(extension: str) -> None:
    if extension in BY_OFFICE and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    data = SOUND[extension]()
    whole = told(read_reply(data, f"reply.{extension}"))
    assert any(counts for *_, counts in whole)
    for other in others(extension):
        assert told(read_reply(data, f"reply.{other}")) == whole
