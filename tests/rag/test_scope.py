"""Which entries a job falls under."""

from __future__ import annotations

import pytest

from rag.jobs import JobBook, job_of_log
from rag.models import Entry
from rag.scope import JobKey, job_key, scope_of


def entry(job: str = "", *, row: int = 1, **fields: object) -> Entry:
    values = {"id": f"{job}{row}{fields}", "file": "a.xlsx", "sheet": "S", "row": row, "solution": "rerun", "job": job}
    return Entry(**(values | fields))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("PAY_CALC", JobKey(job="PAY_CALC")),
        ("WKS1#PAYROLL.pay_calc", JobKey(job="PAY_CALC", job_stream="PAYROLL", workstation="WKS1")),
        ("/FOLDER/WKS1#/HR/PAYROLL.PAY_CALC", JobKey(job="PAY_CALC", job_stream="PAYROLL", workstation="WKS1")),
        ("M#S[(2000 01/15/24),(S)].JOB", JobKey(job="JOB", job_stream="S", workstation="M")),
        ("", JobKey()),
        (None, JobKey()),
    ],
)
def test_a_job_is_read_from_its_name_or_full_key(written, expected):
    """Workstation, stream, folders and run dates are told apart from the job."""
    assert expected == job_key(written)


@pytest.mark.parametrize(
    ("cell", "scope"),
    [
        ("PAY_CALC", "exact"),
        ("pay_calc", "exact"),
        ("PAY_LOAD; PAY_CALC", "exact"),
        ("WKS1#PAYROLL.PAY_CALC", "exact"),
        ("PAY_*", "pattern"),
        ("PAY@", "pattern"),
        ("PAY_CAL?", "pattern"),
        ("GL_*", "other"),
        ("PAY_CALC_NET", "other"),
        ("*", "generic"),
        ("", "generic"),
        ("Todos", "generic"),
        ("PAY.CALC", "other"),
    ],
)
def test_a_job_cell_names_a_job_a_pattern_or_any(cell, scope):
    """Names and the vendor's wildcards are recognised; a dot is a dot."""
    assert scope == scope_of(entry(cell), JobKey(job="PAY_CALC"))


def test_workstation_and_stream_narrow_a_row():
    """A row for another workstation is another row; one for the stream is nearer than one for any job."""
    key = job_key("WKS1#PAYROLL.PAY_CALC")
    assert [
        scope_of(entry(workstation="WKS2"), key),
        scope_of(entry(workstation="WKS1"), key),
        scope_of(entry(job_stream="PAYROLL"), key),
        scope_of(entry(job_stream="BILLING"), key),
    ] == ["other", "generic", "stream", "other"]


def test_facts_come_from_the_nearest_rows_only():
    """The job's own owner hides the pattern's, the pattern's hides everybody's."""
    rows = [
        entry("*", row=1, owner="Operação"),
        entry("PAY_*", row=2, owner="Folha"),
        entry("PAY_CALC", row=3, owner="Cálculo", error="ORA-1"),
        entry("", row=4, owner="DBA", error="ORA-1"),
    ]
    book = JobBook(rows)
    assert [
        [fact.owner for fact in book.facts(job_key(job), 3)] for job in ("PAY_CALC", "PAY_LOAD", "GL_CLOSE", None)
    ] == [["Cálculo"], ["Folha"], ["Operação"], []]


def test_the_same_owner_is_told_once():
    """Ten rows of one job with one owner and one procedure are one fact."""
    rows = [entry("A_JOB", row=n, owner="Folha", contact="x", error=f"E{n}") for n in range(10)]
    assert len(JobBook(rows).facts(job_key("A_JOB"), 3)) == 1


@pytest.mark.parametrize(
    ("text", "name", "mistyped"),
    [
        ("o que fazer com HR_W_CLOSE_170?", "HR_W_CLOSE_170", False),
        ("hr_w_close_170 abendou", "HR_W_CLOSE_170", False),
        ("HR_W_CLOES_170 abendou", "HR_W_CLOSE_170", True),
        ("HR_W_CLOSE_190 abendou", "HR_W_CLOSE_190", False),
        ("ORA-01555 no banco", "", False),
        ("o job caiu", "", False),
    ],
)
def test_a_job_is_found_in_what_people_type(text, name, mistyped):
    """Names are known in any case; letters that changed places are a slip, another number is another job, a code none."""
    named = JobBook([entry("HR_W_CLOSE_170")]).named_in(text)
    assert (name, mistyped) == (named.key.job, named.mistyped)


def test_a_log_names_its_job():
    """The header of a job log tells workstation, stream and job."""
    assert JobKey(job="PAY_CALC", job_stream="PAYROLL", workstation="WKS1") == job_of_log(
        "===\n= JOB       : WKS1#PAYROLL[(2000 01/15/24),(PAYROLL)].PAY_CALC\n= USER : x\n"
    )
