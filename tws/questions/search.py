"""Jobs by state and window: which queries answer it on the server, and what only the rows can tell.

A window is about when a job ended; for a running one, when it started; for one that has not started, when it is due;
without a state, when it started. The server knows the end of what ran. A FAIL or a cancelled job may never have
had one, so that those are read (at most READ rows) and sorted out here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tws.master import Master
from tws.models import Job, JobQuery, Page
from tws.questions.statuses import States, is_waiting

READ = 1000
SHOWN = 50
NEWEST_END = "-ended_at"
NEWEST_START = "-started_at"

_ENDS_ON_SERVER = frozenset({"SUCCESSFUL", "ABEND"})
Keep = Callable[[Job], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time, open where an end is None; both ends in UTC."""

    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        """Whether it bounds anything."""
        return self.since is not None or self.until is not None

    def holds(self, moment: datetime | None) -> bool:
        """Whether the moment lies inside; what has no time is outside of any bounds."""
        if moment is None:
            return not self
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One query, and what to keep of its rows; `keep` is None where the server's answer is exact."""

    query: JobQuery
    keep: Keep | None = None
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of jobs; `at_least` where a bound stopped the counting."""

    total: int
    at_least: bool = False

    @classmethod
    def of(cls, parts: Iterable[Tally]) -> Tally:
        """The sum of tallies."""
        every = tuple(parts)
        return cls(sum(part.total for part in every), at_least=any(part.at_least for part in every))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What searches found: the first SHOWN jobs, newest first. `truncated`: a bound stopped the reading."""

    jobs: tuple[Job, ...] = ()
    total: int = 0
    truncated: bool = False


def searches(base: JobQuery, asked: States, window: Window, keep: Keep | None = None) -> tuple[Search, ...]:
    """The queries that together answer "jobs of these states in this window"; no row answers two of them."""
    if not window:
        return _without_window(base, asked, keep)
    if not asked.words:
        query = replace(base, started_since=window.since, started_until=window.until)
        return (Search(query=query, keep=keep, order=NEWEST_START),)
    return tuple(_windowed(base, word, window, keep) for word in _precise(asked))


async def found(master: Master, wanted: tuple[Search, ...]) -> Hits:
    """The jobs that the searches find.

    Raises: TwsError where the plan could not be asked.
    """
    parts = await asyncio.gather(*(_found(master, search) for search in wanted))
    jobs = {job.id: job for part in parts for job in part.jobs}
    newest = sorted(jobs.values(), key=_newest_first)
    return Hits(
        jobs=tuple(newest[:SHOWN]),
        total=sum(part.total for part in parts),
        truncated=any(part.truncated for part in parts),
    )


async def counted(master: Master, wanted: tuple[Search, ...]) -> Tally:
    """How many jobs the searches find; rows are read only where the server cannot count.

    Raises: TwsError where the plan could not be asked.
    """

    async def one(search: Search) -> Tally:
        if search.keep is None:
            return Tally(await master.count_jobs(search.query))
        hits = await _found(master, search)
        return Tally(hits.total, at_least=hits.truncated)

    return Tally.of(await asyncio.gather(*(one(search) for search in wanted)))


def last_time(job: Job) -> datetime | None:
    """When the job last did something: its end, its start, or when it is due."""
    if is_waiting(job):
        return job.starts_after or job.scheduled_at
    times = (job.run.ended_at, job.run.started_at) if job.run else ()
    return next((time for time in (*times, job.scheduled_at) if time), None)


def _without_window(base: JobQuery, asked: States, keep: Keep | None) -> tuple[Search, ...]:
    if not asked.words:
        return (Search(query=base, keep=keep),)
    wanted = []
    if asked.common:
        wanted.append(replace(base, statuses=asked.common))
    if asked.internal:
        wanted.append(replace(base, internal_statuses=asked.internal))
    return tuple(Search(query=query, keep=keep) for query in wanted)


def _precise(asked: States) -> tuple[str, ...]:
    words = [part for word in asked.words for part in (("ABEND", "FAIL") if word == "ERROR" else (word,))]
    return tuple(dict.fromkeys(words))


def _windowed(base: JobQuery, word: str, window: Window, keep: Keep | None) -> Search:
    if word in {"ABEND", "FAIL", "PEND"}:
        query = replace(base, internal_statuses=(word,))
    else:
        query = replace(base, statuses=(word,))
    if word == "RUNNING":
        query = replace(query, started_since=window.since, started_until=window.until)
        return Search(query=query, keep=keep, order=NEWEST_START)
    if word in _ENDS_ON_SERVER:
        query = replace(query, ended_since=window.since, ended_until=window.until)
        return Search(query=query, keep=keep, order=NEWEST_END)
    return Search(query=query, keep=lambda job: window.holds(last_time(job)) and (keep is None or keep(job)))


async def _found(master: Master, search: Search) -> Hits:
    if search.keep is None:
        page = await master.jobs(search.query, limit=SHOWN, order=search.order)
        return Hits(jobs=page.records, total=await _total(master, search.query, page))
    page = await master.jobs(search.query, limit=READ, order=search.order)
    kept = tuple(job for job in page.records if search.keep(job))
    return Hits(jobs=kept, total=len(kept), truncated=page.truncated)


async def _total(master: Master, query: JobQuery, page: Page[Job]) -> int:
    """How many match in all: a page that was cut need not know."""
    if page.total is not None:
        return page.total
    return await master.count_jobs(query) if page.truncated else len(page.records)


def _newest_first(job: Job) -> tuple[bool, float, str]:
    moment = last_time(job)
    return (moment is None, -moment.timestamp() if moment else 0.0, job.key)
