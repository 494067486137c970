import re
from pathlib import Path

from typer.testing import CliRunner

from flows.cli import app
from parsers.formats.registry import FORMATS
from parsers.formats.sniff import sniff

SNIFF = Path(__file__).parents[2] / "parsers" / "formats" / "sniff.py"


def test_every_format_is_listed_with_its_library_and_what_it_loses() -> None:
    result = CliRunner().invoke(app, ["formats"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == len(FORMATS) + 1
    for each, line in zip(FORMATS, lines[1:], strict=True):
        for text in (each.about, each.library, each.loses):
            assert text in line


def test_every_reader_is_there_and_reads_what_is_told_by_content() -> None:
    known = set(re.findall(r'"(\w+)"', SNIFF.read_text("utf-8")))
    for each in FORMATS:
        assert callable(each.load())
        assert each.name in known
    assert sniff(b"Outcome,2019\nCharged,5\n") in {each.name for each in FORMATS}
