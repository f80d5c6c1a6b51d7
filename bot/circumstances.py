"""What a job's bad end is seen against: its own past, and what else stands badly there and then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tws.models import Workstation


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """A run of a job as Resync saw it end. `internal_status` is the engine's word (SUCC, ABEND …)."""

    ended_at: datetime
    internal_status: str
    started_at: datetime | None = None
    duration: timedelta | None = None
    return_code: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A job's own past over all plans that Resync saw, `since` then; None where it saw none.

    `usual` is the median duration of the runs that ended well, `longest` the longest of them. `incidents` counts its
    bad ends that are closed; `alone` of them recovered with nobody taking them, after `alone_after` (median).
    """

    since: datetime | None = None
    runs: int = 0
    successful: int = 0
    in_error: int = 0
    usual: timedelta | None = None
    longest: timedelta | None = None
    newest: tuple[PastRun, ...] = ()
    incidents: int = 0
    alone: int = 0
    alone_after: timedelta | None = None
    solved_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What else stands badly where and when the job ended: its workstation, the jobs in error there, the plan.

    `in_error_there` are keys of other jobs in error on that workstation, `of_total` how many there are; `same_error`
    are keys of jobs whose incident has the same error now; `plan_extended_at` is when the plan was last extended.
    """

    workstation: Workstation | None = None
    in_error_there: tuple[str, ...] = ()
    in_error_total: int = 0
    same_error: tuple[str, ...] = ()
    plan_extended_at: datetime | None = None
