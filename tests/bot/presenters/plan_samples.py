"""Made-up records of HWA, of the sheet and of alerts, at one fixed moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reports import DiagnosisReport, Incident, KeptWatch
from rag.models import Entry, Found, Match, Signature
from tws.models import Engine, Job, JobLog, JobRun, JobStream, Plan, Prompt, Resource, Workstation
from tws.reports import (
    Gate,
    ImpactReport,
    Threat,
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
