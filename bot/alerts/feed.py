"""What screens and the shift's handover read: the incidents as they stand now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.beside import Beside, beside
from bot.alerts.cards import AlertCards, sure_card
from bot.cards import Card
from bot.reports import Happening, Incident
from bot.store import incidents, journal
from bot.store.rows import StoredIncident
from bot.store.store import Store

# An ordinary night has a handful; a screen shows no more.
SHOWN = 100
HANDED_OVER = 500


class Book:
    """The incidents of one environment, for whoever asks."""

    def __init__(self, environment: str, store: Store) -> None:
        self._environment = environment
        self._store = store

    async def open_incidents(self, limit: int = HANDED_OVER) -> tuple[Incident, ...]:
        """The open incidents, newest first."""
        async with self._store.reading() as connection:
            found = await incidents.opened(connection, self._environment, limit)
        return tuple(one.incident for one in found)

    async def ended_since(self, since: datetime, limit: int = HANDED_OVER) -> tuple[Incident, ...]:
        """The incidents that were closed since then, newest first."""
        async with self._store.reading() as connection:
            found = await incidents.closed_since(connection, self._environment, since, limit)
        return tuple(one.incident for one in found)

    async def count_open(self) -> int:
        """How many incidents are open."""
        async with self._store.reading() as connection:
            return await incidents.count(connection, self._environment)

    async def journal(self, incident: str) -> tuple[Happening, ...]:
        """The life of an incident, oldest moment first; empty where there is no such incident."""
        async with self._store.reading() as connection:
            return (await journal.read(connection, [incident])).get(incident, ())


class Feed:
    """The incidents with their cards, as the alerts' channel shows them."""

    def __init__(self, environment: str, store: Store, cards: AlertCards) -> None:
        self._environment = environment
        self._store = store
        self._cards = cards

    async def open_incidents(self, limit: int = SHOWN) -> list[tuple[Incident, Card]]:
        """The open incidents, newest first."""
        async with self._store.reading() as connection:
            return await self._shown(connection, await incidents.opened(connection, self._environment, limit))

    async def behind(self, card: str, limit: int = SHOWN) -> tuple[Incident, ...]:
        """The incidents behind a card, those of critical jobs first: those that follow from its own, or the rows of one
        that stands for many. `card` is the `incident` of its message."""
        async with self._store.reading() as connection:
            found = (await incidents.effects_of(connection, [card], limit)).get(card, ())
            found = found or await incidents.of_group(connection, card, limit)
        return tuple(one.incident for one in found if one.incident.environment == self._environment)

    async def _shown(self, connection: AsyncConnection, found: Sequence[StoredIncident]) -> list[tuple[Incident, Card]]:
        shown = await beside(connection, found)
        return [(one.incident, self._card(one.incident, shown[one.incident.id])) for one in found]

    def _card(self, incident: Incident, beside: Beside) -> Card:
        return sure_card(
            lambda: self._cards.alert_card(
                incident, beside.report, happenings=beside.happenings, effects=beside.effects, cause=beside.cause
            ),
            incident.job,
        )
