"""Wordings whose spaces stand elsewhere, as narrow cells break words and full ones leave spaces out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parsers.vocabulary.outcomes import find_outcome, known_wordings

LONG = sorted(words for words in known_wordings() if len(words) >= 12 and not any(map(str.isdigit, words)))


@given(st.sampled_from(LONG), st.integers(1, 200))
def test_a_space_within_a_word_changes_nothing(words: str, at: int) -> None:
    at %= len(words)
    assert find_outcome(f"{words[:at]} {words[at:]}").codes == find_outcome(words).codes


@given(st.sampled_from(LONG), st.integers(1, 200))
def test_a_letter_more_does(words: str, at: int) -> None:
    at %= len(words)
    broken = f"{words[:at]}q{words[at:]}"
    assert find_outcome(broken).codes is None or broken in known_wordings()


def test_numbers_are_not_put_together() -> None:
    assert find_outcome("Outcome type 1 4 applied").codes is None
    assert find_outcome("Out come 1 6").codes is None
