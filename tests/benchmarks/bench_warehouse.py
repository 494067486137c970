# ruff: noqa: S608 - the queries are made of words of this file
"""How the build and the macros grow: made-up readings of N documents, a hundred figures each.

    python tests/benchmarks/bench_warehouse.py [DOCUMENTS...]        (default: 1000 10000 100000)

Writes the parsed store directly (no document is read for it), builds, and asks; then 200 documents more come
overnight. Says seconds, memory and size of each build, and the CPU time of each macro, and of some columns of
it against a query by hand over one flat Parquet file that gives the same. All lies in a temporary folder that
is removed; 100,000 documents want 4 GB of disk. Run it with `nice`.
"""

from __future__ import annotations

import hashlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import by_hand
import duckdb
import pyarrow.parquet as pq

from parsers.figure import PARSER_VERSION
from parsers.vocabulary.forces import FORCES
from warehouse.build import build
from warehouse.segments import SCHEMAS
from warehouse.workspace import Workspace

ASKED = [force for force in FORCES.values() if force.kind == "territorial"][:43]
PER_SEGMENT = 10_000
CODES = [str(number) for number in range(1, 20)]
YEARS = 5
OVERNIGHT = 200

FIGURES = """
SELECT
    root_id, document_id, 1 AS table_no, row_no AS table_row, year_no AS table_column,
    'page 1, row ' || row_no || ', column ' || year_no AS locator,
    CASE WHEN hidden THEN '<5' ELSE n::VARCHAR END AS raw_text,
    CASE WHEN row_no = 99 THEN 'Total' ELSE 'Outcome ' || row_no END AS row_label,
    (2018 + year_no)::VARCHAR AS column_label,
    CASE WHEN row_no = 99 THEN 'total' ELSE 'cell' END AS role,
    CASE WHEN hidden THEN 'suppressed' ELSE 'exact' END AS value_status,
    CASE WHEN NOT hidden THEN n END AS count,
    CASE WHEN hidden THEN 1 ELSE n END AS count_low,
    CASE WHEN hidden THEN 4 ELSE n END AS count_high,
    CASE WHEN row_no < 99 THEN 'Outcome ' || row_no END AS outcome_label,
    NULL AS offence_label, NULL AS force_label,
    make_date(2018 + year_no, 1, 1) AS period_start, make_date(2018 + year_no, 12, 31) AS period_end,
    (2018 + year_no)::VARCHAR AS period_label, 'calendar' AS period_kind, false AS period_partial,
    'cell' AS period_source, MAP {}::MAP(VARCHAR, VARCHAR) AS breakdown,
    CASE WHEN row_no = 99 THEN ['outcome'] ELSE [] END AS of_total,
    NULL AS unit, NULL AS basis, NULL AS held_reason
FROM (
    SELECT *, n < 5 AND n > 0 AND row_no < 99 AS hidden FROM (
        SELECT d.*, row_no, year_no,
            CASE WHEN row_no = 99 THEN NULL ELSE hash(document_id, row_no, year_no) % 60 END AS drawn
        FROM documents d, range(1, 20) rows(row_no), range(1, 6) years(year_no)
    ), LATERAL (SELECT drawn AS n)
    UNION ALL
    SELECT d.*, 99, year_no, NULL,
        (SELECT sum(hash(d.document_id, row_no, year_no) % 60) FROM range(1, 20) rows(row_no))::BIGINT, false
    FROM documents d, range(1, 6) years(year_no)
)
ORDER BY document_id, table_row, table_column
"""


def make(workspace: Workspace, first: int, documents: int) -> int:
    """Add documents to the register and the parsed store, and return how many figures they hold."""
    for number in range(first // len(ASKED), -(-(first + documents) // len(ASKED))):
        authorities = "".join(
            f'[[authority]]\nforce = "{force.id}"\nreferences = ["R{number}-{place}"]\n'
            for place, force in enumerate(ASKED)
        )
        (workspace.requests / f"r{number:05}.toml").write_text(
            f'id = "r{number:05}"\ntitle = "Question {number}"\nsent = 2024-01-10\n[asks]\n'
            'period = ["2019", "2023"]\nyear_kind = "calendar"\ndimensions = ["outcome"]\noffences = "all"\n'
            f"{authorities}"
        )
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE asked AS SELECT unnest($f) AS force, unnest($d) AS domain, unnest($p) AS place",
            {
                "f": [force.id for force in ASKED],
                "d": [force.domains[0] for force in ASKED],
                "p": list(range(len(ASKED))),
            },
        )
        for start in range(first, first + documents, PER_SEGMENT):
            _segment(connection, workspace, start, min(first + documents, start + PER_SEGMENT))
    return documents * (len(CODES) + 1) * YEARS


def _segment(connection: duckdb.DuckDBPyConnection, workspace: Workspace, start: int, end: int) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE numbered AS SELECT md5(n::VARCHAR) || md5('x' || n) AS document_id, n,"
        " n // $many AS request, n % $many AS place FROM range($start, $end) numbers(n)",
        {"many": len(ASKED), "start": start, "end": end},
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE documents AS SELECT document_id AS root_id, document_id FROM numbered"
    )
    wanted = {
        "documents": "SELECT document_id AS root_id, document_id, NULL AS parent_id, n || '.pdf' AS name,"
        " 'pdf' AS format, 20000 AS bytes, 3 AS parts, 'read' AS state, NULL AS reason,"
        f" 'full' AS disposition, [] AS exemptions, '{PARSER_VERSION}' AS parser_version FROM numbered",
        "figures": FIGURES,
        "signs": "SELECT document_id AS root_id, document_id,"
        " unnest(['force', 'domain', 'reference', 'date']) AS kind,"
        " unnest([force, domain, 'R' || request || '-' || place, '2024-02-07']) AS value, 'page 1' AS locator"
        " FROM numbered JOIN asked USING (place)",
    }
    folder = workspace.parsed / PARSER_VERSION / hashlib.sha256(str(start).encode()).hexdigest()[:24]
    folder.mkdir(parents=True)
    for name, schema in SCHEMAS.items():
        if name in wanted:
            found = connection.sql(wanted[name]).to_arrow_table()
            columns = [
                found[field.name].cast(field.type) if field.name in found.column_names else None
                for field in schema
            ]
            table = schema.empty_table().from_arrays(
                [
                    column if column is not None else _nulls(found.num_rows, field)
                    for column, field in zip(columns, schema, strict=True)
                ],
                schema=schema,
            )
        else:
            table = schema.empty_table()
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


def _nulls(number: int, field: object) -> object:
    import pyarrow as pa

    return pa.nulls(number, field.type)  # type: ignore[attr-defined]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def one(documents: int, root: Path) -> None:
    """Make, build and ask, and print what it took: run in a process of its own, for its peak of memory."""
    workspace = Workspace.open(root, create=True)
    figures = make(workspace, 0, documents)
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    target, base = root / "built.duckdb", root / "base.duckdb"
    say(f"{documents:,} documents, {figures:,} figures: {timed(workspace, target)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    say(f"  peak {peak:.1f} GB (making: {made / 2**20:.1f}), file {target.stat().st_size / 2**20:,.0f} MB")
    ask(target, root)
    target.rename(base)
    make(workspace, documents, OVERNIGHT)
    say(f"  {OVERNIGHT} documents more: {timed(workspace, target, base)}")
    say(f"  file {target.stat().st_size / 2**20:,.0f} MB")


def timed(workspace: Workspace, target: Path, base: Path | None = None) -> str:
    """Build, and return what it took: all, and of it until the register, signs and deliveries were loaded."""
    start, start_cpu = time.monotonic(), time.process_time()
    steps: list[tuple[str, float]] = []
    build(workspace, target, lambda step, _: steps.append((step, time.process_time())), base=base)
    took, cpu = time.monotonic() - start, time.process_time() - start_cpu
    parts = [moment for step, moment in steps if step != "inputs"]
    return (
        f"{took:.1f} s ({cpu:.1f} of CPU: inputs {parts[0] - start_cpu:.1f},"
        f" {len(parts) - 1} batches {parts[-1] - parts[0]:.1f})"
    )


def ask(target: Path, root: Path) -> None:
    """Print how long each macro takes warm, and against the same columns by hand over one flat Parquet file.

    Raises:
        SystemExit: A macro and the query by hand do not agree.
    """
    with duckdb.connect(str(target), read_only=True) as connection:
        request = f"r{connection.execute('SELECT count(*) FROM requests').fetchall()[0][0] // 2:05}"
        flat = root / "flat.parquet"
        connection.execute(by_hand.FLAT.format(flat=flat))
        for call, query in by_hand.questions(flat, request).items():
            columns = ", ".join(name for name, *_ in connection.execute(query).description or [])
            like = f"SELECT {columns} FROM {call}"
            if connection.execute(query).fetchall() != connection.execute(like).fetchall():
                raise SystemExit(f"{call}: by hand it is not the same")
            whole, part, hand = warm(connection, f"FROM {call}", like, query)
            say(
                f"  {call}: {whole * 1000:.0f} ms; the columns by hand {part * 1000:.0f},"
                f" {part / hand:.2f} times the {hand * 1000:.0f} by hand"
            )


def warm(connection: duckdb.DuckDBPyConnection, *queries: str) -> list[float]:
    """Return the CPU seconds of each query, the median of 21 runs after two: others may use the machine.

    The queries take turns, so that what disturbs one disturbs all.
    """
    taken: list[list[float]] = [[] for _ in queries]
    for _ in range(23):
        for query, times in zip(queries, taken, strict=True):
            start = time.process_time()
            connection.execute(query).fetchall()
            times.append(time.process_time() - start)
    return [statistics.median(times[2:]) for times in taken]


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]), Path(sys.argv[3]))
        return
    for documents in [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, __file__, "--one", str(documents), folder], check=True)


if __name__ == "__main__":
    main()
