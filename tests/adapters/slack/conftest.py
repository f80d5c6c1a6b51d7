"""A Slack in memory, and Resync's adapter connected to it, before a teammate that answers what it is told to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from adapters.slack.platform import SlackConfig, SlackPlatform, slack
from adapters.slack.reply import Pace
from tests.adapters.serving import listening
from tests.adapters.slack.fake.server import FakeSlack, fake_slack
from tests.adapters.teammate import FakeTeammate, alert_in, reply, until

__all__ = ["SLOW", "Connected", "FakeTeammate", "alert", "config_of", "connected", "reply", "until"]

SLOW = Pace(status=0.0, stream=0.0)  # shows the status and each step at once, as for an answer that takes long


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
async def connected(fake: FakeSlack, teammate: FakeTeammate | None = None, **more: Any) -> AsyncIterator[Connected]:
    """The adapter on an HTTP application of its own, connected to the fake in the fake's mode."""
    teammate = teammate or FakeTeammate()
    async with slack(config_of(fake, **more)) as platform, listening(platform, teammate) as address:
        fake.request_url = f"{address}/slack/events"
        if fake.mode == "socket":
            await fake.connected()
        await until(lambda: platform.state().is_ready)
        yield Connected(fake=fake, teammate=teammate, platform=platform)


@pytest.fixture(params=["socket", "http"])
async def fake(request) -> AsyncIterator[FakeSlack]:
    async with fake_slack(request.param, rates=0) as made:
        yield made


@pytest.fixture
async def bot(fake) -> AsyncIterator[Connected]:
    async with connected(fake) as made:
        yield made


alert = partial(alert_in, target="C0OPS")
