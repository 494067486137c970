"""When a reply is due: the twentieth working day after the authority received the request.

Freedom of Information Act 2000, section 10(1) and (6): a working day is any day but Saturday, Sunday,
Christmas Day, Good Friday and a bank holiday in *any part* of the United Kingdom. Freedom of Information
(Scotland) Act 2002, section 10: twenty working days too, with Scottish bank holidays only. The day of receipt
is day 0.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

WORKING_DAYS = 20
SCOTTISH_FORCES = frozenset({"scotland"})
_NATIONS = ("ENG", "NIR", "SCT", "WLS")
_SATURDAY = 5


def due_on(received: date, force: str) -> date:
    """Return the day by which a force must have replied to a request that it received on `received`."""
    return _twentieth(received, scottish=force in SCOTTISH_FORCES)


@lru_cache(maxsize=4096)
def _twentieth(received: date, *, scottish: bool) -> date:
    day, left = received, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, scottish=scottish)
    return day


def is_working_day(day: date, *, scottish: bool) -> bool:
    """Say whether a day counts towards the deadline, under Scotland's Act or that of all others."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year, scottish=scottish)


@lru_cache(maxsize=256)
def bank_holidays(year: int, *, scottish: bool) -> frozenset[date]:
    """Return the days of a year that stop the clock: Scotland's, or those of any part of the kingdom.

    Banking and Financial Dealings Act 1971 and proclamations, as the `holidays` library keeps them; days that
    stand in for a holiday on a weekend among them.
    """
    nations = ("SCT",) if scottish else _NATIONS
    return frozenset(
        day for nation in nations for day in holidays.country_holidays("GB", subdiv=nation, years=year)
    )
