"""Serving the schedule on one machine: Prefect's runner, and a night that was missed caught up once."""

from __future__ import annotations

import asyncio
import hashlib
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prefect import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.nights.flow import PARENT, nightly
from flows.nights.past import last_done, runs_back
from flows.nights.schedule import ZONE, missed
from flows.terminal import say
from parsers.errors import FoiError
from warehouse.workspace import taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from prefect.client.orchestration import PrefectClient

    from warehouse.workspace import Workspace

LOOK_SECONDS = 2
"""How often it is looked whether the server still runs."""


@contextmanager
def only_one(workspace: Workspace) -> Iterator[None]:
    """Hold the right to serve a workspace.

    Raises:
        FoiError: Another process serves it.
    """
    with workspace.serving.open("a") as file:
        if not taken(file):
            raise FoiError(f"{workspace.root}: 'foi serve' already runs for it")
        yield


def serve(workspace: Workspace, cron: str, server_runs: Callable[[], bool]) -> None:
    """Start a night whenever it is due, one at a time, until the process is told to end.

    Raises:
        FoiError: Prefect's server has ended by itself.
    """
    os.environ[PARENT] = str(os.getpid())
    now = datetime.now(UTC)
    late = missed(cron, last_done(runs_back(workspace), now), now)
    asyncio.run(_serve(workspace, cron, server_runs, catch_up=late))


def deployment_name(workspace: Workspace) -> str:
    """The deployment's name: one for each workspace, as several may share Prefect's database."""
    return f"{workspace.root.name}-{hashlib.sha256(str(workspace.root).encode()).hexdigest()[:8]}"


async def _serve(workspace: Workspace, cron: str, server_runs: Callable[[], bool], *, catch_up: bool) -> None:
    # Its schedule stays when it ends, so that Prefect's list of what is to come stays true.
    runner = Runner(name=f"foi-{workspace.root.name}", limit=1, pause_on_shutdown=False)
    deployment = await nightly.ato_deployment(
        name=deployment_name(workspace),
        schedule=Cron(cron, timezone=ZONE),
        parameters={"workspace": str(workspace.root)},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment_id = await runner.aadd_deployment(deployment)
    async with get_client() as client:
        await _close_what_was_killed(client, deployment_id)
        if catch_up:
            say("A night was missed: it is caught up now.")
            await client.create_flow_run_from_deployment(deployment_id, name="caught-up")
    ended = asyncio.create_task(_watch(server_runs))
    served = asyncio.create_task(runner.start())
    done, _ = await asyncio.wait({ended, served}, return_when=asyncio.FIRST_COMPLETED)
    if ended in done:
        served.cancel()
        await asyncio.wait({served})
        raise FoiError("Prefect's server has ended by itself; start foi serve again")
    ended.cancel()
    await served


async def _watch(server_runs: Callable[[], bool]) -> None:
    while server_runs():  # noqa: ASYNC110 - another process, which sets no event
        await asyncio.sleep(LOOK_SECONDS)


async def _close_what_was_killed(client: PrefectClient, deployment_id: UUID) -> None:
    """Say in Prefect's records that runs ended of which nothing is left: only one process serves them."""
    left = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=[deployment_id]),
            state=FlowRunFilterState(
                type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING, StateType.CANCELLING])
            ),
        )
    )
    for run in left:
        await client.set_flow_run_state(
            run.id, Crashed(message="It was killed; the next night goes on from there."), force=True
        )
