"""Job streams that cannot go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.alerts.conditions.found import MOST, Found, is_whole
from bot.alerts.conditions.records import Condition
from bot.alerts.conditions.subjects import about_stream
from bot.ports import Master
from bot.reports import Evidence, IncidentKind
from tws.models import Job, JobQuery, JobStream, StreamQuery

# Job streams whose jobs in error are asked for at once: so many ids keep the query's address short.
AT_ONCE = 20
NAMED = 100


async def stuck_streams(master: Master) -> Found:
    """The job streams that are STUCK: interrupted, none of their jobs starts without an operator (User's Guide).

    A job stream with a job in ABEND is in error as long as others of it go on, or when none is left; it is STUCK once
    those that are left can never start.
    Raises: TwsError where the plan could not be asked.
    """
    page = await master.job_streams(StreamQuery(internal_statuses=("STUCK",)), limit=MOST)
    stuck = [stream for stream in page.records if stream.internal_status == "STUCK" and not stream.canceled]
    culprits = await _culprits(master, stuck[:NAMED])
    return Found(
        conditions=tuple(condition(master.environment, stream, culprits.get(stream.id)) for stream in stuck),
        complete=is_whole(page, MOST),
    )


def condition(environment: str, stream: JobStream, culprit: Job | None) -> Condition:
    """What is said of a job stream that is STUCK; `culprit` is its job in error."""
    evidence = Evidence(
        deadline=stream.deadline,
        waiting=waiting_in(stream),
        blocked_by=culprit.key if culprit else "",
        states=("STUCK",),
    )
    return about_stream(environment, IncidentKind.STUCK, stream, word="STUCK", evidence=evidence)


def waiting_in(stream: JobStream) -> int | None:
    """How many jobs of the job stream have not started, None where the engine does not count them."""
    if stream.jobs is None:
        return None
    others = (stream.successful, stream.abended, stream.failed, stream.running)
    return max(0, stream.jobs - sum(count or 0 for count in others))


async def _culprits(master: Master, streams: Iterable[JobStream]) -> Mapping[str, Job]:
    """The first job in error of each, by the job stream's id."""
    ids = [stream.id for stream in streams]
    found: dict[str, Job] = {}
    for start in range(0, len(ids), AT_ONCE):
        part = tuple(ids[start : start + AT_ONCE])
        query = JobQuery(job_stream_ids=part, internal_statuses=("ABEND", "FAIL"))
        page = await master.jobs(query, limit=MOST)
        for job in page.records:
            found.setdefault(job.job_stream_id or "", job)
    return found
