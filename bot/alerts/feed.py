"""What screens and the shift's handover read: the incidents as they stand now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.cards import AlertCards, sure_card
from bot.cards import Card
from bot.reports import DiagnosisReport, HandoverReport, Incident
from bot.store import diagnoses, incidents
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

    async def handover(self, since: datetime, now: datetime) -> HandoverReport:
        """What is open, what ended, and what the sheet could not explain; whoever asks HWA adds the critical jobs."""
        still_open = await self.open_incidents()
        ended = await self.ended_since(since)
        return HandoverReport(
            environment=self._environment,
            as_of=now,
            since=since,
            open=still_open,
            ended=ended,
            unexplained=tuple(one for one in still_open if not one.known),
        )


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

    async def recent(self, limit: int = SHOWN) -> list[tuple[Incident, Card]]:
        """The incidents that changed last, open or closed."""
        async with self._store.reading() as connection:
            return await self._shown(connection, await incidents.recent(connection, self._environment, limit))

    async def group(self, group: str, limit: int = SHOWN) -> list[tuple[Incident, Card]]:
        """The incidents behind a card that stands for many; `group` is the `incident` of that message."""
        async with self._store.reading() as connection:
            return await self._shown(connection, await incidents.of_group(connection, group, limit))

    async def _shown(self, connection: AsyncConnection, found: Sequence[StoredIncident]) -> list[tuple[Incident, Card]]:
        reports = await diagnoses.read(connection, [one.incident.id for one in found])
        return [(one.incident, self._card(one.incident, reports.get(one.incident.id))) for one in found]

    def _card(self, incident: Incident, report: DiagnosisReport | None) -> Card:
        return sure_card(lambda: self._cards.alert_card(incident, report), incident.job)
