"""How people write jobs, job streams and workstations, and whether a record is what they wrote.

A full key is `[/folder/]WORKSTATION#[/folder/]JOBSTREAM(hhmm mm/dd/yy).JOB` (User's Guide, "Selecting jobs in
commands"); the workstation is the job stream's. `*` and `@` stand for any text, `?` for one character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tws.models import Job, JobQuery, JobStream
from tws.questions.errors import ArgumentError

_SCHEDULED = re.compile(
    r"\[?\(\s*(?P<time>\d{4})(?:\s+(?P<date>\d{2}/\d{2}/\d{2}(?:\d{2})?))?\s*\)"
    r"(?:\s*,\s*\((?P<identifier>[^)]*)\)\s*\])?"
)
_QUOTES = " \t\r\n\"'`\u00b4\u201c\u201d"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobName:
    """A job as somebody wrote it, upper-case, taken apart. `time` is hhmm, `date` is mm/dd/yy."""

    job: str
    job_stream: str | None = None
    workstation: str | None = None
    time: str | None = None
    date: str | None = None

    @property
    def is_key(self) -> bool:
        """Whether more than the job's own name was written."""
        return self.job_stream is not None or self.workstation is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamName:
    """A job stream as somebody wrote it, upper-case, taken apart."""

    job_stream: str
    workstation: str | None = None


def is_pattern(name: str) -> bool:
    """Whether the name holds a wildcard."""
    return any(mark in name for mark in "*@?")


def without_folder(name: str) -> str:
    """The last part of `/FOLDER/NAME`."""
    return name.rsplit("/", 1)[-1]


def job_name(text: str) -> JobName:
    """The job that `text` names: a name, a pattern or a full key.

    Raises: ArgumentError where nothing is left to look for.
    """
    written = text.strip(_QUOTES).upper()
    workstation, mark, rest = written.partition("#") if "#" in written else ("", "", written)
    scheduled = _SCHEDULED.search(rest) if mark else None
    if scheduled:
        job_stream, job = rest[: scheduled.start()], rest[scheduled.end() :].lstrip(".")
    else:
        job_stream, _, job = rest.rpartition(".") if mark else ("", "", rest)
    if not job:
        raise ArgumentError("a job needs a name, a pattern or a full key WORKSTATION#JOBSTREAM.JOB")
    return JobName(
        job=job,
        job_stream=job_stream or None,
        workstation=workstation or None,
        time=scheduled["time"] if scheduled else None,
        date=scheduled["date"] if scheduled else None,
    )


def stream_name(text: str) -> StreamName:
    """The job stream that `text` names: a name, a pattern or `WORKSTATION#JOBSTREAM`.

    Raises: ArgumentError where nothing is left to look for.
    """
    written = _SCHEDULED.sub("", text.strip(_QUOTES).upper())
    workstation, _, job_stream = written.rpartition("#")
    if not job_stream:
        raise ArgumentError("a job stream needs a name, a pattern or a key WORKSTATION#JOBSTREAM")
    return StreamName(job_stream=job_stream, workstation=workstation or None)


def job_query(name: JobName) -> JobQuery:
    """The widest query that still finds the job by what the server can filter; `is_job` does the rest.

    The key's workstation is the job stream's, which the server cannot filter, so that it is only asked for where
    nothing else narrows the search.
    """
    narrow = not is_pattern(name.job) or (name.job_stream is not None and not is_pattern(name.job_stream))
    return JobQuery(
        names=() if name.job in {"*", "@"} else (name.job,),
        job_streams=(without_folder(name.job_stream),) if name.job_stream else (),
        workstations=(name.workstation,) if name.workstation and not narrow else (),
    )


def is_job(job: Job, name: JobName, zones: Iterable[str] = ("UTC",)) -> bool:
    """Whether `job` is what was written; a scheduled time may be meant in the job's own zone or one of `zones`."""
    return (
        _is_named(job.name, without_folder(name.job))
        and _is_named(job.job_stream, name.job_stream and without_folder(name.job_stream))
        and (_is_named(job.job_stream_workstation, name.workstation) or _is_named(job.workstation, name.workstation))
        and _is_scheduled(job, name, zones)
    )


def is_stream(stream: JobStream, name: StreamName) -> bool:
    """Whether `stream` is what was written."""
    return _is_named(stream.name, without_folder(name.job_stream)) and _is_named(stream.workstation, name.workstation)


def scheduled_key(job: Job) -> str:
    """The key with its scheduled time in the job's zone (else UTC): `WKS#STREAM(0600 11/22/26).JOB`."""
    if job.scheduled_at is None:
        return job.key
    at = _local(job.scheduled_at, job.time_zone or "UTC").strftime("%H%M %m/%d/%y")
    return f"{job.job_stream_workstation or job.workstation}#{job.job_stream}({at}).{job.name}"


def _is_scheduled(job: Job, name: JobName, zones: Iterable[str]) -> bool:
    if name.time is None:
        return True
    if job.scheduled_at is None:
        return False
    wanted = name.time if name.date is None else f"{name.time} {name.date[:6]}{name.date[-2:]}"
    shape = "%H%M" if name.date is None else "%H%M %m/%d/%y"
    candidates = (job.time_zone, *zones)
    return any(_local(job.scheduled_at, zone).strftime(shape) == wanted for zone in candidates if zone)


def _local(moment: datetime, zone: str) -> datetime:
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment


def _is_named(real: str | None, wanted: str | None) -> bool:
    if wanted is None:
        return True
    if real is None:
        return False
    whole, last = real.upper().lstrip("/"), without_folder(real.upper())
    pattern = _pattern(wanted.lstrip("/"))
    return bool(pattern.fullmatch(whole) or (not wanted.strip("/").count("/") and pattern.fullmatch(last)))


@lru_cache(maxsize=512)
def _pattern(wanted: str) -> re.Pattern[str]:
    marks = {"*": ".*", "@": ".*", "?": "."}
    return re.compile("".join(marks.get(mark, re.escape(mark)) for mark in wanted), re.DOTALL)
