"""Conditions about jobs and job streams, with the keys by which they stay known."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.alerts.conditions.records import Condition
from bot.alerts.watch import key_of
from bot.reports import Evidence, IncidentKind
from tws.models import Job, JobStream

# What is late and what is about to be share a key, so that one turns into the other.
DEADLINE = "deadline"


def about_job(
    environment: str, kind: IncidentKind, job: Job, *, word: str, evidence: Evidence, under: str = ""
) -> Condition:
    """A condition about a job, known by its name and scheduled time: a plan extension changes its id.

    `under` is what the key says in place of the kind.
    """
    return Condition(
        kind=kind,
        key=f"{environment}|{under or kind}{key_of('', job)}",
        subject=job.key,
        word=word,
        evidence=evidence,
        job=job,
        job_name=job.name,
        job_stream=job.job_stream,
        workstation=job.workstation,
        folder=job.folder,
        critical=job.critical,
    )


def about_stream(
    environment: str, kind: IncidentKind, stream: JobStream, *, word: str, evidence: Evidence, under: str = ""
) -> Condition:
    """A condition about a job stream, known by its name and scheduled time."""
    instance = stamp(stream.scheduled_at) or stream.id
    return Condition(
        kind=kind,
        key=f"{environment}|{under or kind}|{stream.folder}|{stream.key}@{instance}",
        subject=stream.key,
        word=word,
        evidence=evidence,
        job_stream=stream.name,
        workstation=stream.workstation,
        folder=stream.folder,
    )


def stamp(moment: datetime | None) -> str:
    """The time as keys hold it, empty for none."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
