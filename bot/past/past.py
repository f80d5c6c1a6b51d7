"""A job's own past: how often it ran and ended badly, how long it takes, and what became of its incidents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circumstances import Past
from bot.past.names import lasted, past_name, past_run
from bot.past.recorder import KEPT_OF_A_JOB
from bot.reports import BAD_END_KINDS
from bot.store import feedback, runs
from bot.store.rows import Feedback
from bot.store.schema import incidents
from bot.store.store import Store
from tws.models import IN_ERROR, Job

NEWEST_SHOWN = 5
# "Usual" is of the newest good runs: a job that grew slower a month ago is slow now.
USUAL_OF = 30
INCIDENTS = 200
SAID = 5


async def past_of(store: Store, environment: str, job: Job) -> Past:
    """What is remembered of a job, `since` None where nothing is.

    `alone` are incidents that recovered with nobody taking them; those that ended otherwise count among `incidents`.
    """
    async with store.reading() as connection:
        known = await runs.of_job(connection, environment, past_name(job), KEPT_OF_A_JOB)
        ends = await _ends(connection, environment, job)
        said = await feedback.of_job(connection, environment, job.key, INCIDENTS)
    took = [time for run in known if run.internal_status == "SUCC" and (time := lasted(run)) is not None]
    alone = [after for state, taken_by, after in ends if state == "recovered" and not taken_by]
    return Past(
        since=min((run.ended_at for run in known), default=None),
        runs=len(known),
        successful=sum(1 for run in known if run.internal_status == "SUCC"),
        in_error=sum(1 for run in known if run.internal_status in IN_ERROR),
        usual=median_time(took[:USUAL_OF]),
        longest=max(took, default=None),
        newest=tuple(map(past_run, known[:NEWEST_SHOWN])),
        incidents=len(ends),
        alone=len(alone),
        alone_after=median_time(alone),
        solved_with=_solutions(said),
    )


def median_time(times: Sequence[timedelta]) -> timedelta | None:
    """The median, None of nothing."""
    return timedelta(seconds=median(time.total_seconds() for time in times)) if times else None


async def _ends(connection: AsyncConnection, environment: str, job: Job) -> list[tuple[str, str, timedelta]]:
    """State, person and duration of the newest closed incidents of a job, whatever the plan it ran in."""
    query = select(incidents.c.state, incidents.c.taken_by, incidents.c.opened_at, incidents.c.closed_at).where(
        incidents.c.environment == environment,
        incidents.c.job_name == job.name,
        incidents.c.job == job.key,
        incidents.c.closed_at.is_not(None),
        incidents.c.kind.in_([kind.value for kind in BAD_END_KINDS]),
    )
    found = await connection.execute(query.order_by(incidents.c.closed_at.desc()).limit(INCIDENTS))
    return [(row.state, row.taken_by, row.closed_at - row.opened_at) for row in found]


def _solutions(said: Sequence[Feedback]) -> tuple[str, ...]:
    """What solved it, newest first, each once: words, or `entry:ID` of the sheet's row where there are none."""
    told = (one.text or f"entry:{one.entry}" for one in said if one.solved and (one.text or one.entry))
    return tuple(dict.fromkeys(told))[:SAID]
