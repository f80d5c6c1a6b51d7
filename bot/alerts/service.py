"""The alerts of one HWA environment, put together: looks, decides, delivers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.alerts.cards import AlertCards
from bot.alerts.desk import Desk, Findings
from bot.alerts.diagnoses import Diagnose, Diagnoses
from bot.alerts.feed import Book, Feed
from bot.alerts.letters import Letters
from bot.alerts.lifecycle import known_from
from bot.alerts.look import Look, read_again
from bot.alerts.outbox import Outbox
from bot.alerts.reach import Reach
from bot.alerts.settings import AlertSettings
from bot.alerts.watch import Change, changes, is_in_error
from bot.alerts.watch_desk import WatchDesk
from bot.ports import Chat, Clock, Master
from bot.reports import Incident
from bot.store import deliveries, incidents, watches
from bot.store.store import Store
from tws.errors import TwsError
from tws.models import Job
from tws.reports import Trouble


class Alerts:
    """What the scheduler calls and what screens, tools and readiness ask.

    `chats` are the platforms with the target in each that hears of alerts; one platform may have several.
    """

    def __init__(
        self,
        *,
        master: Master,
        store: Store,
        diagnose: Diagnose,
        cards: AlertCards,
        chats: Sequence[tuple[Chat, str]],
        clock: Clock,
        settings: AlertSettings | None = None,
    ) -> None:
        settings = settings or AlertSettings()
        letters = Letters(cards, [(chat.name, target) for chat, target in chats])
        self._master = master
        self._store = store
        self._clock = clock
        self._settings = settings
        self._look = Look(master)
        self._desk = Desk(environment=master.environment, store=store, letters=letters, clock=clock, settings=settings)
        self._reach = Reach(master=master, store=store, letters=letters, clock=clock, settings=settings)
        self._diagnoses = Diagnoses(
            diagnose,
            at_once=settings.diagnoses_at_once,
            patience=settings.patience,
            limit=settings.diagnosis_limit,
        )
        self._one_look = asyncio.Lock()
        self.outbox = Outbox(store, [chat for chat, _ in chats], clock)
        self.feed = Feed(master.environment, store, cards)
        self.book = Book(master.environment, store)
        self.watches = WatchDesk(
            master=master, store=store, letters=letters, chats=[chat.name for chat, _ in chats], clock=clock
        )
        self.last_look_at: datetime | None = None

    @property
    def trouble(self) -> Trouble | None:
        """Why the newest look could not be made, None where it was."""
        return self._reach.trouble

    async def begin_anew(self) -> None:
        """Forget the plan that was looked at: the master that held it is gone, and another has begun."""
        await self._desk.begin_anew()

    async def look_once(self) -> int:
        """Look at the plan once and store what follows from it; give how many incidents changed.

        A master that cannot be asked is followed by `Reach` and raises nothing here.
        """
        async with self._one_look:
            try:
                return await self._look_now()
            except TwsError as error:
                await self._reach.failed(error)
                return 0

    async def deliver_once(self) -> int:
        """Hand over every message that is due; give how many were taken."""
        return await self.outbox.deliver()

    async def take(self, incident: str, person: str) -> Incident | None:
        """Note who works on an open incident; None where there is no such open incident."""
        return await self._desk.take(incident, person)

    async def forget_old(self) -> int:
        """Delete what ended long ago; give the number of rows."""
        now = self._clock()
        async with self._store.writing() as connection:
            gone = await incidents.forget(connection, now - self._settings.kept)
            gone += await watches.forget(connection, now - self._settings.kept)
            return gone + await deliveries.forget(connection, now - self._settings.messages_kept)

    async def stop(self, seconds: float = 5.0) -> None:
        """Wait that long for diagnoses that are under way, then deliver what is stored, once."""
        await self._diagnoses.drain(seconds)
        await self.deliver_once()

    async def _look_now(self) -> int:
        known = await self._desk.known()
        seen = await self._look(known)
        await self._reach.answered()
        self.last_look_at = self._clock()
        found = changes(self._master.environment, known, seen)
        first = await self._desk.is_first_look()
        tried = await self._decide(found, first=first) if found or first else frozenset()
        await self._catch_up(tried)
        await self.watches.check()
        return len(found)

    async def _decide(self, found: tuple[Change, ...], *, first: bool) -> frozenset[str]:
        loud = frozenset() if first else await self._desk.loud(found)
        jobs = {change.key: change.job for change in found if change.key in loud and change.job is not None}
        reports = await self._diagnoses.quick(jobs)
        await self._desk.record(found, Findings(loud=loud, reports=reports, first=first))
        self._diagnoses.follow(self._desk.explain)
        return frozenset(jobs)

    async def _catch_up(self, tried: frozenset[str]) -> None:
        """Diagnose what has no diagnosis: of a storm, of the time before a restart, or after one that went wrong."""
        if self._diagnoses.under_way:
            return
        lacking = [one for one in await self._desk.undiagnosed() if one.incident.key not in tried]
        jobs = await read_again(self._master, [known_from(one) for one in lacking])
        found: dict[str, Job] = {key: job for key, job in jobs.items() if job is not None and is_in_error(job)}
        self._diagnoses.start(found)
        self._diagnoses.follow(self._desk.explain)
