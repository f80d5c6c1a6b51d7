"""Which of several bad ends in one job stream come before which in the plan."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import structlog

from bot.alerts.watch import Change, What
from bot.ports import Master
from tws.errors import TwsError
from tws.models import DependencyKind, Job

_LOG = structlog.get_logger(__name__)
# A storm is not asked about: what so many bad ends of a look share is seen by their errors.
MOST = 10
# Jobs that are read to find what stands before them; a job stream of a hundred in a row is not walked through.
READS = 30

Upstream = Mapping[str, frozenset[str]]
NOTHING_KNOWN: Upstream = MappingProxyType({})


def rivals(found: Iterable[Change], in_error: Mapping[str, Job]) -> dict[str, Job]:
    """The jobs in error, by incident key, that share a job stream with a new bad end of this look; none in a storm."""
    new = [change.key for change in found if change.what is What.OPENED and change.key in in_error]
    if not new or len(new) > MOST:
        return {}
    streams = {_instance(in_error[key]) for key in new}
    alike = {key: job for key, job in in_error.items() if _instance(job) in streams}
    members = Counter(map(_instance, alike.values()))
    shared = {key: job for key, job in alike.items() if members[_instance(job)] > 1}
    return shared if len(shared) <= MOST else {}


async def upstream(master: Master, jobs: Mapping[str, Job], seconds: float) -> Upstream:
    """By incident key, the keys of those of the jobs that it waits for in the plan; what is not known in time is left
    out."""
    walk = _Walk(master, jobs)
    try:
        async with asyncio.timeout(seconds):
            for key, job in jobs.items():
                walk.found[key] = await walk.before(job)
    except (TwsError, TimeoutError) as trouble:
        _LOG.info("predecessors.not_read", error=repr(trouble))
    return {key: before for key, before in walk.found.items() if before}


class _Walk:
    """Reads jobs by their ids, each once."""

    def __init__(self, master: Master, jobs: Mapping[str, Job]) -> None:
        self.found: dict[str, frozenset[str]] = {}
        self._master = master
        self._keys = {job.id: key for key, job in jobs.items()}
        self._read: dict[str, tuple[str, ...]] = {}

    async def before(self, job: Job) -> frozenset[str]:
        seen: set[str] = set()
        left = [job.id]
        while left:
            for before in await self._predecessors(left.pop()):
                if before not in seen:
                    seen.add(before)
                    left.append(before)
        return frozenset(self._keys[one] for one in seen if one in self._keys and one != job.id)

    async def _predecessors(self, job_id: str) -> tuple[str, ...]:
        if job_id not in self._read:
            if len(self._read) >= READS:
                return ()
            job = await self._master.job(job_id)
            self._read[job_id] = tuple(
                one.job_id for one in job.dependencies if one.kind is DependencyKind.JOB and one.job_id
            )
        return self._read[job_id]


def _instance(job: Job) -> tuple[object, ...]:
    return job.folder, job.job_stream_workstation, job.job_stream, job.scheduled_at, job.job_stream_id
