"""How far a job stream is."""

from __future__ import annotations

import asyncio
from datetime import datetime

from tws.master import Master
from tws.models import JobQuery, JobStream, StreamQuery
from tws.questions.identity import StreamName, is_pattern, is_stream, stream_name, without_folder
from tws.questions.near import clearly_meant
from tws.questions.not_found import stream_not_found
from tws.reports import NotFound, StreamReport

READ = 200
SHOWN = 20
_TROUBLED = frozenset({"ERROR", "BLOCKED"})


async def stream_status(master: Master, job_stream: str) -> StreamReport | NotFound:
    """The job streams of a name, a pattern or a key; of the first one the jobs in error and those that run.

    Troubled ones come first, then running ones, then the newest, last those still to come.

    Raises: TwsError where the plan could not be asked, ArgumentError where `job_stream` is no name.
    """
    name = stream_name(job_stream)
    streams, total = await matching_streams(master, name)
    meant = None
    if not streams:
        missing = await stream_not_found(master, job_stream)
        meant = clearly_meant(without_folder(name.job_stream), missing.similar)
        if meant is None:
            return missing
        streams, total = await matching_streams(master, StreamName(job_stream=meant))
    ids = (streams[0].id,)
    in_error, running = await asyncio.gather(
        master.jobs(JobQuery(job_stream_ids=ids, internal_statuses=("ABEND", "FAIL")), limit=SHOWN),
        master.jobs(JobQuery(job_stream_ids=ids, statuses=("RUNNING",)), limit=SHOWN),
    )
    return StreamReport(
        environment=master.environment,
        as_of=master.now(),
        name=job_stream.strip(),
        streams=streams[:SHOWN],
        in_error=in_error.records,
        running=running.records,
        meant=meant,
        total=total,
    )


async def matching_streams(master: Master, name: StreamName) -> tuple[tuple[JobStream, ...], int]:
    """The job streams that a name means, the most telling first, and how many there are.

    Raises: TwsError where the plan could not be asked.
    """
    everything = name.job_stream in {"*", "@"}
    query = StreamQuery(
        names=() if everything else (without_folder(name.job_stream),),
        workstations=(name.workstation,) if name.workstation and is_pattern(name.job_stream) else (),
    )
    page = await master.job_streams(query, limit=READ)
    streams = sorted(
        (stream for stream in page.records if is_stream(stream, name)),
        key=lambda stream: _telling(stream, master.now()),
    )
    whole = len(streams) == len(page.records)
    return tuple(streams), page.total if whole and page.total is not None else len(streams)


def _telling(stream: JobStream, now: datetime) -> tuple[int, float]:
    due = stream.scheduled_at.timestamp() if stream.scheduled_at else 0.0
    if stream.status in _TROUBLED and not stream.canceled:
        return (0, -due)
    if stream.status == "RUNNING":
        return (1, -due)
    return (2, -due) if due <= now.timestamp() else (3, due)
