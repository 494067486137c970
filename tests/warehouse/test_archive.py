from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from parsers.errors import FoiError
from warehouse.archive import Archive, Delivery
from warehouse.inputs import inputs_digest
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

LETTER = Delivery(
    "a.pdf", "folder", "images/a.pdf", "foi@durham.police.uk", date(2022, 2, 1), "images", "durham"
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(Workspace.open(tmp_path, create=True))


def test_bytes_come_back_under_their_hash(archive: Archive) -> None:
    document_id, new = archive.add(b"letter", LETTER)
    assert document_id == hashlib.sha256(b"letter").hexdigest()
    assert new
    assert archive.read(document_id) == b"letter"


def test_facts_of_a_delivery_come_back(archive: Archive) -> None:
    document_id, _ = archive.add(b"letter", LETTER)
    assert archive.deliveries() == [(document_id, LETTER)]


def test_the_same_delivery_twice_is_one(archive: Archive) -> None:
    archive.add(b"letter", LETTER)
    assert archive.add(b"letter", LETTER)[1] is False
    assert len(archive.deliveries()) == 1


def test_the_same_bytes_from_two_places_are_one_document_with_two_deliveries(archive: Archive) -> None:
    first, _ = archive.add(b"letter", LETTER)
    second, new = archive.add(b"letter", Delivery("b.pdf", "mail", "1/b.pdf"))
    assert (second, new) == (first, False)
    assert archive.documents() == [first]
    assert len(archive.deliveries()) == 2


def test_changed_bytes_are_noticed(archive: Archive) -> None:
    document_id, _ = archive.add(b"letter", LETTER)
    path = archive.workspace.archive / document_id[:2] / document_id
    path.write_bytes(b"letteR")
    with pytest.raises(FoiError, match="bytes have changed"):
        archive.read(document_id)


def test_an_unknown_document_is_said(archive: Archive) -> None:
    with pytest.raises(FoiError, match="not in the archive"):
        archive.read("0" * 64)


def test_bytes_without_a_delivery_are_not_delivered_yet(archive: Archive) -> None:
    """A kill between the bytes and the delivery's facts: the next run delivers them as new."""
    document_id, _ = archive.add(b"letter", LETTER)
    for facts in archive.workspace.archive.glob("??/*.json"):
        facts.unlink()
    assert archive.documents() == []
    assert archive.add(b"letter", LETTER) == (document_id, True)


def test_broken_facts_are_named(archive: Archive) -> None:
    archive.add(b"letter", LETTER)
    (facts,) = archive.workspace.archive.glob("??/*.json")
    facts.write_text("{")
    with pytest.raises(FoiError, match="not the facts of a delivery"):
        archive.deliveries()


def test_whether_a_delivery_is_new_is_told_without_reading_any(archive: Archive) -> None:
    archive.add(b"letter", LETTER)
    before = inputs_digest(archive.workspace)
    (facts,) = archive.workspace.archive.glob("??/*.json")
    facts.write_text("{")
    assert inputs_digest(archive.workspace) == before
    archive.add(b"letter", replace(LETTER, sender="foi@kent.police.uk"))
    assert inputs_digest(archive.workspace) != before


def test_many_threads_may_add_at_once(archive: Archive) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: archive.add(b"%d" % (n % 5), LETTER), range(40)))
    assert len(archive.documents()) == 5
    assert len(archive.deliveries()) == 5


def test_order_of_deliveries_does_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    ways = [Delivery("a.pdf", "folder", f"{n}/a.pdf") for n in range(5)]
    listed = []
    for name, order in (("one", ways), ("two", ways[::-1])):
        archive = Archive(Workspace.open(tmp_path / name, create=True))
        for way in order:
            archive.add(b"letter", way)
        listed.append(archive.deliveries())
    assert listed[0] == listed[1]
