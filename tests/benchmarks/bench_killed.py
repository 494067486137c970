"""Fifty builds and publications killed with SIGKILL at random moments: which state each left.

python tests/benchmarks/bench_killed.py [TIMES]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "warehouse"))

from killed import kill_runs


def main() -> None:
    times = int(sys.argv[1]) if sys.argv[1:] else 50
    with tempfile.TemporaryDirectory() as folder:
        found = kill_runs(Path(folder), times)
    sys.stdout.write(f"{times} runs killed: {found['old']} left the old state, {found['new']} the new one\n")


if __name__ == "__main__":
    main()
