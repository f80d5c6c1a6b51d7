"""The alerts of one HWA environment, put together: looks, decides, delivers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog

from bot.alerts.cards import CardsIn
from bot.alerts.conditions.records import ConditionsSeen
from bot.alerts.desk import Desk
from bot.alerts.diagnoses import BURST, FEW, Diagnose, Diagnoses
from bot.alerts.feed import Book, Feed
from bot.alerts.findings import Findings
from bot.alerts.letters import Calls, Letters, nobody
from bot.alerts.lifecycle import known_from
from bot.alerts.look import Look, read_again
from bot.alerts.outbox import Outbox
from bot.alerts.ports import Everywhere, LookAtConditions, Mutes, Routes, no_conditions
from bot.alerts.predecessors import rivals, upstream
from bot.alerts.reach import Reach
from bot.alerts.recovery_prompts import prompt_changes, recovery_prompts, with_prompts
from bot.alerts.settings import AlertSettings
from bot.alerts.standing import Candidates, condition_changes
from bot.alerts.watch import BAD_ENDS, Change, Known, Seen, bad_ends, changes, identified, is_in_error
from bot.alerts.watch_desk import WatchDesk
from bot.ports import Chat, Clock, Master
from bot.reports import Incident
from bot.store import deliveries, incidents, journal, mutes, watches
from bot.store.rows import Place
from bot.store.store import Store
from tws.errors import TwsError
from tws.models import Job
from tws.reports import Trouble

_LOG = structlog.get_logger(__name__)


class Alerts:
    """What the scheduler calls and what screens, tools and readiness ask.

    `chats` are the platforms with the target in each that hears of alerts where no `routes` say otherwise, in
    `language`; one platform may have several. `cards` gives the presenters of a language, `owners` whom a platform
    calls for a diagnosis.
    """

    def __init__(
        self,
        *,
        master: Master,
        store: Store,
        diagnose: Diagnose,
        cards: CardsIn,
        chats: Sequence[tuple[Chat, str]],
        clock: Clock,
        settings: AlertSettings | None = None,
        language: str = "pt",
        routes: Routes | None = None,
        mutes: Mutes = mutes.active,
        conditions: LookAtConditions = no_conditions,
        owners: Calls = nobody,
    ) -> None:
        settings = settings or AlertSettings()
        letters = Letters(cards, owners)
        places = tuple(Place(chat=chat.name, target=target, language=language) for chat, target in chats)
        routes = routes or Everywhere(places)
        self._master = master
        self._store = store
        self._clock = clock
        self._settings = settings
        self._look = Look(master)
        self._conditions = conditions
        self._candidates = Candidates(settings.kinds)
        self._desk = Desk(
            environment=master.environment,
            store=store,
            letters=letters,
            clock=clock,
            settings=settings,
            routes=routes,
            mutes=mutes,
        )
        self._reach = Reach(
            master=master, store=store, letters=letters, clock=clock, settings=settings, routes=routes, mutes=mutes
        )
        self._diagnoses = Diagnoses(
            diagnose,
            at_once=settings.diagnoses_at_once,
            patience=settings.patience,
            limit=settings.diagnosis_limit,
        )
        self._one_look = asyncio.Lock()
        self.outbox = Outbox(store, [chat for chat, _ in chats], clock, cards)
        self.feed = Feed(master.environment, store, cards(language))
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
        return await self._desk.people.take(incident, person)

    async def snooze(self, incident: str, person: str, until: datetime) -> Incident | None:
        """Keep an open incident's thread quiet until then; None where there is no such open incident."""
        return await self._desk.people.snooze(incident, person, until)

    async def solved(
        self, incident: str, person: str, entry: str = "", text: str = "", *, solved: bool = True
    ) -> Incident | None:
        """Note what fixed an incident, or did not: a row of the sheet (`entry`), or words; None where there is none.

        It is kept as feedback for the sheet's rows, and told in the thread.
        """
        return await self._desk.people.solved(incident, person, entry=entry, text=text, solved=solved)

    async def forget_old(self) -> int:
        """Delete what ended long ago; give the number of rows."""
        now = self._clock()
        async with self._store.writing() as connection:
            # Before the incidents: a moment is as old as the incident it belongs to.
            gone = await journal.forget(connection, now - self._settings.kept)
            gone += await incidents.forget(connection, now - self._settings.kept)
            gone += await watches.forget(connection, now - self._settings.kept)
            gone += await mutes.forget(connection, now - self._settings.kept)
            return gone + await deliveries.forget(connection, now - self._settings.messages_kept)

    async def stop(self, seconds: float = 5.0) -> None:
        """Wait that long for diagnoses that are under way, then deliver what is stored, once."""
        await self._diagnoses.drain(seconds)
        await self.deliver_once()
        await self.outbox.stop()

    async def _look_now(self) -> int:
        stored = await self._desk.followed()
        known = [known_from(one) for one in stored]
        seen = await self._look(known)
        await self._reach.answered()
        self.last_look_at = self._clock()
        first = await self._desk.is_first_look()
        if first:
            self._candidates.begin()
        in_error = self._in_error(known, seen)
        found = await self._beside(known, changes(self._master.environment, known, seen), in_error)
        tried: frozenset[str] = frozenset()
        if found or first or await self._desk.is_due(stored, in_error):
            tried = await self._decide(found, in_error, first=first)
        await self._catch_up(tried)
        await self.watches.check()
        return len(found)

    def _in_error(self, known: Sequence[Known], seen: Seen) -> dict[str, Job]:
        return identified(self._master.environment, (job for job in seen.in_error if is_in_error(job)), known)

    async def _beside(
        self, known: Sequence[Known], found: tuple[Change, ...], in_error: Mapping[str, Job]
    ) -> tuple[Change, ...]:
        """The changes, and those of conditions beside them."""
        seen = await self._seen_conditions()
        if not seen.looked_at and not seen.conditions:
            return found
        ripe = self._candidates.ripe(seen, self._clock())
        prompts = recovery_prompts(seen, in_error)
        return (
            *with_prompts(found, prompts),
            *prompt_changes(known, found, prompts),
            *condition_changes(
                self._master.environment,
                known,
                seen,
                ripe=ripe,
                bad_ends=[change for change in found if change.what in BAD_ENDS],
                told_elsewhere=prompts.keys,
            ),
        )

    async def _seen_conditions(self) -> ConditionsSeen:
        try:
            return await self._conditions()
        except TwsError as error:
            # The bad ends were read: they are told whatever else could not be asked.
            _LOG.warning("conditions.no_answer", environment=self._master.environment, error=str(error))
            return ConditionsSeen()

    async def _decide(self, found: tuple[Change, ...], in_error: Mapping[str, Job], *, first: bool) -> frozenset[str]:
        ended_badly = {} if first else bad_ends(found)
        jobs = await self._desk.worth_a_diagnosis(ended_badly)
        shared = {} if first else rivals(found, in_error)
        reports, before = await asyncio.gather(
            self._diagnoses.quick(jobs, in_storm=len(jobs) < len(ended_badly)),
            upstream(self._master, shared, self._settings.patience),
        )
        self._diagnoses.hold_up()
        try:
            await self._desk.record(found, Findings(reports=reports, first=first, in_error=in_error, upstream=before))
        finally:
            self._diagnoses.go_on(BURST if len(jobs) > FEW else 0.0)
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
