"""One or more made-up reports of every class, at one fixed moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reports import DiagnosisReport, HandoverReport, Incident, KeptWatch, KnowledgeReport, WatchReport
from rag.models import Entry, Found, Match, Signature
from tws.models import Engine, Job, JobLog, JobRun, JobStream, Plan, Prompt, Resource, Workstation
from tws.reports import (
    CountReport,
    EstimateReport,
    Gate,
    Group,
    HealthReport,
    HistoryReport,
    ImpactReport,
    JobsReport,
    LogReport,
    NotFound,
    PlanReport,
    PromptsReport,
    Report,
    ResourcesReport,
    StreamReport,
    Threat,
    Trouble,
    WaitingReport,
    WorkstationReport,
)

ZONE = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 11, 22, 6, 12, 9, tzinfo=UTC)
HERE = {"environment": "default", "as_of": NOW}


def ago(**units: float) -> datetime:
    """A moment before NOW."""
    return NOW - timedelta(**units)


def job(name: str, internal: str = "SUCC", status: str = "SUCCESSFUL", **values: object) -> Job:
    """A job that never ran, unless told otherwise."""
    known = {"id": name, "workstation": "WKS_DB1", "job_stream": "PAYROLL", "scheduled_at": ago(hours=1)}
    return Job(name=name, internal_status=internal, status=status, **{**known, **values})


def run(internal: str, status: str, **values: object) -> JobRun:
    """A run from 20 to 10 minutes ago, unless told otherwise."""
    known = {"id": "r", "number": 44117, "started_at": ago(minutes=20), "elapsed": timedelta(minutes=10)}
    known["ended_at"] = None if status == "RUNNING" else ago(minutes=10)
    return JobRun(internal_status=internal, status=status, **{**known, **values})


ABENDED = job(
    "FINAL_BATCH_PAYROLL",
    "ABEND",
    "ERROR",
    runs=(run("ABEND", "ERROR", return_code=8),),
    deadline=NOW + timedelta(hours=1),
    estimated=timedelta(minutes=12),
    critical=True,
)
FAILED = job("PAY_EXTRACT", "FAIL", "ERROR", runs=(run("FAIL", "ERROR", elapsed=None, ended_at=None),))
RUNNING = job("PAY_CALC", "EXEC", "RUNNING", runs=(run("EXEC", "RUNNING", elapsed=None),), estimated=timedelta(hours=1))
ENDED = job("PAY_LOAD", runs=(run("SUCC", "SUCCESSFUL", return_code=0), run("SUCC", "SUCCESSFUL", return_code=0)))
WAITING = job("PAY_REPORT", "HOLD", "WAITING", unresolved=2, starts_after=NOW + timedelta(hours=2))
HELD = job("PAY_AUDIT", "HOLD", "HELD", priority=0)
LATE = job("PAY_SEND", "HOLD", "WAITING", deadline=ago(minutes=30), until_passed=True, needs_reply=True)
YESTERDAY = job(
    "PAY_OLD",
    "ABEND",
    "ERROR",
    runs=(run("ABEND", "ERROR", return_code=-1073741819, started_at=ago(hours=9), ended_at=ago(hours=8)),),
)
ODD = job("PAY_ODD", "NEWWORD", "UNDECIDED")

STREAM = JobStream(
    id="s1",
    name="PAYROLL",
    workstation="WKS_DB1",
    status="BLOCKED",
    internal_status="STUCK",
    scheduled_at=ago(hours=3),
    started_at=ago(hours=2),
    deadline=NOW + timedelta(hours=1),
    jobs=1250,
    successful=1200,
    abended=2,
    failed=1,
    running=3,
    limit=0,
    carried_forward=True,
    unresolved=1,
)
UP = Workstation(id="w1", name="WKS_DB1", type="FTA", limit=10, fence=0, is_linked=True, is_running=True)
DOWN = Workstation(id="w2", name="WKS_APP2", type="AGENT", limit=10, fence=0, is_linked=False, is_running=False)
IDLE = Workstation(id="w3", name="WKS_NEW3", type="FTA", limit=0, fence=10, is_linked=True, is_running=True)
UNSURE = Workstation(id="w4", name="WKS_XA4", type="X_AGENT")
PROMPT = Prompt(
    id="p1",
    name="PRM_CLOSE",
    number=12,
    text="Books closed for 11/2026? (y/n)",
    status="ASKED",
    asked_at=ago(minutes=40),
    job="WKS_DB1#PAYROLL.PAY_REPORT",
)
RESOURCE = Resource(
    id="x1",
    name="DB_LOCK",
    workstation="WKS_DB1",
    quantity=1,
    available=0,
    in_use=1,
    holders=("WKS_DB1#PAYROLL.PAY_CALC",),
)
PLAN = Plan(
    run_number=1234, starts_at=ago(hours=5), ends_at=NOW + timedelta(hours=19), created_at=ago(hours=6), master="MDM"
)
ENGINE = Engine(version="10.2.3", api=2, time_zone="America/Sao_Paulo", host="mdm.example")
ENTRY = Entry(
    id="e1",
    file="knowledge.xlsx",
    sheet="Incidentes",
    row=1012,
    solution="1. Ampliar o tablespace UNDO em 4 GB\n2. Pedir reexecução do job\n3) Conferir o total com a folha",
    job="FINAL_BATCH_*",
    error="ORA-01555",
    cause="UNDO pequeno demais",
    owner="Equipe de Folha",
    contact="ramal 4321",
    procedure="https://wiki.example/PRC-0042",
    valid_until=date(2025, 12, 31),
)
OTHER_ENTRY = replace(
    ENTRY, id="e2", row=7, owner="", contact="", procedure="PRC 7", solution="Chamar o DBA", error="ORA-01652"
)
KNOWN = Found(
    verdict="known",
    confidence=0.92,
    solutions=(Match(entry=ENTRY, score=9.1, confidence=0.92), Match(entry=OTHER_ENTRY, score=3.0, confidence=0.4)),
    facts=(ENTRY,),
    signature=Signature(codes=("ORA-01555",)),
)
POSSIBLE = Found(
    verdict="possible", confidence=0.5, solutions=(Match(entry=OTHER_ENTRY, score=2.0, confidence=0.5),), facts=(ENTRY,)
)
UNKNOWN = Found(verdict="none")
OWNED = Found(verdict="none", facts=(ENTRY,))
LINES = ("ORA-01555: snapshot too old: rollback segment number 9", "<script>alert(1)</script> *bold* {name}", "x" * 400)
LOG = JobLog(
    text="header\nstep 1 ok\nORA-01555: snapshot too old\n+++ exit 8",
    body="step 1 ok\nORA-01555: snapshot too old",
    exit_status=8,
    error_lines=LINES,
    truncated=True,
)
IMPACT = ImpactReport(
    **HERE,
    job=ABENDED,
    direct=(WAITING, HELD),
    blocked=1200,
    streams=("PAYROLL", "LEDGER"),
    critical=(WAITING,),
    threats=(
        Threat(job=WAITING, deadline=NOW + timedelta(hours=3), latest_start=NOW + timedelta(hours=2)),
        Threat(job=LATE, deadline=ago(minutes=30), missed=True),
        Threat(job=HELD, deadline=NOW + timedelta(hours=4)),
    ),
    truncated=True,
)
OTHERS = ("WKS_DB1#PAYROLL_EXTRA.FINAL_BATCH_PAYROLL",)
INCIDENT = Incident(
    id="i1",
    key="default/PAYROLL/FINAL_BATCH_PAYROLL",
    environment="default",
    job=ABENDED.key,
    job_name=ABENDED.name,
    job_stream="PAYROLL",
    workstation="WKS_DB1",
    internal_status="ABEND",
    state="open",
    opened_at=ago(minutes=10),
    updated_at=ago(minutes=9),
    return_code=8,
    run_number=44117,
    known=True,
    error_line=LINES[0],
    blocked=12,
)
TAKEN = replace(INCIDENT, state="acknowledged", taken_by="plantao1")
RECOVERED = replace(INCIDENT, id="i2", state="recovered", closed_at=ago(minutes=1), updated_at=ago(minutes=1))
KEPT = KeptWatch(job=RUNNING.key, job_name=RUNNING.name, asked_at=ago(minutes=20), until=NOW + timedelta(hours=2))
DIAGNOSIS = DiagnosisReport(
    **HERE, job=ABENDED, run=ABENDED.run, error_lines=LINES, found=KNOWN, impact=IMPACT, others=OTHERS
)


def gates() -> tuple[Gate, ...]:
    """A gate of every kind, and one that nobody has heard of."""
    return (
        Gate(kind="predecessor", name=ABENDED.key, state="ABEND"),
        Gate(kind="stream_predecessor", name="WKS_DB1#LEDGER", state="EXEC"),
        Gate(kind="file", name="/in/pay.csv"),
        Gate(kind="resource", name="DB_LOCK", needed=1, available=0, holders=("WKS_DB1#PAYROLL.PAY_CALC",)),
        Gate(kind="prompt", name="PRM_CLOSE", text="Books closed for 11/2026?", state="ASKED"),
        Gate(kind="time", name="", until=NOW + timedelta(hours=2)),
        Gate(kind="stream_time", name="PAYROLL", until=NOW + timedelta(days=1)),
        Gate(kind="until_passed", name="", until=ago(hours=1)),
        Gate(kind="limit", name="WKS_DB1", state="0/0", needed=1, available=0),
        Gate(kind="stream_limit", name="WKS_DB1#PAYROLL", state="2/2", needed=1, available=0),
        Gate(kind="fence", name="WKS_DB1", state="20", needed=21, available=10),
        Gate(kind="priority_zero", name="PAY_REPORT", state="HOLD", needed=1, available=0),
        Gate(kind="stream_held", name="WKS_DB1#PAYROLL"),
        Gate(kind="workstation_unlinked", name="WKS_DB1"),
        Gate(kind="workstation_stopped", name="WKS_DB1", satisfied=None),
        Gate(kind="confirmation", name="", satisfied=None),
        Gate(kind="recovery_prompt", name="12", satisfied=None),
        Gate(kind="canceled", name="PAY_REPORT", satisfied=None),
        Gate(kind="join", name="J1", satisfied=None),
        Gate(kind="internetwork", name="NET::JOB", satisfied=None),
        Gate(kind="comet", name="HALLEY", satisfied=None),
        Gate(kind="file", name="/in/done", satisfied=True),
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


def _environment() -> dict[str, Report]:
    counts = (Group(name="ERROR", count=12), Group(name="SUCCESSFUL", count=4100), Group(name="NEWWORD", count=2))
    bad = HealthReport(
        **HERE,
        verdict="bad",
        engine=ENGINE,
        plan=PLAN,
        counts=counts,
        in_error=(ABENDED, FAILED),
        in_error_total=12,
        stuck=(STREAM,),
        late=(LATE,),
        critical_open=(WAITING,),
        workstations_down=(DOWN,),
        workstations_total=1040,
        prompts_waiting=(PROMPT,),
        resources_short=(RESOURCE,),
        missing=("engine", "late:TwsTimeoutError", "moon"),
    )
    return {
        "health_bad": bad,
        "health_good": HealthReport(**HERE, verdict="good", plan=PLAN, counts=counts[1:2], workstations_total=3),
        "health_unread": HealthReport(**HERE, verdict="good", missing=("in_error", "workstations:TwsTimeoutError")),
        "health_warning": HealthReport(**HERE, verdict="warning", plan=replace(PLAN, extending=True, ends_at=None)),
        "health_over": HealthReport(
            **HERE, verdict="bad", plan=replace(PLAN, ends_at=ago(hours=1)), late=(LATE,) * 20, missing=("plan",)
        ),
        "health_odd": HealthReport(**HERE, verdict="warning"),
        "stream": StreamReport(
            **HERE,
            name="PAYROL",
            meant="PAYROLL",
            streams=(STREAM, replace(STREAM, id="s2")),
            in_error=(ABENDED,),
            running=(RUNNING,),
            total=1002,
        ),
        "stream_plain": StreamReport(
            **HERE, name="LEDGER", streams=(JobStream(id="l", name="LEDGER", workstation="WKS_DB1"),)
        ),
        "stream_list": StreamReport(
            **HERE,
            name="PAY*",
            streams=(STREAM, replace(STREAM, name="PAYX", status="SUCCESSFUL", internal_status="SUCC")),
            total=2,
        ),
        "stream_none": StreamReport(**HERE, name="NOPE"),
        "workstation_up": WorkstationReport(**HERE, name="WKS_DB1", workstations=(UP,), counts=counts, total=1),
        "workstation_down": WorkstationReport(**HERE, name="WKS_APP2", workstations=(DOWN,), total=1),
        "workstation_idle": WorkstationReport(**HERE, name="WKS_NEW", meant="WKS_NEW3", workstations=(IDLE,), total=1),
        "workstation_unsure": WorkstationReport(
            **HERE, name="WKS_XA4", workstations=(replace(UNSURE, ignored=True),), total=1
        ),
        "workstations": WorkstationReport(**HERE, workstations=(UP, DOWN, IDLE, UNSURE), total=1040),
        "workstations_up": WorkstationReport(**HERE, workstations=(UP, replace(UP, name="WKS_DB2")), total=2),
        "prompts": PromptsReport(**HERE, prompts=(PROMPT, Prompt(id="p2", name="", number=13)), total=2),
        "prompts_none": PromptsReport(**HERE),
        "resources": ResourcesReport(
            **HERE,
            resources=(RESOURCE, replace(RESOURCE, available=None, holders=("A", "B", "C"))),
            short=1,
            total=1300,
        ),
        "resources_enough": ResourcesReport(
            **HERE, resources=(replace(RESOURCE, available=1, in_use=0, holders=()),), total=2
        ),
        "resources_none": ResourcesReport(**HERE, total=2),
        "plan": PlanReport(
            **HERE,
            plan=PLAN,
            engine=ENGINE,
            extension=replace(STREAM, name="FINAL", internal_status="HOLD", status="WAITING"),
            extension_jobs=(WAITING,),
        ),
        "plan_extending": PlanReport(**HERE, plan=replace(PLAN, extending=True), engine=ENGINE),
        "plan_over": PlanReport(**HERE, plan=replace(PLAN, run_number=None, ends_at=ago(hours=1)), engine=ENGINE),
        "plan_unknown": PlanReport(**HERE, plan=Plan(), engine=ENGINE),
    }


def _knowledge_and_shift() -> dict[str, Report]:
    here = replace(DIAGNOSIS, others=())
    return {
        "knowledge_known": KnowledgeReport(
            **HERE, found=KNOWN, query="ORA-01555 <b>snapshot</b>", job="FINAL_BATCH_PAYROLL"
        ),
        "knowledge_possible": KnowledgeReport(**HERE, found=POSSIBLE, query="tablespace cheio"),
        "knowledge_none": KnowledgeReport(**HERE, found=UNKNOWN, query="erro 99 nunca visto"),
        "knowledge_job": KnowledgeReport(**HERE, found=KNOWN, job="FINAL_BATCH_PAYROLL"),
        "knowledge_silent": KnowledgeReport(**HERE, found=UNKNOWN, job="PAY_CALC"),
        "knowledge_owner": KnowledgeReport(**HERE, found=OWNED, job="FINAL_BATCH_PAYROLL"),
        "diagnosis": DIAGNOSIS,
        "diagnosis_possible": replace(here, found=POSSIBLE, impact=replace(IMPACT, blocked=0, threats=(), critical=())),
        "diagnosis_unknown": replace(here, found=UNKNOWN, error_lines=(), impact=None),
        "diagnosis_partial": replace(
            here,
            job=FAILED,
            run=None,
            error_lines=(),
            found=None,
            impact=None,
            missing=("log:TwsTimeoutError", "knowledge:StoreError", "impact"),
        ),
        "health_at_risk": HealthReport(
            **HERE,
            verdict="good",
            critical_open=(
                replace(RUNNING, critical=True, deadline=NOW + timedelta(minutes=10)),
                replace(ABENDED, critical=True, deadline=NOW + timedelta(hours=2)),
                replace(WAITING, critical=True),
            ),
        ),
        "handover": HandoverReport(
            **HERE,
            since=ago(hours=8),
            open=(INCIDENT, TAKEN),
            ended=(RECOVERED,),
            unexplained=(INCIDENT,),
            critical_open=(WAITING,),
            missing=("critical:TwsAuthError",),
        ),
        "handover_quiet": HandoverReport(**HERE, since=ago(hours=8)),
        "handover_ahead": HandoverReport(
            **HERE,
            since=ago(hours=8),
            until=NOW + timedelta(hours=3),
            open=(replace(INCIDENT, effects=2), replace(TAKEN, id="i3", cause=INCIDENT.id)),
            ended=(RECOVERED,),
            alone=(RECOVERED,),
            critical_open=(WAITING, LATE),
            at_risk=(LATE, replace(RUNNING, deadline=NOW + timedelta(minutes=10))),
            expected_ends={RUNNING.key: NOW + timedelta(minutes=25)},
        ),
        "handover_about": HandoverReport(**HERE, since=ago(hours=8), open=(TAKEN,), about=TAKEN.job_name),
        "handover_about_nobody": HandoverReport(**HERE, since=ago(hours=8), open=(INCIDENT,), about=INCIDENT.job_name),
        "handover_about_none": HandoverReport(**HERE, since=ago(hours=8), about=WAITING.name),
        "watch": WatchReport(**HERE, job_keys=(RUNNING.key,), until=NOW + timedelta(hours=6), job=RUNNING),
        "watch_ended": WatchReport(**HERE, job_keys=(ENDED.key,), already_ended=True, job=ENDED),
        "watch_many": WatchReport(**HERE, job_keys=(ENDED.key, RUNNING.key)),
        "watch_untold": WatchReport(**HERE, job_keys=(RUNNING.key,), job=RUNNING, cannot_tell=True),
        "watch_over": WatchReport(**HERE, job_keys=(ENDED.key,), already_ended=True),
        "watch_list": WatchReport(**HERE, job_keys=(RUNNING.key,), action="list", kept=(KEPT,)),
        "watch_list_none": WatchReport(**HERE, job_keys=(), action="list"),
        "watch_dropped": WatchReport(**HERE, job_keys=(), action="drop", dropped=(KEPT,), asked=RUNNING.name),
        "watch_not_kept": WatchReport(**HERE, job_keys=(RUNNING.key,), action="drop", kept=(KEPT,), asked=WAITING.name),
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
    **_environment(),
    **_knowledge_and_shift(),
    **_not_answered(),
}
