"""A place to work for the alerts: a database file, a plan, a chat, and what a restart keeps of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from bot.store.store import Store
from tests.fakes import FakeChat, FakeDiagnosis, FakePlan, FixedClock, PlainCards


class Night:
    """One night on duty; `restart` throws away everything but the database, the plan and the channel."""

    def __init__(self, database: Path, settings: AlertSettings) -> None:
        self.clock = FixedClock()
        self.plan = FakePlan(clock=self.clock)
        self.chat = FakeChat()
        self.chats = [(self.chat, "alerts")]
        self.diagnose = FakeDiagnosis()
        self.cards = PlainCards()
        self.settings = settings
        self._url = f"sqlite:///{database}"
        self.store: Store
        self.alerts: Alerts

    async def start(self) -> None:
        self.store = await Store.open(self._url)
        self.alerts = Alerts(
            master=self.plan,
            store=self.store,
            diagnose=self.diagnose,
            cards=self.cards,
            chats=self.chats,
            clock=self.clock,
            settings=self.settings,
        )

    async def kill(self) -> None:
        """The process is gone, whatever it was doing; only its open file handles are given back."""
        await self.alerts._diagnoses.drain(0)
        await self.store.close()

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    async def poll(self, seconds: float = 30) -> None:
        """One turn of the scheduler."""
        self.clock.advance(seconds=seconds)
        await self.alerts.look_once()
        await self.alerts.deliver_once()


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[Night]:
    night = Night(tmp_path / "resync.db", AlertSettings(patience=0.2))
    await night.start()
    yield night
    await night.kill()


@pytest.fixture
async def quiet_night(night: Night) -> Night:
    """A night whose first look found nothing."""
    await night.poll()
    return night
