"""What looking at the conditions costs, measured inside one process."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

import httpx
import structlog

from bot.alerts.conditions import Conditions
from bot.alerts.settings import AlertSettings
from tws.client import TwsClient, TwsConfig
from tws.models import Job
from tws.questions.estimate import estimate_of
from tws.reports import EstimateReport

WARM_UP = 12


async def conditions(url: str, count: int) -> tuple[float, float]:
    """CPU seconds and requests of one look at the conditions of a simulated plan, the mean of `count` looks.

    A minute of the simulator's time lies between two looks; before them the nearest deadlines were estimated once.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    requests = 0

    class Counting(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            nonlocal requests
            requests += 1
            return await super().handle_async_request(request)

    config = TwsConfig(urls=(url,), user="tws", password="tws", cache_seconds=0)
    async with TwsClient(config, transport=Counting()) as master, httpx.AsyncClient(trust_env=False) as http:

        async def expected(job: Job) -> EstimateReport:
            return await estimate_of(master, await master.job(job.id))

        async def usual(_job: Job) -> timedelta | None:
            return None

        look = Conditions(master, settings=AlertSettings(), expected=expected, usual=usual)
        took = asked = 0.0
        for turn in range(WARM_UP + count):
            await http.post(f"{url}/simulator/clock", json={"advance": 61})
            await master.engine()
            requests, began = 0, time.process_time()
            await look()
            if turn >= WARM_UP:
                took += time.process_time() - began
                asked += requests
    return took / count, asked / count
