"""The run history read from a simulated master over HTTP, of either API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.past.names import past_name
from bot.past.recorder import Recorder
from bot.store import runs, schema
from tests.databases import count
from tws.client import TwsClient, TwsConfig
from tws.models import JobQuery
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import start

pytestmark = pytest.mark.asyncio(loop_scope="module")

NIGHT = datetime(2026, 11, 22, 6, 12, tzinfo=UTC)


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=["all", "10.2.8", "10.1", "9.5"])
async def master(request: pytest.FixtureRequest) -> AsyncIterator[TwsClient]:
    options = SimulatorOptions(port=0, jobs=1000, speed=0.001, dialect=request.param, now=lambda: NIGHT)
    running = await start(options)
    async with TwsClient(TwsConfig(urls=(running.url,), user="tws", password="tws", cache_seconds=0)) as client:
        yield client
    await running.stop()


async def test_every_run_that_the_plan_shows_as_ended_is_imported(master, store):
    """After some turns each job of the plan that has ended stands in the history with its status, once."""
    recorder = Recorder(master, store, master.now)
    for _ in range(60):
        await recorder.record()
        if recorder.caught_up_at:
            break
    ended = await master.jobs(JobQuery(statuses=("SUCCESSFUL", "ERROR")), limit=2000)
    assert ended.records
    lacking = []
    async with store.reading() as connection:
        for job in ended.records:
            known = await runs.of_job(connection, "default", past_name(job), 200)
            if job.run.internal_status not in {one.internal_status for one in known}:
                lacking.append(job.key)
        before = await count(connection, schema.runs)
    assert [] == lacking
    await recorder.record()
    async with store.reading() as connection:
        assert before == await count(connection, schema.runs)
