"""Asks a master that speaks API v2, and works around what its release leaves out or refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tws import api_v2, jobs_v2, oql
from tws.bodies import Tail
from tws.counting_v2 import CountsV2
from tws.decode import Json
from tws.errors import TwsNotFoundError, TwsQueryError
from tws.models import Job, JobQuery, JobStream, Page, Plan, Prompt, Resource, StreamQuery, Workstation
from tws.newest import asks_about_runs, may_meet, meets
from tws.paging import read
from tws.segments import segment
from tws.wire import Ask, Wire

BASE = "/twsd/api/v2"
_STREAMS_AT_ONCE = 50
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class ReadsV2:
    """One method per kind of plan object. `refused` remembers which optional fields this engine does not know."""

    wire: Wire
    refused: set[str] = field(default_factory=set)

    @property
    def counts(self) -> CountsV2:
        """The questions that are answered by a number."""
        return CountsV2(wire=self.wire, jobs=self.jobs)

    async def jobs(self, query: JobQuery, *, limit: int, order: str | None) -> Page[Job]:
        """Jobs whose newest state meets the query. Raises: TwsError."""
        if order and _of_order(order) in self.refused:
            order = None
        due = query.deadline_after or query.deadline_before
        if due and "deadline" in self.refused:
            return await self._due(query, limit)
        try:
            return await self._jobs(query, limit, order)
        except TwsQueryError:
            if order:
                return await self._without(_of_order(order), self.jobs(query, limit=limit, order=None))
            if due:
                return await self._without("deadline", self._due(query, limit))
            raise

    async def _without(self, feature: str, other: Awaitable[Page[Job]]) -> Page[Job]:
        page = await other
        self.refused.add(feature)
        return page

    async def _jobs(self, query: JobQuery, limit: int, order: str | None) -> Page[Job]:
        keep = (lambda job: meets(job, query)) if asks_about_runs(query) else None
        words = f"{oql.job_filter(query)} {oql.job_order(order)}"
        return await self._list(
            "plan/job", words, jobs_v2.job, limit=limit, keep=keep, skim=lambda row: may_meet(row, query)
        )

    async def _due(self, query: JobQuery, limit: int) -> Page[Job]:
        """Jobs with a deadline, on an engine whose filter does not know the deadline of a job.

        Where nothing else narrows the query, critical jobs and those of job streams with a deadline are looked at;
        another job may have a deadline of its own, so that such a page always says that it is truncated.
        """
        plain, bound = replace(query, deadline_after=None, deadline_before=None), query.deadline_before or _LATEST
        after = query.deadline_after or _EARLIEST
        narrow = bool(query.names or query.ids or query.job_streams or query.job_stream_ids or query.critical)
        questions = [plain] if narrow else [replace(plain, critical=True), *await self._of_streams_due(query)]
        pages = await asyncio.gather(*(self._jobs(question, 1000, None) for question in questions))
        due = {j.id: j for page in pages for j in page.records if j.deadline and after <= j.deadline <= bound}
        cut = not narrow or len(due) > limit or any(page.truncated for page in pages)
        nearest = sorted(due.values(), key=lambda job: job.deadline or _LATEST)[:limit]
        return Page(records=tuple(nearest), total=None if cut else len(due), truncated=cut)

    async def _of_streams_due(self, query: JobQuery) -> list[JobQuery]:
        try:
            page = await self.job_streams(StreamQuery(deadline_before=query.deadline_before), limit=200, order=None)
        except TwsQueryError:
            return []
        ids = [stream.id for stream in page.records]
        groups = [tuple(ids[at : at + _STREAMS_AT_ONCE]) for at in range(0, len(ids), _STREAMS_AT_ONCE)]
        return [replace(query, deadline_after=None, deadline_before=None, job_stream_ids=group) for group in groups]

    async def job(self, job_id: str) -> Job:
        """A job with its dependencies. Raises: TwsNotFoundError, TwsError."""
        return jobs_v2.job(await self._one("plan/job", job_id))

    async def job_streams(self, query: StreamQuery, *, limit: int, order: str | None) -> Page[JobStream]:
        """Job streams that meet the query. Raises: TwsError."""
        words = oql.stream_filter(query)
        try:
            by = "" if "stream order" in self.refused else oql.stream_order(order)
            return await self._list("plan/jobstream", f"{words} {by}", api_v2.job_stream, limit=limit)
        except TwsQueryError:
            if not by:
                raise
            page = await self._list("plan/jobstream", words, api_v2.job_stream, limit=limit)
            self.refused.add("stream order")
            return page

    async def job_stream(self, stream_id: str) -> JobStream:
        """A job stream with its dependencies. Raises: TwsNotFoundError, TwsError."""
        return api_v2.job_stream(await self._one("plan/jobstream", stream_id))

    async def workstations(self, name: str | None, *, limit: int) -> Page[Workstation]:
        """Workstations, all or by name. Raises: TwsError."""
        return await self._list("plan/workstation", oql.named_filter(name), api_v2.workstation, limit=limit)

    async def resources(self, name: str | None, *, limit: int) -> Page[Resource]:
        """Resources, all or by name. Raises: TwsError."""
        return await self._list("plan/resource", oql.named_filter(name), api_v2.resource, limit=limit)

    async def prompts(self, *, asked_only: bool, limit: int) -> Page[Prompt]:
        """Prompts. The release 10.1 has no such list (404 or 405). Raises: TwsError."""
        if asked_only and "prompt status" not in self.refused:
            try:
                return await self._list("plan/prompt", "status = 'ASKED'", api_v2.prompt, limit=limit)
            except TwsQueryError:
                self.refused.add("prompt status")
        keep = (lambda prompt: prompt.status == "ASKED") if asked_only else None
        return await self._list("plan/prompt", "", api_v2.prompt, limit=limit, keep=keep)

    async def plan(self) -> Plan:
        """What v2 tells of the plan: its run number and master, from the master's workstation. Raises: TwsError."""
        params = {"limit": "1", "offset": "0", "oql": "type = 'MANAGER'"}
        reply = await self.wire.ask(Ask(path=f"{BASE}/plan/workstation", params=params))
        rows, _ = api_v2.page(reply.json)
        return api_v2.plan(rows[0]) if rows else Plan()

    async def log(self, job: Job, run_id: str, size: int) -> Tail:  # noqa: ARG002 - v1 names the job in its error
        """The end of a run's job log, as bytes. Raises: TwsNotFoundError where there is none, TwsError."""
        path = f"{BASE}/plan/job/run/{segment(run_id)}/joblog"
        return await self.wire.tail(Ask(path=path, headers={"Accept": "text/plain, */*"}), size)

    async def description(self, job: Job) -> str | None:
        """The operator instructions of a job's definition, None where there are none. Raises: TwsError."""
        path = f"{BASE}/plan/job/{segment(job.id)}/model/description"
        try:
            reply = await self.wire.ask(Ask(path=path))
        except TwsNotFoundError:
            return None
        info = reply.json if isinstance(reply.json, dict) else {}
        return "\n".join(str(info[key]) for key in ("description", "comments") if info.get(key)) or None

    async def _one(self, kind: str, object_id: str) -> Json:
        reply = await self.wire.ask(Ask(path=f"{BASE}/{kind}/{segment(object_id)}"))
        row: Json = reply.json if isinstance(reply.json, dict) else {}
        return row

    async def _list(
        self,
        kind: str,
        words: str,
        decode: Callable[[Json], Any],
        *,
        limit: int,
        keep: Callable[[Any], bool] | None = None,
        skim: Callable[[Json], bool] = lambda _: True,
    ) -> Page[Any]:
        filters = {"oql": words.strip()} if words.strip() else {}

        async def fetch(size: int, offset: int) -> tuple[list[Json], int | None]:
            params = {"limit": str(size), "offset": str(offset), **filters}
            reply = await self.wire.ask(Ask(path=f"{BASE}/{kind}", params=params, headers={"Include-Count": "true"}))
            return api_v2.page(reply.json)

        return await read(fetch, decode, limit=limit, keep=keep, skim=skim)


def _of_order(order: str) -> str:
    """An engine may order by some fields and refuse others."""
    return f"order {order.lstrip('-').partition(' ')[0]}"
