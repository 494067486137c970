"""Damage to what was read from a few documents: each kind is noticed, and each audit notices some.

`tests/benchmarks/damage.py` measures the same over a corpus.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random

import pytest

from fixtures.corpus import document as made_document
from fixtures.damage import DAMAGES
from fixtures.layouts import LAYOUTS
from fixtures.noticing import RECOUNTS, noticed
from parsers.formats.registry import read_document
from parsers.reply import understand_document

EACH = 3
AUDITS = {*RECOUNTS, "printed total closes"}


def chosen() -> list[str]:
    """Return a few layouts of each format.

    Where a sheet's number format prints something else than what is stored, nothing can be compared.
    """
    names = [name for name in sorted(LAYOUTS) if name != "xlsx-hidden-small"]
    return [name for kind in ("csv", "pdf", "xlsx") for name in names if name.startswith(kind)][::4]


@lru_cache
def outcomes(layout: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return each damage to a layout with what noticed it."""
    data = made_document(LAYOUTS[layout], "one").written.data
    document = read_document(data)
    before = understand_document(document, data, layout)
    found = []
    for kind, damage in DAMAGES.items():
        for number in range(EACH):
            damaged = damage(document, Random(f"{layout}/{kind}/{number}"))
            if damaged is not None:
                after = understand_document(damaged.document, data, layout)
                found.append((kind, damaged.what, tuple(noticed(before, after))))
    return found


@pytest.mark.parametrize("layout", chosen())
def test_every_single_damage_is_noticed(layout: str) -> None:
    assert [(kind, what) for kind, what, by in outcomes(layout) if not by] == []


def test_every_kind_of_damage_is_done() -> None:
    assert {kind for layout in chosen() for kind, _, _ in outcomes(layout)} == set(DAMAGES)


@pytest.mark.parametrize("audit", sorted(AUDITS))
def test_every_audit_notices_something(audit: str) -> None:
    assert any(audit in by for layout in chosen() for _, _, by in outcomes(layout))


def test_what_is_not_damaged_is_not_noticed() -> None:
    for layout in chosen():
        data = made_document(LAYOUTS[layout], "one").written.data
        readings = [understand_document(read_document(data), data, layout) for _ in range(2)]
        assert noticed(*readings) == []
