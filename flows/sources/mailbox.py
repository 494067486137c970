"""A mailbox over IMAP and TLS. Messages are read, and neither marked, moved nor deleted."""

from __future__ import annotations

import imaplib
import re
import ssl
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from imap_tools import MailBox, MailBoxStartTls
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from flows.sources.errand import LARGEST, Notice, SourceError
from flows.sources.message_head import MessageHead, read_head
from flows.terminal import in_a_line
from flows.tls import trusting, untrusted
from warehouse.archive import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from imap_tools import BaseMailBox

    from flows.sources.errand import Errand
    from flows.sources.memory import Memory
    from flows.sources.table import Secret, Table

_LONDON = ZoneInfo("Europe/London")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]+)"')


class _Fetched(NamedTuple):
    """The answer to one FETCH: its literal, and the words around it."""

    literal: bytes
    words: bytes


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One account, or some folders of one; `search` is in IMAP's own words (RFC 9051, 6.4.4)."""

    name: str
    host: str
    port: int
    user: str
    secret: Secret
    login: str
    starttls: bool
    ca_file: str | None
    folders: tuple[str, ...]
    search: str
    seconds: int
    request: str | None

    @classmethod
    def of(cls, name: str, request: str | None, table: Table) -> Mailbox:
        """Read one table of `sources.toml`.

        Raises:
            FoiError: An entry is missing or wrong.
        """
        login = table.one_of("login", ("password", "oauth2"), "password")
        starttls = table.flag("starttls")
        return cls(
            name=name,
            host=table.text("host"),
            port=table.number("port", 143 if starttls else 993, 1, 65_535),
            user=table.text("user"),
            secret=table.secret("token" if login == "oauth2" else "password"),
            login=login,
            starttls=starttls,
            ca_file=table.optional("ca_file"),
            folders=table.texts("folders", ("INBOX",)),
            search=table.text("search", "ALL"),
            seconds=table.number("timeout", 60, 1, 3_600),
            request=request,
        )

    def deliveries(self, memory: Memory, errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        """Yield each message that was not yielded before, folder by folder, in the order of its arrival.

        A message counts as yielded when the next is asked for. Bounces and automatic replies are told to
        `errand` and left where they are.

        Raises:
            SourceError: The server cannot be reached, refuses the login, or has no such folder.
        """
        with self._telling_what_fails(), self._logged_in() as box:
            dividers = {found.name: found.delim for found in box.folder.list()}
            for folder in self.folders:
                if folder not in dividers:
                    listed = ", ".join(sorted(dividers))
                    raise SourceError(
                        f"{self._place}: there is no folder {folder!r}; there are: {listed}", again=False
                    )
                yield from self._folder(box, folder, dividers[folder] or "/", memory, errand)

    @property
    def _place(self) -> str:
        return f"mailbox {self.user} at {self.host}:{self.port}"

    @contextmanager
    def _telling_what_fails(self) -> Iterator[None]:
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise SourceError(untrusted(self._place, error), again=False) from error
        except MailboxFolderSelectError as error:
            raise SourceError(f"{self._place}: a folder cannot be opened ({error})", again=False) from error
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            what = in_a_line(error)
            raise SourceError(f"{self._place}: the connection failed ({what})", again=True) from error

    @contextmanager
    def _logged_in(self) -> Iterator[BaseMailBox]:
        trusted = trusting(self.ca_file)
        kind = MailBoxStartTls if self.starttls else MailBox
        box = kind(self.host, self.port, timeout=self.seconds, ssl_context=trusted)
        secret = self.secret.reveal()
        try:
            if self.login == "oauth2":
                box.xoauth2(self.user, secret, initial_folder=None)
            else:
                box.login(self.user, secret, initial_folder=None)
        except (MailboxLoginError, imaplib.IMAP4.error) as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise
            raise SourceError(
                f"{self._place}: the login was refused; check {self.secret.origin}", again=False
            ) from None  # its text may hold what was sent
        try:
            yield box
        finally:
            box.client.shutdown()

    def _folder(
        self, box: BaseMailBox, folder: str, divider: str, memory: Memory, errand: Errand
    ) -> Iterator[tuple[bytes, Delivery]]:
        box.folder.set(folder, readonly=True)
        validity = box.client.response("UIDVALIDITY")[1][0].decode()
        known = self._numbered_anew(folder, validity, memory, errand)
        shown = folder.replace(divider, "/")
        for uid in sorted(box.uids(self.search, charset=None), key=int):
            key = f"{folder}\n{validity}\n{uid}"
            if key in memory:
                continue
            fetched = _fetch(box, uid, "(RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER])")
            if fetched is None:  # deleted since it was listed
                continue
            head = read_head(fetched.literal)
            size = _number(fetched.words)
            identity = f"{head.message_id} {size}"
            reason = "known" if identity in known else head.no_reply or _too_large(size)
            if reason is None:
                whole = _fetch(box, uid, "(BODY.PEEK[])")
                if whole is None:
                    continue
                yield whole.literal, self._delivery(f"{shown}/{head.message_id or uid}", head, fetched.words)
            elif reason != "known":
                errand.tell(
                    Notice(
                        f"{self.name}: {shown}: {head.name}", reason, wanted=head.bounced or size > LARGEST
                    )
                )
            memory.note(key, identity)
        memory.note(folder, validity)

    def _numbered_anew(self, folder: str, validity: str, memory: Memory, errand: Errand) -> frozenset[str]:
        """Return the messages that are known whatever their number, where a folder has new numbers."""
        notes = list(memory.under(f"{folder}\n"))
        if {key.split("\n")[1] for key, _ in notes} <= {validity}:
            return frozenset()
        if memory.get(folder) != validity:
            said = "the server has numbered its messages anew; all were looked through again"
            errand.tell(Notice(f"{self.name}: {folder}", said, wanted=False))
        # Two messages without an id may be of one size: such are fetched again, and known by their bytes.
        return frozenset(text for _, text in notes if not text.startswith(" "))

    def _delivery(self, path: str, head: MessageHead, words: bytes) -> Delivery:
        arrived = _ARRIVED.search(words)
        when = None
        if arrived:
            moment = datetime.strptime(arrived[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z")
            when = moment.astimezone(_LONDON).date()
        return Delivery(
            name=f"{head.name}.eml",
            source=self.name,
            path=path,
            sender=head.sender,
            received_on=when,
            request_hint=self.request,
        )


def _fetch(box: BaseMailBox, uid: str, parts: str) -> _Fetched | None:
    status, answers = box.client.uid("FETCH", uid, parts)
    if status != "OK":
        raise imaplib.IMAP4.error(f"FETCH was answered with {status}")
    literals = [answer for answer in answers if isinstance(answer, tuple)]
    if not literals:
        return None
    words = b" ".join(
        part for answer in answers for part in (answer[:1] if isinstance(answer, tuple) else (answer,))
    )
    return _Fetched(literals[0][1], words)


def _number(words: bytes) -> int:
    found = _SIZE.search(words)
    return int(found[1]) if found else 0


def _too_large(size: int) -> str | None:
    if size <= LARGEST:
        return None
    return f"larger than {LARGEST // 1024**2} MiB; save what it holds and ingest that"
