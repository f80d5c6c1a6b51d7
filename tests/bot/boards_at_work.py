"""A channel with a board, and its turns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import boards
from tests.bot.channel.conftest import Channel

TURN = 30


@pytest.fixture
async def channel(tmp_path, request):
    made = Channel(tmp_path / "resync.db", getattr(request, "param", ""))
    await made.start()
    yield made
    await made.stop()


async def turn(channel, **values) -> int:
    """Half a minute goes by, and the boards are brought up to date; a silent HWA stays silent."""
    channel.pass_seconds(TURN)
    if channel.look.trouble is None:
        channel.look.report = replace(channel.look.report, as_of=channel.clock(), **values)
    return await channel.boards.refresh()


def shown(channel, number=0):
    return channel.chat.told[number].message.card


async def stored(channel):
    async with channel.store.reading() as connection:
        return await boards.read(connection)
