from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Cell, Document, Table
from parsers.figure import Figure, Period
from parsers.recognised import doubted, with_known_spellings
from parsers.vocabulary.look_alikes import as_known
from parsers.vocabulary.outcomes import find_outcome, known_wordings

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31), "2021", "calendar")


def scan(*confidences: float) -> Document:
    cells = tuple(
        Cell(str(number), f"c{number}", 0, number, confidence=confidence)
        for number, confidence in enumerate(confidences)
    )
    return Document("pdf", [Table("page 1", (cells,), page=1)], recognised=[1])


def figure(number: int, count: int, *, total: bool = False) -> Figure:
    return Figure(
        table_no=1,
        row=number,
        column=1,
        locator=f"c{number}",
        raw_text=str(count),
        row_label="",
        column_label="",
        role="total" if total else "cell",
        value_status="exact",
        count=count,
        count_low=count,
        count_high=count,
        outcome_label=None if total else f"outcome {number}",
        period=YEAR,
        of_total=("outcome",) if total else (),
    )


def test_a_number_of_which_the_reader_is_not_sure_waits() -> None:
    sure, unsure = doubted(scan(0.97, 0.62), [figure(0, 3), figure(1, 4)])
    assert (sure.held_reason, sure.confidence) == (None, 0.97)
    assert (unsure.held_reason, unsure.confidence) == ("recognised with doubt", 0.62)


def test_a_printed_total_that_closes_confirms_what_it_sums_over() -> None:
    made = doubted(scan(0.97, 0.62, 0.5), [figure(0, 3), figure(1, 4), figure(2, 7, total=True)])
    assert [each.held_reason for each in made] == [None, None, None]


def test_a_printed_total_that_does_not_close_confirms_nothing() -> None:
    made = doubted(scan(0.97, 0.62, 0.99), [figure(0, 3), figure(1, 9), figure(2, 7, total=True)])
    assert [each.held_reason is None for each in made] == [True, False, True]


def test_documents_that_hold_text_are_never_doubted() -> None:
    document = scan(0.1)
    document.recognised = []
    assert doubted(document, [figure(0, 3)]) == [figure(0, 3)]
    assert with_known_spellings(document) is document


@pytest.mark.parametrize(
    ("seen", "codes"),
    [
        ("Suspect too III to prosecute", ("12",)),
        ("Community resoIution", ("8",)),
    ],
)
def test_letters_of_one_shape_are_no_other_wording(seen: str, codes: tuple[str, ...]) -> None:
    assert find_outcome(seen).codes is None
    assert find_outcome(as_known(seen)).codes == codes


def test_a_lost_space_is_no_other_wording() -> None:
    assert find_outcome("Chargedor summonsed").codes == ("1",)
    assert find_outcome(as_known("Chargedor summonsed")).codes == ("1",)


@pytest.mark.parametrize("seen", ["Charqed", "Victim does suport", "2019/20", "-", "16", "Darlington"])
def test_nothing_else_is_taken_for_anything_else(seen: str) -> None:
    assert as_known(seen) == seen


@given(st.sampled_from(sorted(known_wordings())))
def test_a_known_wording_stays_itself(wording: str) -> None:
    assert find_outcome(as_known(wording)).codes == find_outcome(wording).codes


@given(st.sampled_from(sorted(known_wordings())), st.data())
def test_a_word_less_is_never_mended(wording: str, data: st.DataObject) -> None:
    words = wording.split()
    dropped = data.draw(st.integers(0, len(words) - 1))
    cut = " ".join(words[:dropped] + words[dropped + 1 :])
    assert find_outcome(as_known(cut)).codes == find_outcome(cut).codes
