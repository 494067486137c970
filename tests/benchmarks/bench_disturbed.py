"""A hundred nights with random faults, which end where one clean run over all that came ends.

    python tests/benchmarks/bench_disturbed.py [NIGHTS] [SEED] [FOLDER]

By default 100, a seed drawn anew, and a folder that goes in the end; nights that were broken off in a folder
of yours go on. Files come to two sources every night, and something goes wrong: a source is down, the disk is
full (a limit of the kernel on what a process may write), the run is killed, a file is corrupt. Half of the
nights lie around the last Sunday of March and half around that of October, in which London's clocks change
while the run goes on.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "flows"))

from disturbed import Nights, moments
from foi_process import contents

from flows.prefect_server import server_for_run, settle_environment


def main() -> None:
    """Do the nights, compare, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(10**6)
    kept = sys.argv[3] if len(sys.argv) > 3 else None
    begin = time.monotonic()
    with contextlib.nullcontext(kept) if kept else tempfile.TemporaryDirectory() as folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        settle_environment(Path(folder))
        with server_for_run():
            from prefect.settings import get_current_settings

            api = get_current_settings().api
            environment = {
                "PREFECT_HOME": os.environ["PREFECT_HOME"],
                "PREFECT_API_URL": str(api.url),
                "PREFECT_API_AUTH_STRING": api.auth_string.get_secret_value() if api.auth_string else "",
            }
            nights = Nights(Path(folder), seed, moments(count), **environment)
            while len(nights.told) < count:
                nights.disturbed()
                spent = time.monotonic() - begin
                sys.stdout.write(f"{len(nights.told):4} {nights.told[-1]} ({spent:.0f} s)\n")
                sys.stdout.flush()
            nights.calm()
            same = contents(nights.warehouse) == contents(nights.clean_run())
            documents = len(contents(nights.warehouse)["documents"])
    faults = ", ".join(f"{number} {fault}" for fault, number in sorted(Counter(nights.told).items()))
    sys.stdout.write(
        f"seed {seed}: {count} nights ({faults}), {documents} documents, {time.monotonic() - begin:.0f} s:"
        f" {'the same' if same else 'ANOTHER'} warehouse\n"
    )
    sys.exit(not same)


if __name__ == "__main__":
    main()
