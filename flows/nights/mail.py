"""The report as an e-mail, by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING

from flows.nights.messages import MessageError
from flows.terminal import in_a_line
from flows.tls import trusting, untrusted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.sources.table import Secret, Table

PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Email:
    """A server and who is written to; without `user` it takes mail from whoever reaches it."""

    name: str
    when: str
    host: str
    port: int
    security: str
    ca_file: str | None
    user: str | None
    secret: Secret | None
    sender: str
    to: tuple[str, ...]
    seconds: int

    @classmethod
    def of(cls, name: str, when: str, table: Table) -> Email:
        """Read one table of `messages.toml`.

        Raises:
            FoiError: An entry is missing or wrong, or a password would be sent without TLS.
        """
        security = table.one_of("security", tuple(PORTS), "starttls")
        user = table.optional("user")
        if user and security == "none":
            raise MessageError(
                f"{table.where}: security: a password is never sent without TLS; give 'starttls' or 'tls'",
                again=False,
            )
        return cls(
            name=name,
            when=when,
            host=table.text("host"),
            port=table.number("port", PORTS[security], 1, 65_535),
            security=security,
            ca_file=table.optional("ca_file"),
            user=user,
            secret=table.secret("password") if user else None,
            sender=table.text("from"),
            to=table.texts("to", ()),
            seconds=table.number("timeout", 60, 1, 600),
        )

    def ready(self) -> None:
        """Look whether the password is there.

        Raises:
            FoiError: It is not.
        """
        if self.secret:
            self.secret.reveal()

    def send(self, subject: str, body: str) -> None:
        """Send the text to all.

        Raises:
            MessageError: The server cannot be reached, or takes no mail.
        """
        mail = EmailMessage()
        mail["Subject"] = subject
        mail["From"] = self.sender
        mail["To"] = ", ".join(self.to)
        mail["Date"] = formatdate(localtime=True)
        mail["Message-ID"] = make_msgid(domain="foi-outcomes.invalid")
        # Out-of-office answers to a machine help nobody (RFC 3834).
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(body)
        with self._telling_what_fails(), self._connected() as server:
            if self.user and self.secret:
                server.login(self.user, self.secret.reveal())
            refused = server.send_message(mail)
        if refused:
            raise MessageError(f"{self._place}: not taken for {', '.join(sorted(refused))}", again=False)

    @property
    def _place(self) -> str:
        return f"message {self.name} by {self.host}:{self.port}"

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        trusted = trusting(self.ca_file)
        if self.security == "tls":
            with smtplib.SMTP_SSL(self.host, self.port, timeout=self.seconds, context=trusted) as server:
                yield server
            return
        with smtplib.SMTP(self.host, self.port, timeout=self.seconds) as server:
            if self.security == "starttls":
                server.starttls(context=trusted)
            yield server

    @contextmanager
    def _telling_what_fails(self) -> Iterator[None]:
        try:
            yield
        except smtplib.SMTPAuthenticationError:
            origin = self.secret.origin if self.secret else ""
            raise MessageError(f"{self._place}: the login was refused; check {origin}", again=False) from None
        except ssl.SSLCertVerificationError as error:
            raise MessageError(untrusted(self._place, error), again=False) from None
        except smtplib.SMTPRecipientsRefused as error:
            told = ", ".join(sorted(error.recipients))
            raise MessageError(f"{self._place}: not taken for {told}", again=False) from None
        except smtplib.SMTPResponseException as error:
            # Its text may repeat what was sent.
            said = f"{self._place}: the server refused it ({error.smtp_code})"
            raise MessageError(said, again=400 <= error.smtp_code < 500) from None
        except (OSError, smtplib.SMTPException) as error:
            what = in_a_line(error)
            raise MessageError(f"{self._place}: it could not be sent ({what})", again=True) from None
