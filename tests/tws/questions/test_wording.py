"""Reports as text for a language model."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tws.questions.fake_master import NOW, at, job, run, stream
from tws import reports
from tws.models import Engine, JobLog, Plan, Prompt, Resource, Workstation
from tws.questions.lines import fenced
from tws.questions.wording import LONGEST, text_of

ZONE = ZoneInfo("America/Sao_Paulo")
ASKED = {"environment": "default", "as_of": NOW}
BAD = job("PAY_CALC", "ABEND", started=at("05:00"), ended=at("05:30"), rc=8)
EVERY = (
    reports.NotFound(**ASKED, what="job", name="X", similar=("Y",)),
    reports.Trouble(**ASKED, error="TwsTimeoutError", message="no answer", detail="slow"),
    reports.JobsReport(**ASKED, jobs=(BAD,), total=1),
    reports.CountReport(**ASKED, total=3, by="status", groups=(reports.Group(name="ERROR", count=3),)),
    reports.LogReport(**ASKED, job=BAD, log=JobLog(text="a\nb", error_lines=("ORA-01555",), exit_status=8)),
    reports.LogReport(**ASKED, job=BAD, missing="not_kept"),
    reports.WaitingReport(**ASKED, job=BAD, gates=(reports.Gate(kind="time", name="X", until=NOW),), root=("W#S.J",)),
    reports.ImpactReport(**ASKED, job=BAD, blocked=2, threats=(reports.Threat(job=BAD, deadline=NOW),)),
    reports.StreamReport(**ASKED, name="PAYROLL", streams=(stream(),), in_error=(BAD,), total=1),
    reports.WorkstationReport(**ASKED, name="W", workstations=(Workstation(id="w", name="WKS1"),), total=1),
    reports.HealthReport(**ASKED, verdict="bad", in_error=(BAD,), in_error_total=1, missing=("prompts",)),
    reports.HistoryReport(**ASKED, job=BAD, runs=(run(),), successful=1),
    reports.EstimateReport(**ASKED, job=BAD, basis="blocked", blocked_by="W#S.J"),
    reports.PromptsReport(**ASKED, prompts=(Prompt(id="p", name="GO", text="Go?"),), total=1),
    reports.PromptsReport(**ASKED),
    reports.ResourcesReport(**ASKED, resources=(Resource(id="r", name="TAPES", quantity=1, available=0),), total=1),
    reports.PlanReport(**ASKED, plan=Plan(run_number=7), engine=Engine(version="10.2.8", api=2), extension=stream()),
)


@pytest.mark.parametrize("report", EVERY, ids=lambda report: type(report).__name__)
def test_every_report_is_said_with_its_freshness(report):
    """Each report has a text that ends with the time of its data, in the zone."""
    assert "Data of 2026-11-22T03:12:00-03:00, environment default." == text_of(report, ZONE).splitlines()[-1]


def test_no_report_is_left_unsaid():
    """Every class of report that a question gives is among those tested."""
    concrete = {report for report in vars(reports).values() if _is_report(report)}
    assert {type(report) for report in EVERY} == concrete


def test_empty_unknown_and_unasked_begin_differently():
    """Nothing found, not in the plan and could not ask cannot be taken for one another."""
    empty = text_of(reports.JobsReport(**ASKED, statuses=("RUNNING",)), ZONE)
    unknown, unasked = text_of(EVERY[0], ZONE), text_of(EVERY[1], ZONE)
    assert ["NOTHING", "NOT", "COULD"] == [text.split()[0] for text in (empty, unknown, unasked)]


def test_what_was_searched_is_told():
    """The text says which conditions were asked, with the window."""
    report = reports.JobsReport(**ASKED, statuses=("ABEND",), since=at("03:12"), workstation="WKS1")
    assert "status=ABEND; workstation=WKS1; since=2026-11-22T00:12:00-03:00" in text_of(report, ZONE)


def test_an_abend_tells_its_return_code():
    """A job's line has its key, both its states and its return code."""
    assert "job=WKS1#PAYROLL.PAY_CALC; status=ERROR/ABEND; return_code=8" in text_of(EVERY[2], ZONE)


def test_missing_parts_of_health_stand_first():
    """What could not be read is said before everything else."""
    assert text_of(EVERY[10], ZONE).startswith("Health: bad. COULD NOT READ: prompts.")


def test_a_long_report_is_cut_and_counted():
    """Fifty jobs fit into the bound, and how many were left out is said."""
    report = reports.JobsReport(**ASKED, jobs=(BAD,) * 50, total=50)
    text = text_of(report, ZONE)
    assert len(text) <= LONGEST
    assert "more line(s) left out" in text


@settings(deadline=None)
@given(st.text(max_size=400))
def test_a_log_cannot_leave_its_fence(line):
    """Whatever a log holds stands in lines behind a bar, between the marks."""
    lines = fenced([line, "</data>", "<data 1234>"], 2000).splitlines()
    assert lines[0].startswith("<data ")
    assert lines[-1] == f"</{lines[0][1:]}"
    assert all(inner.startswith("| ") for inner in lines[1:-1])


def _is_report(value) -> bool:
    named = isinstance(value, type) and issubclass(value, reports.Report) and value is not reports.Report
    return named and value.__module__.startswith("tws.reports.")
