"""Workstations that cannot launch jobs while jobs wait for them."""

from __future__ import annotations

import asyncio

from bot.alerts.conditions.found import MOST, Found, is_whole
from bot.alerts.conditions.records import Condition
from bot.ports import Master
from bot.reports import Evidence, IncidentKind
from tws.models import JobQuery, Workstation

# Workstations whose jobs one look counts, each with a query or two; a network that is gone has as many.
COUNTED = 200
_AT_ONCE = 4
# Pools, extended agents and remote engines have no link of their own (User's Guide, "showcpus"); v2's and v1's words.
_NEVER_LINK = frozenset({"POOL", "D-POOL", "DYNAMIC_POOL", "X-AGENT", "XA", "REM-ENG", "REMOTE_ENGINE"})


async def down_workstations(master: Master) -> Found:
    """The workstations that launch nothing, with the number of jobs that wait for just that.

    One that nothing waits for is none. A job whose dependencies are met is READY until it can be launched; below the
    workstation's fence its status is FENCE.
    Raises: TwsError where the plan could not be asked.
    """
    page = await master.workstations(limit=MOST)
    troubled = [workstation for workstation in page.records if states_of(workstation) or _has_fence(workstation)]
    gate = asyncio.Semaphore(_AT_ONCE)

    async def judged(workstation: Workstation) -> Condition | None:
        async with gate:
            return await _judged(master, workstation)

    found = await asyncio.gather(*(judged(workstation) for workstation in troubled[:COUNTED]))
    return Found(
        conditions=tuple(condition for condition in found if condition is not None),
        complete=is_whole(page, MOST) and len(troubled) <= COUNTED,
    )


def states_of(workstation: Workstation) -> tuple[str, ...]:
    """What keeps the workstation from launching any job: UNLINKED, STOPPED, LIMIT 0; none where it is ignored."""
    if not workstation.is_down:
        return ()
    links = workstation.type.upper() not in _NEVER_LINK
    judged = (
        ("UNLINKED", links and workstation.is_linked is False),
        ("STOPPED", links and workstation.is_linked is not False and workstation.is_running is False),
        ("LIMIT 0", workstation.limit == 0),
    )
    return tuple(word for word, stands in judged if stands)


def condition(environment: str, workstation: Workstation, states: tuple[str, ...], waiting: int) -> Condition:
    """What is said of a workstation for which so many jobs wait."""
    return Condition(
        kind=IncidentKind.WORKSTATION,
        key=f"{environment}|{IncidentKind.WORKSTATION}|{workstation.name}",
        subject=workstation.name,
        word=states[0],
        evidence=Evidence(waiting=waiting, states=states),
        workstation=workstation.name,
    )


def _has_fence(workstation: Workstation) -> bool:
    return bool(workstation.fence) and not workstation.ignored


async def _judged(master: Master, workstation: Workstation) -> Condition | None:
    names, states = (workstation.name,), states_of(workstation)
    if states:
        waiting = await master.count_jobs(JobQuery(workstations=names, statuses=("READY",)))
        return condition(master.environment, workstation, states, waiting) if waiting else None
    # A fence lets jobs of a higher priority run: it stands above all where some wait below it and none runs.
    fenced = await master.count_jobs(JobQuery(workstations=names, internal_statuses=("FENCE",)))
    if not fenced or await master.count_jobs(JobQuery(workstations=names, statuses=("RUNNING",))):
        return None
    return condition(master.environment, workstation, (f"FENCE {workstation.fence}",), fenced)
