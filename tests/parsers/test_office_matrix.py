"""Formats that are read by way of LibreOffice: two of each by default, all of them with FOI_OFFICE=1.

One conversion takes a second or more; a machine without LibreOffice passes these tests over.
"""

import os

import pytest
from format_matrix import differences

from fixtures.formats.converted import Converted, converted
from parsers.errors import PasswordNeededError, UnreadableError, UnsupportedFormatError
from parsers.formats import office
from parsers.formats.registry import read_document
from parsers.reply import read_reply

SUFFIXES = (".doc", ".rtf", ".odt", ".xlsb")
OFTEN = {"letter-merged-labels", "letter-bullet-list", "xlsx-hidden-small", "xlsx-sheet-per-year"}
needs_office = pytest.mark.skipif(office.office() is None, reason="LibreOffice is not installed")


def kept() -> list[object]:
    every = os.environ.get("FOI_OFFICE") == "1"
    return [
        pytest.param(each, id=each.path.name)
        for suffix in SUFFIXES
        for each in converted(suffix)
        if every or each.name in OFTEN
    ]


def first(suffix: str) -> bytes:
    return next(converted(suffix)).read()


@needs_office
@pytest.mark.parametrize("made", kept())
def test_every_document(made: Converted) -> None:
    (reading,) = read_reply(made.read(), made.delivered)
    assert reading.format == made.path.name.split(".")[1]
    assert differences([reading], made.facts) == {}


def test_there_are_twelve_and_more_of_each() -> None:
    assert {suffix: len(list(converted(suffix))) >= 12 for suffix in SUFFIXES} == dict.fromkeys(
        SUFFIXES, True
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_without_libreoffice_the_document_is_held_and_says_what_to_install(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "office", lambda: None)
    (reading,) = read_reply(first(suffix), "reply")
    assert reading.state == "held"
    assert "LibreOffice, which is not installed (apt install" in str(reading.reason)


def test_an_office_that_hangs_is_ended_with_all_its_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_SECONDS", 0.2)
    monkeypatch.setattr(office, "office", lambda: "/bin/sleep")
    monkeypatch.setattr(office, "_arguments", lambda *_: ["60"])
    with pytest.raises(UnreadableError, match="longer than"):
        office.converted(first(".rtf"), "rtf", "docx")


def test_an_office_that_writes_nothing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: "/bin/true")
    with pytest.raises(UnreadableError, match="makes nothing of"):
        read_document(first(".doc"))


@pytest.mark.parametrize("suffix", [".odt", ".xlsb"])
def test_a_broken_package_never_reaches_the_office(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: pytest.fail("the office was asked"))
    data = first(suffix)
    (reading,) = read_reply(data[: len(data) // 2], "reply")
    assert reading.state == "failed"


def test_locked_word_documents_need_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: pytest.fail("the office was asked"))
    data = bytearray(first(".doc"))
    at = data.index(b"\xec\xa5")
    data[at + 11] |= 0x01
    with pytest.raises(PasswordNeededError):
        read_document(bytes(data))


def test_a_format_without_its_program_is_unsupported_and_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: None)
    with pytest.raises(UnsupportedFormatError):
        read_document(rb"{\rtf1\ansi There were 5 crimes.}")
