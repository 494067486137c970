"""When nights begin: by a line of cron, in London's time, whatever its clocks do."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.settings import SettingsError

if TYPE_CHECKING:
    from prefect.server.schemas.schedules import CronSchedule

ZONE = "Europe/London"


def schedule_of(cron: str) -> CronSchedule:
    """Return the schedule.

    Raises:
        SettingsError: The line is none of cron.
    """
    from prefect.server.schemas.schedules import CronSchedule

    try:
        return CronSchedule(cron=cron, timezone=ZONE)
    except ValueError:
        raise SettingsError(
            f"FOI_CRON: {cron!r} is no line of cron; give minute, hour, day, month and weekday: '0 3 * * *'"
        ) from None


def next_after(cron: str, moment: datetime) -> datetime:
    """Return when the first night begins at a moment or after it, in UTC.

    Raises:
        SettingsError: As `schedule_of`.
    """
    (found,) = asyncio.run(schedule_of(cron).get_dates(1, start=moment))
    return datetime.fromtimestamp(found.timestamp(), UTC)


def missed(cron: str, done: datetime | None, now: datetime) -> bool:
    """Whether a night should have begun since the last one that was done began.

    Where none ever was, none was missed: the first begins by the schedule.

    Raises:
        SettingsError: As `schedule_of`.
    """
    if done is None:
        return False
    # A night's own moment is not a missed one.
    return next_after(cron, datetime.fromtimestamp(done.timestamp() + 1, UTC)) <= now
