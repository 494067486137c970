"""How signs are looked for in the sentences of letters."""

import pytest

from parsers.letter_words import Sign
from parsers.parts import is_partly
from parsers.statements import stated


def test_a_sign_is_looked_for_once_in_a_sentence() -> None:
    found = Sign("refused").search("We have refused your request under section 12.")
    assert found is not None
    assert Sign("refused").search("We have refused your request under section 12.") is found


def test_a_phrase_begins_and_ends_with_whole_words() -> None:
    assert Sign("refused").search("We refused your request.") is not None
    assert Sign("refused").search("Werefused your request.") is None


@pytest.mark.parametrize(
    ("sentence", "not_stated"),
    [
        ("No decision has been made to refuse it.", "disclosed"),
        ("Redaction has not been necessary.", "refused"),
        ("This is no sign that any such information does or does not exist.", "not held"),
        ("There were 24 non-disclosure agreements.", "refused"),
        ("Releasing the prices would weaken us in the next tender.", "disclosed"),
        ("Thank you for your request, the details of which are as follows:", "disclosed"),
        ("The numbers will change over time.", "grounds"),
        ("I have established that the information is held by the Ministry.", "not held"),
    ],
)
def test_what_only_sounds_like_a_sign_states_nothing(sentence: str, not_stated: str) -> None:
    assert not_stated not in stated(sentence)


def test_what_was_never_paid_is_told() -> None:
    assert stated("We do not run such a scheme, so no payments were made.") == {"disclosed"}


def test_a_copy_without_redaction_is_no_part() -> None:
    assert not is_partly("Redaction has not been necessary.", of_all=True)
    assert is_partly("Some names have been redacted.", of_all=True)
