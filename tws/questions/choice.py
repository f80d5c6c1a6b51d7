"""Which job is meant: every job of a name, the most telling first, and the one where a question needs one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tws.master import Master
from tws.models import Job, JobQuery
from tws.questions.identity import JobName, is_job, is_pattern, job_name, job_query, scheduled_key
from tws.questions.names import job_names_like
from tws.questions.near import near_names
from tws.questions.statuses import is_waiting
from tws.reports import NotFound

READ = 200
OTHERS = 10
_NEVER = datetime.max.replace(tzinfo=UTC)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Rank = tuple[int, float]
Preference = Callable[[Job], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Every job of the plan that a name means, the most telling first. `truncated`: more may exist."""

    jobs: tuple[Job, ...]
    total: int
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The one job that a question is about, and the keys of the others that its name means as well."""

    job: Job
    others: tuple[str, ...] = ()


def telling(job: Job) -> Rank:
    """Sort key, the most telling first: in error, then running, then waiting the soonest, then the newest."""
    if job.in_error and not job.canceled:
        return (0, -_last_time(job).timestamp())
    if job.status == "RUNNING":
        return (1, -_last_time(job).timestamp())
    if is_waiting(job):
        return (2, (job.starts_after or job.scheduled_at or _NEVER).timestamp())
    return (3, -_last_time(job).timestamp())


async def matching(master: Master, text: str) -> Matches:
    """The jobs that `text` names, from at most READ rows.

    Raises: TwsError where the plan could not be asked, ArgumentError where `text` is no name.
    """
    name = job_name(text)
    matches = await _read(master, name)
    if not matches.jobs and not name.is_key and "." in name.job and not is_pattern(name.job):
        job_stream, _, job = name.job.rpartition(".")
        return await _read(master, JobName(job=job, job_stream=job_stream)) if job and job_stream else matches
    return matches


async def one_job(master: Master, text: str, prefer: Preference | None = None) -> Chosen | NotFound:
    """The job that `text` means: of those that `prefer` likes, else of all, the most telling one.

    Raises: TwsError where the plan could not be asked, ArgumentError where `text` is no name.
    """
    matches = await matching(master, text)
    if not matches.jobs:
        return await job_not_found(master, text)
    liked = [job for job in matches.jobs if prefer is None or prefer(job)]
    job = (liked or list(matches.jobs))[0]
    return Chosen(job=job, others=other_keys(job, matches.jobs))


async def one_job_in_full(master: Master, text: str, prefer: Preference | None = None) -> Chosen | NotFound:
    """As `one_job`, the job read by its id, so that its dependencies are known."""
    chosen = await one_job(master, text, prefer)
    if isinstance(chosen, NotFound):
        return chosen
    return replace(chosen, job=await master.job(chosen.job.id))


async def job_not_found(master: Master, text: str) -> NotFound:
    """That no job is named so, and what is: the keys of that name elsewhere, else near names."""
    name = job_name(text)
    similar: tuple[str, ...] = ()
    if name.is_key and not is_pattern(name.job):
        page = await master.jobs(JobQuery(names=(name.job,)), limit=READ)
        similar = _keys(tuple(sorted(page.records, key=telling)))
    if not similar and not is_pattern(name.job):
        near = await near_names([name.job], lambda patterns: job_names_like(master, patterns))
        similar = near.get(name.job, ())
    return NotFound(
        environment=master.environment, as_of=master.now(), what="job", name=text.strip(), similar=similar[:5]
    )


async def _read(master: Master, name: JobName) -> Matches:
    page = await master.jobs(job_query(name), limit=READ)
    zones = ("UTC",) if name.time is None else ((await master.engine()).time_zone or "UTC", "UTC")
    jobs = tuple(sorted((job for job in page.records if is_job(job, name, zones)), key=telling))
    whole = len(jobs) == len(page.records)
    total = page.total if whole and page.total is not None else len(jobs)
    return Matches(jobs=jobs, total=total, truncated=page.truncated)


def _last_time(job: Job) -> datetime:
    run = job.run
    times = (run.ended_at, run.started_at) if run else ()
    return next((time for time in (*times, job.scheduled_at) if time), _LONG_AGO)


def other_keys(chosen: Job, jobs: tuple[Job, ...]) -> tuple[str, ...]:
    """The keys of the jobs that are not the chosen one, at most OTHERS; equal keys carry their scheduled time."""
    return _keys(tuple(job for job in jobs if job.id != chosen.id), {chosen.key})


def _keys(jobs: tuple[Job, ...], taken: set[str] | None = None) -> tuple[str, ...]:
    """A key that several have carries its scheduled time."""
    taken = taken or set()
    plain = [job.key for job in jobs]
    keys = [scheduled_key(job) if plain.count(job.key) > 1 or job.key in taken else job.key for job in jobs]
    return tuple(dict.fromkeys(keys))[:OTHERS]
