"""When Python looks for garbage while a document is read."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELDOM = 400_000
"""Objects made since the last look, before Python looks again; by itself it looks after 700."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Have Python look for cycles of objects less often.

    A document becomes a hundred thousand cells and figures, none of which is garbage before all are read;
    going through all of them again and again would be a quarter of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(max(usual[0], _SELDOM) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
