"""One or more made-up reports of every class, at one fixed moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.bot.presenters.environment_samples import environment, knowledge_and_shift
from tests.bot.presenters.plan_samples import (
    ABENDED,
    ENDED,
    FAILED,
    HELD,
    HERE,
    IMPACT,
    LATE,
    LOG,
    NOW,
    ODD,
    OTHERS,
    RUNNING,
    WAITING,
    YESTERDAY,
    ago,
    gates,
    job,
    run,
)
from tws.models import JobLog
from tws.reports import (
    CountReport,
    EstimateReport,
    Gate,
    Group,
    HistoryReport,
    ImpactReport,
    JobsReport,
    LogReport,
    NotFound,
    Report,
    Trouble,
    WaitingReport,
)


def _jobs() -> dict[str, Report]:
    error = {"statuses": ("ABEND", "FAIL"), "since": ago(hours=3)}
    named = {
        each.name.lower(): JobsReport(**HERE, jobs=(each,), total=1, job=each.name)
        for each in (ABENDED, FAILED, RUNNING, ENDED, WAITING, HELD, LATE, YESTERDAY, ODD)
    }
    return {
        **named,
        "job_mistyped": JobsReport(**HERE, jobs=(ENDED,), total=1, job="PAY_LOD", meant="PAY_LOAD"),
        "job_several": JobsReport(
            **HERE,
            jobs=(ENDED, replace(ENDED, id="2", job_stream="EXTRA", internal_status="ABEND")),
            total=2,
            job="PAY_LOAD",
        ),
        "errors": JobsReport(**HERE, jobs=(ABENDED, FAILED), total=2, **error),
        "errors_many": JobsReport(**HERE, jobs=(ABENDED,) * 12, total=1500, truncated=True, **error),
        "errors_none": JobsReport(**HERE, job_stream="PAYROLL", workstation="WKS_DB1", until=ago(hours=1), **error),
        "running": JobsReport(**HERE, jobs=(RUNNING,), total=1, statuses=("RUNNING",), overrunning=True),
        "late_critical": JobsReport(**HERE, jobs=(LATE,), total=3, late=True, critical=True, job="PAY_*", until=NOW),
        "found_none": JobsReport(**HERE, job="PAY_*", statuses=("STRANGE",)),
    }


def _counts_and_logs() -> dict[str, Report]:
    groups = (Group(name="SUCCESSFUL", count=4000), Group(name="ERROR", count=12), Group(name="STRANGE", count=1))
    return {
        "count": CountReport(**HERE, total=5012),
        "count_status": CountReport(**HERE, total=4013, by="status", groups=groups),
        "count_stream": CountReport(
            **HERE,
            total=12,
            by="stream",
            groups=(Group(name="PAYROLL", count=12),),
            status="ABEND, FAIL",
            since=ago(hours=26),
            truncated=True,
        ),
        "log": LogReport(**HERE, job=ABENDED, run=ABENDED.run, log=LOG, others=OTHERS),
        "log_empty": LogReport(**HERE, job=ENDED, run=ENDED.run, log=JobLog(text="")),
        "log_never": LogReport(**HERE, job=WAITING, missing="never_started"),
        "log_fail": LogReport(**HERE, job=FAILED, run=FAILED.run, missing="not_launched"),
        "log_gone": LogReport(**HERE, job=ENDED, run=ENDED.run, missing="not_kept"),
        "log_odd": LogReport(**HERE, job=ENDED, missing="eaten"),
    }


def _why_and_what_then() -> dict[str, Report]:
    root = (WAITING.key, "WKS_DB1#PAYROLL.PAY_SUM", ABENDED.key)
    return {
        "waiting": WaitingReport(**HERE, job=WAITING, gates=gates(), root=root, root_state="ABEND", others=OTHERS),
        "waiting_time": WaitingReport(**HERE, job=WAITING, gates=gates()[5:6]),
        "waiting_unsure": WaitingReport(**HERE, job=WAITING, gates=gates()[14:16]),
        "waiting_free": WaitingReport(**HERE, job=job("PAY_NOW", "READY", "READY")),
        "waiting_untold": WaitingReport(
            **HERE, job=WAITING, gates=(Gate(kind="until_passed", name=""), Gate(kind="limit", name="WKS_DB1"))
        ),
        "waiting_confirmation": WaitingReport(
            **HERE,
            job=job("PAY_SIGN", "PEND", "WAITING", runs=(run("PEND", "WAITING", return_code=0),)),
            gates=(Gate(kind="confirmation", name="PAY_SIGN", state="PEND"),),
        ),
        "waiting_recovery": WaitingReport(**HERE, job=ABENDED, gates=gates()[16:17]),
        "waiting_started": WaitingReport(**HERE, job=RUNNING),
        "waiting_cancelled": WaitingReport(**HERE, job=replace(WAITING, canceled=True)),
        "impact": IMPACT,
        "impact_none": ImpactReport(**HERE, job=ENDED),
        "impact_some": ImpactReport(
            **HERE, job=RUNNING, direct=(WAITING,), blocked=1, streams=("PAYROLL",), others=OTHERS
        ),
        "history": HistoryReport(
            **HERE,
            job=ENDED,
            runs=(*ENDED.runs, run("ABEND", "ERROR", return_code=4), run("EXEC", "RUNNING", elapsed=None)),
            successful=2,
            in_error=1,
            usual=timedelta(minutes=9, seconds=30),
            estimated=timedelta(hours=1, minutes=5),
        ),
        "history_none": HistoryReport(**HERE, job=WAITING),
        "estimate_running": EstimateReport(
            **HERE, job=RUNNING, basis="running", ends_at=NOW + timedelta(hours=1), deadline=NOW, after_deadline=True
        ),
        "estimate_overrun": EstimateReport(
            **HERE, job=RUNNING, basis="running", ends_at=NOW, usual=timedelta(minutes=12)
        ),
        "estimate_waiting": EstimateReport(
            **HERE,
            job=WAITING,
            basis="waiting",
            starts_at=NOW + timedelta(hours=2),
            ends_at=NOW + timedelta(days=1),
            usual=timedelta(seconds=40),
            deadline=NOW + timedelta(days=2),
            after_deadline=False,
        ),
        "estimate_start": EstimateReport(**HERE, job=WAITING, basis="waiting", starts_at=NOW + timedelta(hours=2)),
        "estimate_blocked": EstimateReport(**HERE, job=WAITING, basis="blocked", blocked_by=ABENDED.key),
        "estimate_held": EstimateReport(**HERE, job=HELD, basis="blocked"),
        "estimate_unknown": EstimateReport(**HERE, job=ODD, basis="unknown"),
        "estimate_ended": EstimateReport(**HERE, job=ENDED, basis="ended", ends_at=ago(minutes=10)),
    }


def _not_answered() -> dict[str, Report]:
    words = {"message": "engine's words", "host": "mdm.example"}
    errors = (
        ("TwsConnectionError", None),
        ("TwsTimeoutError", None),
        ("TwsAuthError", 401),
        ("TwsAuthError", 403),
        ("TwsNotFoundError", 404),
        ("TwsResponseError", 502),
        ("TwsQueryError", 400),
        ("TwsPlanError", 500),
        ("TwsNameError", None),
        ("TwsReadOnlyError", None),
        ("StoreError", None),
        ("SomethingElse", None),
    )
    troubles = {
        f"trouble_{error}_{status or ''}": Trouble(
            **HERE,
            error=error,
            status=status,
            detail="AWSJSY404E The plan <is> busy\n2 lines",
            last_answer_at=ago(hours=30),
            **words,
        )
        for error, status in errors
    }
    return {
        **troubles,
        "trouble_never": Trouble(**{**HERE, "as_of": ago(minutes=30)}, error="TwsResponseError", message=""),
        "not_found": NotFound(**HERE, what="job", name="XPTO_99", similar=("XPTO_98", "XPTO_97")),
        "not_found_stream": NotFound(**HERE, what="job_stream", name="XPTO_99"),
        "not_found_workstation": NotFound(
            **{**HERE, "as_of": ago(minutes=30)}, what="workstation", name="W9", similar=("W8",)
        ),
        "not_found_moon": NotFound(**HERE, what="moon", name="W9"),
    }


REPORTS: dict[str, Report] = {
    **_jobs(),
    **_counts_and_logs(),
    **_why_and_what_then(),
    **environment(),
    **knowledge_and_shift(),
    **_not_answered(),
}
