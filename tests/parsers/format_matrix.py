"""Made-up replies in one format, read and compared with their truth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from truths import read_keys, true_keys

from fixtures.formats.scenes import SCENES, story_of, write
from parsers.reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fixtures.facts import Placed
    from fixtures.formats.scenes import Desk
    from parsers.figure import Reading

__all__ = ["SCENES", "made", "story_of", "wrong"]


def made(name: str, desk: Desk) -> tuple[bytes, tuple[Placed, ...]]:
    return write(name, story_of(name), desk)


def wrong(data: bytes, truth: Sequence[Placed]) -> dict[str, object]:
    """Return what is wrong with what was read from a document; empty when all is right and nothing waits."""
    return compared(read_reply(data, "reply"), truth)


def compared(readings: Sequence[Reading], truth: Sequence[Placed]) -> dict[str, object]:
    return differences(readings, [placed.fact.row("doc", placed.locator, "force") for placed in truth])


def differences(readings: Sequence[Reading], facts: Sequence[dict[str, Any]]) -> dict[str, object]:
    read, true = read_keys(readings, facts), true_keys(facts)
    found: dict[str, object] = {
        "states": [(r.format, r.state, r.reason) for r in readings if r.state != "read"],
        "missing": list((true - read).elements()),
        "more": list((read - true).elements()),
        "held": Counter(f.held_reason for r in readings for f in r.figures if f.held_reason),
        "lost": [lost for r in readings for lost in r.lost],
        "checks": [check for r in readings for check in r.checks if not check.passed],
    }
    return {key: value for key, value in found.items() if value}
