"""Plain links, and pages that list links: disclosure logs and publication schemes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

from flows.sources.errand import Notice, SourceError
from flows.sources.web import Manners, TooLargeError, Web
from parsers.errors import FoiError
from warehouse.archive import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.sources.errand import Errand
    from flows.sources.memory import Memory
    from flows.sources.table import Table
    from flows.sources.web import Answer

_OK, _AS_IT_WAS = 200, 304


@dataclass(frozen=True, slots=True)
class Links:
    """Some URLs, and index pages of which those links are followed that match a pattern."""

    name: str
    request: str | None
    urls: tuple[str, ...]
    indexes: tuple[str, ...]
    pattern: re.Pattern[str]
    manners: Manners

    @classmethod
    def of(cls, name: str, request: str | None, table: Table) -> Links:
        """Read one table of `sources.toml`.

        Raises:
            FoiError: An entry is missing or wrong, or there is nothing to fetch.
        """
        urls, indexes = table.texts("urls", ()), table.texts("indexes", ())
        if not urls and not indexes:
            raise FoiError(f"{table.where}: give urls, or indexes (pages that list links), or both")
        written = table.text("pattern", r"\.(pdf|docx?|xlsx?|xlsm|xlsb|ods|odt|rtf|csv|zip|msg|eml)($|\?)")
        try:
            pattern = re.compile(written, re.IGNORECASE)
        except re.error as error:
            raise FoiError(
                f"{table.where}: pattern: {written!r} is no regular expression ({error})"
            ) from None
        return cls(name, request, urls, indexes, pattern, Manners.of(table))

    def deliveries(self, memory: Memory, errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        """Yield each file that is new or has changed.

        Raises:
            SourceError: An index page cannot be fetched, or a server cannot be reached at all.
        """
        with Web(self.manners) as web:
            for url in dict.fromkeys((*self.urls, *self._listed(web))):
                try:
                    answer = web.get(url, memory.get(url))
                except TooLargeError as error:
                    errand.tell(Notice(f"{self.name}: {url}", str(error), wanted=True))
                    continue
                if answer.status == _OK:
                    yield answer.body, self._delivery(url, answer)
                    memory.note(url, answer.validators)
                elif answer.status != _AS_IT_WAS:
                    said = f"the server answered with {answer.status}; mend the link or take it out"
                    errand.tell(Notice(f"{self.name}: {url}", said, wanted=True))

    def _listed(self, web: Web) -> Iterator[str]:
        for index in self.indexes:
            answer = web.get(index)
            if answer.status != _OK:
                raise SourceError(f"{index}: the server answered with {answer.status}", again=False)
            for url in links_of(answer):
                if self.pattern.search(url):
                    yield url

    def _delivery(self, url: str, answer: Answer) -> Delivery:
        parts = urlsplit(url)
        called = unquote(urlsplit(answer.url).path).rstrip("/").rpartition("/")[2]
        return Delivery(
            name=called or parts.netloc,
            source=self.name,
            path=url.partition("://")[2],
            request_hint=self.request,
        )


def links_of(answer: Answer) -> list[str]:
    """Return the links of a page as whole URLs, each once, in their order; none, where it is no page."""
    if not answer.body.strip():
        return []
    try:
        page = lxml.html.document_fromstring(answer.body)
    except (ValueError, lxml.etree.LxmlError):
        return []
    found = []
    for link in page.iter("a"):
        target = str(link.get("href") or "").strip()
        try:
            url = urljoin(answer.url, target).partition("#")[0]
            scheme = urlsplit(url).scheme
        except ValueError:  # what cannot be a URL leads nowhere
            continue
        if target and scheme in {"http", "https"}:
            found.append(url)
    return list(dict.fromkeys(found))
