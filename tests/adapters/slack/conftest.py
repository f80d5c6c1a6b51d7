"""A Slack in memory, and Resync's adapter connected to it, before a teammate that answers what it is told to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from adapters.slack.platform import SlackConfig, SlackPlatform, slack
from adapters.slack.reply import Pace
from bot.messages import Answer, Call, Step, Visitor
from tests.adapters.serving import listening
from tests.adapters.slack.fake.records import Message
from tests.adapters.slack.fake.server import FakeSlack, fake_slack
from tests.adapters.teammate import FakeTeammate, alert_in, reply, until

__all__ = [
    "SLOW",
    "Connected",
    "FakeReferences",
    "FakeTeammate",
    "LookingUp",
    "alert",
    "config_of",
    "connected",
    "reply",
    "said_in",
    "until",
]

SLOW = Pace(status=0.0, stream=0.0)  # shows the status and each step at once, as for an answer that takes long


class FakeReferences(dict[str, str]):
    """What outlives a process; give the same to two adapters for a restart."""

    async def save(self, key: str, value: str) -> None:
        self[key] = value

    async def load(self, key: str) -> str | None:
        return self.get(key)


class LookingUp(FakeTeammate):
    """Has looked something up for what ends with a question mark, and for nothing else."""

    async def ask(
        self, text: str, visitor: Visitor, *, conversation: str, below: Any = None
    ) -> AsyncIterator[Step | Answer]:
        async for told in super().ask(text, visitor, conversation=conversation, below=below):
            looked_up = isinstance(told, Answer) and text.endswith("?")
            yield replace(told, calls=(Call(tool="job_status"),)) if looked_up else told


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


def config_of(fake: FakeSlack, **more: Any) -> SlackConfig:
    way = {"app_token": fake.app_token} if fake.mode == "socket" else {"signing_secret": fake.signing_secret}
    given = {"bot_token": fake.bot_token, "api_url": fake.url, "now": fake.clock}
    # Our own budgets fill a thousand times as fast; they have tests of their own.
    fast = {"tick": lambda: time.monotonic() * 1000, "sleep": lambda seconds: asyncio.sleep(seconds / 1000)}
    return SlackConfig(**{**given, **fast, **way, **more})


@asynccontextmanager
async def connected(
    fake: FakeSlack, teammate: FakeTeammate | None = None, *, kept: FakeReferences | None = None, **more: Any
) -> AsyncIterator[Connected]:
    """The adapter on an HTTP application of its own, connected to the fake in the fake's mode."""
    teammate = teammate or LookingUp()
    async with slack(config_of(fake, **more)) as platform, _remembering(platform, kept, teammate) as address:
        fake.request_url = f"{address}/slack/events"
        if fake.mode == "socket":
            await fake.connected()
        await until(lambda: platform.state().is_ready)
        yield Connected(fake=fake, teammate=teammate, platform=platform)


def _remembering(
    platform: SlackPlatform, kept: FakeReferences | None, teammate: FakeTeammate
) -> AbstractAsyncContextManager[str]:
    platform.remember(FakeReferences() if kept is None else kept)
    return listening(platform, teammate)


@pytest.fixture(params=["socket", "http"])
async def fake(request) -> AsyncIterator[FakeSlack]:
    async with fake_slack(request.param, rates=0) as made:
        yield made


@pytest.fixture
async def bot(fake) -> AsyncIterator[Connected]:
    async with connected(fake) as made:
        yield made


def said_in(bot: Connected, root: Message) -> list[Message]:
    """What the app said under a message."""
    return [each for each in bot.fake.channel(root.channel).thread(root) if each.by_bot]


alert = partial(alert_in, target="C0OPS")
