"""When a reply is due: the twentieth working day after the authority received the request.

Freedom of Information Act 2000, section 10(1) and (6): a working day is any day but Saturday, Sunday,
Christmas Day, Good Friday and a bank holiday in *any part* of the United Kingdom. Freedom of Information
(Scotland) Act 2002, section 10: twenty working days too, with Scottish bank holidays only. The day of receipt
is day 0.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

WORKING_DAYS = 20
SCOTTISH_FORCES = frozenset({"police-scotland"})

# Proclaimed holidays, and the days from which a yearly one was moved to join them.
_PROCLAIMED = {
    2011: (date(2011, 4, 29),),
    2012: (date(2012, 6, 4), date(2012, 6, 5)),
    2020: (date(2020, 5, 8),),
    2022: (date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)),
    2023: (date(2023, 5, 8),),
}
_MOVED = frozenset({date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)})
_SATURDAY = 5


def due_on(received: date, force: str) -> date:
    """Return the day by which a force must have replied to a request that it received on `received`."""
    scottish = force in SCOTTISH_FORCES
    day, left = received, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in bank_holidays(day.year, scottish=scottish):
            left -= 1
    return day


@lru_cache(maxsize=256)
def bank_holidays(year: int, *, scottish: bool) -> frozenset[date]:
    """Return the days of a year that stop the clock: Scotland's, or those of any part of the kingdom.

    Banking and Financial Dealings Act 1971, schedule 1; one on a weekend moves to the next free weekday.
    """
    easter = _easter(year)
    floating = {_weekday_of(year, 5, 0, first=True), _weekday_of(year, 5, 0, first=False)}
    if scottish:
        floating |= {easter - timedelta(days=2), _weekday_of(year, 8, 0, first=True)}
        fixed = [(1, 1), (1, 2), (11, 30), (12, 25), (12, 26)]
    else:
        floating |= {easter - timedelta(days=2), easter + timedelta(days=1)}
        floating |= {_weekday_of(year, 8, 0, first=True), _weekday_of(year, 8, 0, first=False)}
        fixed = [(1, 1), (1, 2), (3, 17), (7, 12), (11, 30), (12, 25), (12, 26)]
    holidays = (floating | set(_PROCLAIMED.get(year, ()))) - _MOVED
    for month, number in fixed:
        day = date(year, month, number)
        while day.weekday() >= _SATURDAY or day in holidays:
            day += timedelta(days=1)
        holidays.add(day)
    return frozenset(holidays)


def _weekday_of(year: int, month: int, weekday: int, *, first: bool) -> date:
    """Return the first or last day of a month that is a given weekday (Monday is 0)."""
    if first:
        start = date(year, month, 1)
        return start + timedelta(days=(weekday - start.weekday()) % 7)
    end = date(year, month + 1, 1) - timedelta(days=1)
    return end - timedelta(days=(end.weekday() - weekday) % 7)


def _easter(year: int) -> date:
    """Return Easter Sunday (Gregorian; the anonymous algorithm of Nature, 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    day = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * day) // 451
    month, number = divmod(moon + day - 7 * late + 114, 31)
    return date(year, month, number + 1)
