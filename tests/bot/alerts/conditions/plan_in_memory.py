"""A master in memory whose clock a test moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.conditions import Conditions
from bot.alerts.settings import AlertSettings, KindSettings
from bot.reports import IncidentKind
from tests.tws.questions.fake_master import NOW, FakeMaster
from tws.models import Job
from tws.reports import EstimateReport


@dataclass
class Plan(FakeMaster):
    """`time` is the engine's."""

    time: datetime = NOW

    def now(self) -> datetime:
        return self.time

    def pass_time(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Estimates:
    """Says of every job that it ends at `ends_at`, or that `blocked_by` blocks it; counts how often it was asked."""

    ends_at: datetime | None = None
    blocked_by: str | None = None
    asked: int = 0

    async def __call__(self, job: Job) -> EstimateReport:
        self.asked += 1
        basis = "blocked" if self.blocked_by else "waiting" if self.ends_at else "unknown"
        return EstimateReport(
            environment="default", as_of=NOW, job=job, basis=basis, ends_at=self.ends_at, blocked_by=self.blocked_by
        )


async def unknown(_job: Job) -> timedelta | None:
    """No history of our own."""
    return None


def settings(*kinds: IncidentKind) -> AlertSettings:
    """Only these kinds are on, all where none is named."""
    return AlertSettings(kinds={kind: KindSettings(on=kind in (kinds or IncidentKind)) for kind in IncidentKind})


def conditions(plan: Plan, *kinds: IncidentKind, expected: Estimates | None = None) -> Conditions:
    return Conditions(plan, settings=settings(*kinds), expected=expected or Estimates(), usual=unknown)
