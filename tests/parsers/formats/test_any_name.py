"""Every format under the extension of every other: what a file is called changes nothing of what is read."""

import pytest

from fixtures.hostile.cut import SOUND
from parsers.figure import Reading
from parsers.formats.sniff import sniff
from parsers.reply import read_reply

BY_OFFICE = {"doc", "odt", "rtf", "xlsb"}
PICTURES = {"png", "jpg", "tif"}


def read(readings: list[Reading]) -> list[tuple[object, ...]]:
    return [
        (each.format, each.state, [(figure.locator, figure.raw_text) for figure in each.figures])
        for each in readings
    ]


@pytest.mark.parametrize("extension", sorted(set(SOUND) - BY_OFFICE - PICTURES))
def test_a_wrong_extension_changes_nothing(extension: str) -> None:
    data = SOUND[extension]()
    own = read(read_reply(data, f"reply.{extension}"))
    assert sum(len(figures) for *_, figures in own if isinstance(figures, list)) > 0
    for other in (*SOUND, "exe"):
        assert read(read_reply(data, f"reply.{other}")) == own


@pytest.mark.parametrize("extension", sorted(SOUND))
def test_a_format_is_told_without_a_name_and_half_of_it_is_no_other(extension: str) -> None:
    data = SOUND[extension]()
    told = sniff(data)
    assert told not in {"unknown", "ole", "broken zip"}
    assert sniff(data[: len(data) // 2]) in {told, "ole", "broken zip"}
