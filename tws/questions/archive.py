"""How long jobs usually take: what an archive of their runs says, else the engine's own estimate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from tws.master import Master
from tws.models import Job, JobRun
from tws.reports import Usual


class Archive(Protocol):
    """The runs that no plan shows any more, kept by whoever asks; HWA has none by REST (archived plans aside)."""

    async def runs(self, environment: str, job: Job) -> tuple[JobRun, ...]:
        """The job's runs over all plans, newest first."""
        ...

    async def usual(self, environment: str, jobs: Sequence[Job]) -> Mapping[str, Usual]:
        """How long the jobs usually take, by the plan's id; those whose runs are too few to tell are left out."""
        ...


def estimated_duration(job: Job) -> timedelta | None:
    """How long the engine expects the job to take."""
    return (job.run.estimated if job.run else None) or job.estimated


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """How long jobs take: `usual` by the plan's id, the engine's estimate for all others."""

    usual: Mapping[str, Usual] = field(default_factory=dict)

    def of(self, job: Job) -> timedelta | None:
        """How long the job takes, None where nobody knows."""
        known = self.usual.get(job.id)
        return known.duration if known else estimated_duration(job)


async def durations(master: Master, jobs: Sequence[Job], archive: Archive | None) -> Durations:
    """The durations of these jobs; without an archive the engine's."""
    return Durations(usual=await archive.usual(master.environment, jobs)) if archive else Durations()
