"""WhatDoTheyKnow and other sites of Alaveteli: requests, batches and feeds, read as a visitor reads them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

import lxml.html

from flows.sources.errand import Notice, SourceError
from flows.sources.links import links_of
from flows.sources.web import Manners, TooLargeError, Web
from parsers.errors import FoiError
from warehouse.archive import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.sources.errand import Errand
    from flows.sources.memory import Memory
    from flows.sources.table import Table
    from flows.sources.web import Answer

_LONDON = ZoneInfo("Europe/London")
_OK, _AS_IT_WAS = 200, 304
_REQUEST = re.compile(r"^/(?:[a-z]{2}(?:_[A-Z]{2})?/)?request/([A-Za-z0-9_%-]+)/?$")
_ATTACHMENT = re.compile(r"/response/(\d+)/attach/(\d+)/([^/?]+)")


@dataclass(frozen=True, slots=True)
class Alaveteli:
    """Some requests of a site: by their URLs, all of a batch's, and those of a feed."""

    name: str
    request: str | None
    requests: tuple[str, ...]
    batches: tuple[str, ...]
    feeds: tuple[str, ...]
    manners: Manners

    @classmethod
    def of(cls, name: str, request: str | None, table: Table) -> Alaveteli:
        """Read one table of `sources.toml`.

        Raises:
            FoiError: An entry is missing or wrong, or there is nothing to fetch.
        """
        requests, batches, feeds = (table.texts(key, ()) for key in ("requests", "batches", "feeds"))
        if not (requests or batches or feeds):
            raise FoiError(f"{table.where}: give requests, batches or feeds, each as a list of URLs")
        return cls(name, request, requests, batches, feeds, Manners.of(table))

    def deliveries(self, memory: Memory, errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        """Yield each answer and attachment that is new: a request that has not changed costs one question.

        The site's word for a request's state is told where it is none of an answer; it decides nothing.

        Raises:
            SourceError: The site cannot be reached, or a batch or feed is not what it should be.
        """
        with Web(self.manners) as web:
            for url in dict.fromkeys((*self.requests, *self._of_batches(web), *self._of_feeds(web))):
                try:
                    yield from self._answers(web, url.rstrip("/"), memory, errand)
                except _UnreadableError as error:
                    errand.tell(Notice(f"{self.name}: {url}", str(error), wanted=True))

    def _of_batches(self, web: Web) -> Iterator[str]:
        for url in self.batches:
            answer = _page(web, url)
            found = [link for link in links_of(answer) if _REQUEST.match(urlsplit(link).path)]
            if not found:
                raise SourceError(f"{url}: no request is listed there", again=False)
            yield from found

    def _of_feeds(self, web: Web) -> Iterator[str]:
        for url in self.feeds:
            events = _json(_page(web, url), list)
            for event in events:
                slug = event.get("info_request", {}).get("url_title") if isinstance(event, dict) else None
                if slug:
                    yield urljoin(url, f"/request/{slug}")

    def _answers(
        self, web: Web, url: str, memory: Memory, errand: Errand
    ) -> Iterator[tuple[bytes, Delivery]]:
        validators = f"{url}\nvalidators"
        answer = web.get(f"{url}.json", memory.get(validators))
        if answer.status == _AS_IT_WAS:
            return
        facts = _json(_right(answer), dict)
        if memory.get(url) == _stamp(facts):
            return
        answers = {
            str(event["incoming_message_id"]): str(event.get("created_at") or "")
            for event in facts.get("info_request_events") or []
            if isinstance(event, dict) and event.get("incoming_message_id")
        }
        body = facts.get("public_body") or {}
        sender = str(body.get("name") or "") or None
        complete = True
        if answers:
            page = _page(web, url)
            for part in _parts(page, answers):
                key = f"{url}\n{part.path}"
                if key in memory:
                    continue
                try:
                    data = part.data or _page(web, part.url).body
                except (TooLargeError, _UnreadableError) as error:
                    errand.tell(Notice(f"{self.name}: {part.url}", str(error), wanted=True))
                    complete = False
                    continue
                yield (
                    data,
                    Delivery(
                        name=part.name,
                        source=self.name,
                        path=f"{url.partition('://')[2]}/{part.path}",
                        sender=sender,
                        received_on=_day(answers[part.message]),
                        request_hint=self.request,
                    ),
                )
                memory.note(key, part.message)
        else:
            state = str(facts.get("display_status") or facts.get("described_state") or "unknown")
            said = f"no answer yet; the site says: {state}"
            errand.tell(Notice(f"{self.name}: {sender or url}", said, wanted=False))
        if complete:
            memory.note(url, _stamp(facts))
            memory.note(validators, answer.validators)


class _UnreadableError(SourceError):
    """Raised when one page of a site is not as it should be; the others go on."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A message's own text, or one of its attachments; of these the bytes are at `url`."""

    message: str
    path: str
    name: str
    url: str = ""
    data: bytes | None = None


def _parts(page: Answer, answers: dict[str, str]) -> Iterator[_Part]:
    try:
        document = lxml.html.document_fromstring(page.body)
    except (ValueError, lxml.etree.LxmlError):
        raise _UnreadableError(f"{page.url}: not a page that can be read", again=False) from None
    blocks = {str(block.get("id") or ""): block for block in document.iter("div")}
    for message in answers:
        block = blocks.get(f"incoming-{message}")
        if block is None:
            said = f"{page.url}: message {message} is hidden, or the page has changed"
            raise _UnreadableError(said, again=False)
        files: dict[str, _Part] = {}
        for link in block.iter("a"):
            target = urljoin(page.url, str(link.get("href") or ""))
            attached = _ATTACHMENT.search(urlsplit(target).path)
            if attached and attached[1] == message:
                path = f"{message}/{attached[2]}/{unquote(attached[3])}"
                files.setdefault(path, _Part(message, path, unquote(attached[3]), target))
        yield _Part(message, f"{message}/message.html", f"message {message}.html", data=_text(block))
        yield from files.values()


def _text(block: lxml.html.HtmlElement) -> bytes:
    """Return a message's own words as a page, without what the site puts around them."""
    for part in list(block.iter()):
        if set(str(part.get("class") or "").split()) & {"attachments", "event_actions"}:
            part.drop_tree()
    text = lxml.html.tostring(block, encoding="unicode").strip()
    return f"<!DOCTYPE html>\n<meta charset=utf-8>\n{text}\n".encode()


def _page(web: Web, url: str) -> Answer:
    return _right(web.get(url))


def _right(answer: Answer) -> Answer:
    if answer.status != _OK:
        raise _UnreadableError(f"{answer.url}: the site answered with {answer.status}", again=False)
    return answer


def _json(answer: Answer, kind: type) -> Any:  # noqa: ANN401 - the site's own, looked at with care
    try:
        content = json.loads(answer.body)
    except ValueError:
        content = None
    if not isinstance(content, kind):
        raise _UnreadableError(f"{answer.url}: not the JSON that Alaveteli documents", again=False)
    return content


def _stamp(facts: dict[str, Any]) -> str:
    events = facts.get("info_request_events") or []
    return f"{facts.get('updated_at')} {len(events)}"


def _day(moment: str) -> Any:  # noqa: ANN401 - a date, or None
    try:
        return datetime.fromisoformat(moment).astimezone(_LONDON).date()
    except ValueError:
        return None
