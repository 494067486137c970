"""Cases that fuzzing found, and a few faults in sound documents: nothing but a FoiError may come of them."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from harness import FOUND, SLOW, seeds
from targets import TARGETS, WHOLE, mutated, target

CASES = sorted(path for path in FOUND.glob("*-*") if path.is_file())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_found_case_stays_mended(path: Path) -> None:
    start = time.process_time()
    target(path.name.partition("-")[0])(path.read_bytes())
    assert time.process_time() - start < SLOW


@pytest.mark.parametrize("name", TARGETS)
def test_sound_documents_are_read(name: str) -> None:
    for data in seeds(name):
        target(name)(data)


@pytest.mark.parametrize("name", WHOLE)
def test_a_few_faults_raise_nothing(name: str) -> None:
    rng = random.Random(f"{name} faults")
    for _ in range(4):
        target(name)(mutated(rng.choice(seeds(name)), rng))
