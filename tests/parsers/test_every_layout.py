"""Every made-up layout, whole: all true figures come out right, none other does, and nothing is lost."""

import pytest
from truths import read_keys, true_keys

from fixtures.corpus import document
from fixtures.layouts import LAYOUTS
from parsers.reply import read_reply

# What these leave open only a person can say; the warehouse's tests decide it.
UNDECIDED = {"csv-contradiction", "csv-unknown-wording", "xlsx-blank-unproven", "xlsx-no-period"}


@pytest.mark.parametrize("seed", ["one", "two"])
@pytest.mark.parametrize("name", sorted(set(LAYOUTS) - UNDECIDED))
def test_all_true_figures_and_no_other(name: str, seed: str) -> None:
    made = document(LAYOUTS[name], seed)
    readings = read_reply(made.written.data, made.path.rpartition("/")[2])
    facts = made.truth()
    assert read_keys(readings, facts) == true_keys(facts)
    assert [lost for reading in readings for lost in reading.lost] == []
    assert [
        figure.held_reason for reading in readings for figure in reading.figures if figure.held_reason
    ] == []
    assert [check for reading in readings for check in reading.checks if not check.passed] == []
    assert {reading.state for reading in readings} == {"read"}


@pytest.mark.parametrize("name", sorted(UNDECIDED))
def test_what_is_not_understood_is_not_guessed(name: str) -> None:
    made = document(LAYOUTS[name], "one")
    facts = made.truth()
    readings = read_reply(made.written.data, made.path.rpartition("/")[2])
    wrong = read_keys(readings, facts) - true_keys(facts)
    assert wrong, "the layout leaves nothing open"
    for key in wrong:
        no_period, unknown = key[1] is None, "unknown" in str(key[3])
        assert no_period or unknown or key[-1] is None, key
