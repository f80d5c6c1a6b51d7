"""How many jobs, by status, job stream or workstation: the engine counts, rows are not read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tws.master import Master
from tws.models import JobQuery, JobStream, StreamQuery
from tws.questions.errors import ArgumentError
from tws.questions.horizon import start_of_plan_after, still_to_come
from tws.questions.search import Tally, Window, counted, searches
from tws.questions.statuses import States, states
from tws.questions.walk import Budget
from tws.reports import CountReport, Group

GROUPS = 20
STREAMS_READ = 500
_WITH_AN_END = ("RUNNING", "SUCCESSFUL", "ERROR", "CANCELED")
_PAST = ("successful", "abended", "failed", "running")
_STATISTICS = {
    "SUCCESSFUL": ("successful",),
    "ERROR": ("abended", "failed"),
    "ABEND": ("abended",),
    "FAIL": ("failed",),
    "RUNNING": ("running",),
}


async def count_jobs(
    master: Master,
    *,
    status: str | None = None,
    by: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> CountReport:
    """How many jobs there are, in a window those that ended in it (running ones, or all: that started in it).

    `by` is status, stream or workstation; the largest groups come first, at most GROUPS of them.
    Raises: TwsError where the plan could not be asked, ArgumentError for an unknown status or grouping.
    """
    asked = states(status)
    window = await still_to_come(master, asked, Window(since=since, until=until))
    if by not in {None, "status", "stream", "workstation"}:
        raise ArgumentError(f"{by!r} is no grouping; it takes status, stream or workstation")
    if by == "stream":
        groups, total, truncated = await _by_stream(master, asked, window)
    elif by == "workstation":
        groups, total, truncated = await _by_workstation(master, asked, window)
    else:
        groups, total, truncated = *await _by_status(master, asked, window, grouped=by == "status"), False
    return CountReport(
        environment=master.environment,
        as_of=master.now(),
        total=total.total,
        at_least=total.at_least,
        by=by,
        groups=groups,
        status=",".join(asked.words) or None,
        since=window.since,
        until=window.until,
        truncated=truncated,
        plan_from=await start_of_plan_after(master, window.since),
    )


async def _by_status(
    master: Master, asked: States, window: Window, *, grouped: bool
) -> tuple[tuple[Group, ...], Tally]:
    if not asked.words and not window:
        counts = await master.count_jobs_by_status()
        return _groups(counts) if grouped else (), Tally(sum(counts.values()))
    if not grouped:
        return (), await counted(master, searches(JobQuery(), asked, window))
    words = asked.words or _WITH_AN_END
    numbers = await asyncio.gather(*(counted(master, searches(JobQuery(), states(word), window)) for word in words))
    counts = {word: number.total for word, number in zip(words, numbers, strict=True)}
    return _groups(counts), Tally.of(numbers)


async def _by_workstation(master: Master, asked: States, window: Window) -> tuple[tuple[Group, ...], Tally, bool]:
    counts = await master.count_jobs_by_workstation()
    names = [group.name for group in _groups(counts)]
    if not asked.words and not window:
        return _groups(counts)[:GROUPS], Tally(sum(counts.values())), len(names) > GROUPS
    bases = [JobQuery(workstations=(name,)) for name in names[:GROUPS]]
    numbers = await _counted_each(master, bases, asked, window)
    groups = _groups({name: number.total for name, number in zip(names, numbers, strict=False)})
    if len(names) <= GROUPS:
        return groups, Tally.of(numbers), False
    return groups, await counted(master, searches(JobQuery(), asked, window)), True


async def _by_stream(master: Master, asked: States, window: Window) -> tuple[tuple[Group, ...], Tally, bool]:
    """From the job streams' own statistics.

    These know no window and no waiting, which are counted for each of the largest streams.
    """
    in_error = bool(asked.words) and set(asked.words) <= {"ERROR", "ABEND", "FAIL"}
    page = await master.job_streams(StreamQuery(with_errors=in_error), limit=STREAMS_READ)
    if not window and (not asked.words or set(asked.words) <= set(_STATISTICS)):
        counts = _statistics(page.records, asked)
    else:
        counts = await _counted_by_stream(master, page.records, asked, window)
    groups = _groups(counts)
    total = await counted(master, searches(JobQuery(), asked, window))
    more = page.truncated or len(_streams_by_name(page.records)) > GROUPS
    return groups[:GROUPS], total, more and sum(group.count for group in groups[:GROUPS]) < total.total


async def _counted_by_stream(
    master: Master, streams: Sequence[JobStream], asked: States, window: Window
) -> dict[str, int]:
    ids = _streams_by_name(streams)
    largest = sorted(ids, key=lambda name: -sum(_likely(stream, asked) for stream in ids[name]))[:GROUPS]
    bases = [JobQuery(job_stream_ids=tuple(stream.id for stream in ids[name])) for name in largest]
    numbers = await _counted_each(master, bases, asked, window)
    return {name: number.total for name, number in zip(largest, numbers, strict=True)}


def _likely(stream: JobStream, asked: States) -> int:
    """How many jobs of such states the job stream may have, by its statistics: what they do not know has not ended."""
    known = [field for word in asked.words for field in _STATISTICS.get(word, ())]
    if known:
        return sum(getattr(stream, field) or 0 for field in known)
    jobs = stream.jobs or 0
    return jobs - sum(getattr(stream, field) or 0 for field in _PAST) if asked.words else jobs


async def _counted_each(master: Master, bases: Sequence[JobQuery], asked: States, window: Window) -> list[Tally]:
    budget = Budget(queries=len(bases))

    async def one(base: JobQuery) -> Tally:
        return await budget.ask(lambda: counted(master, searches(replace(base), asked, window))) or Tally(0)

    return list(await asyncio.gather(*(one(base) for base in bases)))


def _statistics(streams: Sequence[JobStream], asked: States) -> dict[str, int]:
    fields = {field for word in asked.words for field in _STATISTICS[word]} or {"jobs"}
    return {
        name: sum(getattr(stream, field) or 0 for stream in same_name for field in fields)
        for name, same_name in _streams_by_name(streams).items()
    }


def _streams_by_name(streams: Sequence[JobStream]) -> dict[str, list[JobStream]]:
    by_name: dict[str, list[JobStream]] = {}
    for stream in streams:
        by_name.setdefault(stream.name, []).append(stream)
    return by_name


def _groups(counts: dict[str, int]) -> tuple[Group, ...]:
    """The groups that hold any, the largest first."""
    largest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Group(name=name, count=count) for name, count in largest if count)
