"""A mailbox on a real server: all arrive once, whatever happens on the way."""

from __future__ import annotations

import shutil
import ssl
from email.message import EmailMessage
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from dovecot_server import PASSWORD, Dovecot, source

from flows.sources.errand import Errand, Notice, SourceError
from flows.sources.memory import Memory
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from imap_tools import BaseMailBox

    from flows.sources.mailbox import Mailbox
    from warehouse.archive import Delivery

pytestmark = pytest.mark.skipif(
    shutil.which("dovecot", path="/usr/sbin:/usr/bin") is None,
    reason="Dovecot is not installed (Debian: dovecot-imapd)",
)

ATTACHED = {
    "csv": b"Year,Outcome,Count\n2020,16,%d\n",
    "xlsx": b"PK\x03\x04 not quite a workbook %d",
    "pdf": b"%%PDF-1.7 %d",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    running = Dovecot()
    yield running
    running.remove()


@pytest.fixture
def box(server: Dovecot) -> Iterator[BaseMailBox]:
    """A client of its own, in an account without messages."""
    client = server.client(ssl.create_default_context(cafile=str(server.certificate)))
    for folder in client.folder.list():
        if folder.name != "INBOX" and "\\Noselect" not in folder.flags:
            client.folder.delete(folder.name)
    client.folder.set("INBOX")
    client.delete(client.uids())
    yield client
    client.client.shutdown()  # without a word, as the server may be gone


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "cursors" / "post.jsonl"


def message(number: int, kind: str = "csv", size: int = 0, **head: str) -> bytes:
    made = EmailMessage()
    made["From"] = f"FOI <foi@force{number}.police.uk>"
    made["Subject"] = f"Request {number}: our reply"
    made["Message-ID"] = f"<{number}@force.police.uk>"
    for name, value in head.items():
        made[name.replace("_", "-")] = value
    made.set_content("Please find our reply attached.\n")
    if kind:
        data = ATTACHED[kind] % number + b"x" * size
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"reply.{kind}")
    return made.as_bytes().replace(b"\n", b"\r\n")


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_MAIL_PASSWORD", PASSWORD)


def taken(mailbox: Mailbox, memory: Path, told: list[Notice] | None = None) -> list[tuple[bytes, Delivery]]:
    with Memory(memory) as notes:
        errand = Errand(tell=(told if told is not None else []).append)
        return list(mailbox.deliveries(notes, errand))


def test_messages_of_several_folders_arrive_once_and_stay_as_they_are(
    server: Dovecot, box: BaseMailBox, memory: Path
) -> None:
    folders = ["INBOX", "hospital-crimes", "Akten.Überall"]
    sent = []
    for number in range(60):
        folder = folders[number % 3]
        if not box.folder.exists(folder):
            box.folder.create(folder)
        sent.append(message(number, ("csv", "xlsx", "pdf")[number // 3 % 3]))
        box.append(sent[-1], folder)
    mailbox = source(server, folders=folders)
    arrived = taken(mailbox, memory)
    assert sorted(data for data, _ in arrived) == sorted(sent)
    (delivery,) = [delivery for data, delivery in arrived if data == sent[1]]
    assert delivery.path == "hospital-crimes/1@force.police.uk"
    assert delivery.name == "Request 1: our reply.eml"
    assert delivery.sender == "foi@force1.police.uk"
    assert delivery.received_on is not None
    assert {item.path.rpartition("/")[0] for _, item in arrived} == {
        "INBOX",
        "hospital-crimes",
        "Akten/Überall",
    }
    assert taken(mailbox, memory) == []
    box.folder.set("INBOX")
    assert len(box.uids("UNSEEN")) == 20
    box.append(message(60), "INBOX")
    assert [delivery.path for _, delivery in taken(mailbox, memory)] == ["INBOX/60@force.police.uk"]


def test_only_what_the_search_finds(server: Dovecot, box: BaseMailBox, memory: Path) -> None:
    for number in (1, 2, 12):
        box.append(message(number), "INBOX")
    found = taken(source(server, search='SUBJECT "Request 1"'), memory)
    assert {delivery.path for _, delivery in found} == {"INBOX/1@force.police.uk", "INBOX/12@force.police.uk"}
    assert len(taken(source(server), memory)) == 1


@pytest.mark.parametrize("fault", ["server", "connection"])
def test_a_run_that_breaks_off_is_taken_up_where_it_was(
    server: Dovecot, box: BaseMailBox, memory: Path, fault: str
) -> None:
    sent = [message(number) for number in range(12)]
    for each in sent:
        box.append(each, "INBOX")
    with Memory(memory) as notes:
        deliveries = source(server).deliveries(notes, Errand())
        got = [data for data, _ in islice(deliveries, 5)]
        server.stop() if fault == "server" else server.cut_connections()
        with pytest.raises(SourceError, match="the connection failed") as failure:
            got += [data for data, _ in deliveries]
    assert failure.value.again
    if fault == "server":
        assert "ConnectionRefusedError" in _refusal(source(server), memory)
        server.start()
    rest = [data for data, _ in taken(source(server), memory)]
    assert 5 <= len(got) < 12
    assert sorted(got + rest) == sorted(sent)


def _refusal(mailbox: Mailbox, memory: Path) -> str:
    with pytest.raises(SourceError) as failure:
        taken(mailbox, memory)
    return str(failure.value)


def test_a_message_that_was_yielded_and_not_archived_comes_again(
    server: Dovecot, box: BaseMailBox, memory: Path
) -> None:
    box.append(message(1), "INBOX")
    box.append(message(2), "INBOX")
    with Memory(memory) as notes:
        deliveries = source(server).deliveries(notes, Errand())
        next(deliveries)
        next(deliveries)
        deliveries.close()  # as when the archive's disk is full
    assert [delivery.path for _, delivery in taken(source(server), memory)] == ["INBOX/2@force.police.uk"]


def test_messages_that_are_numbered_anew_are_known(server: Dovecot, box: BaseMailBox, memory: Path) -> None:
    for number in range(4):
        box.append(message(number), "INBOX")
    assert len(taken(source(server), memory)) == 4
    server.number_anew()
    with server.client(ssl.create_default_context(cafile=str(server.certificate))) as again:
        again.append(message(9), "INBOX")
    told: list[Notice] = []
    assert [delivery.path for _, delivery in taken(source(server), memory, told)] == [
        "INBOX/9@force.police.uk"
    ]
    assert [notice.reason for notice in told] == [
        "the server has numbered its messages anew; all were looked through again"
    ]
    told.clear()
    assert taken(source(server), memory, told) == []
    assert told == []


def test_a_message_of_thirty_megabytes(server: Dovecot, box: BaseMailBox, memory: Path) -> None:
    large = message(1, "pdf", size=22 * 1024**2)
    assert len(large) > 30_000_000
    box.append(large, "INBOX")
    ((data, _),) = taken(source(server), memory)
    assert data == large


def test_bounces_and_automatic_replies_are_told_and_not_delivered(
    server: Dovecot, box: BaseMailBox, memory: Path
) -> None:
    box.append(message(1, "", Auto_Submitted="auto-replied (vacation)"), "INBOX")
    box.append(message(2, "csv", Auto_Submitted="auto-replied"), "INBOX")
    bounce = (
        b"From: MAILER-DAEMON@agency.example\r\nSubject: Undelivered Mail\r\nMessage-ID: <b@x>\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/plain\r\n\r\nno such user\r\n--x--\r\n"
    )
    box.append(bounce, "INBOX")
    told: list[Notice] = []
    assert [delivery.path for _, delivery in taken(source(server), memory, told)] == [
        "INBOX/2@force.police.uk"
    ]
    assert [(notice.path, notice.wanted) for notice in told] == [
        ("post: INBOX: Request 1: our reply", False),
        ("post: INBOX: Undelivered Mail", True),
    ]
    told.clear()
    assert taken(source(server), memory, told) == []
    assert told == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n",
        b"no head at all",
        b"Subject: =?utf-9?B?!!!?=\r\nFrom: <<>>,;@\r\nMessage-ID: \xff/../<>\r\n\r\nx",
        b"Subject: " + b"a/" * 5000 + b"\r\n\r\nx",
        b"\x00\x01\x02\r\nContent-Type: multipart/mixed\r\n\r\n\x00",
    ],
    ids=["empty", "no-head", "text", "odd", "long", "binary"],
)
def test_odd_messages_arrive_as_they_are(
    server: Dovecot, box: BaseMailBox, memory: Path, data: bytes
) -> None:
    try:
        box.append(data, "INBOX")
    except Exception as error:  # noqa: BLE001 - whatever the server itself refuses cannot lie in a mailbox
        pytest.skip(f"the server takes no such message ({error})")
    ((_, delivery),) = taken(source(server), memory)
    assert len(delivery.name) < 150
    assert "/" not in delivery.name


class TestRefusals:
    def test_a_wrong_password_is_not_told(
        self, server: Dovecot, memory: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TEST_MAIL_PASSWORD", "not the one")
        with pytest.raises(SourceError, match="login was refused; check env:TEST_MAIL_PASSWORD") as failure:
            taken(source(server), memory)
        assert not failure.value.again
        assert "not the one" not in str(failure.value)

    def test_a_secret_that_is_not_set(
        self, server: Dovecot, memory: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("TEST_MAIL_PASSWORD")
        with pytest.raises(FoiError, match="TEST_MAIL_PASSWORD is missing or empty"):
            taken(source(server), memory)

    def test_a_certificate_that_nobody_vouches_for(self, server: Dovecot, memory: Path) -> None:
        with pytest.raises(SourceError, match="certificate is not to be trusted") as failure:
            taken(source(server, ca_file=ssl.get_default_verify_paths().cafile or ""), memory)
        assert not failure.value.again

    def test_a_folder_that_is_not_there(self, server: Dovecot, box: BaseMailBox, memory: Path) -> None:
        del box
        with pytest.raises(SourceError, match="no folder 'Replies'; there are: INBOX"):
            taken(source(server, folders=["Replies"]), memory)

    def test_a_search_that_the_server_does_not_understand(self, server: Dovecot, memory: Path) -> None:
        with pytest.raises(SourceError):
            taken(source(server, search="GIVE ME ALL"), memory)
