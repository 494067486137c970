"""A hundred messages with attachments of every format, over three folders: all arrive and count once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import shutil
import ssl
import time
from collections import Counter
from email.message import EmailMessage
from typing import TYPE_CHECKING

import duckdb
import pytest
from attachments import Attachment, attachment
from dovecot_server import PASSWORD, USER, Dovecot, source

from flows.progress import Silence
from flows.rebuild import rebuild
from flows.settings import Settings
from flows.sources.errand import Errand, SourceError, Tally
from flows.sources.mailbox import Mailbox
from flows.sources.table import Table
from flows.stages import Watching, draw, read_anew, unparsed
from parsers.formats.office import office
from parsers.formats.registry import FORMATS
from warehouse.archive import Archive
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    shutil.which("dovecot", path="/usr/sbin:/usr/bin") is None,
    reason="Dovecot is not installed (Debian: dovecot-imapd)",
)

FOLDERS = ["INBOX", "hospital-crimes", "FOI.2026"]
COUNT = 100
BY_OFFICE = {".doc", ".odt", ".rtf", ".xlsb"}
SLOW = {".bmp", ".gif", ".jpg", ".png", ".tif"} | BY_OFFICE
"""Formats that are read by a recogniser or by LibreOffice."""


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    running = Dovecot()
    yield running
    running.remove()


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_MAIL_PASSWORD", PASSWORD)


def endings() -> list[str]:
    """The endings of all formats that are read here."""
    known = {ending for each in FORMATS for ending in re.findall(r"\.[a-z]+", each.about)}
    return sorted(known if office() else known - BY_OFFICE)


def contents(kinds: list[str]) -> list[Attachment]:
    """What is attached to each message: those formats once that take long to read, the others by turns."""
    slow = [kind for kind in kinds if kind in SLOW]
    quick = [kind for kind in kinds if kind not in SLOW]
    rest = (quick[number % len(quick)] for number in range(COUNT - len(slow)))
    return [attachment(kind, number) for number, kind in enumerate([*slow, *rest])]


def message(number: int, attached: Attachment) -> bytes:
    made = EmailMessage()
    made["From"] = f"FOI <foi@force{number}.police.uk>"
    made["Subject"] = f"Request {number}: our reply"
    made["Message-ID"] = f"<{number}@force.police.uk>"
    made.set_content("Please find our reply attached.\n")
    made.add_attachment(attached.data, maintype="application", subtype="octet-stream", filename=attached.name)
    return made.as_bytes().replace(b"\n", b"\r\n")


def drawn(workspace: Workspace, mailbox: Mailbox) -> Tally:
    tally = Tally("post")
    draw(workspace, mailbox, tally, Errand(), Watching(time.monotonic() + 300, None, Silence()))
    return tally


@pytest.mark.slow
def test_all_arrive_once_whatever_happens_on_the_way(server: Dovecot, tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, create=True)
    attached = contents(endings())
    sent: list[bytes] = []
    with server.client(ssl.create_default_context(cafile=str(server.certificate))) as box:
        for folder in FOLDERS[1:]:
            box.folder.create(folder)
        for number in range(COUNT):
            sent.append(message(number, attached[number]))
            box.append(sent[-1], FOLDERS[number % 3])
    mailbox = source(server, folders=FOLDERS)
    # Three runs are disturbed in mid-fetch, each in another way, and the fourth finds the rest.
    disturb = iter([server.cut_connections, server.stop, server.cut_connections])
    archived = 0
    for at in (20, 45, 75):
        tally = Tally("post")
        watching = Watching(time.monotonic() + 300, None, _At(tally, at - archived, next(disturb)))
        with pytest.raises(SourceError, match="the connection failed"):
            draw(workspace, mailbox, tally, Errand(), watching)
        archived += tally.deliveries
        if at == 45:
            server.start()
    server.number_anew()
    tally = drawn(workspace, mailbox)
    assert archived + tally.deliveries == COUNT
    deliveries = Archive(workspace).deliveries()
    assert sorted(found for found, _ in deliveries) == sorted(
        hashlib.sha256(data).hexdigest() for data in sent
    )
    assert drawn(workspace, mailbox).deliveries == 0
    # The same file in several messages is one document, and its figures count once.
    files = {hashlib.sha256(each.data).digest(): each.numbers for each in attached}
    assert figures_of(workspace) == Counter(number for numbers in files.values() for number in numbers)


def figures_of(workspace: Workspace) -> Counter[int]:
    """Read all that is archived, build and publish; return the numbers in the warehouse, as printed."""
    settings = Settings(workspace=workspace.root, workers=2)
    parsed = read_anew(workspace, settings, unparsed(workspace, 50), Silence())
    assert not parsed.lines
    published = rebuild(workspace, Silence())
    assert published
    with duckdb.connect(str(published), read_only=True) as connection:
        rows = connection.execute("SELECT raw_text FROM figures WHERE role IN ('cell', 'total')").fetchall()
    return Counter(int(re.sub(r"\D", "", text)) for (text,) in rows)  # one has a mark of a footnote


class _At(Silence):
    """Does something when so many messages have come."""

    def __init__(self, tally: Tally, number: int, what: object) -> None:
        self.tally, self.number, self.what = tally, number, what

    def advance(self, steps: int = 1) -> None:
        del steps
        if self.tally.deliveries == self.number:
            self.what()  # type: ignore[operator]


def test_tls_may_begin_after_the_greeting(server: Dovecot, tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, create=True)
    mailbox = source(
        server, port=server.plain_port, starttls=True, search='SUBJECT "Request 7:"', folders=FOLDERS
    )
    assert drawn(workspace, mailbox).deliveries == 1


def token(key: bytes, user: str, lasts: int = 600) -> str:
    """A token of OAuth 2.0, as an identity provider signs one (RFC 7519)."""
    now = int(time.time())
    parts = [
        {"alg": "HS256", "typ": "JWT", "kid": "default"},
        {"sub": user, "iat": now - 60, "exp": now + lasts},
    ]
    signed = ".".join(_packed(json.dumps(part).encode()) for part in parts)
    return f"{signed}.{_packed(hmac.digest(key, signed.encode(), 'sha256'))}"


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def test_a_token_of_oauth_in_the_place_of_a_password(
    server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace.open(tmp_path, create=True)
    search = {"folders": FOLDERS, "search": 'SUBJECT "Request 7:"'}
    entries = {
        "host": "127.0.0.1",
        "port": server.port,
        "user": USER,
        "login": "oauth2",
        "token": "env:TEST_MAIL_TOKEN",
        "ca_file": str(server.certificate),
        **search,
    }
    mailbox = Mailbox.of("post", None, Table("sources.toml", entries))
    monkeypatch.setenv("TEST_MAIL_TOKEN", token(server.token_key, USER))
    assert drawn(workspace, mailbox).deliveries == 1
    for wrong in (token(b"another key", USER), token(server.token_key, USER, -30)):
        monkeypatch.setenv("TEST_MAIL_TOKEN", wrong)
        with pytest.raises(SourceError, match="login was refused; check env:TEST_MAIL_TOKEN") as refused:
            drawn(workspace, mailbox)
        assert wrong not in str(refused.value)
