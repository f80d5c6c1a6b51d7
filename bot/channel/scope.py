"""What a visitor sees of each HWA environment, and what is seen just now: every tool and every list asks here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from bot.alerts.routing.patterns import is_like
from bot.reports import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is seen of one environment: jobs whose name fits one of `jobs`, in a job stream that fits one of
    `job_streams`; what is empty asks nothing. `@` and `*` are any text, `?` is one character."""

    jobs: tuple[str, ...] = ()
    job_streams: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether it leaves nothing out."""
        return not (self.jobs or self.job_streams)

    def shows(self, incident: Incident) -> bool:
        """Whether an incident is about something that is seen; what is about no job is, where its job stream is."""
        if self.is_everything:
            return True
        return self.has(job=incident.job_name, job_stream=incident.job_stream, folder=incident.folder)

    def has(self, *, job: str, job_stream: str, folder: str = "/") -> bool:
        """Whether a job is seen, or, where `job` is empty, a job stream."""
        if not job and (self.jobs or not job_stream):
            return False
        return _fits(job, folder, self.jobs) and _fits(job_stream, folder, self.job_streams)

    def has_key(self, key: str) -> bool:
        """Whether the job of a full key `WORKSTATION#JOBSTREAM.JOB` is seen."""
        job_stream, _, job = key.rpartition("#")[2].rpartition(".")
        return self.is_everything or self.has(job=job, job_stream=job_stream)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """That environments whose name fits are seen so far; no `environments` is every one."""

    environments: tuple[str, ...] = ()
    sight: Sight = Sight()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one visitor sees. Of several grants the first that is for an environment counts there."""

    grants: tuple[Grant, ...] = ()

    def of(self, environment: str) -> Sight | None:
        """What is seen of an environment, None where it does not exist for this visitor."""
        fitting = (g for g in self.grants if not g.environments or _like(environment, g.environments))
        return next((grant.sight for grant in fitting), None)

    def shows(self, incident: Incident) -> bool:
        """Whether an incident is seen."""
        sight = self.of(incident.environment)
        return sight is not None and sight.shows(incident)

    def environments(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the environments that exist for this visitor."""
        return tuple(name for name in names if self.of(name) is not None)


EVERYTHING = Scope(grants=(Grant(),))
_NOW: ContextVar[Scope] = ContextVar("resync_scope", default=EVERYTHING)


def scope_now() -> Scope:
    """What is seen in the turn that runs just now; everything, where nobody's rights are in question."""
    return _NOW.get()


@contextmanager
def seeing(scope: Scope) -> Iterator[None]:
    """Let all that is asked below, and in tasks that begin there, see that scope and nothing else."""
    token = _NOW.set(scope)
    try:
        yield
    finally:
        _NOW.reset(token)


def _fits(name: str, folder: str, patterns: tuple[str, ...]) -> bool:
    return not patterns or any(_is(name, folder, pattern) for pattern in patterns)


def _is(name: str, folder: str, pattern: str) -> bool:
    path, slash, last = pattern.rpartition("/")
    return is_like(name, last) and (not slash or is_like(folder.strip("/"), path.strip("/")))


def _like(name: str, patterns: tuple[str, ...]) -> bool:
    return any(is_like(name, pattern) for pattern in patterns)
