"""Why a job ended badly: its log, the sheet, its past, its surroundings and what waits behind it, gathered at once."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Protocol

from bot.agent.around import had, surroundings
from bot.circumstances import Past, Surroundings
from bot.ports import ImpactOf, Knowledge, Master
from bot.reports import DiagnosisReport
from rag.models import Found
from tws.errors import TwsTimeoutError
from tws.models import IN_ERROR, OPEN, Job, JobLog, JobRun
from tws.reports import ImpactReport

LINES_SHOWN = 6
# Where nobody says how long a diagnosis may take; below what an alert waits for it.
SECONDS = 10.0
# The sheet is asked with the log in hand: of the time that there is, so much is kept for it.
SHEET_SECONDS = 1.5


class Remembered(Protocol):
    """What Resync remembers of jobs itself. Raises: ResyncError where it cannot be read."""

    async def past(self, job: Job) -> Past:
        """The job's own past over all plans."""
        ...

    async def helped(self, job: Job, codes: Collection[str]) -> Mapping[str, int]:
        """By the sheet's entry, how often it solved this job's incidents or such errors, less how often it did not."""
        ...

    async def same_error(self, job: Job, codes: Collection[str]) -> tuple[str, ...]:
        """The keys of other jobs with an open incident whose error carries one of those codes."""
        ...


class Diagnostician:
    """Gathers what is known about a bad end; a part that cannot be had is named in `missing`, the rest is given."""

    def __init__(
        self, master: Master, knowledge: Knowledge, impact: ImpactOf, remembered: Remembered | None = None
    ) -> None:
        self._master = master
        self._knowledge = knowledge
        self._impact = impact
        self._remembered = remembered

    async def __call__(
        self, job: Job, others: tuple[str, ...] = (), *, seconds: float | None = None
    ) -> DiagnosisReport:
        """The diagnosis of the newest run in error, or of the newest run; what does not come within `seconds` is
        missing.

        Raises: nothing of HWA, the sheet or the database; `missing` carries `part:ErrorClass`.
        """
        run = run_in_error(job)
        total = SECONDS if seconds is None else seconds
        end = asyncio.get_running_loop().time() + total
        by = end - min(SHEET_SECONDS, total / 2)
        (log, no_log), (impact, no_impact), (past, no_past), (around, not_around) = await asyncio.gather(
            self._log(job, run, by), self._behind(job, by), self._past(job, by), self._around(job, by)
        )
        found, no_sheet = await had("knowledge", self._search(job, run, log), end)
        if around is not None and found is not None:
            alike, unlike = await self._alike(job, found, end)
            around, not_around = replace(around, same_error=alike), not_around or unlike
        return DiagnosisReport(
            environment=self._master.environment,
            as_of=self._master.now(),
            job=job,
            run=run,
            error_lines=log.error_lines[-LINES_SHOWN:] if log else (),
            found=found,
            impact=impact,
            past=past,
            surroundings=around,
            missing=tuple(map(_of_hwa, filter(None, (no_log, no_sheet, no_past, not_around, no_impact)))),
            others=others,
        )

    async def past(self, job: Job, seconds: float) -> Past | None:
        """The job's own past, None where nothing is remembered or it does not come in time. Raises: nothing."""
        past, _ = await self._past(job, asyncio.get_running_loop().time() + seconds)
        return past

    async def _log(self, job: Job, run: JobRun | None, by: float) -> tuple[JobLog | None, str]:
        if run is None or (run.started_at is None and not run.ended_at and not job.ended):
            return None, "log:never_started"
        if run.internal_status == "FAIL" and run.started_at is None:
            return None, "log:not_launched"
        return await had("log", self._master.job_log(job, run), by)

    async def _behind(self, job: Job, by: float) -> tuple[ImpactReport | None, str]:
        """What waits behind the job; nothing does once it has ended well."""
        if job.ended and not job.in_error:
            return None, ""
        return await had("impact", self._impact(job), by)

    async def _past(self, job: Job, by: float) -> tuple[Past | None, str]:
        return (None, "") if self._remembered is None else await had("past", self._remembered.past(job), by)

    async def _around(self, job: Job, by: float) -> tuple[Surroundings | None, str]:
        around, missing = await surroundings(self._master, job, by)
        return (None if around == Surroundings() and missing else around), missing

    async def _alike(self, job: Job, found: Found, by: float) -> tuple[tuple[str, ...], str]:
        if self._remembered is None or not found.signature.telling:
            return (), ""
        alike, missing = await had("surroundings", self._remembered.same_error(job, found.signature.telling), by)
        return alike or (), missing

    async def _search(self, job: Job, run: JobRun | None, log: JobLog | None) -> Found:
        """What the sheet says, what people said of its rows counted in: only the error's codes tell which they are."""
        found = await self._asked(job, run, log, {})
        if self._remembered is None:
            return found
        helped, _ = await had(
            "knowledge", self._remembered.helped(job, found.signature.telling), asyncio.get_running_loop().time() + 1
        )
        return await self._asked(job, run, log, helped) if helped else found

    async def _asked(self, job: Job, run: JobRun | None, log: JobLog | None, helped: Mapping[str, int]) -> Found:
        return await self._knowledge.search(
            "\n".join(log.error_lines) if log else "",
            job=_sheet_key(job, run),
            log=log.text if log and _tells(log, run) else None,
            environment=self._master.environment,
            helped=helped,
        )


def has_not_started(job: Job) -> bool:
    """Whether the job of the plan has no run that ever began."""
    under_way = job.status == "RUNNING" or (job.run is not None and job.run.started_at is not None)
    return job.status in OPEN and not job.ended and not under_way


def run_in_error(job: Job) -> JobRun | None:
    """The newest run that ended in ABEND or FAIL, else the newest run, None where the job never started."""
    return next((run for run in reversed(job.runs) if run.internal_status in IN_ERROR), job.run)


def _tells(log: JobLog, run: JobRun | None) -> bool:
    """Whether a log may tell of an error: of a run that goes well, words of no meaning would find rows of the sheet."""
    return bool(log.error_lines) or (run is not None and run.internal_status in IN_ERROR)


def _sheet_key(job: Job, run: JobRun | None) -> str:
    """The job with its job stream, and its workstation where there is no doubt which one a sheet would mean."""
    places = {run.workstation if run else None, job.workstation, job.job_stream_workstation} - {None, ""}
    plain = f"{job.job_stream}.{job.name}"
    return f"{places.pop()}#{plain}" if len(places) == 1 else plain


def _of_hwa(missing: str) -> str:
    """A part that HWA did not give in time is told as its time-out."""
    part, _, error = missing.partition(":")
    late = error == TimeoutError.__name__ and part in {"log", "impact", "surroundings"}
    return f"{part}:{TwsTimeoutError.__name__}" if late else missing
