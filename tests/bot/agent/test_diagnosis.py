"""A diagnosis gives what could be had and names what could not."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.agent.diagnosis import LINES_SHOWN, Diagnostician, run_in_error
from bot.circumstances import Past
from bot.errors import ResyncError
from rag.errors import StoreError
from rag.models import Entry, Found, Match, Signature
from tests.fakes import NIGHT, FakePlan, fake_job
from tws.errors import TwsNotFoundError, TwsTimeoutError
from tws.models import JobLog, JobRun
from tws.reports import ImpactReport

KNOWN = Found(
    verdict="known",
    confidence=0.9,
    solutions=(
        Match(entry=Entry(id="e", file="k.xlsx", sheet="S", row=12, solution="Rerun"), score=1.0, confidence=0.9),
    ),
)


class Sheet:
    """Finds KNOWN, or fails; `asked` is what it was asked, `helped` what it was told of its rows each time."""

    def __init__(self, trouble: Exception | None = None, found: Found = KNOWN) -> None:
        self.trouble = trouble
        self.found = found
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.environments: set[str] = set()
        self.helped: list[dict[str, int]] = []

    async def search(self, text, *, job=None, log=None, limit=3, environment="", helped=None):
        self.asked.append((text, job, log))
        self.environments.add(environment)
        self.helped.append(dict(helped or {}))
        if self.trouble:
            raise self.trouble
        return self.found


class Memory:
    """Remembers that much, or fails."""

    def __init__(self, *, helped=None, alike=(), trouble: Exception | None = None) -> None:
        self.told, self.alike, self.trouble = helped or {}, alike, trouble
        self.codes: list[tuple[str, ...]] = []

    async def past(self, job):
        self._answer()
        return Past(runs=20, successful=15)

    async def helped(self, job, codes):
        self.codes.append(tuple(codes))
        self._answer()
        return self.told

    async def same_error(self, job, codes):
        self._answer()
        return self.alike

    def _answer(self):
        if self.trouble:
            raise self.trouble


class Plan(FakePlan):
    """A plan whose job logs are this one, or fail."""

    log: JobLog | Exception = JobLog(text="all of it", error_lines=("ORA-01555",))

    async def job_log(self, job, run=None):
        self.asked.append(f"log of {run.number if run else None}")
        if isinstance(self.log, Exception):
            raise self.log
        return self.log


def impact_of(trouble: Exception | None = None):
    async def impact(job):
        if trouble:
            raise trouble
        return ImpactReport(environment="default", as_of=NIGHT, job=job, blocked=4)

    return impact


async def test_everything_is_gathered():
    """Log, sheet and impact stand in one report, and nothing is missing."""
    sheet = Sheet()
    report = await Diagnostician(Plan(), sheet, impact_of())(fake_job(), ("WKS#OTHER.PAY_CALC",))
    assert (("ORA-01555",), KNOWN, 4, ()) == (report.error_lines, report.found, report.impact.blocked, report.missing)
    assert ("WKS#OTHER.PAY_CALC",) == report.others
    assert [("ORA-01555", "PAY_WKS#PAYROLL.PAY_CALC", "all of it")] == sheet.asked
    assert {"default"} == sheet.environments


@pytest.mark.parametrize(
    ("log", "sheet", "impact", "missing"),
    [
        (TwsNotFoundError("no log"), None, None, ("log:TwsNotFoundError",)),
        (None, StoreError("broken index"), None, ("knowledge:StoreError",)),
        (None, None, TwsTimeoutError("slow"), ("impact:TwsTimeoutError",)),
        (
            TwsTimeoutError("slow"),
            StoreError("broken index"),
            TwsTimeoutError("slow"),
            ("log:TwsTimeoutError", "knowledge:StoreError", "impact:TwsTimeoutError"),
        ),
    ],
)
async def test_what_could_not_be_had_is_named_and_the_rest_is_given(log, sheet, impact, missing):
    """Each part fails alone; the others stand."""
    plan = Plan()
    plan.log = log or plan.log
    report = await Diagnostician(plan, Sheet(sheet), impact_of(impact))(fake_job())
    had = (bool(report.error_lines), report.found is not None, report.impact is not None)
    assert (missing, (log is None, sheet is None, impact is None)) == (report.missing, had)


async def test_what_hwa_does_not_give_in_time_is_missing():
    """A log that never comes costs its seconds, not the rest of the diagnosis."""

    class Hanging(Plan):
        async def job_log(self, job, run=None):
            await asyncio.Event().wait()

    report = await Diagnostician(Hanging(), Sheet(), impact_of())(fake_job(), seconds=0.02)
    assert (("log:TwsTimeoutError",), 4) == (report.missing, report.impact.blocked)


async def test_a_job_that_never_started_has_no_log_to_read():
    """Without a run no log is asked for, and that is said; the sheet is asked about the job all the same."""
    plan, sheet = Plan(), Sheet()
    report = await Diagnostician(plan, sheet, impact_of())(replace(fake_job(), runs=()))
    assert (None, ("log:never_started",)) == (report.run, report.missing)
    assert not [question for question in plan.asked if "log" in question]
    assert [("", "PAY_WKS#PAYROLL.PAY_CALC", None)] == sheet.asked


@pytest.mark.parametrize(
    ("state", "why"),
    [("HOLD", "log:never_started"), ("FAIL", "log:not_launched")],
)
async def test_a_run_that_never_began_has_no_log_to_read(state, why):
    """A placeholder of a run to come, and one that could not be launched, are told as what they are."""
    report = await Diagnostician(Plan(), Sheet(), impact_of())(fake_job("PAY_CALC", state))
    assert (why,) == report.missing


async def test_only_the_last_error_lines_are_shown():
    """Of many error lines the last ones are told."""
    plan = Plan()
    plan.log = JobLog(text="x", error_lines=tuple(f"line {n}" for n in range(50)))
    report = await Diagnostician(plan, Sheet(), impact_of())(fake_job())
    assert tuple(f"line {n}" for n in range(50 - LINES_SHOWN, 50)) == report.error_lines


def run(number: int, internal_status: str) -> JobRun:
    return JobRun(id=str(number), number=number, status="", internal_status=internal_status)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (("ABEND",), 0),
        (("ABEND", "SUCC"), 0),
        (("ABEND", "FAIL", "EXEC"), 1),
        (("SUCC", "SUCC"), 1),
        ((), None),
    ],
)
def test_the_run_that_is_explained_is_the_newest_in_error(ends, expected):
    """A rerun that succeeded does not hide the run that is asked about; without one in error it is the newest."""
    job = replace(fake_job(), runs=tuple(run(number, end) for number, end in enumerate(ends)))
    found = run_in_error(job)
    assert expected == (found.number if found else None)


CODED = replace(KNOWN, signature=Signature(codes=("ORA-01555",)))


async def test_the_jobs_own_past_and_its_surroundings_stand_beside_the_rest():
    """What Resync remembers, the workstation and the other jobs in error there are part of one diagnosis."""
    plan = Plan([fake_job(), fake_job("PAY_LOAD"), fake_job("PAY_DONE", "SUCC")])
    memory = Memory(alike=("WKS#OTHER.JOB",))
    report = await Diagnostician(plan, Sheet(found=CODED), impact_of(), memory)(fake_job())
    around = report.surroundings
    assert (20, "PAY_WKS", ()) == (report.past.runs, around.workstation.name, report.missing)
    assert (("PAY_WKS#PAYROLL.PAY_LOAD",), 1) == (around.in_error_there, around.in_error_total)
    assert ("WKS#OTHER.JOB",) == around.same_error


async def test_what_people_said_of_rows_is_counted_once_the_errors_codes_are_known():
    """The sheet is asked again with what helped before, and only where somebody said anything."""
    told, silent = Sheet(found=CODED), Sheet(found=CODED)
    memory = Memory(helped={"e": 3})
    await Diagnostician(Plan(), told, impact_of(), memory)(fake_job())
    await Diagnostician(Plan(), silent, impact_of(), Memory())(fake_job())
    assert ([{}, {"e": 3}], [{}]) == (told.helped, silent.helped)
    assert [("ORA-01555",)] == memory.codes


async def test_a_memory_that_cannot_be_read_is_named_and_the_sheet_still_answers():
    """A database that does not answer costs the past, not the solution."""
    memory = Memory(trouble=ResyncError("locked"))
    report = await Diagnostician(Plan(), Sheet(found=CODED), impact_of(), memory)(fake_job())
    assert (("past:ResyncError", "surroundings:ResyncError"), "known") == (report.missing, report.found.verdict)


async def test_surroundings_that_hwa_does_not_tell_are_missing_in_part():
    """A workstation that cannot be read leaves the jobs in error there."""

    class Halved(Plan):
        async def workstations(self, name=None, *, limit=1000):
            raise TwsTimeoutError("slow")

    report = await Diagnostician(Halved([fake_job("PAY_LOAD")]), Sheet(), impact_of())(fake_job())
    assert (("surroundings:TwsTimeoutError",), 1) == (report.missing, report.surroundings.in_error_total)


async def test_each_part_has_the_time_alone():
    """A part that hangs does not take the time of another, and the sheet is asked after it all the same."""

    class Hanging(Plan):
        async def workstations(self, name=None, *, limit=1000):
            await asyncio.Event().wait()

    report = await Diagnostician(Hanging(), Sheet(), impact_of())(fake_job(), seconds=0.3)
    assert (("surroundings:TwsTimeoutError",), "known", 4) == (
        report.missing,
        report.found.verdict,
        report.impact.blocked,
    )


@pytest.mark.parametrize(
    ("workstation", "key"), [("PAY_WKS", "PAY_WKS#PAYROLL.PAY_CALC"), ("AGENT_7", "PAYROLL.PAY_CALC"), (None, None)]
)
async def test_the_sheet_is_asked_for_the_workstation_only_where_it_is_one(workstation, key):
    """A job that ran elsewhere than its definition says is looked up by job stream and name."""
    sheet, job = Sheet(), fake_job()
    job = replace(job, runs=(replace(job.run, workstation=workstation),))
    await Diagnostician(Plan(), sheet, impact_of())(job)
    assert (key or "PAY_WKS#PAYROLL.PAY_CALC") == sheet.asked[0][1]


@pytest.mark.parametrize(
    ("state", "lines", "log"), [("EXEC", (), None), ("EXEC", ("ORA-01555",), "all of it"), ("ABEND", (), "all of it")]
)
async def test_the_log_of_a_run_that_goes_well_finds_no_rows(state, lines, log):
    """Without a line of an error the sheet is asked about the job alone, unless the run ended badly."""
    sheet, plan = Sheet(), Plan()
    plan.log = JobLog(text="all of it", error_lines=lines)
    job = fake_job(internal_status=state)
    started = replace(job, runs=tuple(replace(run, started_at=NIGHT) for run in job.runs))
    await Diagnostician(plan, sheet, impact_of())(started)
    assert [log] == [asked[2] for asked in sheet.asked]


async def test_nothing_waits_behind_a_job_that_ended_well():
    """A run that broke before is diagnosed, but what it once blocked is not told."""
    job = fake_job(internal_status="SUCC")
    report = await Diagnostician(Plan(), Sheet(), impact_of())(replace(job, status="SUCCESSFUL"))
    assert (None, ()) == (report.impact, report.missing)
