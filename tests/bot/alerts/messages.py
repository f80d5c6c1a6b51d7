"""Messages that were decided on, and what they wait in."""

import pytest

from bot.alerts.cards import payload_of
from bot.cards import Card
from bot.store import deliveries
from bot.store.rows import Draft, Kind
from tests.databases import opened
from tests.fakes import NIGHT, FixedClock


def draft(kind=Kind.ROOT, number=1, *, incident="one", chat="web", title="ABEND", target="alerts"):
    return Draft(
        decision=f"{incident}/{number}/{kind}/{chat}/{target}",
        incident=incident,
        chat=chat,
        target=target,
        kind=kind,
        payload=payload_of(Card(title=title)),
        lifecycle="open",
    )


@pytest.fixture
async def store(tmp_path):
    store = await opened(tmp_path / "resync.db")
    yield store
    await store.close()


@pytest.fixture
def clock():
    return FixedClock()


async def put(store, *drafts, at=NIGHT):
    async with store.writing() as connection:
        await deliveries.add(connection, drafts, at)
