"""Counts jobs through API v1: the engine's object count of a query, row by row only where it gives none."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Protocol

from tws.errors import TwsResponseError
from tws.filters_v1 import job_filters
from tws.models import Job, JobQuery, Page, Workstation
from tws.queries_v1 import count
from tws.vocabulary import COMMON_STATUSES
from tws.wire import Wire

_READABLE = 5000
_MOST_WORKSTATIONS = 100


class _Jobs(Protocol):
    def __call__(self, query: JobQuery, *, limit: int, order: str | None) -> Awaitable[Page[Job]]: ...


class _Workstations(Protocol):
    def __call__(self, name: str | None, *, limit: int) -> Awaitable[Page[Workstation]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsV1:
    """`jobs` and `workstations` read rows."""

    wire: Wire
    jobs: _Jobs
    workstations: _Workstations

    async def matching(self, query: JobQuery) -> int:
        """How many jobs meet the query. Raises: TwsError, also where it cannot be counted."""
        filters = job_filters(query)
        if len(filters) == 1 and _says_all(query):
            counted = await count(self.wire, "job", filters[0] | {"lastInRerunChain": True})
            if counted is not None:
                return counted
        page = await self.jobs(query, limit=_READABLE, order=None)
        if page.truncated:
            raise TwsResponseError("This HWA release cannot count so many jobs.")
        return len(page.records)

    async def by_status(self) -> dict[str, int]:
        """Jobs of the plan by common status. Raises: TwsError."""
        return await self._each({status: JobQuery(statuses=(status,)) for status in COMMON_STATUSES})

    async def by_workstation(self) -> dict[str, int]:
        """Jobs of the plan by workstation. Raises: TwsError."""
        page = await self.workstations(None, limit=_MOST_WORKSTATIONS)
        if page.truncated:
            raise TwsResponseError("This HWA release cannot count the jobs of so many workstations.")
        return await self._each({w.name: JobQuery(workstations=(w.name,)) for w in page.records})

    async def _each(self, queries: dict[str, JobQuery]) -> dict[str, int]:
        gate = asyncio.Semaphore(4)

        async def one(query: JobQuery) -> int:
            async with gate:
                return await self.matching(query)

        amounts = await asyncio.gather(*(one(query) for query in queries.values()))
        return dict(zip(queries, amounts, strict=True))


def _says_all(query: JobQuery) -> bool:
    """Whether the v1 filter alone selects what is asked, without looking at the rows."""
    named = (*query.names, *query.job_streams, *query.workstations)
    looked_at = replace(
        query, names=(), job_streams=(), workstations=(), statuses=(), internal_statuses=(), critical=None
    )
    return looked_at == JobQuery() and not any("/" in name for name in named)
