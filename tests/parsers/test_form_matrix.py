"""PDF forms filled in with fields and with lists of choices."""

import pytest
from format_matrix import SCENES, story_of
from truths import read_keys, true_keys

from fixtures.facts import Placed
from fixtures.formats.forms import filled_form
from parsers.reply import read_reply


@pytest.mark.parametrize("form", ["fields", "choices", "framed"])
@pytest.mark.parametrize("name", sorted(SCENES)[:12])
def test_every_form(name: str, form: str) -> None:
    data, facts = filled_form(story_of(name), form)
    truth = [Placed(fact, "").fact.row("doc", "", "force") for fact in facts]
    readings = read_reply(data, "form.pdf")
    assert read_keys(readings, truth) == true_keys(truth)
    assert {figure.held_reason for reading in readings for figure in reading.figures} == {None}
    assert not any("98765" in figure.raw_text for reading in readings for figure in reading.figures)
    assert [check for reading in readings for check in reading.checks if not check.passed] == []
