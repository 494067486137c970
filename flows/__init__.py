"""What runs, and when: sources, the ingest flow and the `foi` command."""

import os

# Prefect reads these when it is imported, so they are set before any module of this wing can import it.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
