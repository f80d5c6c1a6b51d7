"""What else stands badly where and when a job ended: its workstation, the jobs in error there, the plan."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from bot.circumstances import Surroundings
from bot.errors import ResyncError
from bot.ports import Master
from rag.errors import KnowledgeError
from tws.errors import TwsError
from tws.models import IN_ERROR, Job, JobQuery, Page, Workstation

AnswerT = TypeVar("AnswerT")

# Jobs in error on one workstation that are read, to count them; a card shows a few of them.
ROWS = 200
SHOWN = 10


async def had(part: str, asked: Awaitable[AnswerT], by: float) -> tuple[AnswerT | None, str]:
    """The answer and an empty text, or None and `part:ErrorClass`; `by` is the event loop's time to have it by."""
    try:
        async with asyncio.timeout_at(by):
            return await asked, ""
    except (TwsError, KnowledgeError, ResyncError, TimeoutError) as error:
        return None, f"{part}:{type(error).__name__}"


async def surroundings(master: Master, job: Job, by: float) -> tuple[Surroundings, str]:
    """What could be had of a job's surroundings, and `surroundings:ErrorClass` for what could not."""
    name = (job.run.workstation if job.run else None) or job.workstation
    query = JobQuery(workstations=(name,), internal_statuses=tuple(sorted(IN_ERROR)))
    (places, no_place), (bad, no_jobs), (plan, no_plan) = await asyncio.gather(
        had("surroundings", master.workstations(name, limit=10), by),
        had("surroundings", master.jobs(query, limit=ROWS), by),
        had("surroundings", master.plan(), by),
    )
    others = _others(bad, job) if bad else ()
    told = Surroundings(
        workstation=_named(places, name) if places else None,
        in_error_there=others[:SHOWN],
        in_error_total=len(others),
        plan_extended_at=plan.created_at if plan else None,
    )
    return told, no_place or no_jobs or no_plan


def _others(bad: Page[Job], job: Job) -> tuple[str, ...]:
    keys = (known.key for known in bad.records if known.id != job.id and not known.canceled)
    return tuple(dict.fromkeys(keys))


def _named(places: Page[Workstation], name: str) -> Workstation | None:
    return next((place for place in places.records if place.name.upper() == name.upper()), None)
