"""Nights with random faults end where one clean run ends; a hundred by hand: bench_disturbed.py."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest
from disturbed import Nights, moments
from foi_process import contents

if TYPE_CHECKING:
    from pathlib import Path

NIGHTS = 2
"""One in which London's clocks go forward, one in which they go back."""


@pytest.mark.slow
def test_a_few_disturbed_nights(tmp_path: Path, api: str, prefect_home: Path) -> None:
    seed = secrets.randbelow(10**6)
    nights = Nights(tmp_path, seed, moments(NIGHTS), PREFECT_API_URL=api, PREFECT_HOME=str(prefect_home))
    for _ in range(NIGHTS):
        nights.disturbed()
    nights.calm()
    assert contents(nights.warehouse) == contents(nights.clean_run()), f"seed {seed}: {nights.told}"
