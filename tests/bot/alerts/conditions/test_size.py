"""What a look asks does not grow with the plan."""

from __future__ import annotations

import gc
from dataclasses import replace

import httpx

from bot.alerts.conditions import Conditions
from bot.alerts.settings import AlertSettings
from tests.bot.alerts.conditions.conftest import Night, Start
from tests.bot.alerts.conditions.plan_in_memory import Estimates, unknown

QUIET = "situations = false\nrisk = 0.0\n"


async def reads(night: Night) -> int:
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:
        answer = await http.get(f"{night.running.url}/simulator/calls")
    return int(answer.json()["reads"])


async def test_a_plan_of_20000_jobs_takes_as_many_queries_as_one_of_1000(begin: Start) -> None:
    """With nothing wrong in either, the first look and the following ones, estimates aside, which are bounded."""
    asked = []
    for jobs in (1_000, 20_000):
        gc.disable()  # as the simulator's own process does while it builds a plan, which makes only what stays
        try:
            night = await begin(QUIET, jobs=jobs)
        finally:
            gc.enable()
        # No run is ever too long here: what the dice make of a plan's runs differs with its size.
        settings = replace(AlertSettings(), overrun_factor=1000.0)
        look = Conditions(night.client, settings=settings, expected=Estimates(), usual=unknown)
        counts = []
        for _ in range(3):
            night.pass_time(minutes=5)
            await night.client.engine()
            before = await reads(night)
            assert () == (await look()).conditions
            counts.append(await reads(night) - before)
        asked.append(counts)
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 16
