"""A simulated world at a fixed night, and a server that answers for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start
from tws.simulator.world import World

NIGHT = datetime(2026, 11, 22, 6, 12, tzinfo=UTC)  # 03:12 in São Paulo
JOBS = 400  # few, and yet with every situation


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self, time: datetime = NIGHT) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def make_world() -> Callable[..., World]:
    def make(time: datetime = NIGHT, **options: object) -> World:
        return World(SimulatorOptions(**{"jobs": JOBS, "now": Hands(time), **options}))

    return make


@pytest.fixture
async def running(hands: Hands) -> AsyncIterator[Running]:
    server = await start(SimulatorOptions(port=0, jobs=JOBS, now=hands))
    yield server
    await server.stop()


@pytest.fixture
async def http(running: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=running.url, auth=("tws", "tws"), timeout=5, verify=False) as client:
        yield client
