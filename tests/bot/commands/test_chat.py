"""`resync chat` where nobody serves: a Resync of its own looks at the plans meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import StringIO

import httpx
import pytest
from rich.console import Console

from adapters.terminal.adapter import TerminalChat
from bot.commands.ask import alone
from bot.structure import Structure
from tests.fakes import NIGHT
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start

SECONDS = 60.0  # a deadline, not a wait


class _Screen(StringIO):
    """A terminal that says when it has shown all of some words."""

    def __init__(self, *words: str) -> None:
        super().__init__()
        self._words = words
        self.has_shown = asyncio.Event()

    def write(self, text: str) -> int:
        written = super().write(text)
        if all(word in self.getvalue() for word in self._words):
            self.has_shown.set()
        return written


@pytest.fixture
async def masters() -> AsyncIterator[list[Running]]:
    """Two masters with plans of their own."""
    running = [await start(SimulatorOptions(port=0, jobs=60, seed=seed, now=lambda: NIGHT)) for seed in (1, 2)]
    yield running
    for one in running:
        await one.stop()


async def test_the_alerts_of_every_environment_are_told(masters, configure, monkeypatch):
    """What broke in the second HWA appears beside what broke in the first one."""
    monkeypatch.setenv("HWA_PASSWORD", "tws")
    broken = [await _broken(master.url, master.plan.jobs[-1].name) for master in masters]
    screen = _Screen(*broken)
    named = [
        {"name": name, "url": master.url, "user": "tws", "password_variable": "HWA_PASSWORD"}
        for name, master in zip(("prod", "hml"), masters, strict=True)
    ]
    settings = configure(structure=Structure.model_validate({"environment": named}))

    async def converse(_: object) -> None:
        await asyncio.wait_for(screen.has_shown.wait(), SECONDS)

    await alone(settings, TerminalChat(Console(file=screen, width=200), language="en"), converse)
    assert [] == [name for name in broken if name not in screen.getvalue()]


async def _broken(url: str, job: str) -> str:
    async with httpx.AsyncClient(base_url=url) as http:
        answer = await http.post("/simulator/abend", json={"job": job})
    assert answer.status_code == 200, answer.text
    return job
