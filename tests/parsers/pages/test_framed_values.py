"""Values in frames of their own beside labels in none, as a form's fields are drawn."""

from test_unruled import Placed, row, tables, texts, words_of

from parsers.pages.page import Page, Rule
from parsers.pages.ruled import PageTable
from parsers.pages.unruled import find_unruled_tables


def framed(labels: list[list[Placed]], pitch: float) -> PageTable:
    """Return rows whose values stand in frames of 18 points, three points above the middle of each."""
    placed = row(88, "Outcome", "2019", "2020")
    rules: list[Rule] = []
    for number, label in enumerate(labels):
        top = 110 + pitch * number
        placed += [*label, (200, top + 1, str(number + 1)), (260, top + 1, str(number + 7))]
        rules += [Rule("h", at, x, x + 50) for at in (top, top + 18) for x in (195.0, 255.0)]
        rules += [Rule("v", x, top, top + 18) for x in (195.0, 245.0, 255.0, 305.0)]
    words = words_of(placed)
    (table,) = find_unruled_tables(Page(1, 600, 800, words, tuple(rules)), words)
    return table


def test_a_label_level_with_a_frame_is_of_its_row_however_it_is_set_in_it() -> None:
    labels = [
        [(60.0, 114.5 + 22 * number, name)] for number, name in enumerate(("Charged", "Cautioned", "Dead"))
    ]
    table = framed(labels, 22)
    assert texts(table)[1:] == [["Charged", "1", "7"], ["Cautioned", "2", "8"], ["Dead", "3", "9"]]
    assert {cell.doubt for cell in table.cells} == {""}


def test_a_line_below_its_frame_is_no_row_of_its_own() -> None:
    labels = [
        [(60.0, 114.5 + 28 * number, name), *[(60.0, 125.5 + 28 * number, "beyond")] * (number < 2)]
        for number, name in enumerate(("Charged", "Cautioned", "Dead"))
    ]
    names = [cells[0] for cells in texts(framed(labels, 28))[1:]]
    assert names == ["Charged beyond", "Cautioned beyond", "Dead"]


def test_rules_under_all_rows_tell_them_apart() -> None:
    placed = row(88, "Outcome", "2019")
    rules = [Rule("h", 105.0, 55.0, 400.0)]
    for number, name in enumerate(("Charged", "Cautioned", "Dead")):
        top = 110.0 + 24 * number
        placed += [(60, top, name), (200, top + 4, str(number + 1))]
        rules.append(Rule("h", top + 19, 55.0, 400.0))
    (table,) = tables(*placed, rules=tuple(rules))
    assert [cells[-1] for cells in texts(table)] == ["2019", "1", "2", "3"]
    assert {cell.doubt for cell in table.cells} == {""}
