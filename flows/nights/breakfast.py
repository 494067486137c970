"""The report that a person reads at breakfast: first what needs a person, then what came."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.nights.page import Item, Section, markdown, plain
from flows.nights.schedule import ZONE
from flows.report import Cost, Usual, summary
from flows.terminal import some

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from flows.nights.morning import Overdue
    from flows.report import RunReport
    from flows.sources.errand import Tally

MOST = 50
"""Lines of a list; the warehouse, and the report's JSON, have them all."""

LONDON = ZoneInfo(ZONE)


def title(report: RunReport) -> str:
    """What the page is headed with, and the subject of a message: how much is wrong, and what came."""
    alarms = alarms_of(report)
    told = f"{some(len(alarms), 'alarm')}, " if alarms else ""
    waiting = report.standing.waiting if report.standing else 0
    came = f"{some(report.documents_new, 'new document')}, {some(waiting, 'decision')} waiting"
    return f"foi, {day_of(report.started)}: {told}{came}"


def as_markdown(report: RunReport) -> str:
    """The report as a Markdown page."""
    return markdown(title(report), _sections(report))


def as_text(report: RunReport) -> str:
    """The report as the text of a message."""
    return plain(_sections(report))


def alarms_of(report: RunReport) -> list[Item]:
    """What cannot wait: hidden data, sources that fail, nothing that comes, documents that failed."""
    alarms = [
        Item(f"{line.name} is held, as what it hides could be personal data: {line.quarantine}", "foi held")
        for line in report.hiding
    ]
    waiting = (report.morning.hiding if report.morning else 0) - len(report.hiding)
    if waiting > 0:
        said = f"{some(waiting, 'document')} from before with hidden data still {_wait(waiting)} for a person"
        alarms.append(Item(said, "foi held --kind release"))
    alarms += [Item(_failing(tally)) for tally in report.sources if tally.failure]
    if report.quiet is not None:
        nights = some(report.quiet.nights, "night")
        said = (
            f"nothing new has come for {nights}, since {report.quiet.since:%-d %B %Y}; are the sources right?"
        )
        alarms.append(Item(said, "foi doctor"))
    failed = [line for line in report.lines if line.state == "failed"]
    if failed:
        alarms.append(Item(f"{some(len(failed), 'document')} could not be read; see Failed"))
    unreadable = sum(notice.wanted for notice in report.left_out)
    if unreadable:
        alarms.append(Item(f"{some(unreadable, 'file')} could not be had; see Failed"))
    return alarms


def day_of(moment: datetime) -> str:
    """A day as people in London write it."""
    return f"{moment.astimezone(LONDON):%A %-d %B %Y}"


def _sections(report: RunReport) -> list[Section]:
    lines, morning = report.lines, report.morning
    found = [
        Section("Alarms", tuple(alarms_of(report))),
        Section.of("The run", [f"{label}: {text}" for label, text in summary(report) if label]),
        Section.of("Sources", [_source(tally) for tally in report.sources]),
    ]
    if morning is not None:
        found += [
            Section.of(
                "Replies by light",
                [
                    f"{row.request}: {row.green} green, {row.amber} amber, {row.red} red"
                    for row in morning.lights
                ],
            ),
            Section.of(
                f"Waiting for a person ({some(morning.groups_all, 'group')})",
                [
                    Item(f"{group.cause} (frees {some(group.frees, 'figure')})", group.command)
                    for group in morning.groups
                ]
                + ([Item("the rest", "foi held --all")] if morning.groups_all > len(morning.groups) else []),
            ),
            Section.of(
                f"Overdue ({some(len(morning.overdue), 'authority', 'authorities')})",
                _overdue(morning.overdue),
                MOST,
            ),
        ]
    return [
        *found,
        Section.of("Failed", report.failures, MOST),
        Section.of(
            "Numbers that were not understood",
            [
                Item(f"{line.name}: {some(line.lost, 'number')}", f"foi explain {line.document_id[:12]}")
                for line in lines
                if line.lost
            ],
            MOST,
        ),
        Section.of(
            "Held as a whole", [f"{line.name}: {line.reason}" for line in lines if line.state == "held"], MOST
        ),
        Section.of(
            "Left out",
            [f"{notice.path}: {notice.reason}" for notice in report.left_out if not notice.wanted],
            MOST,
        ),
        Section.of("Time and cost against the last runs", _cost(report)),
    ]


def _failing(tally: Tally) -> str:
    since = f" since {tally.failing_since:%-d %B %Y}" if tally.failing_since else ""
    return f"source {tally.name} has failed{since}: {tally.failure}"


def _source(tally: Tally) -> str:
    came = f"{tally.name}: {some(tally.deliveries, 'file')}, {tally.new} new"
    if tally.failure:
        came += f"; then it failed: {tally.failure}"
    if not tally.new:
        last = tally.last_brought
        came += f"; the last new one came on {last:%-d %B %Y}" if last else "; it has brought nothing new yet"
    return came


def _cost(report: RunReport) -> list[str]:
    cost, usual = report.cost, report.usual

    def compared(text: str, usually: str) -> str:
        return f"{text}; usually {usually}" if usual else text

    before = usual or Usual(0.0, {}, Cost())
    told = [compared(f"in all {report.seconds_total:.1f} s", f"{before.seconds:.1f} s")]
    told += [
        compared(f"{name} {report.seconds.get(name, 0.0):.1f} s", f"{before.stages.get(name, 0.0):.1f} s")
        for name in dict.fromkeys([*report.seconds, *before.stages])
    ]
    told += [
        compared(f"read: {some(cost.documents, 'document')}", f"{before.cost.documents:,}"),
        compared(f"fetched: {_size(cost.fetched)}", _size(before.cost.fetched)),
        compared(f"archive: {_size(cost.kept)} more", _size(before.cost.kept)),
        compared(f"warehouse: {_size(cost.warehouse)}", _size(before.cost.warehouse)),
    ]
    if cost.prefect:
        records = f"Prefect's database: {_size(cost.prefect)}, {_size(cost.prefect_grown)} more"
        told.append(compared(records, f"{_size(before.cost.prefect_grown)} more"))
    return [*told, f"disk: {_size(report.disk_free)} free"]


def _overdue(late: Sequence[Overdue]) -> list[str]:
    """Say in one line who is late alike: a request that all forces leave unanswered is one thing to do."""
    alike: dict[tuple[str, date, int, str], list[str]] = {}
    for each in late:
        alike.setdefault((each.request, each.due_on, each.working_days, each.step), []).append(each.force)
    return [
        f"{request}, due on {due_on:%-d %B %Y}, {some(days, 'working day')} ago; {step}: {', '.join(forces)}"
        for (request, due_on, days, step), forces in alike.items()
    ]


def _size(number: int) -> str:
    """Bytes as people say them."""
    if number < 1024**2:
        return f"{number / 1024:,.0f} KiB"
    return f"{number / 1024**2:,.1f} MiB" if number < 1024**3 else f"{number / 1024**3:,.1f} GiB"


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"
