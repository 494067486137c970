"""How signs are looked for in the sentences of letters."""

from parsers.letter_words import Sign


def test_a_sign_is_looked_for_once_in_a_sentence() -> None:
    found = Sign("refused").search("We have refused your request under section 12.")
    assert found is not None
    assert Sign("refused").search("We have refused your request under section 12.") is found


def test_a_phrase_begins_and_ends_with_whole_words() -> None:
    assert Sign("refused").search("We refused your request.") is not None
    assert Sign("refused").search("Werefused your request.") is None
