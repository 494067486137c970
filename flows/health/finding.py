"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass

GOOD, WARNING, WRONG = "good", "warning", "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is (one of the three words above), what was seen, and what to do."""

    what: str
    state: str
    seen: str
    to_do: str = ""
