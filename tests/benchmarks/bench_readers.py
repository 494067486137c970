"""Twenty readers under a hundred publications: errors, and how often they asked.

python tests/benchmarks/bench_readers.py [READERS] [PUBLICATIONS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "warehouse"))

from readers import night


def main() -> int:
    readers, publications = (int(word) for word in [*sys.argv[1:], "20", "100"][:2])
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = night(Path(folder), readers, publications)
    asked = sum(int(str(reader["asked"])) for reader in found)
    errors = [error for reader in found for error in list(reader["errors"])]  # type: ignore[call-overload]
    sys.stdout.write(
        f"{readers} readers, {publications} publications, {time.monotonic() - start:.0f} s:"
        f" {asked} sessions, {len(errors)} errors\n"
    )
    sys.stdout.writelines(f"  {error}\n" for error in errors[:10])
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
