"""API v1 answers into records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.tws.fake_hwa import recording
from tws import api_v1, jobs_v1
from tws.models import Dependency, DependencyKind, Plan

RELEASE = "9.5"


def test_the_records_of_a_rerun_chain_are_one_job() -> None:
    """Two records become one job with two runs, whose state is the newest's."""
    (job,) = jobs_v1.jobs(recording(RELEASE, "jobs"))
    assert "WA_DA;0AAAAAAAAAAAABQM;DATAMRGE" == job.id
    assert [("ABEND", 1), ("EXEC", None)] == [(run.internal_status, run.return_code) for run in job.runs]
    assert ("RUNNING", "EXEC", "RERUN") == (job.status, job.internal_status, job.runs[-1].rerun_type)


def test_times_durations_and_keys_are_v1s() -> None:
    """Naive times are UTC, durations milliseconds, names stand in key objects."""
    (job,) = jobs_v1.jobs(recording(RELEASE, "jobs"))
    assert "WA_DA#DAILY_DB_LOAD.DATAMRGE" == job.key
    assert datetime(2025, 10, 13, 22, 12, tzinfo=UTC) == job.runs[0].started_at
    assert (timedelta(minutes=1), timedelta(hours=1)) == (job.estimated, job.max_duration)
    assert datetime(2025, 10, 14, 3, 0, tzinfo=UTC) == job.latest_start
    assert (True, True) == (job.critical, job.late)


def test_dependencies_come_in_groups() -> None:
    """Each group of v1 becomes its kind."""
    (job,) = jobs_v1.jobs(recording(RELEASE, "jobs"))
    assert (
        Dependency(
            kind=DependencyKind.JOB, name="WA_DA#DAILY_DB_LOAD.DATASPLT", satisfied=True, state="SUCC", job_id="j-split"
        ),
        Dependency(
            kind=DependencyKind.JOB_STREAM, name="CPUA#BILLING", satisfied=False, state="ABENP", job_stream_id="js-2"
        ),
        Dependency(kind=DependencyKind.FILE, name="/in/pix.csv", satisfied=False, state="NOT_CHECKED"),
        Dependency(kind=DependencyKind.PROMPT, name="GO", satisfied=False, state="ASKED", number=12, text="Go on?"),
        Dependency(
            kind=DependencyKind.RESOURCE, name="TAPES", satisfied=False, state="UNSATISFIED", quantity=2, available=1
        ),
    ) == job.dependencies


def test_job_stream_and_workstation_are_read() -> None:
    """A folder other than the root stays in the workstation's name."""
    stream = api_v1.job_stream(recording(RELEASE, "jobstream"))
    station = api_v1.workstation(recording(RELEASE, "workstation"))
    assert ("WA_DA#DAILY_DB_LOAD", "BLOCKED", "STUCK", 2) == (
        stream.key,
        stream.status,
        stream.internal_status,
        stream.limit,
    )
    assert ("/F/CPUA", False, False) == (station.name, station.is_linked, station.is_running)


def test_the_plan_is_read() -> None:
    """Run number and validity."""
    assert Plan(
        run_number=812,
        starts_at=datetime(2025, 10, 13, 3, 0, tzinfo=UTC),
        ends_at=datetime(2025, 10, 14, 2, 59, tzinfo=UTC),
        created_at=datetime(2025, 10, 13, 2, 58, 11, tzinfo=UTC),
        master="MDM",
    ) == api_v1.plan(recording(RELEASE, "plan")[0])


def test_v1_spellings_become_v2s() -> None:
    """FAILED is FAIL, CANCEL is CANCL, SUPPRESS is SUPPR."""
    row = {"id": "1", "name": "J", "status": {"internalStatus": "FAILED", "commonStatus": "ERROR"}}
    assert ("FAIL", "ERROR") == (jobs_v1.job([row]).internal_status, jobs_v1.job([row]).status)
    assert "CANCL" == jobs_v1.job([row | {"status": {"internalStatus": "CANCEL"}}]).internal_status
