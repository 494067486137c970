"""What a text must hold that a phrase of letters can stand in it, and that no phrase is missed by it."""

import re

import pytest

from parsers.letter_words import Sign, _kind, _meant
from parsers.needed_words import Choice, needed, words_in
from parsers.vocabulary.table import rows

_KINDS: dict[str, list[Choice]] = {"hold": [frozenset(("hold", "keep"))], "few": []}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("full disclosure", [{"disclosure"}, {"full"}]),
        ("disclos* ~5~ in full", [{"disclo"}, {"full"}, {"in"}]),
        ("(found|located) (a total of )?#", [{"found", "located"}]),
        ("we do not {hold}", [{"not"}, {"hold", "keep"}, {"we"}, {"do"}]),
        ("there (is|are) none", [{"there"}, {"none"}, {"is", "are"}]),
        ("(?!not held)given", [{"given"}]),
        ("fees?( due)* [(]paid", [{"paid"}, {"fee"}]),
        (r"\w+ (nil|\d)", []),
        ("{few} {in form}", []),
    ],
)
def test_what_a_phrase_cannot_do_without(phrase: str, expected: list[set[str]]) -> None:
    assert sorted(map(sorted, needed(phrase, _KINDS.__getitem__))) == sorted(map(sorted, expected))


def test_letters_that_a_search_takes_for_others_are_those() -> None:
    assert words_in("Dİſclosed ın Kent") == ["disclosed", "in", "kent"]


_SAID = (
    "We can neither confirm nor deny that we hold this.",
    "A total of 14 crimes were recorded in 2021.",
    "We have refused your request under section 12, as it would exceed the cost limit.",
    "The information you asked for is set out below.",
    "I am out of the office until Monday.",
    "We do not hold this information, and it is not recorded in a way that can be searched.",
    "Please clarify which years you mean.",
    "An internal review was carried out; its outcome is that our answer is amended.",
    "DİSCLOSURE in full: the table attached shows nil returns.",
)


@pytest.mark.parametrize("name", sorted({row["sign"] for row in rows("letter_phrases")}))
def test_a_sign_is_found_where_one_search_for_all_its_phrases_finds_it(name: str) -> None:
    phrases = "|".join(_meant(row["phrase"]) for row in rows("letter_phrases") if row["sign"] == name)
    whole = re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)
    for text in _SAID:
        one, other = whole.search(text), Sign(name).search(text)
        assert (one and one.span()) == (other and other.span())


def test_a_sign_or_kind_that_is_not_written_down_is_refused() -> None:
    with pytest.raises(KeyError):
        Sign("no such sign").search("We hold it.")
    with pytest.raises(KeyError):
        _kind("no such kind")
