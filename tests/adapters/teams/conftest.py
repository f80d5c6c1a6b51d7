"""A Teams in memory, and Resync's adapter connected to it, before a teammate that answers what it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from adapters.teams.bot_sdk import App, keys_from, without_tokens
from adapters.teams.budget import Budget
from adapters.teams.platform import TeamsConfig, TeamsPlatform, teams
from adapters.teams.reply import Pace
from bot.cards import Actions, Button, Card, Text, Tone
from bot.messages import Answer, Outgoing, Step, Told, Visitor
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.connector import FakeConnector, fake_teams
from tests.adapters.teams.fake.payloads import APP, OPS, TENANT

SLOW = Pace(typing=0.0, stream=0.0, apart=0.0)  # shows everything at once, as for an answer that takes long
NEVER = 1e9


class FakeReferences:
    """Keeps references in memory; hand the same to two adapters for a restart."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def save(self, key: str, value: str) -> None:
        self.kept[key] = value

    async def load(self, key: str) -> str | None:
        return self.kept.get(key)


@dataclass
class FakeTeammate:
    """Says back what it heard. `steps` come before each answer; `hold` is waited for before it; `seen` are the keys."""

    steps: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    sources: tuple[dict[str, Any], ...] = ()
    by_model: bool = False
    hold: asyncio.Event | None = None
    card: Card | None = None
    told: Told | None = None
    refused: str | None = None
    rows: tuple[tuple[str, str], ...] = (("e1", "Row 12: rerun it"), ("e2", "Row 31: free the disk"))
    jobs: tuple[tuple[str, Card], ...] = (("PAY_CALC · ABEND <8>", Card(title="PAY_CALC", tone=Tone.BAD)),)
    trouble: BaseException | None = None
    boards: int = 0
    asked: list[tuple[str, Visitor, str]] = field(default_factory=list)
    commands: list[tuple[str, Visitor, str]] = field(default_factory=list)
    pressed: list[tuple[str, str, Visitor]] = field(default_factory=list)
    solved_by: list[tuple[str, str, str, Visitor]] = field(default_factory=list)
    judged: list[tuple[str, bool]] = field(default_factory=list)
    searched: list[tuple[str, int]] = field(default_factory=list)
    greeted: list[Visitor] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def ask(self, text: str, visitor: Visitor, *, conversation: str) -> AsyncIterator[Step | Answer]:
        self.asked.append((text, visitor, conversation))
        for step in self.steps:
            yield Step(text=step)
            await asyncio.sleep(0)
        if self.hold is not None:
            await self.hold.wait()
        if self.trouble is not None:
            raise self.trouble
        card = self.card or Card(title=f"answer to {text}", tone=Tone.GOOD, footer="as of 03:12")
        yield Answer(
            text=card.title,
            language=visitor.language or "pt",
            environment="default",
            card=card,
            suggestions=self.suggestions,
            sources=self.sources,
            by_model=self.by_model,
        )

    async def command(self, text: str, visitor: Visitor, *, conversation: str) -> Told:
        self.commands.append((text, visitor, conversation))
        if text in {"", "help", "ajuda", "alerts on"}:
            return Told(card=Card(title=f"command {text or 'help'}"), language="pt")
        return Told(card=Card(title=text), language="pt", question=text)

    async def press(self, action: str, value: str, visitor: Visitor) -> Told:
        self.pressed.append((action, value, visitor))
        if self.hold is not None:
            await self.hold.wait()
        if self.trouble is not None:
            raise self.trouble
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
        return Told(card=Card(title="diagnosis of the words"), language="pt")

    async def search(self, text: str, visitor: Visitor, *, limit: int = 10) -> tuple[tuple[str, Card], ...]:
        self.searched.append((text, limit))
        if self.hold is not None:
            await self.hold.wait()
        return self.jobs

    async def home(self, visitor: Visitor) -> Card:
        return Card(title="home")

    async def board(self, visitor: Visitor) -> Card:
        self.boards += 1
        return Card(title=f"board for {visitor.name}")

    async def choose_language(self, visitor: Visitor, language: str) -> None:
        pass

    async def greeting(self, visitor: Visitor) -> Card:
        self.greeted.append(visitor)
        return Card(title="hello, all")

    async def refusal(self, visitor: Visitor) -> str | None:
        return self.refused

    async def first_time(self, key: str) -> bool:
        new = key not in self.seen
        self.seen.add(key)
        return new


@dataclass
class Connected:
    """The adapter, as one bot of one tenant."""

    fake: FakeConnector
    teammate: FakeTeammate
    platform: TeamsPlatform
    references: FakeReferences

    async def settled(self) -> None:
        """Wait until nothing that was taken in is still to be done."""
        await until(lambda: not self.platform.work.is_busy)

    async def say(self, text: str, conversation: str = OPS, **more: Any) -> dict[str, Any]:
        """Write to the bot, wait until it has answered, and give the activity."""
        body = payloads.message(self.fake.url, text, conversation, **more)
        assert (202, None) == await self.fake.deliver(body)
        await self.settled()
        return body

    async def invoke(self, body: dict[str, Any]) -> Any:
        """Send an invoke and give what it is answered with."""
        status, told = await self.fake.deliver(body)
        assert 200 == status
        return told


async def until(claim: Callable[[], Any]) -> None:
    """Let the loop go on until something is true of the adapter."""
    async with asyncio.timeout(20):
        while not claim():  # noqa: ASYNC110 (the adapter has no event for it, and needs none)
            await asyncio.sleep(0.005)


async def no_sleep(_: float) -> None:
    """Let no time pass."""
    await asyncio.sleep(0)


def free() -> Budget:
    """A budget that never waits."""
    return Budget(thread=((10_000, 0.0),), tenant=((10_000, 0.0),))


def config_of(fake: FakeConnector, **more: Any) -> TeamsConfig:
    app = App(id=APP, password="secret", tenant=TENANT)
    given = {
        "app_id": APP,
        "app_password": "secret",
        "tenant": TENANT,
        "development": fake.url,
        "credentials": without_tokens(app),
        "budget": free,
        "sleep": no_sleep,
        "pace": Pace(typing=NEVER, stream=NEVER, apart=NEVER),
    }
    return TeamsConfig(**{**given, **more})


@asynccontextmanager
async def connected(
    fake: FakeConnector,
    teammate: FakeTeammate | None = None,
    references: FakeReferences | None = None,
    **more: Any,
) -> AsyncIterator[Connected]:
    """The adapter on an HTTP application of its own, connected to the fake."""
    teammate, references = teammate or FakeTeammate(), references or FakeReferences()
    keys_from(f"{fake.keys.url}/.well-known/openidconfiguration")
    async with teams(config_of(fake, **more)) as platform:
        platform.remember(references)
        app = web.Application()
        platform.attach(app, teammate)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        fake.bot_url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
        try:
            await until(lambda: platform.state().is_ready)
            yield Connected(fake=fake, teammate=teammate, platform=platform, references=references)
        finally:
            await runner.cleanup()
            keys_from("")


@pytest.fixture
async def fake() -> AsyncIterator[FakeConnector]:
    async with fake_teams() as made:
        yield made


@pytest.fixture
async def bot(fake) -> AsyncIterator[Connected]:
    async with connected(fake) as made:
        yield made


def alert(title: str = "ABEND PAY_CALC", incident: str = "inc-1", target: str = OPS, **more: Any) -> Outgoing:
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
