"""Fetching over http(s): politely, within limits, and never from private addresses."""

from __future__ import annotations

import ipaddress
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from flows.sources.errand import LARGEST, SourceError
from flows.terminal import in_a_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from flows.sources.table import Table

MOST_REDIRECTS = 5
MOST_WAITS = 3
LONGEST_WAIT = 120
"""Seconds; a server that asks for more patience is left until the next run."""

_BUSY = {429, 503}
_MOVED = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Manners:
    """How a source behaves: whom to ask about it, and how many seconds lie between two of its requests."""

    contact: str
    pause: float
    seconds: int
    private: bool
    """Whether addresses of a private network may be asked; for a replay on this machine, or an intranet."""

    @classmethod
    def of(cls, table: Table) -> Manners:
        """Read the entries that all sources on the web share.

        Raises:
            FoiError: An entry is missing or wrong.
        """
        return cls(
            contact=table.text("contact"),
            pause=table.number("pause_ms", 2_000, 0, 600_000) / 1000,
            seconds=table.number("timeout", 60, 1, 3_600),
            private=table.flag("private_addresses"),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: 200 with a body, 304 without, or another status."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def validators(self) -> str:
        """What a later request sends back to learn whether anything has changed."""
        return f"{self.headers.get('etag', '')}\n{self.headers.get('last-modified', '')}"


class TooLargeError(SourceError):
    """Raised when a body is larger than can be read, from `Web.get`."""


@dataclass(slots=True)
class Web:
    """A client that keeps to its manners. Use as a context manager."""

    manners: Manners
    _client: httpx.Client = field(init=False)
    _asked: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, RobotFileParser] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Open the client."""
        agent = f"foi-outcomes/{version('foi-outcomes')} (+{self.manners.contact})"
        # The environment's proxies and credentials are not those of a source.
        self._client = httpx.Client(
            headers={"User-Agent": agent}, timeout=self.manners.seconds, trust_env=False
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._client.close()

    def get(self, url: str, validators: str | None = None) -> Answer:
        """Fetch a page or a file, unless it is as it was when its `validators` were noted.

        Raises:
            TooLargeError: The body is larger than can be read.
            SourceError: The server cannot be reached, is busy, redirects for ever or to a private address, or
                its robots.txt asks not to fetch this.
        """
        for _ in range(MOST_REDIRECTS + 1):
            self._check(url)
            answer = self._patiently(url, validators)
            if answer.status not in _MOVED or not answer.headers.get("location"):
                return answer
            url = urljoin(url, answer.headers["location"])
        raise SourceError(f"{url}: more than {MOST_REDIRECTS} redirects", again=False)

    def _patiently(self, url: str, validators: str | None) -> Answer:
        for number in range(MOST_WAITS + 1):
            answer = self._once(url, validators)
            if answer.status not in _BUSY:
                return answer
            wait = _asked_to_wait(answer.headers, 5 * 2**number)
            if wait > LONGEST_WAIT or number == MOST_WAITS:
                break
            time.sleep(wait)
        raise SourceError(
            f"{url}: the server is busy ({answer.status}); the next run tries again", again=False
        )

    def _once(self, url: str, validators: str | None) -> Answer:
        host = urlsplit(url).netloc
        time.sleep(max(0.0, self._asked.get(host, 0.0) + self.manners.pause - time.monotonic()))
        etag, _, modified = (validators or "").partition("\n")
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        try:
            with self._client.stream(
                "GET", url, headers={name: text for name, text in asked.items() if text}
            ) as answer:
                self._refuse_private(url, _address_of(answer))
                body = _body(answer)
                return Answer(url, answer.status_code, body, dict(answer.headers))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            what = in_a_line(error)
            raise SourceError(f"{url}: it cannot be fetched ({what})", again=True) from error
        finally:
            self._asked[host] = time.monotonic()

    def _check(self, url: str) -> None:
        """Refuse what is never to be asked for."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SourceError(f"{url}: only http and https are fetched", again=False)
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:
            raise SourceError(f"{url}: there is no such host ({error})", again=True) from error
        for *_, address in found:
            self._refuse_private(url, str(address[0]))
        rules = self._rules.get(parts.netloc) or self._read_rules(f"{parts.scheme}://{parts.netloc}")
        if not rules.can_fetch("foi-outcomes", url):
            raise SourceError(f"{url}: the site's robots.txt asks not to fetch this", again=False)

    def _refuse_private(self, url: str, address: str) -> None:
        # Asked again of the connection itself, as a name may have another address by then.
        if self.manners.private or not address:
            return
        if not ipaddress.ip_address(address.partition("%")[0]).is_global:
            raise SourceError(f"{url}: {address} is a private address, and is not asked", again=False)

    def _read_rules(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        answer = self._once(f"{site}/robots.txt", None)
        text = answer.body.decode("utf-8", "replace") if answer.status == httpx.codes.OK else ""
        rules.parse(text.splitlines())
        self._rules[urlsplit(site).netloc] = rules
        return rules


def _body(answer: httpx.Response) -> bytes:
    parts, size = [], 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise TooLargeError(f"{answer.url}: larger than {LARGEST // 1024**2} MiB", again=False)
        parts.append(part)
    return b"".join(parts)


def _address_of(answer: httpx.Response) -> str:
    stream = answer.extensions.get("network_stream")
    found = stream.get_extra_info("server_addr") if stream is not None else None
    return str(found[0]) if found else ""


def _asked_to_wait(headers: Mapping[str, str], otherwise: float) -> float:
    """Seconds that a busy server asks to wait (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    with suppress(ValueError, TypeError):
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    return otherwise
