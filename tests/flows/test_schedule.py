"""When nights begin: in London's time, once a night whatever the clocks do; what was missed is done once."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from flows.nights.schedule import ZONE, missed, next_after
from flows.settings import Settings, SettingsError
from parsers.errors import FoiError
from warehouse.workspace import Workspace

ROOT = Path(__file__).parents[2]

LONDON = ZoneInfo("Europe/London")
CRON = Settings().cron


def test_three_in_the_morning_is_londons() -> None:
    winter = next_after(CRON, datetime(2026, 1, 10, 12, tzinfo=UTC))
    summer = next_after(CRON, datetime(2026, 7, 10, 12, tzinfo=UTC))
    assert (winter.hour, summer.hour) == (3, 2)
    assert summer.astimezone(LONDON).hour == 3


@pytest.mark.parametrize(
    ("first", "hours"),
    [
        (datetime(2026, 3, 26, 12, tzinfo=UTC), [24, 23, 24]),
        (datetime(2026, 10, 22, 12, tzinfo=UTC), [24, 25, 24]),
    ],
    ids=["March", "October"],
)
def test_each_night_once_when_the_clocks_change(first: datetime, hours: list[int]) -> None:
    begun = [next_after(CRON, first)]
    for _ in range(3):
        begun.append(next_after(CRON, begun[-1] + timedelta(seconds=1)))
    between = [(b - a) // timedelta(hours=1) for a, b in pairwise(begun)]
    assert between == hours
    assert [moment.astimezone(LONDON).hour for moment in begun] == [3] * 4


def test_a_year_in_which_the_machine_is_off_at_random() -> None:
    chosen = random.Random(20260329)
    now, done = datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2026, 1, 1, 3, tzinfo=UTC)
    runs: list[datetime] = []
    while now.year == 2026:
        up_until = now + timedelta(hours=chosen.uniform(1, 200))
        caught_up = missed(CRON, done, now)
        if caught_up:
            done = now
            runs.append(now)
        assert not missed(CRON, done, now), "what is caught up is not caught up again"
        while (due := next_after(CRON, max(now, done) + timedelta(seconds=1))) <= up_until:
            now = done = due
            runs.append(due)
        now = up_until + timedelta(hours=chosen.uniform(0.1, 100))
    days = [moment.astimezone(LONDON).date() for moment in runs]
    assert len(runs) > 150
    assert all(days.count(day) <= 2 for day in days), "at most the night's own and one that is caught up"


def test_nothing_was_missed_before_the_first_night_nor_in_it() -> None:
    night = datetime(2026, 6, 1, 2, tzinfo=UTC)
    assert not missed(CRON, None, night)
    assert not missed(CRON, night, night + timedelta(hours=23))
    assert missed(CRON, night, night + timedelta(hours=24))
    assert missed(CRON, night - timedelta(seconds=5), night)


@pytest.mark.parametrize("line", ["at three", "0 3 * *", "61 3 * * *", "@never"])
def test_what_is_no_line_of_cron(line: str) -> None:
    with pytest.raises(SettingsError, match="is no line of cron; give minute, hour"):
        next_after(line, datetime(2026, 1, 1, tzinfo=UTC))


def test_the_deployment_for_a_server_of_ones_own_is_the_same_night() -> None:
    from prefect.utilities.importtools import import_object

    from flows.nights.flow import nightly

    (deployment,) = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    assert import_object(deployment["entrypoint"]) is nightly
    assert deployment["schedules"] == [{"cron": CRON, "timezone": ZONE}]
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
    assert set(deployment["parameters"]) == set(nightly.parameters.properties)


def test_one_process_serves_a_workspace(tmp_path: Path) -> None:
    from flows.nights.serving import deployment_name, only_one

    here, there = (Workspace.open(tmp_path / name, create=True) for name in ("a", "b"))
    with only_one(here), only_one(there), pytest.raises(FoiError, match="'foi serve' already runs for it"):  # noqa: SIM117
        with only_one(here):
            pass
    assert deployment_name(here) != deployment_name(there)
