"""The walk to everything that waits behind a job, with how long after it each thing ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum

from tws.models import Job, JobQuery, JobStream, StreamQuery
from tws.questions.walk import Walk

JOBS = 2000
ROWS = 500
DEPTH = 25


class Part(IntEnum):
    """What of the plan a point of the walk stands for; the order is that in which a level is asked."""

    STREAM_END = 0
    STREAM_START = 1
    JOB = 2


Point = tuple[Part, str]
Takes = Callable[[Job], timedelta | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """By point, how long after the source's end it is reached at the earliest, and the point before it on that way."""

    after: dict[Point, timedelta]
    before: dict[Point, Point]

    def to(self, point: Point) -> list[Point]:
        """The points of the longest way to this one, the source first."""
        way = [point]
        while way[-1] in self.before:
            way.append(self.before[way[-1]])
        return way[::-1]


@dataclass(slots=True)
class Behind:
    """What was found: jobs and job streams by id that have not ended, in the order of finding.

    `steps` are the ways from each point on, in the order of finding.
    """

    source: Job
    jobs: dict[str, Job] = field(default_factory=dict)
    direct: list[str] = field(default_factory=list)
    streams: dict[str, JobStream] = field(default_factory=dict)
    steps: dict[Point, dict[Point, None]] = field(default_factory=dict)
    truncated: bool = False

    def step(self, start: Point, end: Point) -> None:
        """Note that `end` comes after `start`."""
        self.steps.setdefault(start, {})[end] = None

    def longest(self, takes: Takes) -> Ways:
        """The longest ways from the source; a step that would close a circle is left out."""
        source = (Part.JOB, self.source.id)
        ways = Ways(after={source: timedelta()}, before={})
        place = {point: number for number, point in enumerate(self._in_order(source))}
        for start, position in place.items():
            for end in self.steps.get(start, {}):
                lasting = ways.after[start] + self._takes(start, end, takes)
                if place[end] > position and lasting >= ways.after.get(end, timedelta()):
                    ways.after[end], ways.before[end] = lasting, start
        return ways

    def leading_to(self, goals: Iterable[Point]) -> list[Job]:
        """The jobs on any way to one of those points, in the order of finding, the source first."""
        came_from: dict[Point, list[Point]] = {}
        for start, ends in self.steps.items():
            for end in ends:
                came_from.setdefault(end, []).append(start)
        seen, level = set(goals), list(goals)
        while level:
            level = [start for point in level for start in came_from.get(point, ()) if start not in seen]
            seen.update(level)
        return [job for job in (self.source, *self.jobs.values()) if (Part.JOB, job.id) in seen]

    def _takes(self, start: Point, end: Point, takes: Takes) -> timedelta:
        part, identity = end
        if part is Part.JOB:
            return takes(self.jobs[identity]) or timedelta()
        if part is Part.STREAM_END and start == (Part.STREAM_START, identity):
            return self.streams[identity].estimated or timedelta()
        return timedelta()

    def _in_order(self, source: Point) -> list[Point]:
        """The points reached from the source, each before all that come after it."""
        ended: list[Point] = []
        seen = {source}
        path = [(source, iter(self.steps.get(source, ())))]
        while path:
            point, ends = path[-1]
            end = next((end for end in ends if end not in seen), None)
            if end is None:
                ended.append(point)
                path.pop()
            else:
                seen.add(end)
                path.append((end, iter(self.steps.get(end, ()))))
        return ended[::-1]


async def behind(walk: Walk, job: Job) -> Behind:
    """Everything that waits behind a job: its followers, the followers of its job stream, and so on.

    Breadth-first within the walk's budget and JOBS jobs; `truncated` says that more may wait.
    Raises: TwsError where the plan could not be asked.
    """
    found = Behind(source=job)
    level = [(Part.JOB, job.id), *_stream_end(found, job)]
    seen: set[Point] = set(level)
    for _ in range(DEPTH):
        if not level or len(found.jobs) >= JOBS:
            break
        reached = await asyncio.gather(*(_reached(walk, found, point) for point in sorted(level)))
        level = [point for points in reached for point in points if point not in seen]
        level = list(dict.fromkeys(level))
        seen.update(level)
    found.truncated = found.truncated or bool(level) or walk.budget.exceeded
    return found


async def _reached(walk: Walk, found: Behind, point: Point) -> list[Point]:
    part, identity = point
    if part is Part.STREAM_START:
        return await _jobs_of(walk, found, identity)
    if part is Part.STREAM_END and identity not in found.streams:
        stream = await walk.job_stream(identity)
        found.streams |= {identity: stream} if stream else {}
    jobs, streams = await asyncio.gather(_followers(walk, found, point), _following_streams(walk, found, point))
    if point == (Part.JOB, found.source.id):
        found.direct.extend(job.id for job in jobs)
    return _with_jobs(found, point, jobs) + streams


async def _followers(walk: Walk, found: Behind, point: Point) -> tuple[Job, ...]:
    query = JobQuery(follows_job=point[1]) if point[0] is Part.JOB else JobQuery(follows_stream=point[1])
    return await _open_jobs(walk, found, query)


async def _following_streams(walk: Walk, found: Behind, point: Point) -> list[Point]:
    part, identity = point
    query = StreamQuery(follows_job=identity) if part is Part.JOB else StreamQuery(follows_stream=identity)
    page = await walk.budget.ask(lambda: walk.master.job_streams(query, limit=ROWS))
    if page is None:
        return []
    found.truncated = found.truncated or page.truncated
    waiting = [stream for stream in page.records if stream.status not in {"SUCCESSFUL", "CANCELED"}]
    for stream in waiting:
        found.streams[stream.id] = stream
        start, end = (Part.STREAM_START, stream.id), (Part.STREAM_END, stream.id)
        found.step(point, start)
        found.step(start, end)
    return [(part, stream.id) for stream in waiting for part in (Part.STREAM_START, Part.STREAM_END)]


async def _jobs_of(walk: Walk, found: Behind, stream_id: str) -> list[Point]:
    jobs = await _open_jobs(walk, found, JobQuery(job_stream_ids=(stream_id,)))
    return _with_jobs(found, (Part.STREAM_START, stream_id), jobs)


async def _open_jobs(walk: Walk, found: Behind, query: JobQuery) -> tuple[Job, ...]:
    page = await walk.budget.ask(lambda: walk.master.jobs(query, limit=ROWS))
    if page is None:
        return ()
    found.truncated = found.truncated or page.truncated
    # What runs already waits for nothing any more, whatever it once followed.
    waiting = (job for job in page.records if not job.ended and job.status != "RUNNING")
    return tuple(job for job in waiting if job.id != found.source.id)


def _with_jobs(found: Behind, point: Point, jobs: Iterable[Job]) -> list[Point]:
    points: list[Point] = []
    for job in jobs:
        if len(found.jobs) >= JOBS:
            found.truncated = True
            break
        found.jobs.setdefault(job.id, job)
        found.step(point, (Part.JOB, job.id))
        points += [(Part.JOB, job.id), *_stream_end(found, job)]
    return points


def _stream_end(found: Behind, job: Job) -> list[Point]:
    """A job stream ends no earlier than each of its jobs."""
    if job.job_stream_id is None:
        return []
    end = (Part.STREAM_END, job.job_stream_id)
    found.step((Part.JOB, job.id), end)
    return [end]
