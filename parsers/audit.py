"""The audit of a reading: printed totals, signs for zero, and every number that became no figure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from parsers.figure import Check, Figure, Finding, LostNumber
from parsers.no_data import is_about_tables, unexplained
from parsers.notes import hiding_marks, rounding_step
from parsers.vocabulary.outcomes import find_outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parsers.document import Cell, Passage
    from parsers.figure import Period
    from parsers.letter import ZonedPassage

_SIGNS = ("dash", "blank")
_SIGNED = re.compile(r"(?P<label>.*[^\s*~#])(?P<signs>(?:\s+(?:\*+|~|#|nil|none))+)", re.IGNORECASE)
"""A label with signs for counts behind it; a dash there may begin an explanation."""
_MOST_PLACES = 24


@dataclass(frozen=True, slots=True)
class _Sum:
    """A printed total and the cells that should add up to it."""

    total: Figure
    parts: tuple[Figure, ...]


def check_totals(figures: Sequence[Figure]) -> list[Check]:
    """Return one check per printed total of the tables: whether its cells add up to it, within bounds.

    A dash or a blank counts as nothing here; whether it may is `find_signs`' question. Where one cell
    explains why the totals on both of its sides do not close, the check names it.
    """
    checks = []
    sums = _sums(figures)
    pinned = _pinned(sums)
    for number, item in enumerate(sums):
        low, high = _bounds(item.parts)
        total = item.total
        off = pinned.get(number)
        passed = (high is None or (total.count_low or 0) <= high) and (
            total.count_high is None or low <= total.count_high
        )
        checks.append(
            Check(
                check="printed total closes",
                passed=passed,
                expected=total.raw_text,
                actual=str(low) if low == high else f"{low} to {high if high is not None else 'any number'}",
                table_no=total.table_no,
                locators=tuple(
                    dict.fromkeys(
                        (
                            total.locator,
                            *((off.cell.locator,) if off else ()),
                            *(part.locator for part in item.parts[:_MOST_PLACES]),
                        )
                    )
                ),
                note=f"{total.row_label} / {total.column_label}".strip(" /") + (off.told() if off else ""),
            )
        )
    return checks


@dataclass(frozen=True, slots=True)
class _Off:
    """A cell with the count that the totals on both of its sides ask for."""

    cell: Figure
    asked: int

    def told(self) -> str:
        return (
            f"; {self.cell.locator} reads {self.cell.raw_text}, where two totals that cross there ask for "
            f"{self.asked}"
        )


def closed_by_totals(figures: Sequence[Figure]) -> frozenset[str]:
    """Return the places of the printed totals that close exactly, and of the cells that they sum over."""
    closed: set[str] = set()
    for item in _sums(figures):
        low, high = _bounds(item.parts)
        if item.total.count is not None and low == high == item.total.count:
            closed |= {item.total.locator, *(part.locator for part in item.parts)}
    return frozenset(closed)


def _pinned(sums: Sequence[_Sum]) -> dict[int, _Off]:
    """Return, by the number of a sum that does not close, the one cell that explains it.

    That is the cell in which it meets another sum of the table that is off by the same amount.
    """
    gaps: dict[tuple[int, int], list[tuple[int, dict[str, Figure]]]] = defaultdict(list)
    for number, item in enumerate(sums):
        if item.total.count is None or any(_count(part) is None for part in item.parts):
            continue
        gap = item.total.count - sum(_count(part) or 0 for part in item.parts)
        if gap:
            parts = {part.locator: part for part in item.parts}
            gaps[item.total.table_no, gap].append((number, parts))
    pinned = {}
    for (_, gap), members in gaps.items():
        for number, parts in members:
            met = [parts.keys() & others.keys() for other, others in members if other != number]
            crossings = {next(iter(shared)) for shared in met if len(shared) == 1}
            if len(crossings) == 1:
                cell = parts[crossings.pop()]
                asked = (_count(cell) or 0) + gap
                if asked >= 0:
                    pinned[number] = _Off(cell, asked)
    return pinned


def _count(figure: Figure) -> int | None:
    """Return a figure's count, a dash or a blank as nothing."""
    return 0 if figure.value_status in _SIGNS else figure.count


def _sums(figures: Sequence[Figure]) -> list[_Sum]:
    """Pair each printed total with the cells of its table that it sums over."""
    tables: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.table_no and figure.value_status != "record":
            tables[figure.table_no].append(figure)
    sums = []
    for members in tables.values():
        cells = [figure for figure in members if figure.role == "cell"]
        if not any(figure.role == "total" for figure in members):
            continue
        by_key: dict[tuple[str, ...], dict[tuple[object, ...], list[Figure]]] = {}
        for total in members:
            if total.role != "total" or total.count_low is None or total.value_status in _SIGNS:
                continue
            over = tuple(sorted(total.of_total))
            if over not in by_key:
                index: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
                for cell in cells:
                    index[_rest(cell, over)].append(cell)
                by_key[over] = index
            parts = by_key[over].get(_rest(total, over), [])
            sums += [_Sum(total, tuple(cut)) for cut in _cuts(parts, over)]
    return sums


def _cuts(parts: Sequence[Figure], over: Sequence[str]) -> list[list[Figure]]:
    """Return the cells of which each lot adds up to a total: by age in some columns, by sex in others.

    Nothing but zeros may stand on no axis of theirs.
    """
    cuts: dict[frozenset[str], list[Figure]] = {}
    for part in parts:
        if part.count != 0:
            cuts.setdefault(frozenset(key for key in over if key in part.breakdown), []).append(part)
    if len(cuts) < 2:
        return [list(parts)] if parts else []
    common = frozenset.intersection(*cuts)
    own = [cut - common for cut in cuts]
    apart = all(own) and all(first.isdisjoint(second) for first, second in combinations(own, 2))
    return list(cuts.values()) if apart else [list(parts)]


def _rest(figure: Figure, over: tuple[str, ...]) -> tuple[object, ...]:
    """Return what a figure is about, leaving out the axes that a total sums over."""
    return (
        None if "outcome" in over else figure.outcome_label,
        None if "offence" in over else figure.offence_label,
        None if "force" in over else figure.force_label,
        None if "period" in over else figure.period,
        tuple(sorted((key, label) for key, label in figure.breakdown.items() if key not in over)),
    )


def _bounds(parts: Iterable[Figure]) -> tuple[int, int | None]:
    low, high = 0, 0
    unbounded = False
    for part in parts:
        if part.value_status in _SIGNS:
            continue
        low += part.count_low or 0
        if part.count_high is None:
            unbounded = True
        else:
            high += part.count_high
    return low, None if unbounded else high


def find_signs(figures: Sequence[Figure]) -> list[Finding]:
    """Find out, table by table, whether a dash or a blank stands for zero.

    It does where exact totals close with it as zero and none fails to; a table without totals follows the
    document's other tables. What nothing proves is unknown, and a person is asked.
    """
    proofs: dict[tuple[int, str], list[bool]] = defaultdict(list)
    for item in _sums(figures):
        used = {part.value_status for part in item.parts}
        exact = item.total.count is not None and used <= {"exact", *_SIGNS}
        for sign in _SIGNS:
            if exact and sign in used:
                low, _ = _bounds(item.parts)
                proofs[item.total.table_no, sign].append(low == item.total.count)
    findings = []
    tables = sorted({figure.table_no for figure in figures if figure.value_status in _SIGNS})
    by_other_tables = _closing_with_others(figures, tables) if tables else frozenset()
    for table in tables:
        present = {figure.value_status for figure in figures if figure.table_no == table}
        findings += [_finding(table, sign, proofs, by_other_tables) for sign in _SIGNS if sign in present]
    return findings


def _closing_with_others(figures: Sequence[Figure], tables: Sequence[int]) -> frozenset[int]:
    """Return the tables that add up, with others of their kind, to what another table prints as a whole.

    Such are two side tables of one breakdown: together their cells are the crimes printed elsewhere.
    """
    wholes = {
        (figure.period, figure.count)
        for figure in figures
        if figure.count is not None
        and figure.role in {"cell", "total"}
        and figure.outcome_label is None
        and figure.offence_label is None
        and not figure.breakdown
    }
    groups: dict[object, dict[Period | None, int]] = defaultdict(lambda: defaultdict(int))
    members: dict[object, set[int]] = defaultdict(set)
    inexact = set()
    for figure in figures:
        if figure.role != "cell" or figure.table_no not in tables:
            continue
        kind = (figure.outcome_label is None, figure.offence_label is None, tuple(sorted(figure.breakdown)))
        members[kind].add(figure.table_no)
        groups[kind][figure.period] += figure.count or 0
        if figure.count is None and figure.value_status not in _SIGNS:
            inexact.add(kind)
    closing = [
        kind
        for kind, sums in groups.items()
        if kind not in inexact and all(item in wholes for item in sums.items()) and any(sums.values())
    ]
    return frozenset(table for kind in closing for table in members[kind])


def _finding(
    table: int, sign: str, proofs: dict[tuple[int, str], list[bool]], by_other_tables: frozenset[int]
) -> Finding:
    own = proofs.get((table, sign), [])
    if own:
        if all(own):
            return Finding(
                table, sign, "zero", f"{len(own)} printed totals of the table close with it as zero"
            )
        return Finding(
            table, sign, "unknown", f"{own.count(False)} printed totals do not close with it as zero"
        )
    if table in by_other_tables:
        return Finding(table, sign, "zero", "with it as zero the cells add up to what another table prints")
    others = {other: all(proof) for (other, kind), proof in proofs.items() if kind == sign}
    if others and all(others.values()):
        names = ", ".join(str(other) for other in sorted(others))
        return Finding(table, sign, "zero", f"it is zero in table {names} of the same document")
    return Finding(table, sign, "unknown", "no printed total tells what it stands for")


def settle_values(
    figures: Sequence[Figure], findings: Sequence[Finding], texts: Sequence[str]
) -> list[Figure]:
    """Return the figures with what the table and the notes among a document's `texts` tell of their bounds.

    A proven sign becomes a count of zero. "<5" excludes zero where the same table prints zeros. A mark that
    the notes explain ("* fewer than five") takes its upper bound from there. Where a note says that figures
    are rounded, each may be half a step off, unless it is no such number.
    """
    zero = {(finding.table_no, finding.kind) for finding in findings if finding.value == "zero"}
    printed = {figure.table_no for figure in figures if figure.count == 0 and figure.value_status == "exact"}
    printed |= {table for table, _ in zero}
    marks = hiding_marks(texts)
    step = rounding_step(texts)
    settled = []
    for figure in figures:
        made = figure
        if figure.role not in {"cell", "total", "of_which"}:
            settled.append(figure)
            continue
        if figure.value_status in _SIGNS:
            proven = (figure.table_no, figure.value_status) in zero
            made = replace(figure, count=0 if proven else None, count_low=0, count_high=0 if proven else None)
        elif figure.value_status == "suppressed":
            high = figure.count_high
            if high is None:
                high = marks.get(figure.raw_text.strip().lower())
            low = max(figure.count_low or 0, 1 if figure.table_no in printed and high != 0 else 0)
            made = replace(figure, count_low=low, count_high=high)
        elif step and figure.value_status == "exact" and figure.count is not None and not figure.count % step:
            low, high = max(figure.count - step // 2, 0), figure.count + step // 2
            made = replace(figure, value_status="rounded", count=None, count_low=low, count_high=high)
        settled.append(made)
    return settled


def lost_numbers(
    zoned: Sequence[ZonedPassage],
    unused: Iterable[Cell],
    figures: Sequence[Figure],
    references: Iterable[str] = (),
    spans: Mapping[str, Sequence[tuple[int, int]]] | None = None,
) -> list[LostNumber]:
    """Return every number of the answer that became no figure and has no known other meaning.

    `references` are the reply's own references, which may stand anywhere in it; `spans` are the characters of
    running text that were read, by the locator of their passage.
    """
    read = {figure.locator for figure in figures}
    known = {_bare(reference) for reference in references}
    lost: list[LostNumber] = []
    for item in zoned:
        if item.zone != "answer" or item.passage.locator in read:
            continue
        text = item.passage.text
        lost += _lost_signs(item.passage)
        said = (spans or {}).get(item.passage.locator, ())
        for token in unexplained(text):
            if any(start < token.end and token.start < end for start, end in said):
                continue
            if _bare(token.text) not in known and not is_about_tables(_sentence(text, token.start)):
                around = " ".join(text[max(0, token.start - 60) : token.end + 60].split())
                lost.append(LostNumber(item.passage.locator, token.text, around))
    for cell in unused:
        if cell.locator in read:
            continue
        lost += [
            LostNumber(cell.locator, token.text, cell.text[:120])
            for token in unexplained(cell.text)
            if _bare(token.text) not in known and not is_about_tables(_sentence(cell.text, token.start))
        ]
    return lost


def _lost_signs(passage: Passage) -> list[LostNumber]:
    """Return the signs for a count behind an outcome's wording: a row that was read as text."""
    found = _SIGNED.fullmatch(passage.text.strip())
    if found is None or find_outcome(found["label"]).codes is None:
        return []
    return [LostNumber(passage.locator, sign, passage.text[:120]) for sign in found["signs"].split()]


def _bare(reference: str) -> str:
    """Return a reference without its separators, which file names and letters write differently."""
    return re.sub(r"[^0-9A-Z]", "", reference.upper())


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in (". ", "! ", "? ")) + 1
    ends = [end for end in (text.find(mark, at) for mark in (". ", "! ", "? ")) if end >= 0]
    return text[start : min(ends, default=len(text))]
