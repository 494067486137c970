import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import PasswordNeededError, UnreadableError
from parsers.formats.archive import read_zip
from parsers.reply import read_reply

TABLE = b"Outcome,2019,2020\nCharged,5,6\nTotal,5,6\n"


def packed(*members: tuple[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as package:
        for name, data in members:
            package.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    "kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_members_are_inner_documents(kind: int) -> None:
    document = read_zip(packed(("a/figures.csv", TABLE), ("letter.pdf", b"%PDF-1.4"), kind=kind))
    assert [(inner.name, inner.data) for inner in document.inner] == [
        ("a_figures.csv", TABLE),
        ("letter.pdf", b"%PDF-1.4"),
    ]
    assert document.parts == 2


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../../etc/figures.csv", "etc_figures.csv"),
        ("..\\..\\figures.csv", "figures.csv"),
        ("/root/figures.csv", "root_figures.csv"),
        ("C:\\x\\figures.csv", "C_x_figures.csv"),
        ("a\x1b[31m\nb.csv", "a[31mb.csv"),
        ("..", "member 1"),
        ("x" * 5_000 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_names_are_never_paths(path: str, name: str) -> None:
    assert [inner.name for inner in read_zip(packed((path, TABLE))).inner] == [name]


def test_what_computers_put_beside_files_is_left_out() -> None:
    document = read_zip(
        packed(("a.csv", TABLE), ("__MACOSX/._a.csv", b"x"), (".DS_Store", b"x"), ("b/Thumbs.db", b"x"))
    )
    assert [inner.name for inner in document.inner] == ["a.csv"]


def test_archives_in_archives_are_read_and_the_same_file_once() -> None:
    inner = packed(("figures.csv", TABLE))
    readings = read_reply(packed(("one.zip", inner), ("two.zip", inner), ("copy.csv", TABLE)), "reply.docx")
    assert [reading.format for reading in readings] == ["zip", "zip", "delimited"]
    assert len([figure for reading in readings for figure in reading.figures]) > 0


def test_archives_nested_without_end_are_named() -> None:
    data = packed(("figures.csv", TABLE))
    for number in range(20):
        data = packed((f"{number}.zip", data))
    readings = read_reply(data, "deep.zip")
    assert len(readings) < 12
    assert any("too many documents" in lost.around for reading in readings for lost in reading.lost)


def test_an_archive_of_thousands_of_files_is_refused_or_named() -> None:
    many = packed(*((f"{number}.txt", f"There were {number} crimes.".encode()) for number in range(700)))
    readings = read_reply(many, "many.zip")
    assert len(readings) <= 501
    assert sum("too many documents" in lost.around for lost in readings[0].lost) == 200
    with pytest.raises(UnreadableError, match="parts"):
        read_zip(packed(*((f"{number}", b"") for number in range(2_100))))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed(("big", bytes(150_000_000))), "hostile"),
        (packed(), "no file"),
        (packed(("folder/", b"")), "no file"),
        (packed(("a.csv", TABLE))[:-30], "broken"),
    ],
    ids=["bomb", "empty", "folders", "cut"],
)
def test_hostile_and_empty_archives_are_refused(data: bytes, reason: str) -> None:
    (reading,) = read_reply(data, "reply.zip")
    assert reading.state == "failed"
    assert reason in str(reading.reason)


def test_a_damaged_member_costs_only_itself() -> None:
    data = bytearray(packed(("a.csv", TABLE), ("b.csv", TABLE + b"x"), kind=zipfile.ZIP_STORED))
    at = data.index(TABLE)
    data[at : at + 4] = b"XXXX"
    readings = read_reply(bytes(data), "reply.zip")
    assert "a.csv" in str(readings[0].reason)
    assert [reading.name for reading in readings[1:]] == ["b.csv"]


def test_a_locked_member_asks_for_a_password() -> None:
    data = bytearray(packed(("a.csv", TABLE)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PasswordNeededError):
        read_zip(bytes(data))


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    (reading, *_) = read_reply(b"PK\x03\x04" + data, "reply.zip")
    assert reading.state in {"read", "held", "failed"}
