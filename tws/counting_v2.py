"""Counts jobs through API v2 without reading them, wherever the engine's own counters can answer."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Protocol

from tws import api_v2, oql
from tws.decode import unfolded
from tws.errors import TwsNotFoundError, TwsResponseError
from tws.models import Job, JobQuery, Page
from tws.names import parsed
from tws.newest import asks_about_runs
from tws.vocabulary import COMMON_STATUSES, common_of, internal_word
from tws.wire import Ask, Wire

_EVERYTHING = "/@/@#/@/@.@"
_READABLE = 1000
_NOT_ENDED = frozenset({"WAITING", "READY", "RUNNING", "HELD", "HOLD", "FENCE", "EXEC"})
_NOT_KNOWN = frozenset({400, 404, 405, 501})


class _Jobs(Protocol):
    def __call__(self, query: JobQuery, *, limit: int, order: str | None) -> Awaitable[Page[Job]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsV2:
    """`jobs` reads rows, for the counts that only rows can give."""

    wire: Wire
    jobs: _Jobs

    async def matching(self, query: JobQuery) -> int:
        """How many jobs are in the state that the query asks for.

        A filter on runs also matches jobs that were rerun since. So statuses are taken from the engine's counters
        where the rest of the query can be said in a plan filter; jobs that have not ended are counted by the filter,
        since only a newest run can be in such a state. Of the others up to 1,000 rows are read and looked at, and only
        beyond that the filter's own count is given, which counts such jobs too. Raises: TwsError.
        """
        if not asks_about_runs(query):
            return await self._filtered(query)
        if (plan_filter := _plan_filter(query)) is not None:
            try:
                groups = await self.by_status(plan_filter)
                return sum(groups.get(status, 0) for status in query.statuses)
            except (TwsNotFoundError, TwsResponseError) as error:
                if error.status not in _NOT_KNOWN:
                    raise
        if _of_newest_runs(query):
            return await self._filtered(query)
        page = await self.jobs(query, limit=_READABLE, order=None)
        return await self._filtered(query) if page.truncated else len(page.records)

    async def by_status(self, plan_filter: str = _EVERYTHING) -> dict[str, int]:
        """Jobs of the plan by common status; statuses without jobs may be left out. Raises: TwsError."""
        try:
            grouped = await self._grouped("status", plan_filter)
        except (TwsNotFoundError, TwsResponseError) as error:
            if error.status not in _NOT_KNOWN or plan_filter != _EVERYTHING:
                raise
            return {status: await self._filtered(JobQuery(statuses=(status,))) for status in COMMON_STATUSES}
        groups: dict[str, int] = {}
        for key, amount in grouped.items():
            word = key.rsplit(",", 1)[-1].strip().upper()
            status = word if word in COMMON_STATUSES else common_of(internal_word(word))
            groups[status] = groups.get(status, 0) + amount
        return groups

    async def by_workstation(self) -> dict[str, int]:
        """Jobs of the plan by workstation. Raises: TwsError."""
        groups = await self._grouped("workstation", _EVERYTHING)
        return {unfolded(key) or key: amount for key, amount in groups.items()}

    async def _filtered(self, query: JobQuery) -> int:
        words = oql.job_filter(query)
        if not words:
            reply = await self.wire.ask(Ask(path="/twsd/api/v2/plan/job/count", params={"plan_filter": _EVERYTHING}))
            count = reply.json.get("count") if isinstance(reply.json, dict) else None
        else:
            params = {"limit": "1", "offset": "0", "oql": words}
            headers = {"Include-Count": "true"}
            reply = await self.wire.ask(Ask(path="/twsd/api/v2/plan/job", params=params, headers=headers))
            _, count = api_v2.page(reply.json)
        if not isinstance(count, int):
            raise TwsResponseError("HWA did not say how many jobs there are.", host=reply.host)
        return count

    async def _grouped(self, by: str, plan_filter: str) -> dict[str, int]:
        params = {"plan_filter": plan_filter, "grouping_filters": by}
        reply = await self.wire.ask(Ask(path="/twsd/api/v2/plan/job/count", params=params))
        return api_v2.counts(reply.json)


def _of_newest_runs(query: JobQuery) -> bool:
    """Whether only the newest run of a row can meet the query: each earlier one has ended."""
    said = {*query.statuses, *query.internal_statuses}
    rest = replace(query, statuses=(), internal_statuses=())
    return bool(said) and said <= _NOT_ENDED and not asks_about_runs(rest)


def _plan_filter(query: JobQuery) -> str | None:
    """The query as a plan filter (`/folder/WKS#/folder/STREAM.JOB`), None where it says more than one can."""
    # The workstation of a plan filter is the job stream's, that of a query is the job's, so that it cannot be said.
    plain = replace(query, names=(), job_streams=(), statuses=())
    several = len(query.names) > 1 or len(query.job_streams) > 1
    if plain != JobQuery() or not query.statuses or several:
        return None
    job = parsed(query.names[0]) if query.names else parsed("@")
    stream = parsed(query.job_streams[0]) if query.job_streams else parsed("@")
    if "." in job.name + stream.name or "#" in job.name + stream.name or job.folder is not None:
        return None
    folder = "/@/" if stream.folder is None else f"{stream.folder.rstrip('/')}/"
    return f"/@/@#{folder}{stream.name}.{job.name}"
