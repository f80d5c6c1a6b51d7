"""The alert that `resync routes` is asked about: its options as an incident."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.alerts.routing.severity import severity_of
from bot.alerts.routing.windows import moment
from bot.reports import BAD_END_KINDS, Incident, IncidentKind, Severity
from tws.models import Job
from tws.questions.errors import ArgumentError
from tws.questions.identity import job_name, stream_name

# The kinds that are about one job; the others are about a job stream, a workstation, a prompt, the plan or HWA.
OF_JOBS = BAD_END_KINDS | {IncidentKind.LATE, IncidentKind.AT_RISK, IncidentKind.OVERRUN}
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_YEARS = range(2000, 2200)

WordT = TypeVar("WordT", bound=StrEnum)


class RefusedError(Exception):
    """What was asked for makes no sense. `option` is which, `values` what it takes, `written` what was given."""

    def __init__(self, option: str, values: str = "", written: str = "") -> None:
        super().__init__(option)
        self.option = option
        self.values = values
        self.written = written


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which alert is meant. `severity` empty is what the incident would have, `at` empty is now."""

    job: str
    kind: str = "abend"
    severity: str = ""
    at: str = ""
    environment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    job: str
    job_name: str = ""
    job_stream: str = ""
    workstation: str = ""


def word_of(kinds: type[WordT], word: str, option: str) -> WordT:
    """The member of an enumeration that a word names.

    Raises: RefusedError where it names none.
    """
    try:
        return kinds(word.strip().lower())
    except ValueError as error:
        raise RefusedError(option, ", ".join(kind.value for kind in kinds), written=word) from error


def moment_of(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that a person wrote, UTC: a time of day is the next one, a moment without offset is local.

    Raises: RefusedError where it is neither.
    """
    clock = _CLOCK.fullmatch(text.strip())
    if clock:
        today = now.astimezone(zone).replace(tzinfo=None, hour=int(clock[1]), minute=int(clock[2]), second=0)
        found = (moment(today.replace(microsecond=0) + timedelta(days=days), zone) for days in (0, 1, 2))
        return next(one for one in found if one >= now.replace(second=0, microsecond=0))
    try:
        written = datetime.fromisoformat(text.strip()) if text else now
    except ValueError as error:
        raise RefusedError("at") from error
    if written.year not in _YEARS:
        raise RefusedError("at")
    return moment(written, zone).astimezone(UTC)


def asked_incident(
    text: str, kind: IncidentKind, *, environment: str, at: datetime, job: Job | None, severity: Severity | None
) -> Incident:
    """The incident that would be told, from the job as HWA has it, else from the name that was given.

    Raises: RefusedError where the text names nothing.
    """
    names = _of_job(job) if job else _of_text(text, kind)
    incident = Incident(
        id="",
        key="",
        environment=environment,
        job=names.job,
        job_name=names.job_name,
        job_stream=names.job_stream,
        workstation=names.workstation,
        internal_status=kind.value.upper(),
        state="open",
        opened_at=at,
        updated_at=at,
        kind=kind,
        folder=job.folder if job else "/",
        critical=job.critical if job else False,
    )
    return replace(incident, severity=severity or severity_of(incident))


def _of_job(job: Job) -> _Names:
    return _Names(job=job.key, job_name=job.name, job_stream=job.job_stream, workstation=job.workstation)


def _of_text(text: str, kind: IncidentKind) -> _Names:
    subject = text.strip().upper()
    try:
        if kind in OF_JOBS:
            job = job_name(text)
            stream, workstation = job.job_stream or "", job.workstation or ""
            return _Names(job=subject, job_name=job.job, job_stream=stream, workstation=workstation)
        if kind is IncidentKind.STUCK:
            named = stream_name(text)
            return _Names(job=subject, job_stream=named.job_stream, workstation=named.workstation or "")
    except ArgumentError as error:
        raise RefusedError("job") from error
    if not subject:
        raise RefusedError("job")
    return _Names(job=subject, workstation=subject if kind is IncidentKind.WORKSTATION else "")
