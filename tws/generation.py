"""Finds out which API a master speaks, remembers it, and asks again after an outage."""

from __future__ import annotations

import asyncio
from typing import Protocol

from tws import api_v1, api_v2
from tws.bodies import Tail
from tws.errors import TwsNotFoundError, TwsResponseError
from tws.models import Engine, Job, JobQuery, JobStream, Page, Plan, Prompt, Resource, StreamQuery, Workstation
from tws.reads_v1 import ReadsV1
from tws.reads_v2 import ReadsV2
from tws.wire import Ask, Wire

_ABSENT = frozenset({404, 405, 501})


class Counts(Protocol):
    """Questions that are answered by a number."""

    async def matching(self, query: JobQuery) -> int: ...
    async def by_status(self) -> dict[str, int]: ...
    async def by_workstation(self) -> dict[str, int]: ...


class Reads(Protocol):
    """What both generations answer."""

    @property
    def counts(self) -> Counts: ...
    async def jobs(self, query: JobQuery, *, limit: int, order: str | None) -> Page[Job]: ...
    async def job(self, job_id: str) -> Job: ...
    async def job_streams(self, query: StreamQuery, *, limit: int, order: str | None) -> Page[JobStream]: ...
    async def job_stream(self, stream_id: str) -> JobStream: ...
    async def workstations(self, name: str | None, *, limit: int) -> Page[Workstation]: ...
    async def resources(self, name: str | None, *, limit: int) -> Page[Resource]: ...
    async def prompts(self, *, asked_only: bool, limit: int) -> Page[Prompt]: ...
    async def log(self, job: Job, run_id: str, size: int) -> Tail: ...
    async def description(self, job: Job) -> str | None: ...


class Generation:
    """The master's API generation, by asking: v2's engine info, else v1's (reference: release notes, 10.1 FP1)."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._v1 = ReadsV1(wire=wire)
        self._lock = asyncio.Lock()
        self._reads: Reads | None = None
        self._asked_at = -1
        self._has_prompts = True

    async def reads(self) -> Reads:
        """How to read this master. Raises: TwsError where it could not be found out."""
        async with self._lock:
            if self._reads is None or self._asked_at != self._wire.hosts.recoveries:
                await self._detect()
            assert self._reads is not None  # noqa: S101 - _detect sets it or raises
            return self._reads

    async def engine(self) -> Engine:
        """The engine's info, freshly asked. Raises: TwsError."""
        async with self._lock:
            return await self._detect()

    async def _detect(self) -> Engine:
        try:
            reply = await self._wire.ask(Ask(path="/twsd/api/v2/engine/info"))
            found, reads = api_v2.engine(reply.json, reply.host), ReadsV2(wire=self._wire)
        except (TwsNotFoundError, TwsResponseError) as error:
            if error.status not in _ABSENT | {200}:
                raise
            reply = await self._wire.ask(Ask(path="/twsd/engine/info"))
            self._remember(self._v1)
            return api_v1.engine(reply.json, reply.host)
        self._remember(reads)
        return found

    def _remember(self, reads: Reads) -> None:
        # What an engine refused is forgotten with it: after an outage another release may answer.
        if type(reads) is not type(self._reads) or self._asked_at != self._wire.hosts.recoveries:
            self._reads = reads
            self._has_prompts = True
        self._asked_at = self._wire.hosts.recoveries

    async def plan(self) -> Plan:
        """The current plan. API v2 has no such question; v1's works on both. Raises: TwsError."""
        reads = await self.reads()
        try:
            return await self._v1.plan()
        except (TwsNotFoundError, TwsResponseError) as error:
            if error.status not in _ABSENT or reads is self._v1:
                raise
        return await ReadsV2(wire=self._wire).plan()

    async def prompts(self, *, asked_only: bool, limit: int) -> Page[Prompt]:
        """Prompts, through v1 where v2 has no list of them (10.1). Raises: TwsError."""
        reads = await self.reads()
        if reads is not self._v1 and self._has_prompts:
            try:
                return await reads.prompts(asked_only=asked_only, limit=limit)
            except (TwsNotFoundError, TwsResponseError) as error:
                if error.status not in _ABSENT:
                    raise
                self._has_prompts = False
        return await self._v1.prompts(asked_only=asked_only, limit=limit)
