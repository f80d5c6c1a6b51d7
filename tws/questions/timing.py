"""When jobs will start and end, worked out from records: what runs ends when it usually does, what waits follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tws.models import Dependency, DependencyKind, Job, JobStream
from tws.questions.archive import Durations
from tws.questions.dependencies import is_met

_UNFORESEEABLE = frozenset(
    {DependencyKind.PROMPT, DependencyKind.FILE, DependencyKind.JOIN, DependencyKind.INTERNETWORK}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When something starts and ends. `basis`: ended, running, waiting, unknown, blocked; `blocked_by` is a key."""

    basis: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    blocked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What was read of all that a job waits for, by id; `in_error` are jobs in error by their job stream's id."""

    jobs: dict[str, Job] = field(default_factory=dict)
    streams: dict[str, JobStream] = field(default_factory=dict)
    in_error: dict[str, Job] = field(default_factory=dict)


class Timetable:
    """Works out the timing of jobs and job streams among `ahead`, seen at `now`; `lasting` says how long jobs take."""

    def __init__(self, ahead: Ahead, now: datetime, lasting: Durations | None = None) -> None:
        self._lasting = lasting or Durations()
        self._ahead = ahead
        self._now = now
        self._known: dict[str, Timing] = {}

    def of_job(self, job: Job) -> Timing:
        """The timing of a job, unknown while it is being worked out (a circle)."""
        if job.id not in self._known:
            self._known[job.id] = Timing(basis="unknown")
            self._known[job.id] = self._job(job)
        return self._known[job.id]

    def of_stream(self, stream: JobStream) -> Timing:
        """The timing of a job stream as a whole."""
        if stream.id not in self._known:
            self._known[stream.id] = Timing(basis="unknown")
            self._known[stream.id] = self._stream(stream)
        return self._known[stream.id]

    def _job(self, job: Job) -> Timing:
        run = job.run
        started = run.started_at if run else None
        if job.ended:
            return Timing(basis="ended", starts_at=started, ends_at=run.ended_at if run else None)
        if job.status == "RUNNING":
            return self._running(started, self._lasting.of(job))
        if job.status == "HELD" or job.priority == 0:
            return Timing(basis="blocked", blocked_by=job.key)
        stream = self._ahead.streams.get(job.job_stream_id or "")
        if stream is not None and (stream.status == "HELD" or stream.canceled):
            return Timing(basis="blocked", blocked_by=stream.key)
        dependencies = job.dependencies + (stream.dependencies if stream else ())
        earliest = (job.starts_after, stream.starts_after if stream else None)
        return self._waiting(dependencies, earliest, self._lasting.of(job))

    def _stream(self, stream: JobStream) -> Timing:
        if stream.status in {"SUCCESSFUL", "CANCELED", "SUPPRESS"} or stream.canceled:
            return Timing(basis="ended", starts_at=stream.started_at, ends_at=stream.ended_at)
        culprit = self._ahead.in_error.get(stream.id)
        if culprit is not None or stream.status in {"ERROR", "BLOCKED", "HELD"}:
            return Timing(basis="blocked", blocked_by=culprit.key if culprit else stream.key)
        if stream.status == "RUNNING":
            return self._running(stream.started_at, stream.estimated)
        return self._waiting(stream.dependencies, (stream.starts_after,), stream.estimated)

    def _running(self, started: datetime | None, usual: timedelta | None) -> Timing:
        ends_at = max(self._now, started + usual) if started and usual is not None else None
        return Timing(basis="running", starts_at=started, ends_at=ends_at)

    def _waiting(
        self,
        dependencies: tuple[Dependency, ...],
        earliest: Iterable[datetime | None],
        usual: timedelta | None,
    ) -> Timing:
        unmet = [dep for dep in dependencies if is_met(dep) is not True]
        before = [self._before(dep) for dep in unmet if dep.kind is not DependencyKind.RESOURCE]
        blocked = next((timing for timing in before if timing.basis == "blocked"), None)
        if blocked is not None:
            return Timing(basis="blocked", blocked_by=blocked.blocked_by)
        if any(timing.ends_at is None and timing.basis != "ended" for timing in before):
            return Timing(basis="unknown")
        ends = [timing.ends_at for timing in before]
        starts_at = max(time for time in (self._now, *earliest, *ends) if time is not None)
        return Timing(basis="waiting", starts_at=starts_at, ends_at=None if usual is None else starts_at + usual)

    def _before(self, dep: Dependency) -> Timing:
        """The timing of what a dependency waits for; what ended in error blocks."""
        if dep.kind in _UNFORESEEABLE:
            return Timing(basis="unknown")
        if dep.kind is DependencyKind.JOB_STREAM:
            stream = self._ahead.streams.get(dep.job_stream_id or "")
            return self.of_stream(stream) if stream else Timing(basis="unknown")
        job = self._ahead.jobs.get(dep.job_id or "")
        if job is None:
            return Timing(basis="unknown")
        if job.in_error and not job.canceled:
            return Timing(basis="blocked", blocked_by=job.key)
        return self.of_job(job)
