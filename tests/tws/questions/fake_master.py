"""An HWA master in memory: answers typed queries over records, and remembers what it was asked."""

from __future__ import annotations

import fnmatch
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tws.errors import TwsError, TwsNotFoundError
from tws.models import (
    Dependency,
    DependencyKind,
    Engine,
    Job,
    JobLog,
    JobQuery,
    JobRun,
    JobStream,
    Page,
    Plan,
    Prompt,
    Resource,
    StreamQuery,
    Workstation,
)

NOW = datetime(2026, 11, 22, 6, 12, tzinfo=UTC)
COMMON = {
    "SUCC": "SUCCESSFUL",
    "ABEND": "ERROR",
    "FAIL": "ERROR",
    "EXEC": "RUNNING",
    "HOLD": "WAITING",
    "PEND": "WAITING",
    "READY": "READY",
    "CANCL": "CANCELED",
    "USER": "HELD",
    "STUCK": "BLOCKED",
}


def at(clock: str, day: int = 22) -> datetime:
    """A time of November 2026, UTC."""
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=UTC)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def job(name: str, state: str = "HOLD", *, stream: str = "PAYROLL", started=None, ended=None, rc=None, **more) -> Job:
    """A job of stream PAYROLL on workstation WKS1, in an internal status, with a run where it has started."""
    status = COMMON[state]
    runs = more.pop("runs", None)
    if runs is None:
        began = started or ended or state in {"FAIL", "ABEND", "EXEC", "SUCC"}
        runs = (run(state, started=started, ended=ended, rc=rc, id=f"{name}-run"),) if began else ()
    given = {
        "id": f"{stream}.{name}",
        "workstation": "WKS1",
        "job_stream_workstation": "WKS1",
        "job_stream_id": stream,
        "scheduled_at": at("03:00"),
        "priority": 10,
        "canceled": state == "CANCL",
    }
    return Job(
        **(
            given
            | {"name": name, "job_stream": stream, "status": status, "internal_status": state, "runs": runs}
            | more
        )
    )


def run(state: str = "SUCC", *, started=None, ended=None, rc=None, **more) -> JobRun:
    return JobRun(
        **(
            {"id": "run", "status": COMMON[state], "internal_status": state, "return_code": rc}
            | {"started_at": started, "ended_at": ended}
            | more
        )
    )


def stream(name: str = "PAYROLL", state: str = "EXEC", **more) -> JobStream:
    given = {"id": name, "workstation": "WKS1", "scheduled_at": at("03:00"), "priority": 10}
    return JobStream(**(given | {"name": name, "status": COMMON[state], "internal_status": state} | more))


def follows(job_id: str, satisfied: bool | None = False, state: str = "HOLD") -> Dependency:
    """A dependency on a job, `STREAM.JOB` being its id."""
    return Dependency(kind=DependencyKind.JOB, name=f"WKS1#{job_id}", satisfied=satisfied, state=state, job_id=job_id)


def follows_stream(stream_id: str, satisfied: bool | None = False) -> Dependency:
    return Dependency(
        kind=DependencyKind.JOB_STREAM, name=f"WKS1#{stream_id}", satisfied=satisfied, job_stream_id=stream_id
    )


@dataclass
class FakeMaster:
    """Answers from its lists; `asked` are the questions in their order, `broken` maps a method to what it raises.

    Where it does not know totals, a page that was cut has none, as filters on runs give it.
    """

    every_job: list[Job] = field(default_factory=list)
    every_stream: list[JobStream] = field(default_factory=list)
    every_workstation: list[Workstation] = field(default_factory=list)
    every_resource: list[Resource] = field(default_factory=list)
    every_prompt: list[Prompt] = field(default_factory=list)
    logs: dict[str, JobLog] = field(default_factory=dict)
    the_plan: Plan = field(default_factory=lambda: Plan(run_number=7, ends_at=at("03:00", 23)))
    environment: str = "default"
    broken: dict[str, TwsError] = field(default_factory=dict)
    asked: list[tuple[str, object]] = field(default_factory=list)
    answered: bool = True
    rows_read: int = 0
    knows_totals: bool = True

    def now(self) -> datetime:
        return NOW

    @property
    def last_answer_at(self) -> datetime | None:
        return NOW if self.answered else None

    def calls(self) -> Counter[str]:
        return Counter(name for name, _ in self.asked)

    async def engine(self) -> Engine:
        self._ask("engine", None)
        self.answered = True
        return Engine(version="10.2.8", api=2, time_zone="America/Sao_Paulo")

    async def plan(self) -> Plan:
        self._ask("plan", None)
        return self.the_plan

    async def jobs(self, query: JobQuery, *, limit: int = 200, order: str | None = None) -> Page[Job]:
        self._ask("jobs", query)
        return self._page([job for job in self.every_job if meets(job, query)], limit)

    async def job(self, job_id: str) -> Job:
        self._ask("job", job_id)
        return self._by_id(self.every_job, job_id)

    async def count_jobs(self, query: JobQuery) -> int:
        self._ask("count_jobs", query)
        return sum(1 for job in self.every_job if meets(job, query))

    async def count_jobs_by_status(self) -> dict[str, int]:
        self._ask("count_jobs_by_status", None)
        return dict(Counter(job.status for job in self.every_job))

    async def count_jobs_by_workstation(self) -> dict[str, int]:
        self._ask("count_jobs_by_workstation", None)
        return dict(Counter(job.workstation for job in self.every_job))

    async def job_streams(self, query: StreamQuery, *, limit: int = 200, order: str | None = None) -> Page[JobStream]:
        self._ask("job_streams", query)
        return self._page([stream for stream in self.every_stream if stream_meets(stream, query)], limit)

    async def job_stream(self, stream_id: str) -> JobStream:
        self._ask("job_stream", stream_id)
        return self._by_id(self.every_stream, stream_id)

    async def workstations(self, name: str | None = None, *, limit: int = 1000) -> Page[Workstation]:
        self._ask("workstations", name)
        return self._page(
            [known for known in self.every_workstation if like(known.name, (name,) if name else ())], limit
        )

    async def resources(self, name: str | None = None, *, limit: int = 500) -> Page[Resource]:
        self._ask("resources", name)
        return self._page([known for known in self.every_resource if like(known.name, (name,) if name else ())], limit)

    async def prompts(self, *, asked_only: bool = True, limit: int = 500) -> Page[Prompt]:
        self._ask("prompts", asked_only)
        return self._page([known for known in self.every_prompt if not asked_only or known.status == "ASKED"], limit)

    async def job_log(self, job: Job, run: JobRun | None = None) -> JobLog:
        self._ask("job_log", run)
        chosen = run or job.run
        if chosen is None or chosen.id not in self.logs:
            raise TwsNotFoundError("no job log")
        return self.logs[chosen.id]

    def _ask(self, name: str, question: object) -> None:
        self.asked.append((name, question))
        if name in self.broken:
            raise self.broken[name]

    def _page(self, records: list, limit: int) -> Page:
        self.rows_read += len(records[:limit])
        cut = len(records) > limit
        total = len(records) if self.knows_totals or not cut else None
        return Page(records=tuple(records[:limit]), total=total, truncated=cut)

    def _by_id(self, records: list, wanted: str):
        for record in records:
            if record.id == wanted:
                return record
        raise TwsNotFoundError(f"{wanted} is not in the plan")


def meets(job: Job, query: JobQuery) -> bool:
    run = job.run
    return (
        like(job.name, query.names)
        and like(job.job_stream, query.job_streams)
        and (not query.job_stream_ids or job.job_stream_id in query.job_stream_ids)
        and like(job.workstation, query.workstations)
        and (not query.statuses or job.status in query.statuses)
        and (not query.internal_statuses or job.internal_status in query.internal_statuses)
        and within(run.started_at if run else None, query.started_since, query.started_until)
        and within(run.ended_at if run else None, query.ended_since, query.ended_until)
        and within(job.deadline, query.deadline_after, query.deadline_before)
        and (not query.ids or job.id in query.ids)
        and query.critical in {None, job.critical}
        and query.max_duration_gone in {None, bool(run and run.max_duration_gone)}
        and follows_it(job.dependencies, query.follows_job, query.follows_stream)
    )


def stream_meets(stream: JobStream, query: StreamQuery) -> bool:
    return (
        like(stream.name, query.names)
        and like(stream.workstation, query.workstations)
        and (not query.statuses or stream.status in query.statuses)
        and (not query.internal_statuses or stream.internal_status in query.internal_statuses)
        and (not query.with_errors or bool(stream.abended or stream.failed))
        and within(stream.deadline, None, query.deadline_before)
        and follows_it(stream.dependencies, query.follows_job, query.follows_stream)
    )


def like(name: str, patterns: tuple[str, ...]) -> bool:
    return not patterns or any(fnmatch.fnmatchcase(name, pattern.replace("@", "*")) for pattern in patterns)


def within(moment: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    if since is None and until is None:
        return True
    return moment is not None and (since is None or since <= moment) and (until is None or moment <= until)


def follows_it(dependencies: tuple[Dependency, ...], job_id: str | None, stream_id: str | None) -> bool:
    if job_id is not None and all(dep.job_id != job_id for dep in dependencies):
        return False
    return stream_id is None or any(
        dep.job_stream_id == stream_id and dep.kind is DependencyKind.JOB_STREAM for dep in dependencies
    )
