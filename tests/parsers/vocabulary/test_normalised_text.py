"""Texts are matched by what they say: damage and form are folded away, words never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.vocabulary.table import rows
from parsers.vocabulary.text import normalise, repair, squash, words_of

WORDINGS = [row["wording"] for row in rows("outcome_wordings")]
EN_DASH_BROKEN = ["\x96", "â€“", "Ã¢â‚¬â€œ", '????"', "\ufffd", 'â€"', "\\x96", "\u00e2\x80\x93"]


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="aA1 -–—&'’\"“*†¹[]().,:;/?\\x96â€“\ufffd\x96\xa0", max_size=40))
def test_normalising_twice_changes_nothing_more_in_damaged_text(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=60))
def test_words_of_words_are_the_same_words(text: str) -> None:
    assert words_of(words_of(text)) == words_of(text)


@pytest.mark.parametrize("broken", EN_DASH_BROKEN)
def test_a_broken_dash_is_a_dash(broken: str) -> None:
    assert normalise(f"Investigation complete {broken} no suspect") == "investigation complete-no suspect"


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("victimâ€™s", "victim’s"),
        ("victim\x92s", "victim’s"),
        ("victim\ufffds", "victim's"),
        ("£45", "£45"),
        ("Â£45", "£45"),
        ("Pen-y-Bont Ogwr, Tŷ Elái", "Pen-y-Bont Ogwr, Tŷ Elái"),
        ("Is this right?", "Is this right?"),
    ],
)
def test_repair_mends_damage_and_nothing_else(text: str, repaired: str) -> None:
    assert repair(text) == repaired


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Charge / Summons", "charge/summons"),
        ("Caution\u2013 Adults", "caution-adults"),
        ("  Caution \n -\t adults ", "caution-adults"),
        ("Devon & Cornwall", "devon and cornwall"),
        ("“No Crime”", "no crime"),
        ("The victim’s age", "the victim's age"),
        ("TOTAL*", "total"),
        ("Total ¹", "total"),
        ("Total[1]", "total"),
        ("Total (note 2)", "total"),
        ("*Total", "total"),
        ("Charged.", "charged"),
        ("", ""),
        ("***", ""),
    ],
)
def test_the_key_folds_what_means_nothing(text: str, key: str) -> None:
    assert normalise(text) == key


def test_a_number_in_round_brackets_stays_because_it_may_be_an_outcome() -> None:
    assert normalise("Transferred to External Agency (20)") == "transferred to external agency (20)"


def test_not_is_never_folded_away() -> None:
    assert normalise("Victim NOT Supportive") != normalise("Victim Supportive")


@given(st.sampled_from(WORDINGS), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_does_not_matter(wording: str, change: object) -> None:
    assert callable(change)
    assert words_of(change(wording)) == words_of(wording)


def test_squash_folds_white_space_and_nothing_else() -> None:
    assert squash("  A \u00a0 B\n–  c ") == "A B – c"
