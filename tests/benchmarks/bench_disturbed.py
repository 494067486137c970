"""A hundred nights with random faults, which end where one clean run over all that came ends.

    python tests/benchmarks/bench_disturbed.py [NIGHTS] [SEED]        (default: 100, and a seed drawn anew)

Files come to two sources every night, and something goes wrong: a source is down, the disk is full (a limit
of the kernel on what a process may write), the run is killed, a file is corrupt.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "flows"))

from disturbed import Nights
from foi_process import contents

from flows.prefect_server import server_for_run, settle_environment


def main() -> None:
    """Do the nights, compare, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(10**6)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        settle_environment(Path(folder))
        with server_for_run():
            from prefect.settings import get_current_settings

            api = get_current_settings().api
            environment = {
                "PREFECT_HOME": os.environ["PREFECT_HOME"],
                "PREFECT_API_URL": str(api.url),
                "PREFECT_API_AUTH_STRING": api.auth_string.get_secret_value() if api.auth_string else "",
            }
            nights = Nights(Path(folder), seed, **environment)
            for number in range(count):
                nights.disturbed()
                sys.stdout.write(f"{number + 1:4} {nights.told[-1]}\n")
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
