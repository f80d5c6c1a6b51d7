"""What an incident is about, held against the patterns of HWA: `@` and `*` are any text, `?` is one character."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable
from functools import lru_cache

from bot.reports import Incident


def is_like(name: str, pattern: str) -> bool:
    """Whether a name fits a pattern; upper and lower case are the same."""
    return _compiled(pattern).match(name.upper()) is not None


def is_about(incident: Incident, pattern: str) -> bool:
    """Whether an incident is about what a pattern names.

    With `#` it is a full key `WORKSTATION#JOBSTREAM.JOB`, with `.` it is `JOBSTREAM.JOB`, else a job's name; for an
    incident about no job, the job stream, workstation or prompt that it is about.
    """
    return any(is_like(name, pattern) for name in _names(incident, pattern))


def is_in_stream(incident: Incident, pattern: str) -> bool:
    """Whether an incident is of a job stream: its name, or with `#` its key `WORKSTATION#JOBSTREAM`."""
    if "#" not in pattern:
        return is_like(incident.job_stream, pattern)
    key = incident.job.rpartition(".")[0] if incident.job_name else incident.job
    return is_like(key, pattern)


def is_in_folder(incident: Incident, pattern: str) -> bool:
    """Whether an incident is in a folder; what is below it fits `/FOLDER/*`."""
    return is_like(incident.folder.rstrip("/") or "/", pattern.rstrip("/") or "/")


def _names(incident: Incident, pattern: str) -> Iterable[str]:
    if "#" in pattern:
        return (incident.job,)
    if not incident.job_name:
        subject = incident.job
        return (subject, subject.rpartition("/")[2], *((incident.job_stream,) if incident.job_stream else ()))
    if "." in pattern:
        return (f"{incident.job_stream}.{incident.job_name}",)
    return (incident.job_name,)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # fnmatch's own brackets mean nothing in HWA
    return re.compile(fnmatch.translate(pattern.upper().replace("[", "[[]").replace("@", "*")))
