"""Made-up readings of replies, as the parsers would hand them over: no document is read for them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb

from parsers.figure import Figure, Finding, Period, Reading, Sign
from warehouse.archive import Archive, Delivery
from warehouse.build import BuildSummary, build, inputs_digest
from warehouse.decisions import Decision, record
from warehouse.parsed import ParsedStore
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

CHARGED = "Charge/summons"
DECLINED = "Evidential difficulties: suspect identified; victim does not support further action"
UNIDENTIFIED_DECLINED = "Outcome 14"
NO_SUSPECT = "Investigation complete - no suspect identified"
PENDING = "Not yet assigned an outcome"


def calendar(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), str(year), "calendar")


def financial(year: int) -> Period:
    label = f"{year}/{(year + 1) % 100:02}"
    return Period(date(year, 4, 1), date(year + 1, 3, 31), label, "financial")


def span(first: date, last: date) -> Period:
    return Period(first, last, f"{first} to {last}", "range")


def day(value: date) -> Period:
    return Period(value, value, value.isoformat(), "day")


def month(year: int, number: int) -> Period:
    following = date(year + number // 12, number % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1)
    return Period(date(year, number, 1), last, f"{year}-{number:02}", "month")


def figure(table: int, row: int, column: int, count: int | None, **more: object) -> Figure:
    """An exact cell, unless `more` says otherwise."""
    status = more.pop("value_status", "exact" if count is not None else "unreadable")
    low, high = more.pop("bounds", (count, count))
    return Figure(
        table_no=table,
        row=row,
        column=column,
        locator=more.pop("locator", f"page 1, table {table}, row {row}, column {column}"),
        raw_text=more.pop("raw_text", "" if count is None else str(count)),
        row_label=more.pop("row_label", ""),
        column_label=more.pop("column_label", ""),
        role=more.pop("role", "cell"),
        value_status=status,
        count=count,
        count_low=low,
        count_high=high,
        period_source=more.pop("period_source", "cell" if more.get("period") else None),
        **more,
    )


def crosstab(
    table: int, kind: str, rows: Mapping[str, Sequence[int | str]], periods: Sequence[Period], **more: object
) -> list[Figure]:
    """A table of labels of one kind ("outcome_label", "offence_label", "place") by period.

    A count written "<5" is suppressed; "" is blank; "-" is a dash.
    """
    figures = []
    for row, (label, counts) in enumerate(rows.items(), start=1):
        for column, (count, period) in enumerate(zip(counts, periods, strict=True), start=1):
            told: dict[str, Any] = {"period": period, "row_label": label, **more}
            if kind.endswith("_label"):
                told[kind] = label
            else:
                told["breakdown"] = {**told.get("breakdown", {}), kind: label}
            figures.append(value(table, row, column, count, **told))
    return figures


def value(table: int, row: int, column: int, count: int | str, **more: object) -> Figure:
    if isinstance(count, int):
        return figure(table, row, column, count, **more)
    told = {"raw_text": count, **more}
    if count.startswith("<"):
        bounds = (0, int(count[1:]) - 1)
        return figure(table, row, column, None, value_status="suppressed", bounds=bounds, **told)
    return figure(table, row, column, None, value_status="dash" if count else "blank", **told)


def totals(
    table: int, row: int, counts: Sequence[int], periods: Sequence[Period], over: str, **more: object
) -> list[Figure]:
    return [
        figure(table, row, column, count, role="total", of_total=(over,), period=period, **more)
        for column, (count, period) in enumerate(zip(counts, periods, strict=True), start=1)
    ]


def records(table: int, days: list[date], label: str = CHARGED) -> list[Figure]:
    return [
        figure(table, row, 1, 1, value_status="record", outcome_label=label, period=day(value))
        for row, value in enumerate(days, start=1)
    ]


def reading(name: str, figures: Iterable[Figure] = (), **more: object) -> Reading:
    return Reading(
        document_id=more.pop("document_id", hashlib.sha256(name.encode()).hexdigest()),
        parent_id=more.pop("parent_id", None),
        name=name,
        format=more.pop("format", "pdf"),
        bytes=len(name),
        parts=1,
        state=more.pop("state", "read"),
        reason=more.pop("reason", None),
        figures=list(figures),
        **more,
    )


def doc(found: Reading) -> str:
    return found.document_id[:12]


def signs_of(force: str, domain: str) -> list[Sign]:
    return [Sign("force", force, "page 1"), Sign("domain", domain, "page 1")]


FORCE_SIGNS = {
    "hertfordshire": signs_of("hertfordshire", "herts.police.uk"),
    "durham": signs_of("durham", "durham.police.uk"),
    "cumbria": signs_of("cumbria", "cumbria.police.uk"),
    "kent": signs_of("kent", "kent.police.uk"),
}

IMAGES = """
id = "images"
title = "Private sexual images"
sent = 2022-01-10
[asks]
period = ["2015-04-01", "2021-12-31"]
year_kind = "calendar"
dimensions = ["outcome"]
offences = ["008/71"]
[[authority]]
force = "hertfordshire"
references = ["FOI/100/22"]
[[authority]]
force = "kent"
"""
HOSPITALS = """
id = "hospitals"
title = "Crimes on hospital grounds"
sent = 2025-09-15
[asks]
period = ["2019/20", "2023/24"]
year_kind = "financial"
dimensions = ["offence", "outcome", "place"]
offences = "all"
[[authority]]
force = "durham"
references = ["1406745"]
[[authority]]
force = "cumbria"
references = ["FOI 1306/25"]
"""


def hertfordshire() -> Reading:
    """Outcome by year; 372 crimes, of which 23 have no outcome yet."""
    years = [
        Period(date(2015, 4, 1), date(2015, 12, 31), "2015 (from April)", "calendar", partial=True),
        *(calendar(year) for year in range(2016, 2022)),
    ]
    rows = {
        CHARGED: [2, 3, 4, 5, 5, 6, 6],
        UNIDENTIFIED_DECLINED: [1, 3, 4, 4, 5, 6, 8],
        DECLINED: [7, 13, 19, 20, 20, 28, 32],
        NO_SUSPECT: [10, 16, 21, 21, 24, 28, 28],
        PENDING: [0, 0, 0, 0, 0, 2, 21],
    }
    figures = crosstab(1, "outcome_label", rows, years)
    figures += totals(1, 6, [20, 35, 48, 50, 54, 70, 95], years, "outcome")
    return reading("Hertfordshire.pdf", figures, signs=FORCE_SIGNS["hertfordshire"])


HOSPITAL_YEARS = [financial(year) for year in range(2019, 2024)]


def durham() -> Reading:
    """Three cuts of the same crimes; the outcomes of 2021/22 add up to 285 where 289 are printed."""
    places = {"Northern Hospital": [100, 113, 200, 196, 300], "Western Hospital": [41, 100, 89, 100, 104]}
    offences = {"Violence": [100, 200, 250, 250, 300], "Theft": [41, 13, 39, 46, 104]}
    outcomes = {
        CHARGED: [28, 42, 61, 38, 53],
        DECLINED: [100, 150, 200, 200, 300],
        NO_SUSPECT: [13, 21, 24, 58, 51],
    }
    printed = [141, 213, 289, 296, 404]
    figures = crosstab(1, "place", places, HOSPITAL_YEARS)
    figures += totals(1, 3, printed, HOSPITAL_YEARS, "place")
    figures += crosstab(2, "offence_label", offences, HOSPITAL_YEARS)
    figures += totals(2, 3, printed, HOSPITAL_YEARS, "offence")
    figures += crosstab(3, "outcome_label", outcomes, HOSPITAL_YEARS)
    return reading("Durham.pdf", figures, signs=FORCE_SIGNS["durham"])


def cumbria() -> Reading:
    """Crimes by year, by offence and year, and outcomes by hospital in two side tables without years."""
    whole = span(date(2019, 4, 1), date(2024, 3, 31))
    yearly = [635, 505, 569, 513, 278]
    figures = [
        figure(1, row, 1, count, period=period)
        for row, (count, period) in enumerate(zip(yearly, HOSPITAL_YEARS, strict=True), start=1)
    ]
    figures.append(figure(1, 6, 1, 2500, role="total", of_total=("period",), period=whole))
    offences = {"Violence": [600, 500, 500, 500, 250], "Theft": [35, 5, 69, 13, 28]}
    figures += crosstab(2, "offence_label", offences, HOSPITAL_YEARS)
    figures += totals(2, 3, yearly, HOSPITAL_YEARS, "offence")
    figures += [
        figure(2, row, 6, sum(counts), role="total", of_total=("period",), period=whole, offence_label=label)
        for row, (label, counts) in enumerate(offences.items(), start=1)
    ]
    figures.append(figure(2, 3, 6, 2500, role="total", of_total=("offence", "period"), period=whole))
    sides = [
        {"East Hospital": [400, 500, 100], "West Hospital": [100, 300, 100]},
        {"North Hospital": [17, 54, 200], "South Hospital": [0, 600, 129]},
    ]
    for table, side in enumerate(sides, start=3):
        for column, (place, counts) in enumerate(side.items(), start=1):
            for row, (label, count) in enumerate(
                zip((CHARGED, DECLINED, NO_SUSPECT), counts, strict=True), start=1
            ):
                figures.append(
                    figure(
                        table,
                        row,
                        column,
                        count,
                        outcome_label=label,
                        breakdown={"place": place},
                        period=whole,
                        period_source="document",
                    )
                )
    return reading("Cumbria.pdf", figures, signs=FORCE_SIGNS["cumbria"])


def workspace_of(
    root: Path, *readings: Reading | list[Reading], requests: Sequence[str] = (IMAGES, HOSPITALS)
) -> Workspace:
    """A workspace in which the readings were delivered and parsed; each lies in its request's folder.

    A reading's request is the one that asks its first force sign's force.
    """
    workspace = Workspace.open(root, create=True)
    for number, text in enumerate(requests):
        (workspace.requests / f"{number}.toml").write_text(text)
    for group in readings:
        deliver(workspace, *(group if isinstance(group, list) else [group]))
    return workspace


def deliver(workspace: Workspace, *group: Reading, folder: str | None = None, **facts: object) -> None:
    """Archive made-up bytes under a reading's id, and store the reading and those inside it."""
    root = group[0]
    if folder is None:
        forces = [sign.value for sign in root.signs if sign.kind == "force"]
        folder = "hospitals" if set(forces) & {"durham", "cumbria"} else "images"
    path = f"{folder}/{root.name}" if folder else root.name
    delivery = Delivery(root.name, "folder", path, **facts)
    if hashlib.sha256(root.name.encode()).hexdigest() == root.document_id:
        Archive(workspace).add(root.name.encode(), delivery)
    ParsedStore(workspace).append([list(group)])


def built(workspace: Workspace) -> BuildSummary:
    return build(workspace, workspace.root / "built.duckdb")


def zero(table: int, kind: str) -> Finding:
    return Finding(table, kind, "zero", "its totals close")


_LAST_BUILT: dict[Path, str] = {}


def ask(
    workspace: Workspace, sql: str, *, build_first: bool = True, **parameters: object
) -> list[tuple[Any, ...]]:
    """Build the workspace's warehouse, unless nothing has changed, and return what a question to it gives."""
    if build_first and _LAST_BUILT.get(workspace.root) != inputs_digest(workspace):
        _LAST_BUILT[workspace.root] = built(workspace).inputs_digest
    with duckdb.connect(str(workspace.root / "built.duckdb"), read_only=True) as connection:
        return connection.execute(sql, parameters or None).fetchall()


def decide(
    workspace: Workspace, kind: str, target: str, value: str = "", scope: str = "", **more: str
) -> None:
    when = more.get("when", "2026-01-02")
    record(workspace, Decision(kind, target, scope, value, "Ada", when, more.get("why", "asked")))
