from __future__ import annotations

from datetime import date

import pytest

from parsers.vocabulary.forces import FORCES
from warehouse.deadlines import SCOTTISH_FORCES, bank_holidays, due_on, is_working_day


@pytest.mark.parametrize(
    ("received", "force", "due"),
    [
        (date(2025, 9, 15), "durham", date(2025, 10, 13)),
        # New Year's Day, 2 January (Scotland), Christmas Day and Boxing Day.
        (date(2025, 12, 15), "durham", date(2026, 1, 16)),
        # St Patrick's Day stops an English force's clock too, but not a Scottish one's.
        (date(2026, 3, 2), "durham", date(2026, 3, 31)),
        (date(2026, 3, 2), "scotland", date(2026, 3, 30)),
        # Received on a Saturday: that is day 0 all the same.
        (date(2025, 9, 13), "durham", date(2025, 10, 10)),
    ],
)
def test_twenty_working_days(received: date, force: str, due: date) -> None:
    assert due_on(received, force) == due


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 5, 8),  # moved from 4 May for VE Day
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
        date(2022, 1, 3),  # 1 January 2022 was a Saturday
        date(2022, 1, 4),  # and 2 January a Sunday
        date(2024, 3, 29),
        date(2024, 4, 1),
    ],
)
def test_bank_holidays(day: date) -> None:
    assert day in bank_holidays(day.year, scottish=False)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30)])
def test_moved_holidays_are_working_days(day: date) -> None:
    assert day not in bank_holidays(day.year, scottish=False)


def test_easter_monday_is_a_working_day_in_scotland() -> None:
    assert date(2024, 4, 1) not in bank_holidays(2024, scottish=True)


def test_a_bank_holiday_that_was_proclaimed_for_one_nation_stops_all_clocks() -> None:
    """Scotland's of 15 June 2026: the working days of the rest of the kingdom leave it out, too."""
    assert date(2026, 6, 15) in bank_holidays(2026, scottish=True)
    assert date(2026, 6, 15) in bank_holidays(2026, scottish=False)
    assert due_on(date(2026, 6, 1), "durham") == date(2026, 6, 30)


def test_scotlands_forces_are_known_ones() -> None:
    assert set(FORCES) >= SCOTTISH_FORCES


def test_saturdays_and_sundays_are_no_working_days() -> None:
    assert not is_working_day(date(2025, 9, 13), scottish=False)
    assert not is_working_day(date(2025, 9, 14), scottish=True)
    assert is_working_day(date(2025, 9, 15), scottish=True)
