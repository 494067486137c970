"""The columns of the parsed store: which fields of a reading become which Parquet columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from warehouse.overrides import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from parsers.figure import Reading

_TEXTS = pa.list_(pa.string())

SCHEMAS: dict[str, pa.Schema] = {
    "documents": pa.schema(
        [
            ("root_id", pa.string()),
            ("document_id", pa.string()),
            ("parent_id", pa.string()),
            ("name", pa.string()),
            ("format", pa.string()),
            ("bytes", pa.int64()),
            ("parts", pa.int32()),
            ("state", pa.string()),
            ("reason", pa.string()),
            ("quarantine", pa.string()),
            ("disposition", pa.string()),
            ("exemptions", _TEXTS),
            ("parser_version", pa.string()),
        ]
    ),
    "figures": pa.schema(
        [
            ("root_id", pa.string()),
            ("document_id", pa.string()),
            ("table_no", pa.int32()),
            ("table_row", pa.int32()),
            ("table_column", pa.int32()),
            ("locator", pa.string()),
            ("raw_text", pa.string()),
            ("row_label", pa.string()),
            ("column_label", pa.string()),
            ("role", pa.string()),
            ("value_status", pa.string()),
            ("count", pa.int64()),
            ("count_low", pa.int64()),
            ("count_high", pa.int64()),
            ("outcome_label", pa.string()),
            ("offence_label", pa.string()),
            ("force_label", pa.string()),
            ("period_start", pa.date32()),
            ("period_end", pa.date32()),
            ("period_label", pa.string()),
            ("period_kind", pa.string()),
            ("period_partial", pa.bool_()),
            ("period_source", pa.string()),
            ("breakdown", pa.map_(pa.string(), pa.string())),
            ("of_total", _TEXTS),
            ("unit", pa.string()),
            ("basis", pa.string()),
            ("held_reason", pa.string()),
            ("confidence", pa.float64()),
        ]
    ),
    "checks": pa.schema(
        [
            ("root_id", pa.string()),
            ("document_id", pa.string()),
            ("check", pa.string()),
            ("passed", pa.bool_()),
            ("expected", pa.string()),
            ("actual", pa.string()),
            ("table_no", pa.int32()),
            ("locators", _TEXTS),
            ("note", pa.string()),
            ("reading", pa.bool_()),
        ]
    ),
    "lost": pa.schema(
        [
            ("root_id", pa.string()),
            ("document_id", pa.string()),
            ("locator", pa.string()),
            ("raw_text", pa.string()),
            ("around", pa.string()),
        ]
    ),
    "signs": pa.schema(
        [
            ("root_id", pa.string()),
            ("document_id", pa.string()),
            ("kind", pa.string()),
            ("value", pa.string()),
            ("locator", pa.string()),
        ]
    ),
    "findings": pa.schema(
        [
            ("root_id", pa.string()),
            ("document_id", pa.string()),
            ("table_no", pa.int32()),
            ("kind", pa.string()),
            ("value", pa.string()),
            ("note", pa.string()),
        ]
    ),
    "caveats": pa.schema(
        [
            ("root_id", pa.string()),
            ("document_id", pa.string()),
            ("text", pa.string()),
            ("locator", pa.string()),
        ]
    ),
    "hidden": pa.schema(
        [
            ("root_id", pa.string()),
            ("document_id", pa.string()),
            ("kind", pa.string()),
            ("place", pa.string()),
            ("count", pa.int64()),
            ("filled", pa.int64()),
            ("holds", pa.bool_()),
        ]
    ),
}

_RENAMED = {"table_row": "row", "table_column": "column"}
_COLLECTIONS = ("figures", "checks", "lost", "signs", "findings", "caveats", "hidden")


def to_tables(roots: list[list[Reading]], parser_version: str) -> dict[str, pa.Table]:
    """Return the readings of several delivered documents as one Arrow table per relation.

    A document that one delivery holds twice (a file attached twice) was read alike both times, and is one.
    """
    roots = [_each_once(group) for group in roots]
    tables = {"documents": _documents(roots, parser_version)}
    for name in _COLLECTIONS:
        owners: list[tuple[str, str]] = []
        records: list[Any] = []
        for readings in roots:
            for reading in readings:
                found = getattr(reading, name)
                records.extend(found)
                owners.extend([(readings[0].document_id, reading.document_id)] * len(found))
        tables[name] = _table(SCHEMAS[name], owners, records)
    return tables


def _each_once(readings: list[Reading]) -> list[Reading]:
    once: dict[str, Reading] = {}
    for reading in readings:
        once.setdefault(reading.document_id, reading)
    return list(once.values())


def _documents(roots: list[list[Reading]], parser_version: str) -> pa.Table:
    readings = [(group[0].document_id, reading) for group in roots for reading in group]
    columns: dict[str, Iterable[object]] = {
        field: [getattr(reading, field) for _, reading in readings]
        for field in SCHEMAS["documents"].names
        if field not in {"root_id", "parser_version"}
    }
    columns["root_id"] = [root for root, _ in readings]
    columns["parser_version"] = [
        f"{parser_version}{MARK}{reading.override}" if reading.override else parser_version
        for _, reading in readings
    ]
    return _from_columns(SCHEMAS["documents"], columns)


def _table(schema: pa.Schema, owners: list[tuple[str, str]], records: list[Any]) -> pa.Table:
    columns: dict[str, Iterable[object]] = {
        "root_id": [root for root, _ in owners],
        "document_id": [document for _, document in owners],
    }
    for field in schema.names[2:]:
        columns[field] = [_value(field)(record) for record in records]
    return _from_columns(schema, columns)


def _value(field: str) -> Callable[[Any], object]:
    name = _RENAMED.get(field, field)
    if name in {"period_start", "period_end", "period_label", "period_kind", "period_partial"}:
        part = name.removeprefix("period_")
        return lambda record: getattr(record.period, part) if record.period else None
    if name == "breakdown":
        return lambda record: sorted(record.breakdown.items())
    return lambda record: getattr(record, name)


def _from_columns(schema: pa.Schema, columns: dict[str, Iterable[object]]) -> pa.Table:
    arrays = [pa.array(list(columns[field.name]), type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)
