"""The whole product, with Slack as its chat: the fake Slack on loopback, in both of Slack's modes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from adapters.slack.budget import ALERTS, HOUSEKEEPING, Budget
from adapters.slack.platform import SlackConfig, SlackPlatform, slack
from bot.app import resync
from tests.adapters.serving import listening
from tests.adapters.slack.fake.records import Message, View
from tests.adapters.slack.fake.server import FakeSlack, fake_slack
from tests.adapters.teammate import until
from tests.scenarios.conftest import House, settings_for
from tests.scenarios.small_plan import hwa as hwa  # noqa: PLC0414 (the fixture of this folder)
from tws.simulator.server import Running

OPS = "C0OPS"
SPEED = 20.0  # how much faster than Slack's own all limits are, on both sides


@dataclass(kw_only=True)
class SlackHouse(House):
    """A Resync whose alerts go to #ops and who answers there."""

    fake: FakeSlack
    platform: SlackPlatform

    async def ask_in(self, channel: str, text: str, thread: Message | None = None, user: str = "U0OPERATOR") -> Message:
        """Mention the app and give its finished answer."""
        return await self.fake.answered(await self.fake.mention(channel, user, text, thread))

    async def settled(self) -> None:
        """Wait until nothing that was taken in is still to be done."""
        await until(lambda: not self.platform.work.is_busy, 30)
        await self.fake.settle()

    async def press(self, where: Message | View, action: str, user: str = "U0OPERATOR", **more: Any) -> None:
        """Somebody presses; what follows is done and delivered."""
        ack = await self.fake.press(where, action, user, **more)
        assert ack.ok
        await self.deliver()

    async def deliver(self) -> None:
        """What was decided is told, as by the next turn of the scheduler."""
        await self.settled()
        await self.alerts.deliver_once()
        await self.settled()

    def root_of(self, words: str) -> Message:
        """The one root message in #ops that says so."""
        found = self.roots_of(words)
        assert 1 == len(found), [each.shown[:80] for each in self.fake.channel(OPS).roots]
        return found[0]

    def roots_of(self, words: str) -> list[Message]:
        """The app's root messages in #ops whose title says so."""
        return [each for each in self.fake.channel(OPS).roots if each.by_bot and words in each.title]

    async def abend(self, job: str, **more: Any) -> Message:
        """Let a job ABEND and give its card."""
        await self.control("abend", job=job, **more)
        await self.pass_time(1)
        for _ in range(6):  # on a busy machine a look may not get its answer in time
            await self.settle()
            if self.roots_of(job):
                break
            await self.pass_time(0.2)
        await self.settle()
        return self.root_of(job)


@asynccontextmanager
async def opened(
    hwa: Running, folder: Path, fake: FakeSlack, settings: dict[str, Any] | None = None, **more: Any
) -> AsyncIterator[SlackHouse]:
    """The product in that folder, connected to that Slack in its mode; opened again it is the same after a restart."""
    way = {"app_token": fake.app_token} if fake.mode == "socket" else {"signing_secret": fake.signing_secret}
    config = SlackConfig(**{"bot_token": fake.bot_token, "api_url": fake.url, "now": fake.clock, **way, **more})
    own = settings_for(hwa.url, folder, **(settings or {}))
    async with slack(config) as platform, resync(own, [(platform.chat, OPS)]) as running:
        _hurry(platform)
        async with listening(platform, running.channels.teammate) as address:
            fake.request_url = f"{address}/slack/events"
            await until(lambda: platform.state().is_ready)
            yield SlackHouse(hwa=hwa, running=running, chat=platform.chat, fake=fake, platform=platform)


def _hurry(platform: SlackPlatform) -> None:
    """Let the adapter's budgets fill as fast as the fake's own limits are scaled: a night passes in seconds."""
    for calls, limits in ((platform._alerts, ALERTS), (platform._calls, HOUSEKEEPING)):
        calls._budget = Budget(
            limits, clock=lambda: monotonic() * SPEED, sleep=lambda wait: asyncio.sleep(wait / SPEED)
        )


@pytest.fixture(params=["socket", "http"])
async def fake(request: pytest.FixtureRequest) -> AsyncIterator[FakeSlack]:
    """A Slack of its own, in each of the two modes."""
    async with fake_slack(request.param, rates=SPEED) as made:
        yield made


@pytest.fixture
async def slack_house(hwa: Running, tmp_path: Path, fake: FakeSlack) -> AsyncIterator[SlackHouse]:
    """A Resync of its own in Slack."""
    async with opened(hwa, tmp_path, fake) as house:
        yield house
