"""What Prefect costs per document: a run's batches as its tasks, against the same batches without.

    python tests/benchmarks/bench_prefect.py [BATCHES]        (default: 200)

The batches do nothing, so that all of the time is Prefect's: a flow with as many tasks as a run has for them,
under a server of its own, less what the same flow takes with one batch. Each is the least of three.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from flows.prefect_server import server_for_run, settle_environment
from flows.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Measure and print."""
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    settle_environment(Path())
    with server_for_run():
        from prefect import flow, task
        from prefect.cache_policies import NO_CACHE

        from flows.ingest import RUNNER

        @task(cache_policy=NO_CACHE, persist_result=False)
        def nothing(_batch: int) -> None:
            """Stand in for a batch that is read."""

        @flow(persist_result=False, task_runner=RUNNER)
        def run(number: int) -> None:
            for future in [nothing.submit(batch) for batch in range(number)]:
                future.result()

        run(1)
        wall, used = _timed(run, batches)
        base_wall, base_used = _timed(run, 1)
    documents = (batches - 1) * Settings().batch
    sys.stdout.write(
        f"{batches} batches of {Settings().batch}: {1000 * (wall - base_wall) / documents:.2f} ms a document,"
        f" {1000 * (used - base_used) / documents:.2f} ms of it CPU of the run's own process;"
        f" a run without documents: {base_wall:.1f} s\n"
    )


def _timed(run: Callable[[int], object], batches: int) -> tuple[float, float]:
    measured = []
    for _ in range(3):
        begin, used = time.perf_counter(), time.process_time()
        run(batches)
        measured.append((time.perf_counter() - begin, time.process_time() - used))
    return min(measured)


if __name__ == "__main__":
    main()
