"""Every format under the extension of every other: what a file is called changes nothing of what is read."""

import shutil

import pytest

from fixtures.hostile.cut import SOUND
from parsers.figure import Reading
from parsers.formats.sniff import sniff
from parsers.reply import read_reply

BY_OFFICE = {"doc", "odt", "rtf", "xlsb"}
PICTURES = {"png", "jpg", "tif"}


def read(readings: list[Reading]) -> list[tuple[object, ...]]:
    return [
        (one.format, one.state, one.reason, len(one.lost), [(f.locator, f.raw_text) for f in one.figures])
        for one in readings
    ]


def names(extension: str) -> list[str]:
    """The extensions of all others; of one where a reading takes seconds."""
    if extension not in BY_OFFICE:
        return [*SOUND, "exe"]
    every = list(SOUND)
    return [every[(every.index(extension) + 1) % len(every)]]


@pytest.mark.parametrize("extension", sorted(set(SOUND) - PICTURES))
def test_a_wrong_extension_changes_nothing(extension: str) -> None:
    if extension in BY_OFFICE and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    data = SOUND[extension]()
    own = read(read_reply(data, f"reply.{extension}"))
    assert any(figures for *_, figures in own)
    for other in names(extension):
        assert read(read_reply(data, f"reply.{other}")) == own


@pytest.mark.parametrize("extension", sorted(SOUND))
def test_a_format_is_told_without_a_name_and_half_of_it_is_no_other(extension: str) -> None:
    data = SOUND[extension]()
    told = sniff(data)
    assert told not in {"unknown", "ole", "broken zip"}
    assert sniff(data[: len(data) // 2]) in {told, "ole", "broken zip"}
