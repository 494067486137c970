"""Workbooks as LibreOffice saves them in its own and in older formats."""

import pytest
from format_matrix import differences

from fixtures.formats.converted import Converted, converted
from parsers.reply import read_reply


def kept(*suffixes: str) -> list[object]:
    return [
        pytest.param(each, id=each.path.name)
        for suffix in suffixes
        for each in converted(suffix)
        if each.name.startswith("xlsx-")
    ]


@pytest.mark.parametrize("made", kept(".xls", ".ods"))
def test_every_workbook(made: Converted) -> None:
    assert differences(read_reply(made.read(), made.delivered), made.facts) == {}
