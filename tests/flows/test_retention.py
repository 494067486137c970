"""Prefect's records of old runs go, and those of young ones stay: `foi serve` keeps them FOI_PREFECT_DAYS."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from foi_process import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

RUNS = """
import sys
from pathlib import Path
from flows.prefect_server import server_for_run, settle_environment
settle_environment(Path("."))
with server_for_run():
    from prefect import flow, get_run_logger, task
    from prefect.artifacts import create_markdown_artifact
    @task
    def step(): get_run_logger().warning("a line of the log")
    @flow
    def night():
        step()
        create_markdown_artifact(key="page", markdown="what a run came to")
    for name in sys.argv[1:]:
        night.with_options(flow_run_name=name)()
"""
SERVES = """
import sys
from pathlib import Path
from flows.prefect_server import server_for_run, settle_environment
settle_environment(Path("."))
with server_for_run(keep_days=int(sys.argv[1])):
    print("serves", flush=True)
    sys.stdin.read()
"""
LEFT = """
SELECT name,
    (SELECT count(*) FROM task_run WHERE flow_run_id = flow_run.id),
    (SELECT count(*) FROM log WHERE flow_run_id = flow_run.id),
    (SELECT count(*) FROM artifact WHERE flow_run_id = flow_run.id)
FROM flow_run WHERE name IN ('old', 'young') ORDER BY name
"""
OF_NO_RUN = """
SELECT (SELECT count(*) FROM log WHERE flow_run_id NOT IN (SELECT id FROM flow_run))
    + (SELECT count(*) FROM artifact WHERE flow_run_id NOT IN (SELECT id FROM flow_run))
"""


@pytest.mark.slow
def test_records_of_old_runs_go_with_all_that_hangs_on_them(prefect_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "prefect"
    home.mkdir()
    with closing(sqlite3.connect(prefect_home / "prefect.db")) as laid_out:
        laid_out.execute("VACUUM INTO ?", [str(home / "prefect.db")])
    environment = clean_environment(
        PREFECT_HOME=str(home), PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS="1"
    )
    subprocess.run([sys.executable, "-c", RUNS, "old", "young"], env=environment, check=True, timeout=180)
    with closing(sqlite3.connect(home / "prefect.db")) as database, database:
        database.execute("UPDATE flow_run SET end_time = datetime('now', '-31 days') WHERE name = 'old'")
        database.execute("UPDATE flow_run SET end_time = datetime('now', '-29 days') WHERE name = 'young'")
        before = database.execute(LEFT).fetchall()
    assert [row[0] for row in before] == ["old", "young"]
    assert all(min(row[1:]) >= 1 for row in before)
    serving = subprocess.Popen(
        [sys.executable, "-c", SERVES, "30"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        until = time.monotonic() + 120
        with closing(sqlite3.connect(home / "prefect.db", timeout=30)) as database:
            # The runs go first, and what hangs on them after that.
            for question, answer in ((LEFT, before[1:]), (OF_NO_RUN, [(0,)])):
                while (found := database.execute(question).fetchall()) != answer:
                    assert time.monotonic() < until, found
                    time.sleep(0.2)
    finally:
        serving.communicate(timeout=60)
