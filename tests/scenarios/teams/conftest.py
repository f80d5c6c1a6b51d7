"""The whole product, with Teams as its chat: the fake connector on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from adapters.teams.bot_sdk import keys_from
from adapters.teams.platform import TeamsPlatform, teams
from bot.app import resync
from bot.store.references import StoredReferences
from tests.adapters.serving import listening
from tests.adapters.teammate import until
from tests.adapters.teams.conftest import config_of
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.connector import FakeConnector, Message, fake_teams
from tests.adapters.teams.fake.payloads import OPS
from tests.scenarios.conftest import House, settings_for
from tests.scenarios.small_plan import hwa as hwa  # noqa: PLC0414 (the fixture of this folder)
from tws.simulator.server import Running


@dataclass(kw_only=True)
class TeamsHouse(House):
    """A Resync whose alerts go to the channel Ops and who answers there."""

    fake: FakeConnector
    platform: TeamsPlatform

    async def settled(self) -> None:
        """Wait until nothing that was taken in is still to be done."""
        await until(lambda: not self.platform.work.is_busy)

    async def ask_in(self, conversation: str, text: str, **more: Any) -> Message:
        """Mention the bot and give its newest answer."""
        before = len(self.fake.messages)
        assert 202 == (await self.fake.deliver(payloads.message(self.fake.url, text, conversation, **more)))[0]
        await self.settled()
        assert len(self.fake.messages) > before
        return self.fake.messages[-1]

    async def press(self, message: Message, verb: str, value: str = "", user: str = "ana", **more: Any) -> Any:
        """Somebody presses; what follows is done and delivered. Gives what Teams was answered."""
        value = value or next(each["data"]["value"] for each in buttons(message) if each["verb"] == verb)
        body = payloads.pressed(self.fake.url, verb, value, message.conversation, on=message.id, user=user, **more)
        status, told = await self.fake.deliver(body)
        assert 200 == status
        await self.deliver()
        return told["value"]

    async def deliver(self) -> None:
        """What was decided is told, as by the next turn of the scheduler."""
        await self.settled()
        await self.alerts.deliver_once()
        await self.settled()

    def roots_of(self, words: str) -> list[Message]:
        """The bot's posts in Ops that say so."""
        return [each for each in self.fake.roots(OPS) if words in each.activity["summary"]]

    def root_of(self, words: str) -> Message:
        """The one post in Ops that says so."""
        [found] = self.roots_of(words)
        return found

    def thread_of(self, root: Message) -> str:
        """What the thread of a post says, the post left out."""
        return "\n".join(
            each.words for each in self.fake.messages if each.conversation == root.conversation and each is not root
        )

    async def abend(self, job: str, **more: Any) -> Message:
        """Let a job ABEND and give its card."""
        await self.control("abend", job=job, **more)
        await self.pass_time(1)
        await self.settle()
        await self.settle()
        return self.root_of(job)


def buttons(message: Message) -> list[dict[str, Any]]:
    """The buttons of a card."""
    sets = [each for each in message.card["body"] if each["type"] == "ActionSet"]
    return [action for each in sets for action in each["actions"]]


@asynccontextmanager
async def opened(
    hwa: Running, folder: Path, fake: FakeConnector, settings: dict[str, Any] | None = None, **more: Any
) -> AsyncIterator[TeamsHouse]:
    """The product in that folder, connected to that Teams; opened again it is the same after a restart."""
    own = settings_for(hwa.url, folder, **(settings or {}))
    keys_from(f"{fake.keys.url}/.well-known/openidconfiguration")
    try:
        async with teams(config_of(fake, **more)) as platform, resync(own, [(platform.chat, OPS)]) as running:
            platform.remember(StoredReferences(running.store, "teams", running.master.now))
            async with listening(platform, running.channels.teammate) as address:
                fake.bot_url = f"{address}/api/messages"
                await until(lambda: platform.state().is_ready)
                yield TeamsHouse(hwa=hwa, running=running, chat=platform.chat, fake=fake, platform=platform)
    finally:
        keys_from("")


@pytest.fixture
async def fake() -> AsyncIterator[FakeConnector]:
    """A Teams of its own."""
    async with fake_teams() as made:
        yield made


@pytest.fixture
async def teams_house(hwa: Running, tmp_path: Path, fake: FakeConnector) -> AsyncIterator[TeamsHouse]:
    """A Resync of its own in Teams."""
    async with opened(hwa, tmp_path, fake) as house:
        yield house
