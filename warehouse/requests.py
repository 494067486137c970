"""The request register: what was asked, of whom and when, one TOML file a request."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast, get_args

from parsers.errors import FoiError
from parsers.vocabulary.forces import FORCES
from parsers.vocabulary.offences import find_offence
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from warehouse.workspace import Workspace

YearKind = Literal["calendar", "financial", "month", "quarter"]
_KEYS = {"id", "title", "sent", "asks", "authority"}
_ASKS = {"period", "year_kind", "dimensions", "offences"}
_AUTHORITY = {"force", "references", "received_on", "reply_by"}
_REMEMBERED = 10_000
"""Request files whose content a process remembers."""


@dataclass(frozen=True, slots=True)
class Authority:
    """One force that was asked, and the references under which both sides know the request."""

    force: str
    references: tuple[str, ...] = ()
    received_on: date | None = None
    """When the authority received it, where that is not the day on which it was sent."""
    reply_by: date | None = None
    """When the reply is due, where that is known; otherwise it is computed."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question put to several authorities.

    `offences` are Home Office codes, empty where all crime (within the title's words) was asked for;
    `dimensions` are the breakdowns asked for ("outcome", "offence", "place", …).
    """

    id: str
    title: str
    sent: date
    period_start: date
    period_end: date
    year_kind: YearKind
    dimensions: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    authorities: tuple[Authority, ...] = ()


def load_requests(workspace: Workspace) -> list[Request]:
    """Return the register, ordered by id.

    Raises:
        FoiError: A file cannot be read as a request; the message names the file, the key, what was found
            and what to write instead.
    """
    requests: dict[str, Request] = {}
    for path in sorted(workspace.requests.glob("*.toml")):
        request = read_request(path)
        if request.id in requests:
            raise FoiError(f"{path}: id: {request.id!r} is another file's id too; give each request its own.")
        requests[request.id] = request
    return [requests[key] for key in sorted(requests)]


def read_request(path: Path) -> Request:
    """Return the request that one TOML file describes.

    Raises:
        FoiError: As `load_requests`.
    """
    return _understood(path, path.read_bytes())


@lru_cache(_REMEMBERED)
def _understood(path: Path, data: bytes) -> Request:
    """Return what a file's bytes say: a night asks several times, and a register may hold thousands."""
    try:
        content = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FoiError(f"{path}: not a TOML file ({error}); see 'requests' in the README.") from None
    top = _Entries(f"{path}", content, _KEYS)
    asks = _Entries(f"{path}: [asks]", top.mapping("asks"), _ASKS)
    first, last = asks.period("period")
    request_id = top.text("id")
    if "/" in request_id or request_id.strip() != request_id:
        raise top.wrong("id", request_id, "a name that can be a folder's name")
    return Request(
        id=request_id,
        title=top.text("title"),
        sent=top.day("sent"),
        period_start=first,
        period_end=last,
        year_kind=asks.year_kind("year_kind"),
        dimensions=asks.texts("dimensions"),
        offences=asks.offences("offences"),
        authorities=_authorities(path, top),
    )


def _authorities(path: Path, top: _Entries) -> tuple[Authority, ...]:
    rows = top.content.get("authority", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise top.wrong("authority", rows, "[[authority]] tables")
    found: dict[str, Authority] = {}
    for number, row in enumerate(rows, start=1):
        entries = _Entries(f"{path}: [[authority]] {number}", row, _AUTHORITY)
        force = entries.text("force")
        if force not in FORCES:
            raise entries.wrong("force", force, "a force id such as 'durham' ('foi sql' table forces)")
        if force in found:
            raise entries.wrong("force", force, "each force once; put its references into one list")
        found[force] = Authority(
            force,
            entries.texts("references"),
            entries.day("received_on") if "received_on" in row else None,
            entries.day("reply_by") if "reply_by" in row else None,
        )
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of one TOML table, read with errors that say where they stand."""

    place: str
    content: Mapping[str, object]
    known: set[str]

    def __post_init__(self) -> None:
        for key in self.content:
            if key not in self.known:
                raise FoiError(
                    f"{self.place}: {key}: no such key; known are {', '.join(sorted(self.known))}."
                )

    def wrong(self, key: str, found: object, wanted: str) -> FoiError:
        """Return the error that says what was found under `key` and what is wanted there."""
        return FoiError(f"{self.place}: {key}: found {found!r}; write {wanted}.")

    def mapping(self, key: str) -> Mapping[str, object]:
        value = self.content.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, value, f"a table [{key}]")
        return value

    def text(self, key: str) -> str:
        value = self.content.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, value, "a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, value, "a list of texts")
        return tuple(value)

    def day(self, key: str) -> date:
        value = self.content.get(key)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        if not isinstance(value, date) or type(value) is not date:
            raise self.wrong(key, self.content.get(key), "a day such as 2025-09-15")
        return value

    def period(self, key: str) -> tuple[date, date]:
        value = self.content.get(key)
        wanted = self.wrong(key, value, 'first and last day or period, such as ["2019/20", "2023/24"]')
        match value:
            case [first, last]:
                spans = _span(first), _span(last)
            case _:
                raise wanted
        if spans[0] is None or spans[1] is None or spans[1][1] < spans[0][0]:
            raise wanted
        return spans[0][0], spans[1][1]

    def year_kind(self, key: str) -> YearKind:
        value = self.content.get(key)
        if value not in get_args(YearKind):
            raise self.wrong(key, value, f"one of {', '.join(get_args(YearKind))}")
        return cast("YearKind", value)

    def offences(self, key: str) -> tuple[str, ...]:
        value = self.content.get(key)
        if value == "all":
            return ()
        codes: list[str] = []
        for item in value if isinstance(value, list) and value else [None]:
            found = find_offence(item).codes if isinstance(item, str) else ()
            if len(found) != 1:
                raise self.wrong(key, item, '"all", or a list of Home Office codes such as ["008/71"]')
            codes.extend(found)
        return tuple(dict.fromkeys(codes))


def _span(item: object) -> tuple[date, date] | None:
    if type(item) is date:
        return item, item
    if not isinstance(item, str):
        return None
    try:
        day = date.fromisoformat(item)
    except ValueError:
        period = read_period(item)
        return (period.start, period.end) if period else None
    return day, day
