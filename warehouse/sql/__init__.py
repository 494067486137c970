"""The statements of the build, one file a stage: to 88 those of each part, from 89 on those of the whole."""

from __future__ import annotations

from importlib.resources import files


def statement(name: str) -> str:
    """Return the SQL of one stage."""
    return (files("warehouse.sql") / f"{name}.sql").read_text(encoding="utf-8")
