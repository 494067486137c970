from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from flows.sources import memory as memory_module
from flows.sources.memory import Memory
from parsers.errors import FoiError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_noted_is_there_in_the_next_run(tmp_path: Path) -> None:
    place = tmp_path / "cursors" / "post.jsonl"
    with Memory(place) as memory:
        memory.note("a", "1")
        memory.note("b\nc", "two ☂")
        memory.note("a", "3")
        assert Memory(place).get("a") == "3"  # at once, for a kill may come at any moment
    again = Memory(place)
    assert (again.get("a"), again.get("b\nc"), again.get("d")) == ("3", "two ☂", None)
    assert "a" in again
    assert "d" not in again
    assert dict(again.under("b")) == {"b\nc": "two ☂"}


def test_the_same_note_again_is_not_written(tmp_path: Path) -> None:
    place = tmp_path / "post.jsonl"
    for _ in range(3):
        with Memory(place) as memory:
            memory.note("a", "1")
    assert place.read_text() == '["a", "1"]\n'


def test_a_line_that_a_kill_cut_is_forgotten(tmp_path: Path) -> None:
    place = tmp_path / "post.jsonl"
    place.write_text('["a", "1"]\n["b", "2')
    with Memory(place) as memory:
        assert (memory.get("a"), memory.get("b")) == ("1", None)
        memory.note("b", "3")
    assert Memory(place).get("b") == "3"


def test_a_cut_first_line(tmp_path: Path) -> None:
    place = tmp_path / "post.jsonl"
    place.write_text('["a"')
    with Memory(place) as memory:
        memory.note("b", "3")
    assert place.read_text() == '["b", "3"]\n'


def test_what_no_longer_counts_is_left_out_one_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_module, "WORTH_WRITING_ANEW", 5)
    place = tmp_path / "post.jsonl"
    with Memory(place) as memory:
        for number in range(10):
            memory.note("a", str(number))
    assert len(place.read_text().splitlines()) == 10
    with Memory(place) as memory:
        pass
    assert [json.loads(line) for line in place.read_text().splitlines()] == [["a", "9"]]


@pytest.mark.parametrize("damage", ["{}", "[1]", "[1, 2, 3]", "x", "null", "\x00", ""])
def test_a_damaged_file_says_what_to_do(tmp_path: Path, damage: str) -> None:
    place = tmp_path / "post.jsonl"
    place.write_text(f'["a", "1"]\n{damage}\n["b", "2"]\n')
    with pytest.raises(FoiError, match=r"post\.jsonl, line 2: not a note of a source; remove the file"):
        Memory(place)


def test_notes_are_taken_only_while_it_is_open(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        Memory(tmp_path / "post.jsonl").note("a", "1")
