from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.sources import SOURCES, source_named
from flows.sources.errand import Errand, Notice
from flows.sources.folder import deliveries
from parsers.errors import FoiError


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    for name, text in (
        ("b.csv", "b"),
        ("a/2.csv", "a2"),
        ("a/1.csv", "a1"),
        ("hospital-2025/Durham.pdf", "d"),
        ("Ü ber.txt", "u"),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def _read(folder: Path, errand: Errand | None = None) -> list[tuple[bytes, str]]:
    return [(data, delivery.path) for data, delivery in deliveries(folder, errand)]


def _notices(folder: Path) -> tuple[list[tuple[bytes, str]], list[Notice]]:
    notices: list[Notice] = []
    return _read(folder, Errand(tell=notices.append)), notices


def test_files_come_in_the_order_of_their_paths(inbox: Path) -> None:
    expected = [
        (b"a1", "a/1.csv"),
        (b"a2", "a/2.csv"),
        (b"b", "b.csv"),
        (b"d", "hospital-2025/Durham.pdf"),
        (b"u", "Ü ber.txt"),
    ]
    assert _read(inbox) == expected
    assert _read(inbox) == expected


def test_a_delivery_says_where_it_came_from(inbox: Path) -> None:
    found = {delivery.path: delivery for _, delivery in deliveries(inbox)}
    delivery = found["hospital-2025/Durham.pdf"]
    assert (delivery.name, delivery.source, delivery.request_hint) == ("Durham.pdf", "folder", None)


def test_an_inbox_that_is_named_like_a_request_hints_at_it(inbox: Path) -> None:
    errand = Errand(requests=frozenset({"hospital-2025"}))
    (found,) = [delivery for _, delivery in deliveries(inbox / "hospital-2025", errand)]
    assert (found.path, found.request_hint) == ("Durham.pdf", "hospital-2025")
    assert {delivery.request_hint for _, delivery in deliveries(inbox, errand)} == {None}


def test_what_no_one_calls_a_reply_is_left_out_and_said(inbox: Path) -> None:
    for name in (".DS_Store", "~$Durham.docx", ".~lock.a.ods#", "x.pdf.part", "y.tmp", "z.csv~", "Thumbs.db"):
        (inbox / name).write_text("x")
    (inbox / ".git").mkdir()
    (inbox / ".git" / "config").write_text("x")
    found, notices = _notices(inbox)
    assert len(found) == 5
    assert {notice.path: notice.reason for notice in notices} == {
        ".DS_Store": "hidden",
        ".git": "hidden",
        ".~lock.a.ods#": "a lock file of an open document",
        "~$Durham.docx": "a lock file of an open document",
        "x.pdf.part": "a temporary file",
        "y.tmp": "a temporary file",
        "z.csv~": "a temporary file",
        "Thumbs.db": "made by the operating system",
    }
    assert not any(notice.wanted for notice in notices)


def test_links_out_of_the_inbox_are_refused_and_links_within_are_read(inbox: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for reading")
    (inbox / "out.txt").symlink_to(secret)
    (inbox / "etc").symlink_to("/etc")
    (inbox / "in.txt").symlink_to(inbox / "b.csv")
    (inbox / "again").symlink_to(inbox)
    (inbox / "gone.txt").symlink_to(inbox / "nothing")
    found, notices = _notices(inbox)
    assert [path for _, path in found if path.endswith(".txt")] == ["in.txt", "Ü ber.txt"]
    said = {notice.path: (notice.reason.split(",")[0], notice.wanted) for notice in notices}
    assert said == {
        "out.txt": ("a link out of the inbox", True),
        "etc": ("a link out of the inbox", True),
        "gone.txt": ("a link that leads nowhere", True),
        "again": ("a link to a folder that is read where it lies", False),
    }


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(inbox / "pipe.csv")
    true_read = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "1.csv":
            raise PermissionError(13, "Permission denied")
        if path.name == "2.csv":
            path.write_text("longer than before")
        return true_read(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    monkeypatch.setattr("flows.sources.folder.LARGEST", 30)
    (inbox / "big.csv").write_text("x" * 31)
    found, notices = _notices(inbox)
    assert [path for _, path in found] == ["b.csv", "hospital-2025/Durham.pdf", "Ü ber.txt"]
    reasons = {notice.path: notice.reason for notice in notices}
    assert reasons["pipe.csv"] == "not a regular file"
    assert reasons["a/1.csv"] == "it cannot be read (Permission denied)"
    assert reasons["a/2.csv"] == "it changed while it was read; run again once it is complete"
    assert reasons["big.csv"].startswith("larger than")
    assert all(notice.wanted for notice in notices)


def test_the_workspace_is_no_inbox(inbox: Path) -> None:
    archive = inbox / "foi-data" / "archive"
    archive.mkdir(parents=True)
    (archive / "bytes").write_text("x")
    notices: list[Notice] = []
    errand = Errand(apart=(inbox / "foi-data",), tell=notices.append)
    assert len(_read(inbox, errand)) == 5
    assert [(notice.path, notice.wanted) for notice in notices] == [("foi-data", False)]


def test_a_name_that_is_not_text_is_still_a_name(inbox: Path) -> None:
    odd = os.fsencode(inbox) + b"/D\xfcrham.csv"
    Path(os.fsdecode(odd)).write_text("x")
    paths = [path for _, path in _read(inbox)]
    assert "D\\xfcrham.csv" in paths
    assert all(path.encode("utf-8") for path in paths)


@pytest.mark.parametrize(
    ("name", "said"), [("nowhere", "there is no such folder"), ("b.csv", "this is no folder")]
)
def test_a_wrong_inbox_is_one_line(inbox: Path, name: str, said: str) -> None:
    with pytest.raises(FoiError, match=said):
        list(deliveries(inbox / name))


def test_sources_are_known_by_name() -> None:
    assert source_named("folder") is SOURCES["folder"]
    with pytest.raises(FoiError, match="no source named 'fax'; known sources: folder"):
        source_named("fax")
