"""What recording the run history costs, measured inside one process."""

from __future__ import annotations

import logging
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import structlog

from bot.past.recorder import Recorder
from bot.store import schema
from bot.store.store import Store
from tests.databases import count as count_rows
from tws.client import TwsClient, TwsConfig

MOST_TURNS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingCost:
    """The first import (turns, runs, seconds of CPU and the longest turn), then a turn of a plan that is caught up."""

    turns: int
    runs: int
    cpu: float
    longest: float
    turn_cpu: float
    turn_requests: float
    turn_rows: float


async def recording(url: str, count: int) -> RecordingCost:
    """Import what the plan of a master shows, then take `count` turns more and measure their mean."""
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
            recorder = Recorder(master, store, master.now)
            turns, began, longest = 0, time.process_time(), 0.0
            while recorder.caught_up_at is None and turns < MOST_TURNS:
                before = time.process_time()
                await recorder.record()
                longest, turns = max(longest, time.process_time() - before), turns + 1
            cpu = time.process_time() - began
            async with store.reading() as connection:
                kept = await count_rows(connection, schema.runs)
            requests, began, rows = 0, time.process_time(), 0
            for _ in range(count):
                rows += await recorder.record()
            took = time.process_time() - began
        await store.close()
    return RecordingCost(
        turns=turns,
        runs=kept,
        cpu=cpu,
        longest=longest,
        turn_cpu=took / count,
        turn_requests=requests / count,
        turn_rows=rows / count,
    )
