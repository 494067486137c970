"""`foi explain`: where a figure was read, what stands around it, and what gave it its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows.commands.known import refuse_unknown
from flows.commands.sql import show
from flows.terminal import console, labelled, printable, say, some
from parsers.layout.override import read_override
from parsers.vocabulary.text import normalise
from warehouse.archive import Archive
from warehouse.decisions import load_decisions
from warehouse.overrides import MARK, load_override_files
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from flows.settings import Settings
    from warehouse.decisions import Decision

Row = dict[str, Any]

AROUND = 3
"""How many rows and columns are shown on each side of a figure."""

_FIGURE = "SELECT * FROM figures WHERE figure_id = $id"
_DOCUMENT = "SELECT * FROM documents WHERE left(document_id, 12) = $id"
_DELIVERIES = "SELECT source, path, sender, received_on FROM deliveries WHERE document_id = $id ORDER BY ALL"
_NEIGHBOURS = """
SELECT table_row, table_column, raw_text, row_label, column_label FROM figures
WHERE document_id = $document AND table_no = $table
    AND abs(table_row - $row) <= $around AND abs(table_column - $column) <= $around
ORDER BY table_row, table_column
"""
_CODES = "SELECT code, title FROM outcomes WHERE list_contains($codes, code)"
_WORDINGS = "SELECT wording, source FROM outcome_wordings"
_COUNTED = """
SELECT 'outcome_counts' AS relation, period_label, array_to_string(outcome_codes, '|') AS codes,
    count, count_low, count_high, reasons
FROM outcome_counts WHERE list_contains(figure_ids, $id)
UNION ALL
SELECT 'recorded_counts', period_label, NULL, count, count_low, count_high, reasons
FROM recorded_counts WHERE list_contains(figure_ids, $id)
"""
_TABLES = """
SELECT 't' || table_no AS "table", light, figures, figures_held AS held, findings FROM tables
WHERE document_id = $id ORDER BY table_no
"""
_LOST = "SELECT locator, raw_text AS number, around FROM lost_numbers WHERE document_id = $id ORDER BY ALL"
_CHECKS = """
SELECT "check", passed, expected, actual, note FROM checks WHERE document_id = $id
ORDER BY passed, "check", expected, actual, note
"""

_RULES = {
    "number": "by the number that the wording carries",
    "wording": "the wording stands in the vocabulary",
}


def explain(settings: Settings, target: str) -> None:
    """Print all that is known of a figure, or of a document or table.

    Raises:
        FoiError: There is no workspace or warehouse, or nothing in it has that id.
    """
    workspace = Workspace.open(settings.workspace)
    with connect(workspace) as connection:
        refuse_unknown(workspace, target)
        document_id, _, place = target.partition(".")
        figure_id = f"{document_id[:12]}.{place}"
        (document,) = _rows(connection, _DOCUMENT, id=document_id[:12])
        if place.count(".") == 0:
            _explain_document(connection, document, _override(workspace, document))
            return
        (figure,) = _rows(connection, _FIGURE, id=figure_id)
        _heading(figure)
        labelled(
            [
                *_origin(connection, document),
                *_place(figure),
                *recognised_picture(workspace, document, figure),
                *_override(workspace, document),
                *_meaning(connection, figure, load_decisions(workspace)),
                *_reply(document, figure),
            ]
        )
        _neighbours(connection, figure)
        _show(connection, "Counted in", _COUNTED, id=figure_id)


def _heading(figure: Row) -> None:
    low, high = figure["count_low"], figure["count_high"]
    value = figure["count"]
    if value is None:
        value = "no count" if low is None else f"{low} to {high}" if high is not None else f"{low} or more"
    reason = f": {figure['held_reason']}" if figure["held_reason"] else ""
    say(f"{figure['figure_id']}  {value} ({figure['role']}, {figure['value_status']})")
    say(f"{figure['state']}{reason}")
    say()


def _origin(connection: DuckDBPyConnection, document: Row) -> list[tuple[str, str]]:
    number = document["pages_or_sheets"]
    parts = f", {some(number, 'page or sheet', 'pages or sheets')}" if number else ""
    lines = [("Document", f"{document['name']} ({document['format']}{parts})"), ("", document["document_id"])]
    if document["parent_id"]:
        (outer,) = _rows(connection, _DOCUMENT, id=document["parent_id"][:12])
        lines.append(("Inside", f"{outer['name']} ({outer['document_id'][:12]})"))
    for delivery in _rows(connection, _DELIVERIES, id=document["root_id"]):
        sender = f", from {delivery['sender']}" if delivery["sender"] else ""
        day = f", on {delivery['received_on']}" if delivery["received_on"] else ""
        lines.append(("Delivered", f"{delivery['source']}: {delivery['path']}{sender}{day}"))
    return lines


def _override(workspace: Workspace, document: Row) -> list[tuple[str, str]]:
    """Name the file that says how the document's tables are read, where there is one, and why."""
    version, mark, digest = str(document["parser_version"] or "").partition(MARK)
    if not mark:
        return []
    for file in load_override_files(workspace):
        if file.digest == digest and file.document_id == document["document_id"]:
            said = read_override(file.text, file.path.name)
            return [("Override", f"overrides/{said.name} by {said.who or 'nobody named'}: {said.why}")]
    return [("Override", f"one that is no longer in {workspace.overrides} as it was ({version})")]


def _place(figure: Row) -> list[tuple[str, str]]:
    table = f"table {figure['table_no']}, " if figure["table_no"] else "running text, "
    lines = [
        ("Place", table + figure["locator"]),
        ("Printed", f'"{figure["raw_text"]}"'),
        ("Row", figure["row_label"]),
        ("Column", figure["column_label"]),
    ]
    breakdown = figure["breakdown"] or {}
    return [line for line in lines if line[1]] + [(key, value) for key, value in breakdown.items()]


def recognised_picture(workspace: Workspace, document: Row, figure: Row) -> list[tuple[str, str]]:
    """Cut the picture of a recognised number out of its page, and name the file that shows it."""
    if figure["confidence"] is None or figure["confidence"] >= 1:
        return []
    path = workspace.pictures / f"{figure['figure_id']}.png"
    if not path.exists():
        # Loaded for scans only, and there only where their recogniser is installed.
        try:
            from parsers.scans.cut_out import cut_out
        except ImportError:
            return [
                ("Picture", "not shown: the recogniser is not installed (pip install 'foi-outcomes[ocr]')")
            ]
        shown = cut_out(Archive(workspace).read(document["document_id"]), figure["locator"])
        if shown is None:
            return []
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(shown)
    sure = f"recognised with a confidence of {figure['confidence']:.2f}"
    return [("Picture", f"{path} ({sure})")]


def _meaning(connection: DuckDBPyConnection, figure: Row, decisions: list[Decision]) -> list[tuple[str, str]]:
    lines = [("Period", _period(figure))]
    if figure["outcome_label"]:
        codes = figure["outcome_codes"] or []
        titles = {row["code"]: row["title"] for row in _rows(connection, _CODES, codes=codes)}
        said = "; ".join(f"{code} {titles.get(code, '')}" for code in codes) or "not known"
        lines += [("Wording", f'"{figure["outcome_label"]}"'), ("Outcome", said)]
        lines.append(("because", _because(connection, figure, decisions)))
    if figure["offence_label"]:
        offence = figure["offence_id"] or "not a Home Office code"
        lines.append(("Offence", f'"{figure["offence_label"]}": {offence}'))
    document, table = figure["figure_id"].split(".")[:2]
    about = {figure["figure_id"], document, f"{document}.{table}"}
    lines += [("Decision", _signed(decision)) for decision in decisions if decision.target in about]
    return lines


def _period(figure: Row) -> str:
    if figure["period_start"] is None:
        return "not stated"
    part = ", part of it" if figure["period_partial"] else ""
    source = f", printed in the {figure['period_source']}" if figure["period_source"] else ""
    return f"{figure['period_start']} to {figure['period_end']} ({figure['period_label']}{part}){source}"


def _because(connection: DuckDBPyConnection, figure: Row, decisions: list[Decision]) -> str:
    key = normalise(figure["outcome_label"])
    scopes = {"", figure["document_id"][:12], figure["request_id"]}
    decided = [
        decision
        for decision in decisions
        if decision.kind == "wording" and normalise(decision.target) == key and decision.scope in scopes
    ]
    if decided:
        return _signed(max(decided, key=lambda decision: bool(decision.scope)))
    rule = figure["outcome_rule"] or ""
    if rule == "wording":
        for row in _rows(connection, _WORDINGS):
            if normalise(row["wording"]) == key:
                return f"{_RULES[rule]}, from {row['source']}"
    return _RULES.get(rule, rule or "no rule and no decision knows it")


def _signed(decision: Decision) -> str:
    why = f": {decision.why}" if decision.why else ""
    said = " ".join(part for part in (decision.kind, decision.scope, decision.value) if part)
    return f"{decision.who} decided {said} on {decision.when[:10]}{why}"


def _reply(document: Row, figure: Row) -> list[tuple[str, str]]:
    return [
        ("Request", _ruled(figure["request_id"], document["request_rule"])),
        ("Force", _ruled(figure["force_id"], document["force_rule"])),
    ]


def _ruled(value: str | None, rule: str | None) -> str:
    if value is None:
        return "not known"
    return f"{value} (told by {rule})" if rule else value


def _neighbours(connection: DuckDBPyConnection, figure: Row) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not figure["table_no"]:
        return
    found = _rows(
        connection,
        _NEIGHBOURS,
        document=figure["document_id"],
        table=figure["table_no"],
        row=figure["table_row"],
        column=figure["table_column"],
        around=AROUND,
    )
    heads = {cell["table_column"]: cell["column_label"] for cell in found}
    labels = {cell["table_row"]: cell["row_label"] for cell in found}
    texts = {(cell["table_row"], cell["table_column"]): cell["raw_text"] for cell in found}
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("")
    for column in sorted(heads):
        table.add_column(Text(printable(heads[column])), justify="right", overflow="fold")
    for row in sorted(labels):
        cells = [texts.get((row, column), "") for column in sorted(heads)]
        if row == figure["table_row"]:
            at = sorted(heads).index(figure["table_column"])
            cells[at] = f"[{cells[at]}]"
        table.add_row(Text(printable(labels[row])), *(Text(printable(cell)) for cell in cells))
    say()
    say("Around it")
    console().print(table)


def _explain_document(connection: DuckDBPyConnection, document: Row, override: list[tuple[str, str]]) -> None:
    reason = f": {document['reason']}" if document["reason"] else ""
    say(f"{document['document_id'][:12]}  {document['state']}{reason}")
    say()
    forces = ", ".join(document["force_ids"] or []) or None
    labelled(
        [
            *_origin(connection, document),
            ("Request", _ruled(document["request_id"], document["request_rule"])),
            ("Force", _ruled(forces, document["force_rule"])),
            ("Answer", document["disposition"]),
            *override,
        ]
    )
    for title, query in (
        ("Tables", _TABLES),
        ("Checks", _CHECKS),
        ("Numbers that were not understood", _LOST),
    ):
        _show(connection, title, query, id=document["document_id"])


def _show(connection: DuckDBPyConnection, title: str, query: str, **values: object) -> None:
    result = connection.execute(query, values)
    columns = [str(column[0]) for column in result.description or []]
    rows = result.fetchall()
    if rows:
        say()
        say(title)
        show(columns, rows, "table")


def _rows(connection: DuckDBPyConnection, query: str, **values: object) -> list[Row]:
    result = connection.execute(query, values)
    names = [str(column[0]) for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
