"""A line whose words are cut into segments again and again is worked out once."""

from parsers.pages.lines import cut_line, lines_of
from parsers.pages.page import Rule, Word


def words() -> list[Word]:
    return [Word("Charged", 50, 100, 90, 110), Word("12", 96, 100, 106, 110)]


def test_the_same_words_are_cut_once() -> None:
    line = words()
    assert cut_line(line, ()) is cut_line(list(line), ())


def test_words_that_say_the_same_elsewhere_are_cut_by_themselves() -> None:
    first, second = cut_line(words(), ()), cut_line(words(), ())
    assert first == second
    assert first is not second


def test_a_rule_between_them_parts_words_that_were_cut_without_it() -> None:
    line = words()
    rule = Rule("v", 93, 90, 120)
    assert [segment.text for segment in cut_line(line, ()).segments] == ["Charged 12"]
    assert [segment.text for segment in cut_line(line, (rule,)).segments] == ["Charged", "12"]


def test_lines_of_the_same_words_may_be_changed_by_whoever_asked_for_them() -> None:
    places = [(50 + 20 * (number % 2), 100 + 15 * (number // 2)) for number in range(10)]
    page = [Word("Charged", x, y, x + 15, y + 10) for x, y in places]
    first = lines_of(page)
    first[0].clear()
    first.pop()
    again = lines_of(page)
    assert again == lines_of(iter(page))
    assert [len(line) for line in again] == [2] * 5
