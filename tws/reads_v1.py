"""Asks a master that speaks API v1 only (9.3 to 9.5): queries are POST, answers bare arrays, one record per run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any

from tws import api_v1, jobs_v1
from tws.bodies import Tail
from tws.counting_v1 import CountsV1
from tws.decode import Json
from tws.decode import folder as folder_path
from tws.errors import TwsNotFoundError, TwsResponseError
from tws.filters_v1 import askable, job_filters, named_filter, stream_filters
from tws.models import Dependency, Job, JobQuery, JobStream, Page, Plan, Prompt, Resource, StreamQuery, Workstation
from tws.names import parsed
from tws.newest import asks_about_runs, meets
from tws.queries_v1 import object_path, query, query_one
from tws.wire import Ask, Wire

_MOST_ROWS = 5000
_NOT_ENDED = ("WAITING", "READY", "HELD", "BLOCKED", "UNDECIDED")
_LATEST = datetime.max.replace(tzinfo=UTC)
_WITH_DEPENDENCIES = {"Context-PlanDependenciesScope": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsV1:
    """One method per kind of plan object."""

    wire: Wire

    @property
    def counts(self) -> CountsV1:
        """The questions that are answered by a number."""
        return CountsV1(wire=self.wire, jobs=self.jobs, workstations=self.workstations)

    async def jobs(self, query: JobQuery, *, limit: int, order: str | None) -> Page[Job]:
        """Jobs whose newest state meets the query. Raises: TwsError."""
        asked, headers = query, {}
        followed = await self._followed(query.follows_job)
        if query.follows_job or query.follows_stream:
            # v1 cannot be asked for successors: what has not ended is looked through.
            headers = _WITH_DEPENDENCIES
            asked = query if query.statuses else replace(query, statuses=_NOT_ENDED)
        if query.job_stream_ids:
            asked = replace(asked, job_streams=await self._stream_names(query))
        wider = askable(asked)
        filtered = asks_about_runs(query) or _looks_closer(query) or wider != asked
        rows, cut = await self._rows("job", job_filters(wider), _MOST_ROWS if filtered else limit, headers)
        found = [job for job in jobs_v1.jobs(rows) if _meets(job, query, followed) and _is_named(job, asked, wider)]
        return _page(_ordered(found, order), limit, cut=cut)

    async def _followed(self, job_id: str | None) -> frozenset[str]:
        """The ids under which a job may be followed: v1 has one for each of its runs."""
        if job_id is None:
            return frozenset()
        try:
            runs = (await self.job(job_id)).runs
        except TwsNotFoundError:
            runs = ()
        return frozenset({job_id, *(run.id for run in runs)})

    async def _stream_names(self, query: JobQuery) -> tuple[str, ...]:
        streams = await asyncio.gather(*(self.job_stream(stream_id) for stream_id in query.job_stream_ids[:20]))
        return tuple(dict.fromkeys(stream.name for stream in streams))

    async def job(self, job_id: str) -> Job:
        """A job with its dependencies and all its runs. Raises: TwsNotFoundError, TwsError."""
        row = await query_one(self.wire, "job", job_id)
        again = any(row.get(key) for key in ("headJobRunId", "rerunInstancesNumber", "rerunJob"))
        if not again and row.get("lastInRerunChain") is not False:
            return jobs_v1.job([row])
        alone = jobs_v1.job([row])
        filters = job_filters(JobQuery(names=(alone.name,), job_streams=(alone.job_stream,)))
        rows, _ = await self._rows("job", filters, _MOST_ROWS, _WITH_DEPENDENCIES)
        chain = [other for other in rows if jobs_v1.chain(other) == alone.id]
        known = {other.get("id") for other in chain}
        return jobs_v1.job(chain if row.get("id") in known else [*chain, row])

    async def job_streams(self, query: StreamQuery, *, limit: int, order: str | None) -> Page[JobStream]:
        """Job streams that meet the query. Raises: TwsError."""
        closer = bool(query.follows_job or query.follows_stream)
        followed = await self._followed(query.follows_job)
        bound = _MOST_ROWS if closer or query.with_errors or query.deadline_before else limit
        rows, cut = await self._rows("jobstream", stream_filters(query), bound, _WITH_DEPENDENCIES if closer else {})
        found = [s for s in map(api_v1.job_stream, rows) if _stream_meets(s, query, followed)]
        return _page(_ordered(found, order), limit, cut=cut)

    async def job_stream(self, stream_id: str) -> JobStream:
        """A job stream with its dependencies. Raises: TwsNotFoundError, TwsError."""
        return api_v1.job_stream(await query_one(self.wire, "jobstream", stream_id))

    async def workstations(self, name: str | None, *, limit: int) -> Page[Workstation]:
        """Workstations, all or by name. Raises: TwsError."""
        return await self._list("workstation", named_filter("workstationName", name), api_v1.workstation, limit)

    async def resources(self, name: str | None, *, limit: int) -> Page[Resource]:
        """Resources, all or by name. Raises: TwsError."""
        return await self._list("resource", named_filter("resourceName", name), api_v1.resource, limit)

    async def prompts(self, *, asked_only: bool, limit: int) -> Page[Prompt]:
        """Prompts, those asked or all. Raises: TwsError."""
        page = await self._list("prompt", {}, api_v1.prompt, _MOST_ROWS)
        found = [prompt for prompt in page.records if not asked_only or prompt.status == "ASKED"]
        return _page(found, limit, cut=page.truncated)

    async def plan(self) -> Plan:
        """The current plan from its own query, else from the engine's info. Raises: TwsError."""
        body = {"filters": {"symphonyInPlanFilter": {"planType": "CURRENT"}}}
        try:
            reply = await self.wire.ask(Ask(path="/twsd/plan/query", body=body, headers={"How-Many": "1"}))
            rows = api_v1.rows(reply.json)
            if rows:
                return api_v1.plan(rows[0])
        except (TwsNotFoundError, TwsResponseError) as error:
            if error.status not in {400, 404, 405}:
                raise
        reply = await self.wire.ask(Ask(path="/twsd/engine/info"))
        return api_v1.plan_of_engine(reply.json if isinstance(reply.json, dict) else {})

    async def log(self, job: Job, run_id: str, size: int) -> Tail:
        """The end of a run's job log, which v1 sends whole inside JSON. Raises: TwsNotFoundError, TwsError."""
        reply = await self.wire.ask(Ask(path=f"{object_path('job', run_id)}/joblog"))
        content = reply.json.get("log") if isinstance(reply.json, dict) else None
        if not isinstance(content, str):
            raise TwsResponseError(f"HWA answered something that is not the job log of {job.name}.", host=reply.host)
        raw = content.encode("utf-8", errors="replace")
        return Tail(content=raw[-size:], truncated=len(raw) > size)

    async def description(self, job: Job) -> str | None:
        """The description of a job's definition."""
        return job.description

    async def _list(self, kind: str, words: Json, decode: Callable[[Json], Any], limit: int) -> Page[Any]:
        rows, cut = await self._rows(kind, [words], limit, {})
        return _page([decode(row) for row in rows], limit, cut=cut)

    async def _rows(
        self, kind: str, filters: list[Json], limit: int, headers: dict[str, str]
    ) -> tuple[list[Json], bool]:
        gate = asyncio.Semaphore(4)

        async def one(words: Json) -> tuple[list[Json], bool]:
            async with gate:
                return await query(self.wire, kind, words, limit=limit, headers=headers)

        answers = await asyncio.gather(*(one(words) for words in filters))
        rows = {str(row.get("id")) + str(row.get("jobNumber")): row for found, _ in answers for row in found}
        return list(rows.values()), any(cut for _, cut in answers)


def _looks_closer(query: JobQuery) -> bool:
    named = (*query.names, *query.job_streams, *query.workstations)
    follows = query.follows_job or query.follows_stream
    due = query.deadline_after or query.deadline_before
    return bool(follows or query.ids or query.job_stream_ids or due or any("/" in name for name in named))


def _meets(job: Job, query: JobQuery, followed: frozenset[str]) -> bool:
    """Whether the job is what was asked for; a release that ignores a filter key must not widen the answer."""
    return (
        (not asks_about_runs(query) or meets(job, query))
        and query.critical in {None, job.critical}
        and _due(job.deadline, query.deadline_before, after=query.deadline_after)
        and (not query.ids or job.id in query.ids)
        and (not query.job_stream_ids or job.job_stream_id in query.job_stream_ids)
        and _in_folder(job.folder, (*query.names, *query.job_streams))
        and _follows(job.dependencies, followed, query.follows_stream, own=job.job_stream_id)
    )


def _is_named(job: Job, query: JobQuery, asked: JobQuery) -> bool:
    """Whether the job has one of the names of each kind that HWA was not asked for."""
    return _is_one(job.job_stream, query.job_streams, asked.job_streams) and _is_one(
        job.workstation or "", query.workstations, asked.workstations
    )


def _is_one(name: str, wanted: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    patterns = [parsed(each).name.replace("@", "*") for each in wanted] if wanted != asked else []
    return not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)


def _stream_meets(stream: JobStream, query: StreamQuery, followed: frozenset[str]) -> bool:
    return (
        (not query.with_errors or bool((stream.abended or 0) + (stream.failed or 0)))
        and _due(stream.deadline, query.deadline_before)
        and _in_folder(stream.folder, query.names)
        and _follows(stream.dependencies, followed, query.follows_stream, own=stream.id)
    )


def _due(deadline: datetime | None, bound: datetime | None, *, after: datetime | None = None) -> bool:
    if bound is None and after is None:
        return True
    return deadline is not None and (bound is None or deadline <= bound) and (after is None or deadline >= after)


def _in_folder(folder: str, names: tuple[str, ...]) -> bool:
    asked = [name.folder.replace("@", "*") for name in map(parsed, names) if name.folder is not None]
    return not asked or any(fnmatchcase(folder_path(folder), pattern) for pattern in asked)


def _follows(found: tuple[Dependency, ...], jobs: frozenset[str], stream: str | None, *, own: str | None) -> bool:
    if jobs:
        return any(dependency.job_id in jobs for dependency in found)
    # As in v2, following a job of another job stream counts as following that job stream.
    return stream is None or (own != stream and any(dependency.job_stream_id == stream for dependency in found))


def _page(found: list[Any], limit: int, *, cut: bool) -> Page[Any]:
    truncated = cut or len(found) > limit
    return Page(records=tuple(found[:limit]), total=None if cut else len(found), truncated=truncated)


def _ordered(found: list[Any], order: str | None) -> list[Any]:
    """By the times that a bounded reading was ordered by; other orders are the engine's own."""
    name = (order or "").removesuffix(" DESC").removesuffix(" ASC").lstrip("-")
    if name == "deadline":
        return sorted(found, key=lambda record: record.deadline or _LATEST)
    ends, starts = name.endswith(("ended_at", "actualEndTime")), name.endswith(("started_at", "actualStartTime"))
    if not (ends or starts):
        return found

    def moment(record: Job | JobStream) -> float:
        run = record.run if isinstance(record, Job) else record
        value = (run.ended_at if ends else run.started_at) if run else None
        return value.timestamp() if value else 0.0

    return sorted(found, key=moment, reverse=(order or "").startswith("-") or (order or "").endswith(" DESC"))
