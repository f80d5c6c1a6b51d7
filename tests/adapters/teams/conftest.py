"""A Teams in memory, and Resync's adapter connected to it, before a teammate that answers what it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from adapters.teams.bot_sdk import App, keys_from, without_tokens
from adapters.teams.budget import Budget
from adapters.teams.platform import TeamsConfig, TeamsPlatform, teams
from adapters.teams.reply import Pace
from tests.adapters.serving import listening
from tests.adapters.teammate import FakeTeammate, alert_in, until
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
    try:
        async with teams(config_of(fake, **more)) as platform:
            platform.remember(references)
            async with listening(platform, teammate) as address:
                fake.bot_url = f"{address}/api/messages"
                await until(lambda: platform.state().is_ready)
                yield Connected(fake=fake, teammate=teammate, platform=platform, references=references)
    finally:
        keys_from("")


@pytest.fixture
async def fake() -> AsyncIterator[FakeConnector]:
    async with fake_teams() as made:
        yield made


@pytest.fixture
async def bot(fake) -> AsyncIterator[Connected]:
    async with connected(fake) as made:
        yield made


alert = partial(alert_in, target=OPS)
