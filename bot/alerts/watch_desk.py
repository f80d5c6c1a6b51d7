"""A person's "tell me when it ends": kept, looked after, told once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.alerts.letters import Letters
from bot.alerts.look import read_again
from bot.alerts.watch import Known, key_of
from bot.errors import ToolError
from bot.ports import Clock, Master
from bot.reports import KeptWatch
from bot.store import deliveries, watches
from bot.store.rows import StoredWatch
from bot.store.store import Store
from tws.models import Job

_LOG = structlog.get_logger(__name__)


class WatchDesk:
    """Keeps the watches of one environment. `chats` are the names of the platforms that can be told."""

    def __init__(self, *, master: Master, store: Store, letters: Letters, chats: Collection[str], clock: Clock) -> None:
        self._master = master
        self._store = store
        self._letters = letters
        self._chats = frozenset(chats)
        self._clock = clock
        self._absent: frozenset[str] = frozenset()

    async def add(
        self, jobs: Sequence[Job], *, conversation: str, language: str, until: datetime | None = None, asker: str = ""
    ) -> None:
        """Tell a conversation (`platform:…`) when each of the jobs ends, or at `until` that it has not.

        `asker` is the person, by the platform's id.

        Raises: ToolError where that platform cannot be told anything later.
        """
        if conversation.partition(":")[0] not in self._chats:
            raise ToolError("This conversation cannot be told anything later: it has no channel to write to.")
        added = [replace(self._watch(job, conversation, language, until), asker=asker) for job in jobs]
        async with self._store.writing() as connection:
            await watches.add(connection, added)

    async def list(self, conversation: str) -> tuple[KeptWatch, ...]:
        """The watches of that conversation whose job has not ended, oldest first."""
        async with self._store.reading() as connection:
            found = await watches.of_conversation(connection, self._master.environment, conversation)
        return tuple(map(_kept, found))

    async def of_asker(self, platform: str, asker: str) -> tuple[KeptWatch, ...]:
        """The watches that a person asked for anywhere on a platform, oldest first."""
        mine = (
            one for one in await self.opened() if one.asker == asker and one.conversation.startswith(f"{platform}:")
        )
        return tuple(map(_kept, mine)) if asker else ()

    async def drop(self, conversation: str, jobs: Collection[str] | None = None) -> tuple[KeptWatch, ...]:
        """Take back the conversation's watches on these keys, or all of them; give those that were."""
        now = self._clock()
        async with self._store.writing() as connection:
            found = await watches.of_conversation(connection, self._master.environment, conversation)
            meant = [watch for watch in found if jobs is None or watch.job in jobs]
            gone = [watch for watch in meant if await watches.done(connection, watch.id, now)]
        return tuple(map(_kept, gone))

    async def opened(self) -> tuple[StoredWatch, ...]:
        """The watches whose job has not ended."""
        async with self._store.reading() as connection:
            return await watches.opened(connection, self._master.environment)

    async def check(self) -> None:
        """Look at the watched jobs and store what is to be told.

        Raises: TwsError where the master could not be asked.
        """
        opened = await self.opened()
        if not opened:
            return
        jobs = await read_again(self._master, [_known(watch) for watch in opened])
        absent = frozenset(key for key, job in jobs.items() if job is None)
        # As for incidents: while a plan is switched, rows can be missing for a moment.
        unsure, self._absent = absent - self._absent, absent
        for watch in opened:
            what = None if watch.key in unsure else _told(watch, jobs[watch.key], self._clock())
            if what is not None:
                await self._tell(watch, jobs[watch.key], what)

    async def _tell(self, watch: StoredWatch, job: Job | None, what: str) -> None:
        now = self._clock()
        draft = self._letters.told(watch, job, what)
        async with self._store.writing() as connection:
            note = watches.late_told if what == "late" else watches.done
            if await note(connection, watch.id, now):
                await deliveries.add(connection, [draft], now)
        _LOG.info(f"watch.{what}", job=watch.job, conversation=watch.conversation)

    def _watch(self, job: Job, conversation: str, language: str, until: datetime | None) -> StoredWatch:
        return StoredWatch(
            id=f"watch-{uuid.uuid4().hex}",
            environment=self._master.environment,
            key=key_of(self._master.environment, job),
            job=job.key,
            job_id=job.id,
            job_name=job.name,
            job_stream=job.job_stream,
            conversation=conversation,
            language=language,
            asked_at=self._clock(),
            until=until,
            late_told_at=self._clock() if job.late else None,
        )


def _kept(watch: StoredWatch) -> KeptWatch:
    return KeptWatch(job=watch.job, job_name=watch.job_name, asked_at=watch.asked_at, until=watch.until)


def _known(watch: StoredWatch) -> Known:
    return Known(
        incident=watch.id,
        key=watch.key,
        job=watch.job,
        job_id=watch.job_id,
        job_name=watch.job_name,
        job_stream=watch.job_stream,
        state="",
        run_mark="",
    )


def _told(watch: StoredWatch, job: Job | None, now: datetime) -> str | None:
    if job is None:
        return "gone"
    if job.ended or job.in_error:
        return "ended"
    if watch.until is not None and now >= watch.until:
        return "until"
    if job.late and watch.late_told_at is None:
        return "late"
    return None
