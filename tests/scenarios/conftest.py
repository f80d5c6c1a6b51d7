"""The whole product over loopback: the real simulator, the real client, store, sheet and agent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest

from bot.alerts.service import Alerts
from bot.answer_json import answer_as_dict
from bot.app import Resync, resync
from bot.messages import Answer, Outgoing, Question, Step
from bot.settings import Settings
from tests.databases import prepare
from tws.simulator.options import SimulatorOptions
from tws.simulator.server import Running, start

# The clock of the development set of questions: a Sunday at 03:12 in São Paulo.
NOW = datetime(2026, 11, 22, 6, 12, tzinfo=UTC)


@dataclass
class Heard:
    """A chat that remembers what it was told, in order."""

    name: str = "test"
    posted: list[Outgoing] = field(default_factory=list)
    edited: list[Outgoing] = field(default_factory=list)

    async def post(self, message: Outgoing) -> str:
        self.posted.append(message)
        return f"m{len(self.posted)}"

    async def edit(self, reference: str, message: Outgoing) -> None:
        self.edited.append(replace(message, target=reference))

    def roots(self, incident: str | None = None) -> list[Outgoing]:
        return [m for m in self.posted if m.thread is None and incident in (None, m.incident)]


@dataclass
class House:
    """A Resync, the master it asks and the chat it tells."""

    hwa: Running
    running: Resync
    chat: Heard
    numbers: Any = field(default_factory=count)

    @property
    def alerts(self) -> Alerts:
        return self.running.alerts["default"]

    async def ask(self, text: str, conversation: str = "", language: str | None = None) -> Answer:
        """The answer; without a conversation the question stands alone."""
        *_, answer = [part async for part in self.parts(text, conversation, language)]
        assert isinstance(answer, Answer)
        return answer

    async def parts(
        self, text: str, conversation: str = "", language: str | None = None
    ) -> AsyncIterator[Step | Answer]:
        """Steps and answer."""
        named = conversation or f"test:local:{next(self.numbers)}"
        async for part in self.running.agent.ask(Question(text=text, conversation=named, language=language)):
            yield part

    async def ask_json(self, text: str, conversation: str = "") -> dict[str, Any]:
        """The answer as the API gives it."""
        return answer_as_dict(await self.ask(text, conversation))

    async def look(self) -> None:
        """One turn of the scheduler."""
        await self.running.look("default")
        await self.alerts.deliver_once()

    async def settle(self) -> None:
        """Look, wait for the diagnoses that the look began, and deliver what came of them."""
        await self.look()
        await self.alerts.stop(30)

    def newest_card(self, incident: str) -> str:
        """The root card of an incident as the channel shows it now."""
        shown = [m.card for m in (*self.chat.roots(incident), *self.chat.edited) if m.incident == incident]
        return str(shown[-1])

    async def control(self, name: str, /, **values: Any) -> Any:
        """A control of the simulator."""
        async with httpx.AsyncClient(verify=False) as http:
            answer = await http.post(f"{self.hwa.url}/simulator/{name}", json=values)
        assert answer.status_code < 300, answer.text
        return answer.json()

    async def control_read(self, name: str) -> Any:
        """What a control of the simulator shows."""
        async with httpx.AsyncClient(verify=False) as http:
            return (await http.get(f"{self.hwa.url}/simulator/{name}")).json()

    async def pass_time(self, minutes: float) -> None:
        """Let the plan's clock go on; what was cached is asked anew."""
        await self.control("clock", advance=minutes * 60)
        self.running.master.forget()


def sunday() -> Callable[[], datetime]:
    """A clock that stands at NOW when it is made and goes on from there."""
    began = monotonic()
    return lambda: NOW + timedelta(seconds=monotonic() - began)


def settings_for(url: str, folder: Path, **more: Any) -> Settings:
    """Settings of a Resync that asks that master, in a folder of its own."""
    return Settings(tws_url=url, tws_user="tws", tws_password="tws", resync_data_dir=folder, **more)


@pytest.fixture
async def hwa() -> AsyncIterator[Running]:
    """A simulated master of its own, its clock standing at NOW."""
    running = await start(SimulatorOptions(port=0, now=sunday()))
    yield running
    await running.stop()


@pytest.fixture
async def house(hwa: Running, tmp_path: Path) -> AsyncIterator[House]:
    """A Resync of its own."""
    chat = Heard()
    await prepare(tmp_path / "resync.sqlite")
    async with resync(settings_for(hwa.url, tmp_path), [(chat, "ops")]) as running:
        yield House(hwa=hwa, running=running, chat=chat)
