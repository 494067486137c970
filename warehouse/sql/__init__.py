"""The statements of the build, one file a stage, run in the order of their names."""

from __future__ import annotations

from importlib.resources import files


def statement(name: str) -> str:
    """Return the SQL of one stage."""
    return (files("warehouse.sql") / f"{name}.sql").read_text(encoding="utf-8")
