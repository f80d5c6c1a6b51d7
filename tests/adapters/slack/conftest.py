"""A Slack in memory, and Resync's adapter connected to it, before a teammate that answers what it is told to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiohttp import web

from adapters.slack.platform import SlackConfig, SlackPlatform, slack
from adapters.slack.reply import Pace
from bot.cards import Actions, Button, Card, Text, Tone
from bot.messages import Answer, Outgoing, Step, Told, Visitor
from tests.adapters.slack.fake.server import FakeSlack, fake_slack

SLOW = Pace(status=0.0, stream=0.0)  # shows the status and each step at once, as for an answer that takes long


@dataclass
class FakeTeammate:
    """Says back what it heard. `steps` come before each answer; `hold` is waited for before it; `seen` are the keys."""

    steps: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    hold: asyncio.Event | None = None
    card: Card | None = None
    told: Told | None = None
    rows: tuple[tuple[str, str], ...] = (("e1", "Row 12: rerun it"), ("e2", "Row 31: free the disk"))
    trouble: BaseException | None = None
    asked: list[tuple[str, Visitor, str]] = field(default_factory=list)
    commands: list[tuple[str, Visitor, str]] = field(default_factory=list)
    pressed: list[tuple[str, str, Visitor]] = field(default_factory=list)
    solved_by: list[tuple[str, str, str, Visitor]] = field(default_factory=list)
    judged: list[tuple[str, bool]] = field(default_factory=list)
    diagnosed: list[str] = field(default_factory=list)
    languages: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def ask(self, text: str, visitor: Visitor, *, conversation: str) -> AsyncIterator[Step | Answer]:
        self.asked.append((text, visitor, conversation))
        for step in self.steps:
            yield Step(text=step)
        if self.hold is not None:
            await self.hold.wait()
        if self.trouble is not None:
            raise self.trouble
        card = self.card or Card(title=f"answer to {text}", tone=Tone.GOOD, footer="as of 03:12")
        language = visitor.language or "pt"
        yield Answer(text=card.title, language=language, environment="default", card=card, suggestions=self.suggestions)

    async def command(self, text: str, visitor: Visitor, *, conversation: str) -> Told:
        self.commands.append((text, visitor, conversation))
        if self.told is not None:
            return self.told
        question = text if text.startswith("job") else ""
        return Told(card=Card(title=f"command {text or 'help'}"), language="pt", question=question)

    async def press(self, action: str, value: str, visitor: Visitor) -> Told:
        self.pressed.append((action, value, visitor))
        question = value if action == "ask" else ""
        return self.told or Told(card=Card(title=f"{action} by {visitor.name}"), language="pt", question=question)

    async def solved(self, incident: str, visitor: Visitor, *, entry: str, text: str) -> Told:
        self.solved_by.append((incident, entry, text, visitor))
        return Told(card=Card(title="kept what fixed it"), language="pt")

    async def solutions(self, incident: str) -> tuple[tuple[str, str], ...]:
        return self.rows

    async def judge(self, conversation: str, visitor: Visitor, *, good: bool) -> None:
        self.judged.append((conversation, good))

    async def diagnose(self, text: str, visitor: Visitor) -> Told:
        self.diagnosed.append(text)
        return Told(card=Card(title="diagnosis of the words"), language="pt")

    async def search(self, text: str, visitor: Visitor, *, limit: int = 10) -> tuple[tuple[str, Card], ...]:
        return ()

    async def home(self, visitor: Visitor) -> Card:
        return Card(title=f"home of {visitor.name} in {visitor.language}")

    async def board(self, visitor: Visitor) -> Card:
        return Card(title="board")

    async def choose_language(self, visitor: Visitor, language: str) -> None:
        self.languages.append((visitor.user, language))

    async def greeting(self, visitor: Visitor) -> Card:
        return Card(title="hello, all")

    async def refusal(self, visitor: Visitor) -> str | None:
        return None

    async def first_time(self, key: str) -> bool:
        new = key not in self.seen
        self.seen.add(key)
        return new


@dataclass
class Connected:
    """The adapter in one workspace."""

    fake: FakeSlack
    teammate: FakeTeammate
    platform: SlackPlatform

    async def settled(self) -> None:
        """Wait until nothing that was taken in is still to be done."""
        await until(lambda: not self.platform.work.is_busy)
        await self.fake.settle()


async def until(claim: Callable[[], Any]) -> None:
    """Let the loop go on until something is true of the adapter."""
    async with asyncio.timeout(20):
        while not claim():  # noqa: ASYNC110 (the adapter has no event for it, and needs none)
            await asyncio.sleep(0.005)


def config_of(fake: FakeSlack, **more: Any) -> SlackConfig:
    way = {"app_token": fake.app_token} if fake.mode == "socket" else {"signing_secret": fake.signing_secret}
    given = {"bot_token": fake.bot_token, "api_url": fake.url, "now": fake.clock}
    # Our own budgets fill a thousand times as fast; they have tests of their own.
    fast = {"tick": lambda: time.monotonic() * 1000, "sleep": lambda seconds: asyncio.sleep(seconds / 1000)}
    return SlackConfig(**{**given, **fast, **way, **more})


@asynccontextmanager
async def connected(fake: FakeSlack, teammate: FakeTeammate | None = None, **more: Any) -> AsyncIterator[Connected]:
    """The adapter on an HTTP application of its own, connected to the fake in the fake's mode."""
    teammate = teammate or FakeTeammate()
    async with slack(config_of(fake, **more)) as platform:
        app = web.Application()
        platform.attach(app, teammate)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        fake.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        try:
            if fake.mode == "socket":
                await fake.connected()
            await until(lambda: platform.state().is_ready)
            yield Connected(fake=fake, teammate=teammate, platform=platform)
        finally:
            await runner.cleanup()


@pytest.fixture(params=["socket", "http"])
async def fake(request) -> AsyncIterator[FakeSlack]:
    async with fake_slack(request.param, rates=0) as made:
        yield made


@pytest.fixture
async def bot(fake) -> AsyncIterator[Connected]:
    async with connected(fake) as made:
        yield made


def alert(title: str = "ABEND PAY_CALC", incident: str = "inc-1", target: str = "C0OPS", **more: Any) -> Outgoing:
    """An alert's root card, with its buttons."""
    buttons = Actions(
        buttons=(
            Button(text="Estou cuidando", action="take", value=incident),
            Button(text="Log", action="ask", value="log do PAY_CALC"),
            Button(text="Resolvido por…", action="solved", value=incident),
        )
    )
    card = Card(title=title, tone=Tone.BAD, blocks=(Text(text="ORA-01555"), buttons))
    return Outgoing(**{"target": target, "incident": incident, "card": card, **more})


def reply(root: str, title: str = "PAY_CALC taken", **more: Any) -> Outgoing:
    """A reply in an alert's thread."""
    return replace(alert(title, thread=root), card=Card(title=title), **more)
