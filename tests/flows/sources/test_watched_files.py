"""A folder and a bucket that are looked at in every run: the same files, the same deliveries."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING
from uuid import uuid4

import fsspec
import pytest

from flows.sources import errand as errand_module
from flows.sources.bucket import Bucket
from flows.sources.errand import Errand, Notice, SourceError
from flows.sources.memory import Memory
from flows.sources.table import Table
from flows.sources.watched_folder import WatchedFolder
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flows.sources.configured import Watched
    from warehouse.archive import Delivery

Place = tuple["Watched", "Callable[[str, bytes | None], None]"]


@pytest.fixture(params=["folder", "file-url", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A source, and how a file is put into it (or, without bytes, taken away)."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()

    def put(path: str, data: bytes | None) -> None:
        file = inbox / path
        if data is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    if request.param == "folder":
        table = Table("sources.toml", {"path": str(inbox), "settle_seconds": 0})
        return WatchedFolder.of("place", None, table), put
    if request.param == "file-url":
        table = Table("sources.toml", {"url": f"file://{inbox}", "settle_seconds": 0})
        return Bucket.of("place", None, table), put
    root, system = f"/{uuid4().hex}", fsspec.filesystem("memory")
    system.mkdir(root)

    def upload(path: str, data: bytes | None) -> None:
        system.rm(f"{root}/{path}") if data is None else system.pipe(f"{root}/{path}", data)

    table = Table("sources.toml", {"url": f"memory:/{root}", "settle_seconds": 0})
    return Bucket.of("place", None, table), upload


def taken(source: Watched, tmp_path: Path, told: list[Notice] | None = None) -> dict[str, bytes]:
    return {delivery.path: data for data, delivery in deliveries(source, tmp_path, told)}


def deliveries(
    source: Watched, tmp_path: Path, told: list[Notice] | None = None
) -> list[tuple[bytes, Delivery]]:
    with Memory(tmp_path / "cursors" / "place.jsonl") as memory:
        errand = Errand(tell=(told if told is not None else []).append)
        return list(source.deliveries(memory, errand))


def test_each_file_comes_once(place: Place, tmp_path: Path) -> None:
    source, put = place
    put("crimes/Kent Police.csv", b"a")
    put("b.csv", b"b")
    assert taken(source, tmp_path) == {"crimes/Kent Police.csv": b"a", "b.csv": b"b"}
    assert taken(source, tmp_path) == {}
    put("c.csv", b"c")
    put("b.csv", b"b has changed")
    assert taken(source, tmp_path) == {"b.csv": b"b has changed", "c.csv": b"c"}
    ((_, delivery),) = (put("d/e.csv", b"e"), deliveries(source, tmp_path))[1]
    assert (delivery.name, delivery.source, delivery.path) == ("e.csv", "place", "d/e.csv")


def test_what_is_taken_away_is_told_once_and_may_come_back(place: Place, tmp_path: Path) -> None:
    source, put = place
    put("a.csv", b"a")
    put("keep.csv", b"k")
    taken(source, tmp_path)
    put("a.csv", None)
    told: list[Notice] = []
    assert taken(source, tmp_path, told) == {}
    assert [(notice.path, notice.wanted) for notice in told] == [("place: a.csv", False)]
    told.clear()
    assert taken(source, tmp_path, told) == {}
    assert told == []
    put("a.csv", b"a")
    assert taken(source, tmp_path) == {"a.csv": b"a"}


def test_what_was_not_archived_comes_again(place: Place, tmp_path: Path) -> None:
    source, put = place
    for name in "abc":
        put(name, name.encode())
    with Memory(tmp_path / "cursors" / "place.jsonl") as memory:
        found = source.deliveries(memory, Errand())
        next(found)
        next(found)
        found.close()  # type: ignore[attr-defined]  # a generator: as when the disk is full
    assert taken(source, tmp_path) == {"b": b"b", "c": b"c"}


def test_a_file_that_is_too_large_is_told_each_time(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, put = place
    put("a.csv", b"a" * 100)
    for module in ("folder", "bucket"):
        monkeypatch.setattr(f"flows.sources.{module}.LARGEST", 10)
    assert errand_module.LARGEST > 10
    for _ in range(2):
        told: list[Notice] = []
        assert taken(source, tmp_path, told) == {}
        assert [notice.wanted for notice in told] == [True]


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_a_file_that_is_being_written_waits(tmp_path: Path, kind: str) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    entries = {"path": str(inbox)} if kind == "folder" else {"url": f"file://{inbox}"}
    source = (WatchedFolder if kind == "folder" else Bucket).of("place", None, Table("t", entries))
    (inbox / "old.csv").write_bytes(b"old")
    os.utime(inbox / "old.csv", (time.time() - 100, time.time() - 100))
    (inbox / "new.csv").write_bytes(b"ne")
    told: list[Notice] = []
    assert taken(source, tmp_path, told) == {"old.csv": b"old"}
    assert [(notice.path, notice.wanted) for notice in told] == [("place: new.csv", False)]
    (inbox / "new.csv").write_bytes(b"new, whole")
    os.utime(inbox / "new.csv", (time.time() - 100, time.time() - 100))
    assert taken(source, tmp_path) == {"new.csv": b"new, whole"}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///nowhere/at/all", "there is no such place"),
        ("nosuch://x/y", "it cannot be opened"),
    ],
)
def test_a_place_that_is_not_there(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        taken(Bucket.of("place", None, Table("t", {"url": url})), tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    source = WatchedFolder.of("place", None, Table("t", {"path": str(tmp_path / "unmounted")}))
    with pytest.raises(SourceError, match="there is no such folder"):
        taken(source, tmp_path)


def test_options_may_name_secrets(tmp_path: Path) -> None:
    table = Table("t", {"url": "file:///tmp", "options": {"auto_mkdir": "env:NO_SUCH_SECRET"}})
    with pytest.raises(FoiError, match="the environment variable NO_SUCH_SECRET is missing or empty"):
        taken(Bucket.of("place", None, table), tmp_path)
