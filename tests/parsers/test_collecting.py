"""The collector of garbage is as it was, however a reading ends."""

from __future__ import annotations

import gc

import pytest

from parsers.collecting import collecting_seldom


@collecting_seldom()
def broken() -> None:
    """Look at the collector, then fail."""
    assert gc.get_threshold()[0] > USUAL[0]
    message = "broken"
    raise ValueError(message)


USUAL = gc.get_threshold()


def test_the_collector_looks_seldom_while_a_document_is_read_and_as_before_afterwards() -> None:
    with pytest.raises(ValueError, match="broken"):
        broken()
    assert gc.get_threshold() == USUAL


def test_a_collector_that_is_switched_off_stays_off() -> None:
    usual = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with collecting_seldom():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*usual)
