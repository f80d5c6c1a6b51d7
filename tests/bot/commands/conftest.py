"""A simulated master in this process, with and without TLS, and settings of a Resync that asks it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.benchmarks.processes import ROOT, free_port
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start

TLS = ROOT / "tests" / "tws" / "simulator" / "tls"

Configure = Callable[..., Settings]


@pytest.fixture
async def hwa() -> AsyncIterator[Running]:
    """A simulated master."""
    running = await start(SimulatorOptions(port=0, jobs=400))
    yield running
    await running.stop()


@pytest.fixture
async def secure_hwa() -> AsyncIterator[Running]:
    """A simulated master with a certificate that no authority signed."""
    running = await start(
        SimulatorOptions(port=0, jobs=60, certificate=TLS / "loopback.pem", private_key=TLS / "loopback.key")
    )
    yield running
    await running.stop()


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """Settings in English, with a free port and data in this test's folder."""

    def settings(url: str = "", **more: Any) -> Settings:
        asks = {"tws_url": url, "tws_user": "tws", "tws_password": "tws"}
        own = {"resync_data_dir": tmp_path / "data", "resync_language": "en", "resync_port": free_port()}
        return Settings(**{**asks, **own, **more})

    return settings
