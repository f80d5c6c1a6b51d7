"""2,000 ABENDs at once: when the first card is handed over, when the last, and that none is missing or told twice."""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import structlog

from bot.app import resync
from bot.messages import Outgoing
from bot.scheduler import DELIVER_SECONDS, Work
from bot.settings import Settings
from tests.benchmarks.processes import call, simulator

ABENDS = 2_000
SIGNATURES = ("oracle_deadlock", "disk_full", "java_heap", "sftp_login", "sap_rfc", "zos_data_exception")
AGENTS = 40


class Timed:
    """A chat that takes everything at once, and knows when."""

    name = "bench"

    def __init__(self) -> None:
        self.posted: list[tuple[float, Outgoing]] = []

    async def post(self, message: Outgoing) -> str:
        self.posted.append((time.perf_counter(), message))
        return f"m{len(self.posted)}"

    async def edit(self, reference: str, message: Outgoing) -> None:
        """A card that changed is no message."""


def storm_figures() -> Iterator[tuple[str, str, str]]:
    """First and last card of the storm, the messages that it took, and what is missing."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "storm.json"
        scenario.write_text(json.dumps(_scenario()), encoding="utf-8")
        with simulator(5_000, scenario) as master:
            first, last, posts, roots, lost = asyncio.run(_told(master.url, Path(folder)))
    yield f"{ABENDS:,} ABENDs: first card / last of the burst", f"{first:.2f} / {last:.2f} s", "≤ 2 s"
    yield f"{ABENDS:,} ABENDs: messages, threads told twice, lost", f"{posts}, {posts - roots}, {lost}", "≤ 21, 0, 0"


async def _every_second(deliver: Work) -> None:
    """As the scheduler does beside the looks."""
    while True:
        await asyncio.sleep(DELIVER_SECONDS)
        await deliver()


def _scenario() -> dict[str, object]:
    names = [f"FTA_{n:02}" for n in range(AGENTS)]
    jobs = [
        {
            "name": f"S_J_{n:04}",
            "workstation": names[n % AGENTS],
            "at": "+10m",
            "jobs": [{"name": f"J_{n:04}", "runs_for": "1m", "signature": SIGNATURES[n % len(SIGNATURES)]}],
        }
        for n in range(ABENDS)
    ]
    agents = [{"name": name, "type": "FTA", "limit": 900} for name in names]
    return {"situations": False, "risk": 0, "workstations": agents, "streams": jobs}


async def _told(url: str, folder: Path) -> tuple[float, float, int, int, int]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    settings = Settings(tws_url=url, tws_user="tws", tws_password="tws", resync_data_dir=folder)
    chat = Timed()
    async with resync(settings, [(chat, "alerts")]) as running:
        alerts = running.alerts["default"]
        await running.look("default")
        await alerts.deliver_once()
        chat.posted.clear()
        await asyncio.to_thread(call, f"{url}/simulator/clock", {"advance": 15 * 60})
        began = time.perf_counter()
        delivering = asyncio.create_task(_every_second(alerts.deliver_once))
        await running.look("default")
        while await alerts.outbox.waiting():
            await alerts.deliver_once()
        delivering.cancel()
        burst = [at for at, message in chat.posted if message.thread is None]
        roots = [message.incident for _, message in chat.posted if message.thread is None]
        found = {one.job_name for one in await alerts.book.open_incidents(10 * ABENDS)}
        lost = sum(f"J_{n:04}" not in found for n in range(ABENDS))
    return burst[0] - began, burst[-1] - began, len(roots), len(set(roots)), lost
