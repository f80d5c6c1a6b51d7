"""Why a job ended badly: its log, what the sheet says, and what waits behind it, gathered at once."""

from __future__ import annotations

import asyncio

from bot.ports import ImpactOf, Knowledge, Master
from bot.reports import DiagnosisReport
from rag.errors import KnowledgeError
from rag.models import Found
from tws.errors import TwsError, TwsTimeoutError
from tws.models import IN_ERROR, Job, JobLog, JobRun
from tws.reports import ImpactReport

LINES_SHOWN = 6


class Diagnostician:
    """Gathers what is known about a bad end; a part that cannot be had is named in `missing`, the rest is given."""

    def __init__(self, master: Master, knowledge: Knowledge, impact: ImpactOf) -> None:
        self._master = master
        self._knowledge = knowledge
        self._impact = impact

    async def __call__(
        self, job: Job, others: tuple[str, ...] = (), *, seconds: float | None = None
    ) -> DiagnosisReport:
        """The diagnosis of the newest run in error, or of the newest run; what HWA does not give within `seconds` is
        missing.

        Raises: nothing of HWA or the sheet; `missing` carries `part:ErrorClass`.
        """
        run = run_in_error(job)
        (log, no_log), (impact, no_impact) = await asyncio.gather(
            self._log(job, run, seconds), self._behind(job, seconds)
        )
        found, no_sheet = await self._sheet(job, log)
        return DiagnosisReport(
            environment=self._master.environment,
            as_of=self._master.now(),
            job=job,
            run=run,
            error_lines=log.error_lines[-LINES_SHOWN:] if log else (),
            found=found,
            impact=impact,
            missing=tuple(filter(None, (no_log, no_sheet, no_impact))),
            others=others,
        )

    async def _log(self, job: Job, run: JobRun | None, seconds: float | None) -> tuple[JobLog | None, str]:
        if run is None:
            return None, "log:never_started"
        try:
            async with asyncio.timeout(seconds):
                return await self._master.job_log(job, run), ""
        except (TwsError, TimeoutError) as error:
            return None, f"log:{_named(error)}"

    async def _behind(self, job: Job, seconds: float | None) -> tuple[ImpactReport | None, str]:
        try:
            async with asyncio.timeout(seconds):
                return await self._impact(job), ""
        except (TwsError, TimeoutError) as error:
            return None, f"impact:{_named(error)}"

    async def _sheet(self, job: Job, log: JobLog | None) -> tuple[Found | None, str]:
        try:
            return await self._knowledge.search(_error_text(log), job=job.name, log=log.text if log else None), ""
        except KnowledgeError as error:
            return None, f"knowledge:{type(error).__name__}"


def run_in_error(job: Job) -> JobRun | None:
    """The newest run that ended in ABEND or FAIL, else the newest run, None where the job never started."""
    return next((run for run in reversed(job.runs) if run.internal_status in IN_ERROR), job.run)


def _named(error: TwsError | TimeoutError) -> str:
    return type(error).__name__ if isinstance(error, TwsError) else TwsTimeoutError.__name__


def _error_text(log: JobLog | None) -> str:
    return "\n".join(log.error_lines) if log else ""
