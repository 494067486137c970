"""A small corpus with a fresh seed: nothing may come out wrong, and nothing may be missing without a word.

The seed is printed, and FOI_CORPUS_SEED repeats it.
"""

from __future__ import annotations

import os
import time

import pytest

from fixtures.corpus.compose import compose
from fixtures.corpus.judge import judge
from fixtures.corpus.writing import MAKERS, truth_of
from parsers.reply import read_reply

SEED = os.environ.get("FOI_CORPUS_SEED") or str(time.time_ns() % 1_000_000)
NUMBERS = range(60)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_sample_is_read_right_or_said_to_be_unread(number: int) -> None:
    document = compose(SEED, number, tuple(MAKERS))
    choices = document.choices
    readings = read_reply(MAKERS[choices.producer](document), document.name)
    judged = judge(readings, truth_of(document), document.scene.story.force.id)
    bad = {verdict: judged.verdicts[verdict] for verdict in ("wrong", "missing") if judged.verdicts[verdict]}
    examples = "\n".join(each for each in judged.examples if each.startswith(("wrong", "missing")))
    assert not bad, f"FOI_CORPUS_SEED={SEED}, document {number}, {choices}: {bad}\n{examples}"


def test_the_seed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\nFOI_CORPUS_SEED={SEED}")  # noqa: T201 the seed is what a failure is repeated with
