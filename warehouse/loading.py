"""From inputs to the tables that the SQL begins with: Arrow and Parquet in, never row by row."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from parsers.vocabulary.forces import find_force
from parsers.vocabulary.offences import find_offence
from parsers.vocabulary.outcomes import OUTCOMES, find_outcome, suggest_outcomes
from parsers.vocabulary.table import rows
from parsers.vocabulary.text import normalise
from warehouse.deadlines import SCOTTISH_FORCES, due_on, is_working_day
from warehouse.decisions import NOT_AN_OUTCOME, parse_period
from warehouse.official import read_official
from warehouse.segments import SCHEMAS
from warehouse.sql import statement

if TYPE_CHECKING:
    import duckdb

    from warehouse.decisions import Decision
    from warehouse.inputs import Inputs
    from warehouse.requests import Request

_TEXT, _DAY, _NUMBER = pa.string(), pa.date32(), pa.int64()
_TEXTS = pa.list_(_TEXT)
_VOCABULARY = ("outcomes", "outcome_wordings", "forces", "offences")


def load_inputs(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Create the vocabulary, `requests`, `decisions` and `deliveries`, and TEMP tables of all else."""
    for name in _VOCABULARY:
        reference = rows(name)
        _create(connection, name, [dict(row) for row in reference], dict.fromkeys(reference[0], _TEXT))
    _load_requests(connection, inputs.requests)
    _load_decisions(connection, inputs.decisions)
    _load_deliveries(connection, inputs)
    _load_readings(connection, inputs)
    _load_official(connection, inputs)


def load_meanings(connection: duckdb.DuckDBPyConnection) -> None:
    """Look up every distinct label of the figures once, and load what each means."""
    outcomes = []
    for label in _distinct(connection, "outcome"):
        # The parser has told that the label stands on an outcome axis, so a bare number is an outcome's.
        match = find_outcome(label, bare_numbers=True)
        outcomes.append(
            {
                "label": label,
                "key": normalise(label),
                "codes": list(match.codes) if match.codes else None,
                "rule": match.rule,
                "contradiction": match.contradiction,
            }
        )
    kinds = {"label": _TEXT, "key": _TEXT, "codes": _TEXTS, "rule": _TEXT, "contradiction": _TEXT}
    _create(connection, "outcome_meanings", outcomes, kinds, temporary=True)
    offences = [
        {"label": label, "codes": list(find_offence(label).codes)}
        for label in _distinct(connection, "offence")
    ]
    _create(connection, "offence_meanings", offences, {"label": _TEXT, "codes": _TEXTS}, temporary=True)
    forces = [{"label": label, "force_id": find_force(label)} for label in _distinct(connection, "force")]
    _create(connection, "force_meanings", forces, {"label": _TEXT, "force_id": _TEXT}, temporary=True)


def load_suggestions(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the closest known wordings of those that are not known: for a person to read, never to decide."""
    unknown = connection.execute(
        "SELECT m.key, min(m.label) FROM outcome_meanings m"
        " SEMI JOIN (FROM figures WHERE held_kind = 'wording') f ON f.outcome_label = m.label"
        " GROUP BY m.key ORDER BY m.key"
    ).fetchall()
    suggestions = [
        {
            "key": key,
            "suggestions": [f"{'|'.join(found.codes)}: {found.wording}" for found in suggest_outcomes(label)],
        }
        for key, label in unknown
    ]
    kinds = {"key": _TEXT, "suggestions": _TEXTS}
    _create(connection, "wording_suggestions", suggestions, kinds, temporary=True)


def _load_requests(connection: duckdb.DuckDBPyConnection, requests: list[Request]) -> None:
    records = [
        {
            "request_id": request.id,
            "title": request.title,
            "sent_on": request.sent,
            "period_start": request.period_start,
            "period_end": request.period_end,
            "year_kind": request.year_kind,
            "dimensions": list(request.dimensions),
            "offences": list(request.offences),
            "scope_id": "|".join(request.offences) or "all",
        }
        for request in requests
    ]
    kinds = {
        "request_id": _TEXT,
        "title": _TEXT,
        "sent_on": _DAY,
        "period_start": _DAY,
        "period_end": _DAY,
        "year_kind": _TEXT,
        "dimensions": _TEXTS,
        "offences": _TEXTS,
        "scope_id": _TEXT,
    }
    _create(connection, "requests", records, kinds)
    received = [
        authority.received_on or request.sent for request in requests for authority in request.authorities
    ]
    asked = [
        {
            "request_id": request.id,
            "force_id": authority.force,
            "references": list(authority.references),
            "act": "FOI(S)A 2002" if authority.force in SCOTTISH_FORCES else "FOIA 2000",
            "asked_on": authority.received_on or request.sent,
            "due_on": authority.reply_by or due_on(authority.received_on or request.sent, authority.force),
        }
        for request in requests
        for authority in request.authorities
    ]
    kinds = {"request_id": _TEXT, "force_id": _TEXT, "references": _TEXTS, "act": _TEXT}
    _create(connection, "authorities", asked, {**kinds, "asked_on": _DAY, "due_on": _DAY})
    _load_working_days(connection, received)


def _load_working_days(connection: duckdb.DuckDBPyConnection, asked: list[date]) -> None:
    """Number the working days from the first request to three years after the last, under either Act."""
    days = []
    if asked:
        last = max(asked) + timedelta(days=3 * 366)
        working = scottish = 0
        for ordinal in range(min(asked).toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            working += is_working_day(day, scottish=False)
            scottish += is_working_day(day, scottish=True)
            days.append({"day": day, "working": working, "scottish": scottish})
    _create(connection, "working_days", days, {"day": _DAY, "working": _NUMBER, "scottish": _NUMBER})


def _load_decisions(connection: duckdb.DuckDBPyConnection, decisions: list[Decision]) -> None:
    numbered = [{"number": number, **asdict(decision)} for number, decision in enumerate(decisions, start=1)]
    texts = ("kind", "target", "scope", "value", "who", "when", "why")
    _create(connection, "decisions", numbered, {"number": _NUMBER, **dict.fromkeys(texts, _TEXT)})
    order = list(OUTCOMES)
    wordings = {}
    for row in numbered:
        if row["kind"] == "wording":
            key = normalise(str(row["target"]))
            codes = None if row["value"] == NOT_AN_OUTCOME else str(row["value"]).split("|")
            wordings[key, row["scope"]] = {
                "number": row["number"],
                "key": key,
                "scope": row["scope"],
                "codes": sorted(set(codes), key=order.index) if codes else None,
                "not_an_outcome": codes is None,
            }
    kinds = {"number": _NUMBER, "key": _TEXT, "scope": _TEXT, "codes": _TEXTS, "not_an_outcome": pa.bool_()}
    _create(connection, "wording_decisions", list(wordings.values()), kinds, temporary=True)
    periods = {}
    for decision in decisions:
        period = parse_period(decision.value) if decision.kind == "period" else None
        if period:
            periods[decision.target] = {
                "target": decision.target,
                "first_day": period.start,
                "last_day": period.end,
                "label": period.label,
                "kind": period.kind,
            }
    kinds = {"target": _TEXT, "first_day": _DAY, "last_day": _DAY, "label": _TEXT, "kind": _TEXT}
    _create(connection, "period_decisions", list(periods.values()), kinds, temporary=True)


def _load_deliveries(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    delivered = [
        {"document_id": document_id, **asdict(delivery)} for document_id, delivery in inputs.deliveries
    ]
    texts = ("document_id", "name", "source", "path", "sender", "request_hint", "force_hint")
    _create(connection, "deliveries", delivered, {**dict.fromkeys(texts, _TEXT), "received_on": _DAY})
    placements = [asdict(placement) for placement in inputs.placements()]
    kinds = dict.fromkeys(
        ("document_id", "request_id", "request_rule", "force_rule", "request_problem", "force_problem"), _TEXT
    )
    lists = dict.fromkeys(("forces", "request_candidates", "force_candidates"), _TEXTS)
    _create(connection, "placed", placements, {**kinds, **lists}, temporary=True)


def _load_official(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Load what the Home Office published into a schema of its own: it is no reply."""
    published = [
        {"source_file": path.name, **asdict(row)} for path in inputs.official for row in read_official(path)
    ]
    texts = ("source_file", "force_id", "force_name", "offence_code", "offence", "outcome_code", "outcome")
    numbers = ("by_offences_recorded", "by_investigations_closed")
    kinds = {
        **dict.fromkeys(texts, _TEXT),
        **dict.fromkeys(("period_start", "period_end"), _DAY),
        **dict.fromkeys(numbers, _NUMBER),
    }
    connection.execute("CREATE SCHEMA official")
    _create(connection, "official.published_outcomes", published, kinds)


def _load_readings(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Tell `02_readings` where the segments lie, and which of them each document is taken from."""
    owned = [{"root_id": root, "segment": str(segment)} for root, segment in inputs.owners.items()]
    _create(connection, "owners", owned, {"root_id": _TEXT, "segment": _TEXT}, temporary=True)
    segments = sorted({str(segment) for segment in inputs.owners.values()})
    if segments:
        connection.execute("SET VARIABLE segments = ?::VARCHAR[]", [segments])
        connection.execute(statement("02_readings"))
        return
    for name, schema in SCHEMAS.items():
        _create(connection, f"read_{name}", [], {field.name: field.type for field in schema}, temporary=True)


def _distinct(connection: duckdb.DuckDBPyConnection, kind: str) -> list[str]:
    found = connection.execute(
        "SELECT label FROM printed_labels WHERE kind = ? ORDER BY label", [kind]
    ).fetchall()
    return [str(row[0]) for row in found]


def _create(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    records: list[dict[str, Any]],
    kinds: dict[str, pa.DataType],
    *,
    temporary: bool = False,
) -> None:
    """Create a table from records in the order given; `kinds` are its columns."""
    schema = pa.schema(list(kinds.items()))
    arrays = [pa.array([record[column] for record in records], type=kind) for column, kind in kinds.items()]
    connection.register("arrow_rows", pa.Table.from_arrays(arrays, schema=schema))
    connection.execute(f"CREATE {'TEMP ' if temporary else ''}TABLE {name} AS FROM arrow_rows")
    connection.unregister("arrow_rows")
