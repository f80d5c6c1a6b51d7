"""A small plan for the stories of the chat platforms, which are not about many jobs: it starts and is looked at fast."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.conftest import sunday
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start

JOBS = 400


@pytest.fixture
async def hwa() -> AsyncIterator[Running]:
    """A simulated master of its own with few jobs beside those of the stories."""
    running = await start(SimulatorOptions(port=0, jobs=JOBS, now=sunday()))
    yield running
    await running.stop()
