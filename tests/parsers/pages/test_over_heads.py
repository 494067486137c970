"""What stands over a head that has a rule above it and one below: the letter's text, no head."""

from __future__ import annotations

from parsers.pages.page import Rule
from tests.parsers.pages.test_unruled import Placed, row, tables, texts

RULES = tuple(Rule("h", y, 60, 240) for y in (130, 150))


def under(*over: Placed) -> list[list[str]]:
    """Return the table of a head between two rules, with what stands over it."""
    placed = [*over, *row(133, "Outcome", "Crimes")]
    for y, label, count in ((154, "Charged", "12"), (170, "Cautioned", "7"), (186, "Undetected", "30")):
        placed += row(y, label, count)
    (table,) = tables(*placed, rules=RULES)
    return texts(table)


def test_text_over_the_rule_above_a_head_is_none_of_it() -> None:
    found = under((60, 106, "Numbers for the ward"), (60, 117, "of the north side"))
    assert found[0] == ["Outcome", "Crimes"]


def test_heads_in_several_columns_may_stand_over_a_rule() -> None:
    found = under(*row(117, "How they ended", "2019"))
    heads = [" ".join(column).strip() for column in zip(*found[:-3], strict=True)]
    assert heads == ["How they ended Outcome", "2019 Crimes"]
