"""One reply, whole: its bytes in, what was read from it and from the documents inside it out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from parsers.accounting import unaccounted
from parsers.audit import check_totals, find_signs, lost_numbers, settle_values
from parsers.collecting import collecting_seldom
from parsers.conservation import conserved
from parsers.counting import basis_in, unit_in
from parsers.disposition import answers_of
from parsers.errors import (
    FoiError,
    NeedsOcrError,
    PasswordNeededError,
    UnreadableError,
    UnsupportedFormatError,
)
from parsers.figure import LostNumber, Reading, Sign
from parsers.formats.registry import read_document
from parsers.formats.sniff import sniff
from parsers.layout.context import Told, with_answers_only
from parsers.layout.force_titles import forces_of_tables
from parsers.layout.overridden import Overridden, overridden
from parsers.layout.prose import NOT_UNDERSTOOD
from parsers.layout.running_text import RunningText
from parsers.layout.understand import understand
from parsers.letter import zones
from parsers.letter_facts import caveats_of, signs_of
from parsers.listed_rows import rows_left_out, rows_lost
from parsers.notes import rounding_step
from parsers.preflight import preflight
from parsers.recognised import doubted, with_known_spellings
from parsers.screening import quarantine, screen
from parsers.sections import sentences_of
from parsers.unlock import unlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.document import Document
    from parsers.layout.override import Override
    from parsers.letter import ZonedPassage

_SHEETS = frozenset(("xlsx", "xls", "xlsb", "ods", "delimited"))
"""Formats that hold figures without a letter's words: what was decided about them stands elsewhere."""
_DEEPEST = 8
"""Documents inside documents inside documents: deeper ones are named, not read."""
_MOST_INNER = 500
_LONGEST_REASON = 300
RETURNED = "in a message that came back undelivered"


@dataclass(slots=True)
class _Budget:
    """What is left of the number of documents that one reply may hold, and those that were met.

    The same attachment twice is one document.
    """

    left: int = _MOST_INNER
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the document around an inner one gives to it."""

    parent: str | None
    told: Told
    depth: int
    budget: _Budget
    passwords: tuple[str, ...]
    overrides: Mapping[str, Override]


def read_reply(
    data: bytes,
    name: str,
    passwords: tuple[str, ...] = (),
    overrides: Mapping[str, Override] = MappingProxyType({}),
) -> list[Reading]:
    """Return what was read from a delivered document, it first and the documents inside it after it.

    Encrypted documents are opened with the one of the `passwords` that fits, if any does. `overrides`, by the
    id of the document that each is for, say how tables are read that no generic reading can get. Bad input
    never raises: a document that cannot be read is a reading with a state and a reason.
    """
    with collecting_seldom():
        return _read(data, name, _Around(None, Told(), 0, _Budget(), passwords, overrides))


def understand_document(document: Document, data: bytes, name: str) -> Reading:
    """Return what a document says, as a format's reader made it from `data`: meaning and audits.

    It is all of `read_reply` but the bytes' own reading and the documents inside.
    """
    reading = _begun(data, name, None)
    _fill(reading, document, data, Told())
    return reading


def _begun(data: bytes, name: str, parent: str | None) -> Reading:
    return Reading(
        document_id=hashlib.sha256(data).hexdigest(),
        parent_id=parent,
        name=name,
        format=sniff(data),
        bytes=len(data),
        parts=None,
        state="read",
        reason=None,
    )


def _read(data: bytes, name: str, around: _Around) -> list[Reading]:
    reading = _begun(data, name, around.parent)
    data = unlock(data, reading.format, around.passwords)
    reading.format = sniff(data)
    try:
        preflight(data, reading.format)
        reading.hidden = screen(data, reading.format)
        reading.quarantine = quarantine(reading.hidden)
        document = with_known_spellings(read_document(data, discreet=reading.quarantine is not None))
    except (NeedsOcrError, PasswordNeededError, UnsupportedFormatError) as error:
        _set_aside(reading, "held", str(error))
        return [reading]
    except UnreadableError as error:
        if {found.kind for found in reading.hidden} == {"not screened"}:
            # That it is broken says all.
            reading.hidden, reading.quarantine = [], None
        _set_aside(reading, "failed", str(error))
        return [reading]
    reading.hidden += document.hidden
    reading.quarantine = quarantine(reading.hidden)
    told = _fill(reading, document, data, around.told, around.overrides.get(reading.document_id))
    within = replace(around, parent=reading.document_id, told=told, depth=around.depth + 1)
    readings = [reading]
    for inner in document.inner:
        inner_id = hashlib.sha256(inner.data).hexdigest()
        if inner_id in around.budget.seen:
            continue
        around.budget.seen.add(inner_id)
        around.budget.left -= 1
        if within.depth > _DEEPEST or around.budget.left < 0:
            reading.lost.append(LostNumber(inner.name, inner.name, "inside too many documents: not read"))
        else:
            found = _read(inner.data, inner.name, within)
            if reading.disposition == "bounce" and found[0].format == "eml":
                found = [_returned(each) for each in found]
            readings += found
    return readings


def _returned(reading: Reading) -> Reading:
    """Return a message that was sent and came back, or what is in it: its numbers answer nothing."""
    figures = [replace(each, held_reason=each.held_reason or RETURNED) for each in reading.figures]
    return replace(reading, disposition="bounce", exemptions=(), figures=figures)


def _set_aside(reading: Reading, state: Literal["held", "failed"], reason: str) -> None:
    reading.state = state
    # One line, whatever a library says in how many.
    told = " ".join(reason.split())
    told = told if len(told) <= _LONGEST_REASON else f"{told[:_LONGEST_REASON]}…"
    reading.reason = "; ".join(part for part in (reading.quarantine, told) if part)


def _fill(
    reading: Reading, document: Document, data: bytes, told: Told, override: Override | None = None
) -> Told:
    """Fill in what was read; return the periods that the document, or the one around it, speaks of.

    A document whose override does not fit waits whole: neither that nor another reading of it is used.
    """
    reading.format, reading.parts = document.format, document.parts
    whole = document
    said = Overridden(document)
    if override is not None:
        reading.override = override.digest
        try:
            said = overridden(document, override)
        except FoiError as problem:
            reading.signs = signs_of(document, reading.name)
            _set_aside(reading, "held", str(problem))
            return told
        document = said.rest
    zoned = zones(document)
    text = RunningText.of(document, zoned)
    texts = document.texts
    own = Told(
        answer=text.only_period("answer") or told.answer,
        request=text.only_period("request") or told.request,
        step=rounding_step(texts),
    )
    understood = understand(with_answers_only(document, zoned), own, forces_of_tables(document, text.forces))
    tables = max((figure.table_no for figure in understood.figures), default=0)
    own_figures = [replace(figure, table_no=figure.table_no + tables) for figure in said.figures]
    tables += max((figure.table_no for figure in said.figures), default=0)
    figures = [*understood.figures, *own_figures, *text.figures(own, tables)]
    reading.findings = find_signs(figures)
    reading.figures = settle_values(figures, reading.findings, texts)
    reading.figures = doubted(document, reading.figures)
    reading.checks = [*understood.checks, *said.checks, *check_totals(reading.figures)]
    reading.signs = signs_of(whole, reading.name)
    references = [sign.value for sign in reading.signs if sign.kind == "reference"] + _words(reading.name)
    reading.lost = lost_numbers(zoned, understood.unused, reading.figures, references, text.spans)
    answers = [*with_answers_only(document, zoned).tables, *said.tables]
    reading.checks += unaccounted(answers, reading.figures, reading.lost, reading.checks, understood.rests)
    reading.checks += rows_left_out(answers, reading.figures)
    reading.lost += rows_lost(answers, reading.figures)
    reading.checks += conserved(data, whole, reading.figures, discreet=reading.quarantine is not None)
    reading.caveats = caveats_of(zoned)
    _read_letter(reading, document, zoned)
    gaps = [f"{place}: {what}" for place, what in document.gaps]
    if gaps or reading.quarantine:
        _set_aside(reading, "held", "; ".join(gaps))
    return own


def _read_letter(reading: Reading, document: Document, zoned: Sequence[ZonedPassage]) -> None:
    """Fill in what kind of answer a letter is, and what it says its figures count and by which date."""
    sure = [
        figure
        for figure in reading.figures
        if figure.held_reason != NOT_UNDERSTOOD and figure.value_status not in {"not_held", "exempt"}
    ]
    places = {figure.locator for figure in sure} if document.format not in _SHEETS else set()
    whole, *each = answers_of(document, zoned, places)
    reading.disposition, reading.exemptions = whole.disposition, whole.exemptions
    reading.signs += [Sign("answer", answer.told, answer.locator) for answer in each]
    sentences = [text for item in zoned if item.zone == "answer" for text in sentences_of(item.passage.text)]
    unit, basis = unit_in(sentences), basis_in(sentences)
    if unit or basis:
        reading.figures = [
            replace(figure, unit=figure.unit or unit, basis=figure.basis or basis)
            for figure in reading.figures
        ]


def _words(name: str) -> list[str]:
    """Return the numbers in a file's name, where authorities write their references."""
    return re.findall(r"\w*\d[\w/.-]*\w", name.rpartition(".")[0])
