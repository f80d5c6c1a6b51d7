"""API v2 answers into records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tws.fake_hwa import job_row, recording
from tws import api_v2, jobs_v2
from tws.errors import TwsResponseError
from tws.models import Dependency, DependencyKind, JobRun, Prompt, Resource, Workstation

RELEASE = "10.1.0.1"


def test_a_job_is_read_whole() -> None:
    """Names lose the root folder, times are aware, flags are claims, secrets in the task are masked."""
    job = jobs_v2.job(recording(RELEASE, "job"))
    assert "WA_DA#DAILY_DB_LOAD.DATAMRGE" == job.key
    assert ("ERROR", "ABEND") == (job.status, job.internal_status)
    assert datetime(2025, 10, 14, 4, 0, tzinfo=UTC) == job.deadline
    assert timedelta(seconds=80) == job.estimated
    assert (True, True, True, False) == (job.critical, job.late, job.needs_reply, job.every)
    assert ("STOP", "etluser", "/etl/merge.sh password=********") == (job.recovery, job.user, job.task)
    assert 6 == job.unresolved


def test_a_run_is_read_whole() -> None:
    """A run has its own id, number, return code and times."""
    run = JobRun(
        id="run-1",
        number=17924,
        status="ERROR",
        internal_status="ABEND",
        return_code=1,
        started_at=datetime(2025, 10, 13, 22, 12, tzinfo=UTC),
        ended_at=datetime(2025, 10, 13, 22, 13, 0, 500000, tzinfo=UTC),
        elapsed=timedelta(minutes=1),
        estimated=timedelta(seconds=80),
        workstation="WA_DA",
    )
    assert (run,) == jobs_v2.job(recording(RELEASE, "job")).runs


def test_every_kind_of_dependency_is_read() -> None:
    """Eight kinds become records, an unknown kind is left out."""
    found = jobs_v2.job(recording(RELEASE, "job")).dependencies
    assert (
        Dependency(
            kind=DependencyKind.JOB,
            name="RMMYCLDTL4267_XA#FINAL.SWITCHPLAN",
            satisfied=None,
            state="UNDECIDED",
            job_id="612f1cd8-89a8-30c0-ab27-da8f5c89b0d3",
            job_stream_id="659aa50d-8128-3d11-9977-8390004c2a06",
        ),
        Dependency(
            kind=DependencyKind.JOB,
            name="WA_DA#DAILY_DB_LOAD.DATASPLT",
            satisfied=True,
            state="SUCC",
            job_id="j-split",
            job_stream_id="64ac512a-c2be-3537-9ca8-cfff3d1e9ded",
        ),
        Dependency(
            kind=DependencyKind.JOB_STREAM, name="/F/WKS#BILLING", satisfied=False, state="EXEC", job_stream_id="s-2"
        ),
        Dependency(kind=DependencyKind.FILE, name="/in/pix.csv", satisfied=False, state="Not Checked", text="WA_DA"),
        Dependency(
            kind=DependencyKind.RESOURCE, name="TAPES", satisfied=False, state="UNSATISFIED", quantity=2, available=1
        ),
        Dependency(kind=DependencyKind.PROMPT, name="GO", satisfied=False, state="ASKED", number=12, text="Go on?"),
        Dependency(kind=DependencyKind.JOIN, name="ANY2", satisfied=None, state="AT_LEAST", quantity=2, text="W#S.A"),
        Dependency(kind=DependencyKind.INTERNETWORK, name="NET::X#Y.Z", satisfied=False, state="ERROR"),
    ) == found


def test_a_job_stream_is_read_whole() -> None:
    """A limit of -1 is none; statistics keep their numbers; the folder stays."""
    stream = api_v2.job_stream(recording(RELEASE, "jobstream"))
    assert ("WA_DA#DAILY_DB_LOAD", "/FINANCE", "STUCK", "BLOCKED") == (
        stream.key,
        stream.folder,
        stream.internal_status,
        stream.status,
    )
    assert (None, 3, 1, 1, 0) == (stream.limit, stream.jobs, stream.successful, stream.abended, stream.failed)
    assert (True, True) == (stream.carried_forward, stream.late)


def test_workstation_resource_and_prompt_are_read() -> None:
    """The smaller objects, a prompt's text with its secret masked."""
    station = api_v2.workstation(recording(RELEASE, "workstation"))
    assert (0, 10, True, True) == (station.limit, station.fence, station.is_linked, station.is_running)
    assert Resource(
        id="r1",
        name="TAPES",
        workstation="WA_DA",
        quantity=4,
        available=1,
        in_use=3,
        holders=("WA_DA#DAILY_DB_LOAD.DATAMRGE",),
    ) == api_v2.resource(recording(RELEASE, "resource"))
    assert Prompt(
        id="p1",
        name="GO",
        number=12,
        text="Go on? token=********",
        status="ASKED",
        kind="Ad Hoc Prompt",
        asked_at=datetime(2025, 10, 13, 22, 0, tzinfo=UTC),
        job="WA_DA#DAILY_DB_LOAD.DATAMRGE",
    ) == api_v2.prompt(recording(RELEASE, "prompt"))


@pytest.mark.parametrize(
    ("states", "linked", "running"), [([], False, False), (["LINKED"], True, False), (None, None, None)]
)
def test_silence_about_states_is_not_a_state(states: object, linked: bool | None, running: bool | None) -> None:
    """No list of states means unknown, an empty one means unlinked and down."""
    station = api_v2.workstation({"id": "w", "name": "W"} | ({} if states is None else {"activeStates": states}))
    assert (linked, running) == (station.is_linked, station.is_running)


def test_the_newest_run_is_last() -> None:
    """The end of the rerun chain is last, however the engine orders the runs."""
    row = job_row(states=("ABEND", "SUCC"))
    row["jobruns"].reverse()
    assert ["ABEND", "SUCC"] == [run.internal_status for run in jobs_v2.job(row).runs]


def test_runs_listed_newest_first_are_turned() -> None:
    """Without marks the start times decide."""
    times = ("2025-10-13T23:00:00Z", "2025-10-13T22:00:00Z")
    row = {"id": "1", "name": "J", "jobruns": [{"id": t, "timeInfo": {"actualStartTime": t}} for t in times]}
    assert list(reversed(times)) == [run.id for run in jobs_v2.job(row).runs]


def test_an_unknown_status_is_kept() -> None:
    """A word that a newer engine sends is shown as it came."""
    job = jobs_v2.job(
        {"id": "1", "name": "J", "lastRunCommonStatus": "DREAMING", "lastRunCompositeStatus": {"status": "NAP"}}
    )
    assert ("DREAMING", "NAP") == (job.status, job.internal_status)


def test_absent_fields_are_absent() -> None:
    """A job with nothing but id and name is read, with None and empty where nothing was said."""
    job = jobs_v2.job({"id": "1", "name": "J"})
    assert (None, (), "UNDECIDED", "", "/", None) == (
        job.run,
        job.dependencies,
        job.status,
        job.workstation,
        job.folder,
        job.priority,
    )


@pytest.mark.parametrize("row", [{}, {"id": "1"}, {"name": "J"}, {"id": None, "name": "J"}])
def test_an_object_without_id_or_name_is_no_answer(row: dict) -> None:
    """What cannot be named cannot be used."""
    with pytest.raises(TwsResponseError):
        jobs_v2.job(row)


@pytest.mark.parametrize("answer", [[], {}, {"results": {}}, "x", None])
def test_what_is_no_page_is_no_answer(answer: object) -> None:
    """An answer of another shape is an error, never an empty list."""
    with pytest.raises(TwsResponseError):
        api_v2.page(answer)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "jobruns",
                "dependencies",
                "jobDefinition",
                "timeRestrictions",
                "lastRunCompositeStatus",
                "schedTime",
                "priority",
                "activeStates",
                "holders",
                "jobStreamStats",
                "limit",
                "folder",
                "workstation",
                "task",
            ]
        ),
        JSON,
    )
)
def test_any_shape_of_a_field_is_survived(fields: dict) -> None:
    """Fields of a wrong type are read as absent; no reader fails."""
    row = fields | {"id": "1", "name": "N"}
    assert (
        "1" == jobs_v2.job(row).id == api_v2.job_stream(row).id == api_v2.workstation(row).id == api_v2.resource(row).id
    )


def test_workstations_in_folders_keep_them() -> None:
    """Two workstations of one name in two folders are told apart."""
    assert "/F/W" == api_v2.workstation({"id": "1", "name": "W", "folder": "/F"}).name
    assert Workstation(id="1", name="W") == api_v2.workstation({"id": "1", "name": "W", "folder": "/"})
