"""What a look at the plan costs, measured inside one process."""

from __future__ import annotations

import logging
import tempfile
import time
from pathlib import Path

import httpx
import structlog

from bot.alert_cards import PresentedAlerts
from bot.alerts.service import Alerts
from bot.reports import DiagnosisReport
from bot.store.store import Store
from bot.zone import Zone
from tws.client import TwsClient, TwsConfig
from tws.models import Job

WARM_UP = 12


async def looks(url: str, count: int) -> tuple[float, float]:
    """CPU seconds and requests of one look, the mean of `count` looks once all that stood before is known."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    requests = 0

    class Counting(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            nonlocal requests
            requests += 1
            return await super().handle_async_request(request)

    config = TwsConfig(urls=(url,), user="tws", password="tws", cache_seconds=0)
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        async with TwsClient(config, transport=Counting()) as master:

            async def diagnose(job: Job) -> DiagnosisReport:
                return DiagnosisReport(environment="default", as_of=master.now(), job=job)

            zone = Zone(None)
            alerts = Alerts(
                master=master,
                store=store,
                diagnose=diagnose,
                cards=lambda language: PresentedAlerts(language, zone, master.now),
                chats=[],
                clock=master.now,
            )
            for _ in range(WARM_UP):
                await alerts.look_once()
                await alerts.stop(30)
            requests, began = 0, time.process_time()
            for _ in range(count):
                await alerts.look_once()
            took = time.process_time() - began
            await alerts.stop()
        await store.close()
    return took / count, requests / count
