"""Replies that hide personal data: held, told first, and none of the hidden strings outside the archive."""

from __future__ import annotations

import json
import shutil
from functools import partial
from typing import TYPE_CHECKING

import duckdb
import pyarrow.parquet as pq
import pytest
from foi_process import lay_out_demo, run_foi

from fixtures.formats.converted import FILES
from fixtures.hiding import (
    SECRETS,
    Hiding,
    cached_workbook,
    hiding_input,
    hiding_letter,
    hiding_page,
    hiding_pdf,
    hiding_variables,
    hiding_workbook,
    orphaned_workbook,
)
from fixtures.unseen_pdf import letter_with_field, said_of

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

REPLIES = {
    "Sussex staff.xlsx": hiding_workbook(Hiding(sheet="veryHidden", name=True)),
    "Kent rows.xlsx": hiding_workbook(Hiding(rows=True, columns=True, comment=True)),
    "Norfolk caches.xlsx": cached_workbook(),
    "Dorset old.xls": (FILES / "hiding.xls").read_bytes(),
    "Kent open.ods": (FILES / "hiding.ods").read_bytes(),
    "Sussex letter.docx": hiding_letter(),
    "Norfolk redacted.pdf": hiding_pdf(),
    "Dorset said.pdf": said_of("Yours sincerely"),
    "Kent saved.html": hiding_page(),
    "Sussex records.xlsx": orphaned_workbook(),
    "Norfolk form.pdf": letter_with_field(f"Officer {SECRETS[0]} {SECRETS[1]}", "/FT/Tx", 2),
    "Kent variables.docx": hiding_variables(),
    "Dorset form.html": hiding_input(),
}


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory, server: str, prefect_home: Path
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The folder of a run over replies that hide personal data, and what it printed."""
    folder = tmp_path_factory.mktemp("hidden")
    replies = next(path for path in lay_out_demo(folder).iterdir() if path.is_dir())
    for name, data in REPLIES.items():
        (replies / name).write_bytes(data)
    ended = run_foi(folder, "ingest", "inbox", PREFECT_HOME=str(prefect_home), PREFECT_API_URL=server)
    assert ended.returncode == 0, ended.stderr
    return folder, ended


def forms(text: str) -> list[bytes]:
    return [text.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]


def test_no_hidden_string_is_anywhere_but_in_the_archive(
    told: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, ended = told
    printed = ended.stdout + ended.stderr + run_foi(folder, "held").stdout + run_foi(folder, "status").stdout
    printed += run_foi(folder, "sql", "--format", "csv", "FROM screening").stdout
    workspace = folder / "foi-data"
    archived = b"".join(path.read_bytes() for path in (workspace / "archive").rglob("*") if path.is_file())
    assert archived
    kept = [path for path in workspace.rglob("*") if path.is_file() and "archive" not in path.parts]
    assert {path.relative_to(workspace).parts[0] for path in kept} >= {"parsed", "published", "runs"}
    words = {part for secret in SECRETS for part in (secret, *secret.split())}
    for secret in words:
        assert secret not in printed
        for form in forms(secret):
            assert not [path for path in kept if form in path.read_bytes()]
    # Columns are stored compressed, so that bytes alone prove nothing.
    _no_text_of_the_warehouse_holds(words, workspace / "warehouse.duckdb")
    segments = [path for path in kept if path.suffix == ".parquet"]
    assert segments
    for segment in segments:
        everything = str(pq.read_table(segment).to_pylist())
        assert not [word for word in words if word in everything], segment


def _no_text_of_the_warehouse_holds(words: set[str], warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
        assert ("main", "screening") in names
        for schema, name in names:
            everything = str(connection.execute(f'FROM "{schema}"."{name}"').fetchall())
            assert not [word for word in words if word in everything], name


def test_the_run_and_what_is_held_say_so_first(
    told: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder, ended = told
    shutil.copytree(folder / "foi-data", tmp_path / "foi-data", symlinks=True)
    foi = partial(run_foi, tmp_path)
    assert ended.stdout.lstrip().startswith("Hidden data")
    assert "13 documents held: what they hide could be personal data" in ended.stdout
    page = next((tmp_path / "foi-data" / "runs").glob("*.md")).read_text()
    assert page.index("what it hides could be personal data") < page.index("## Waiting for a person")
    held = foi("held").stdout
    assert held.startswith("13 documents with hidden data")
    rows = json.loads(foi("held", "--format", "json").stdout)
    first = rows[0]
    assert first["kind"] == "release"
    assert "1 very hidden sheet (6 values)" in json.dumps(rows)

    refused = foi(*first["command"].split()[1:4])
    assert refused.returncode != 0
    assert "say why it may be used" in refused.stderr
    released = foi("decide", "release", first["command"].split()[3], "--why", "it is all made up")
    assert released.returncode == 0, released.stderr
    assert foi("held").stdout.startswith("12 documents with hidden data")
