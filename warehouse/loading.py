"""From inputs to the tables that the SQL begins with: Arrow and Parquet in, never row by row."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from itertools import pairwise
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
    from collections.abc import Iterable

    import duckdb

    from warehouse.archive import Delivery
    from warehouse.decisions import Decision
    from warehouse.inputs import Inputs
    from warehouse.placement import Placement
    from warehouse.requests import Request

_TEXT, _DAY, _NUMBER = pa.string(), pa.date32(), pa.int64()
_TEXTS = pa.list_(_TEXT)
SHARED = "memory.main"
"""Where what all parts of a build share, and nobody else, is loaded."""
TEMP = "temp.main"
"""Where what one connection alone needs is loaded."""
_VOCABULARY = ("outcomes", "outcome_wordings", "forces", "offences")


def load_inputs(
    connection: duckdb.DuckDBPyConnection, inputs: Inputs, placements: Iterable[Placement]
) -> None:
    """Load what all parts share: into `warehouse` what is published, into `memory` what only the build needs.

    Published are the vocabulary, `populations`, `requests`, `authorities`, `working_days`, `decisions`,
    `deliveries` and the Home Office's tables. Where `warehouse` has them already, what they held is replaced.
    """
    connection.execute("CREATE SCHEMA IF NOT EXISTS warehouse.official")
    for name in _VOCABULARY:
        reference = rows(name)
        _create(connection, name, [dict(row) for row in reference], dict.fromkeys(reference[0], _TEXT))
    _load_populations(connection)
    _load_requests(connection, inputs.requests)
    _load_decisions(connection, inputs.decisions)
    _load_deliveries(connection, inputs, placements)
    _load_official(connection, inputs)


def load_part(connection: duckdb.DuckDBPyConnection, inputs: Inputs, roots: Iterable[str]) -> None:
    """Load what was read of some delivered documents, and where they belong, as TEMP tables."""
    owned = [
        {"root_id": root, "segment": str(inputs.owners[root]) if root in inputs.owners else None}
        for root in sorted(roots)
    ]
    _create(connection, "owners", owned, {"root_id": _TEXT, "segment": _TEXT}, where=TEMP)
    connection.execute(
        "CREATE TEMP TABLE placed AS"
        " FROM all_placed SEMI JOIN owners ON root_id = document_id ORDER BY document_id"
    )
    segments = sorted({row["segment"] for row in owned if row["segment"]})
    if segments:
        connection.execute("SET VARIABLE segments = ?::VARCHAR[]", [segments])
        connection.execute(statement("02_readings"))
        return
    for name, schema in SCHEMAS.items():
        kinds = {field.name: field.type for field in schema}
        _create(connection, f"read_{name}", [], kinds, where=TEMP)


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
    _create(connection, "outcome_meanings", outcomes, kinds, where=TEMP)
    offences = [
        {"label": label, "codes": list(find_offence(label).codes)}
        for label in _distinct(connection, "offence")
    ]
    _create(connection, "offence_meanings", offences, {"label": _TEXT, "codes": _TEXTS}, where=TEMP)
    forces = [{"label": label, "force_id": find_force(label)} for label in _distinct(connection, "force")]
    _create(connection, "force_meanings", forces, {"label": _TEXT, "force_id": _TEXT}, where=TEMP)


def create_code_check(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macro that refuses outcome codes that there are not: nothing would be counted for them.

    The codes are written out in it, so that a query pays nothing for it.
    """
    connection.execute(
        f"CREATE MACRO known_codes(codes) AS CASE"
        f" WHEN len(codes) > 0 AND list_has_all({list(OUTCOMES)}, codes::VARCHAR[]) THEN codes::VARCHAR[]"
        " ELSE error(coalesce(codes::VARCHAR, 'NULL')"
        " || ' is no list of outcome codes such as [''1'', ''1A'', ''16'']; table outcomes has them all') END"
    )


def load_wording_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the key of every outcome label, and the closest known wordings of those that are not known.

    Those are for a person to read, never to decide.
    """
    keys = [{"label": label, "key": normalise(label)} for label in _distinct(connection, "outcome")]
    _create(connection, "wording_keys", keys, {"label": _TEXT, "key": _TEXT}, where=TEMP)
    unknown = connection.execute(
        "SELECT m.key, min(m.label) FROM wording_keys m"
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
    _create(connection, "wording_suggestions", suggestions, kinds, where=TEMP)


def _load_populations(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the people of each force's area, with the years to which no other known year is nearer.

    Of two that are equally near the earlier is taken.
    """
    known: dict[str, list[dict[str, Any]]] = {}
    for row in rows("populations"):
        entry = {**row, "year": int(row["year"]), "population": int(row["population"])}
        known.setdefault(row["force_id"], []).append(entry)
    for years in known.values():
        years.sort(key=lambda entry: entry["year"])
        for entry in years:
            entry |= {"nearest_from": 0, "nearest_until": 9999}
        for earlier, later in pairwise(years):
            earlier["nearest_until"] = (earlier["year"] + later["year"]) // 2
            later["nearest_from"] = earlier["nearest_until"] + 1
    kinds = {"force_id": _TEXT, "year": pa.int32(), "population": _NUMBER, "source": _TEXT}
    kinds |= {"nearest_from": pa.int32(), "nearest_until": pa.int32()}
    _create(connection, "populations", [entry for years in known.values() for entry in years], kinds)


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
    load_wording_decisions(connection, decisions, SHARED)
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
    _create(connection, "period_decisions", list(periods.values()), kinds, where=SHARED)


def load_wording_decisions(
    connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision], where: str
) -> None:
    """Load what people decided on wordings, under the key of each; of one key and scope the last holds."""
    order = list(OUTCOMES)
    wordings = {}
    for number, decision in enumerate(decisions, start=1):
        if decision.kind == "wording":
            key = normalise(decision.target)
            codes = None if decision.value == NOT_AN_OUTCOME else decision.value.split("|")
            wordings[key, decision.scope] = {
                "number": number,
                "key": key,
                "scope": decision.scope,
                "codes": sorted(set(codes), key=order.index) if codes else None,
                "not_an_outcome": codes is None,
            }
    kinds = {"number": _NUMBER, "key": _TEXT, "scope": _TEXT, "codes": _TEXTS, "not_an_outcome": pa.bool_()}
    _create(connection, "wording_decisions", list(wordings.values()), kinds, where=where)


def _load_deliveries(
    connection: duckdb.DuckDBPyConnection, inputs: Inputs, placements: Iterable[Placement]
) -> None:
    delivered = [
        {"document_id": document_id, **_fields(delivery)} for document_id, delivery in inputs.deliveries
    ]
    texts = ("document_id", "name", "source", "path", "sender", "request_hint", "force_hint")
    _create(connection, "deliveries", delivered, {**dict.fromkeys(texts, _TEXT), "received_on": _DAY})
    placed = [_fields(placement) for placement in placements]
    kinds = dict.fromkeys(
        ("document_id", "request_id", "request_rule", "force_rule", "request_problem", "force_problem"), _TEXT
    )
    lists = dict.fromkeys(("forces", "request_candidates", "force_candidates"), _TEXTS)
    _create(connection, "all_placed", placed, {**kinds, **lists}, where=SHARED)


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
    _create(connection, "published_outcomes", published, kinds, where="warehouse.official")


def _fields(record: Delivery | Placement) -> dict[str, Any]:
    # Not `asdict`, which copies every text of hundreds of thousands of records.
    return {name: getattr(record, name) for name in record.__slots__}


def _distinct(connection: duckdb.DuckDBPyConnection, kind: str) -> list[str]:
    found = connection.execute(
        "SELECT DISTINCT label FROM labels WHERE kind = ? ORDER BY label", [kind]
    ).fetchall()
    return [str(row[0]) for row in found]


def _create(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    records: list[dict[str, Any]],
    kinds: dict[str, pa.DataType],
    *,
    where: str = "warehouse.main",
) -> None:
    """Fill a table with records in the order given, and create it if need be; `kinds` are its columns."""
    schema = pa.schema(list(kinds.items()))
    arrays = [pa.array([record[column] for record in records], type=kind) for column, kind in kinds.items()]
    connection.register("arrow_rows", pa.Table.from_arrays(arrays, schema=schema))
    # Never replaced: a table that is there has its keys and comments.
    created = f"TEMP TABLE IF NOT EXISTS {name}" if where == TEMP else f"TABLE IF NOT EXISTS {where}.{name}"
    connection.execute(f"CREATE {created} AS FROM arrow_rows LIMIT 0")
    connection.execute(f"DELETE FROM {where}.{name}")  # noqa: S608 words of ours
    connection.execute(f"INSERT INTO {where}.{name} FROM arrow_rows")
    connection.unregister("arrow_rows")
