"""Whether patterns that somebody typed name anything that is in the plan just now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.channel.rooms import Room
from bot.channel.scope import Scope, seeing
from tws.errors import TwsError
from tws.models import JobQuery

_LOG = structlog.get_logger(__name__)
SECONDS = 2.0  # a word about a name is not worth a longer wait


async def unmatched(rooms: Sequence[Room], patterns: Sequence[str], scope: Scope) -> tuple[str, ...]:
    """The patterns that nothing is called by, none of them where a plan cannot be asked; at most three queries each."""
    return await _none_of(rooms, patterns, scope, _is_anything)


async def no_workstation(rooms: Sequence[Room], names: Sequence[str], scope: Scope) -> tuple[str, ...]:
    """The names that no workstation has, none of them where HWA cannot be asked."""
    return await _none_of(rooms, names, scope, _is_workstation)


async def _none_of(
    rooms: Sequence[Room], names: Sequence[str], scope: Scope, is_there: Callable[[Room, str], Awaitable[bool]]
) -> tuple[str, ...]:
    try:
        with seeing(scope):
            async with asyncio.timeout(SECONDS):
                return tuple([each for each in names if not any([await is_there(room, each) for room in rooms])])
    except (TwsError, TimeoutError, ValueError) as trouble:
        _LOG.info("names.not_checked", error=type(trouble).__name__)
        return ()


async def _is_workstation(room: Room, name: str) -> bool:
    return bool((await room.master.workstations(name.upper(), limit=1)).records)


async def _is_anything(room: Room, pattern: str) -> bool:
    for query in _queries(pattern.upper()):
        if (await room.master.jobs(query, limit=1)).records:
            return True
    return False


def _queries(pattern: str) -> tuple[JobQuery, ...]:
    """What a mute or a subscription may name: a job, a full key or a part of it, a job stream, a workstation."""
    workstation, _, rest = pattern.rpartition("#")
    job_stream, _, job = rest.rpartition(".")
    if workstation or job_stream:
        key = JobQuery(
            names=(job,) if job else (),
            job_streams=(job_stream,) if job_stream else (),
            workstations=(workstation,) if workstation else (),
        )
        return (key,) if job_stream else (key, JobQuery(job_streams=(rest,), workstations=(workstation,)))
    return JobQuery(names=(pattern,)), JobQuery(job_streams=(pattern,)), JobQuery(workstations=(pattern,))
