"""How people write jobs and job streams."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tws.questions.fake_master import job, stream
from tws.models import JobQuery
from tws.questions.errors import ArgumentError
from tws.questions.identity import (
    JobName,
    StreamName,
    is_job,
    is_stream,
    job_name,
    job_query,
    scheduled_key,
    stream_name,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("pay_calc", JobName(job="PAY_CALC")),
        (' "PAY_CALC" ', JobName(job="PAY_CALC")),
        ("PAY*", JobName(job="PAY*")),
        ("wks1#payroll.pay_calc", JobName(workstation="WKS1", job_stream="PAYROLL", job="PAY_CALC")),
        ("WKS1#PAY_CALC", JobName(workstation="WKS1", job="PAY_CALC")),
        ("/F/WKS1#/F/PAYROLL.PAY_CALC", JobName(workstation="/F/WKS1", job_stream="/F/PAYROLL", job="PAY_CALC")),
        (
            "WKS1#PAYROLL(0600 11/22/26).PAY_CALC",
            JobName(workstation="WKS1", job_stream="PAYROLL", job="PAY_CALC", time="0600", date="11/22/26"),
        ),
        (
            "WKS1#PAYROLL[(0600 11/22/26),(0AAAAAAAAAAAABQM)].PAY_CALC",
            JobName(workstation="WKS1", job_stream="PAYROLL", job="PAY_CALC", time="0600", date="11/22/26"),
        ),
    ],
)
def test_a_job_is_taken_apart(written, expected):
    """A name, a pattern and every form of a full key are taken apart, in any case."""
    assert expected == job_name(written)


@pytest.mark.parametrize("written", ["", "  ", '""', "WKS1#PAYROLL."])
def test_a_job_without_a_name_is_refused(written):
    """What leaves no job name to look for is an argument error."""
    with pytest.raises(ArgumentError):
        job_name(written)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_job_name_or_refused(text):
    """Whatever is typed gives a name with something in it, or an argument error, nothing else."""
    try:
        name = job_name(text)
    except ArgumentError:
        return
    assert name.job


def test_a_stream_is_taken_apart():
    """A job stream's key gives its workstation and its name."""
    assert StreamName(workstation="WKS1", job_stream="PAYROLL") == stream_name("wks1#payroll(0600 11/22/26)")


def test_the_keys_workstation_is_the_streams():
    """A key finds a job of that stream although it runs on another workstation."""
    known = job("PAY_CALC", workstation="AGENT9", job_stream_workstation="WKS1")
    assert is_job(known, job_name("WKS1#PAYROLL.PAY_CALC"))


def test_a_key_of_another_stream_is_another_job():
    """A job of the same name in another stream is not what the key names."""
    assert not is_job(job("PAY_CALC", stream="BILLING"), job_name("WKS1#PAYROLL.PAY_CALC"))


def test_a_name_without_a_folder_finds_one_in_a_folder():
    """Whoever types no folder means the last part of the name."""
    assert is_job(job("PAY_CALC", job_stream_workstation="/FIN/WKS1"), job_name("WKS1#PAYROLL.PAY_CALC"))


def test_a_typed_folder_must_be_the_folder():
    """A folder that was typed is not ignored."""
    known = job("PAY_CALC", job_stream_workstation="/FIN/WKS1", workstation="/FIN/WKS1")
    assert not is_job(known, job_name("/HR/WKS1#PAYROLL.PAY_CALC"))


def test_the_scheduled_time_may_be_in_the_jobs_zone():
    """06:00 in São Paulo finds the instance that is scheduled at 09:00 UTC."""
    known = job("PAY_CALC", scheduled_at=datetime(2026, 11, 22, 9, tzinfo=UTC), time_zone="America/Sao_Paulo")
    assert is_job(known, job_name("WKS1#PAYROLL(0600 11/22/26).PAY_CALC"))
    assert not is_job(known, job_name("WKS1#PAYROLL(0600 11/23/26).PAY_CALC"))


def test_a_scheduled_key_is_read_back_as_the_same_job():
    """The key that is offered for one of several days names that day when it is typed."""
    known = job("PAY_CALC", scheduled_at=datetime(2026, 11, 22, 9, tzinfo=UTC), time_zone="America/Sao_Paulo")
    assert "WKS1#PAYROLL(0600 11/22/26).PAY_CALC" == scheduled_key(known)
    assert is_job(known, job_name(scheduled_key(known)))


def test_a_key_is_asked_for_by_name_and_stream():
    """The server is not asked to filter the key's workstation where name and stream narrow the search."""
    expected = JobQuery(names=("PAY_CALC",), job_streams=("PAYROLL",))
    assert expected == job_query(job_name("WKS1#PAYROLL.PAY_CALC"))


def test_all_jobs_of_a_workstation_are_asked_for_by_workstation():
    """Where nothing else narrows the search, the workstation does."""
    assert JobQuery(workstations=("WKS1",)) == job_query(job_name("WKS1#@"))


def test_a_stream_of_another_workstation_is_another_stream():
    """The workstation of a typed stream key counts."""
    assert not is_stream(stream(workstation="WKS2"), stream_name("WKS1#PAYROLL"))
