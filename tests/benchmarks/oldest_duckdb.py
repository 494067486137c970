"""The oldest DuckDB that is promised opens a published file and answers as the newest does.

    python tests/benchmarks/oldest_duckdb.py

Installs that release into an environment of its own in a temporary folder, and removes it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "warehouse"))

from made_replies import built, cumbria, durham, hertfordshire, workspace_of  # noqa: E402

QUESTIONS = (
    "SELECT count(*), sum(count_low) FROM outcome_counts",
    "SELECT count(*), sum(count_high) FROM recorded_counts",
    "SELECT count(*) FROM coverage",
    "SELECT count(*) FROM clock",
    "SELECT count(*), sum(count_high) FROM outcome_share('images', ['14', '16'])",
    "SELECT count_low, count_high FROM outcome_share_national('images', ['14', '16'])",
    "SELECT count(*), sum(change_low) FROM trend('images', ['16'])",
    "SELECT count(*) FROM peak_period('images')",
    "SELECT count(*) FROM force_ranks('images', ['16'])",
    "SELECT count(*) FROM outcome_rates('images', ['1'])",
    "SELECT count(*) FROM victim_withdrawal('images')",
    "SELECT count(*) FROM period_coverage('images')",
    "SELECT count(*) FROM outcome_counts_as_of('2030-01-01')",
    "SELECT count(*) FROM reply_changes('images/kent')",
    "SELECT count(*) FROM official_check('images')",
)
ASK = """
import duckdb, json, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    answers = [connection.execute(question).fetchall() for question in json.loads(sys.argv[2])]
print(json.dumps([duckdb.__version__, answers], default=str))
"""


def main() -> int:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    (oldest,) = [found[1] for entry in needed if (found := re.match(r"duckdb>=([\d.]+)", entry))]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        venv.create(place / "env", with_pip=True)
        python = place / "env" / "bin" / "python"
        subprocess.run([str(python), "-m", "pip", "install", "-q", f"duckdb=={oldest}"], check=True)
        path = built(workspace_of(place / "w", hertfordshire(), durham(), cumbria())).path
        with duckdb.connect(str(path), read_only=True) as connection:
            here = [connection.execute(question).fetchall() for question in QUESTIONS]
        told = subprocess.check_output([str(python), "-c", ASK, str(path), json.dumps(QUESTIONS)], text=True)
        version, there = json.loads(told)
    same = json.loads(json.dumps(here, default=str)) == there
    sys.stdout.write(
        f"written by DuckDB {duckdb.__version__}, opened by {version}:"
        f" {len(QUESTIONS)} questions, {'the same answers' if same else f'{there} where {here}'}\n"
    )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
