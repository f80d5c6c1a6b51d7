"""The log of a job's run."""

from __future__ import annotations

from tws.errors import TwsNotFoundError
from tws.master import Master
from tws.models import Job, JobLog, JobRun
from tws.questions.choice import one_job
from tws.questions.errors import ArgumentError
from tws.reports import LogReport, NotFound

_FIRST = frozenset({"first", "primeira", "primeiro", "oldest"})
_LAST = frozenset({"", "last", "latest", "newest", "current", "última", "ultima", "último", "ultimo", "atual"})
_BEFORE_LAST = frozenset({"previous", "prior", "anterior", "penúltima", "penultima"})


async def job_log(master: Master, job: str, run: str | None = None) -> LogReport | NotFound:
    """The log of a run: the newest, or the one that `run` names.

    That is by its place (1 is the first, -1 the last), its job number, its id, or as first, last or previous.

    Raises: TwsError where the master could not be asked, ArgumentError where there is no such run.
    """
    chosen = await one_job(master, job, prefer=lambda known: bool(_started(known)))
    if isinstance(chosen, NotFound):
        return chosen
    wanted = chosen_run(chosen.job, run)
    log, missing = await _log(master, chosen.job, wanted)
    return LogReport(
        environment=master.environment,
        as_of=master.now(),
        job=chosen.job,
        run=wanted,
        log=log,
        missing=missing,
        others=chosen.others,
    )


def chosen_run(job: Job, wanted: str | None) -> JobRun | None:
    """The run that `wanted` names, None where the job never ran.

    Raises: ArgumentError where there is no such run.
    """
    runs = _started(job)
    if not runs:
        return None
    word = (wanted or "").strip().lower().lstrip("#j")
    places = dict.fromkeys(_FIRST, 0) | dict.fromkeys(_LAST, -1) | dict.fromkeys(_BEFORE_LAST, -2)
    known = next((run for run in runs if word and word in {run.id.lower(), str(run.number)}), None)
    place = places.get(word, _place(word))
    if known is None and place is not None and -len(runs) <= place < len(runs):
        known = runs[place]
    if known is None:
        raise ArgumentError(f"job {job.name} has {len(runs)} run(s) in the plan, and none that is {wanted!r}")
    return known


def _place(word: str) -> int | None:
    try:
        number = int(word)
    except ValueError:
        return None
    return None if number == 0 else number - 1 if number > 0 else number


def _started(job: Job) -> tuple[JobRun, ...]:
    """A job that waits may have a run that has not begun; a FAIL never began and is one all the same."""
    return tuple(run for run in job.runs if run.started_at or run.internal_status in {"FAIL", "ABEND"})


async def _log(master: Master, job: Job, run: JobRun | None) -> tuple[JobLog | None, str | None]:
    if run is None:
        return None, "never_started"
    not_launched = run.internal_status == "FAIL"
    try:
        log = await master.job_log(job, run)
    except TwsNotFoundError:
        return None, "not_launched" if not_launched else "not_kept"
    if not_launched and not log.text.strip():
        return None, "not_launched"
    return log, None
