"""Made-up reports about the whole environment, the sheet and a shift, at one fixed moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.reports import HandoverReport, KnowledgeReport, WatchReport
from tests.bot.presenters.plan_samples import (
    ABENDED,
    DIAGNOSIS,
    DOWN,
    ENDED,
    ENGINE,
    FAILED,
    HERE,
    IDLE,
    IMPACT,
    INCIDENT,
    KEPT,
    KNOWN,
    LATE,
    NOW,
    OWNED,
    PLAN,
    POSSIBLE,
    PROMPT,
    RECOVERED,
    RESOURCE,
    RUNNING,
    STREAM,
    TAKEN,
    UNKNOWN,
    UNSURE,
    UP,
    WAITING,
    ago,
)
from tws.models import JobStream, Plan, Prompt
from tws.reports import (
    Group,
    HealthReport,
    PlanReport,
    PromptsReport,
    Report,
    ResourcesReport,
    StreamReport,
    WorkstationReport,
)


def environment() -> dict[str, Report]:
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


def knowledge_and_shift() -> dict[str, Report]:
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
