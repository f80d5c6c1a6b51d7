"""Reports as short plain English for a language model: what was asked, what was found, at what time.

Text from the plan (names, prompts, log lines) is data and stands fenced. *Nothing found*, *not in the plan* and
*could not ask* begin differently.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tws import reports
from tws.questions.lines import At, conditions, fenced, gate_line, job_line, short, stream_line, took, workstation_line

LONGEST = 2000
_LONGEST_HEAD = 600
_MARKS = 120  # characters for the marks and the count of what was left out

Said = tuple[str, list[str]]


def text_of(report: reports.Report, zone: ZoneInfo) -> str:
    """The report in at most LONGEST characters, its times in `zone`, its freshness last."""

    def at(moment: datetime | None) -> str | None:
        return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None

    head, lines = _SAYINGS[type(report)](report, at)
    head = short(head, _LONGEST_HEAD)
    footer = f"Data of {at(report.as_of)}, environment {report.environment}."
    data = fenced(lines, LONGEST - len(head) - len(footer) - _MARKS)
    return "\n".join(part for part in (head, data, footer) if part)


def _not_found(report: reports.NotFound, _: At) -> Said:
    what = report.what.replace("_", " ")
    similar = f"; {len(report.similar)} similar names follow" if report.similar else ", nor one of a similar name"
    return f"NOT IN THE PLAN: no {what} is named {short(report.name)!r}{similar}.", list(report.similar)


def _trouble(report: reports.Trouble, at: At) -> Said:
    last = at(report.last_answer_at) if report.last_answer_at else "never"
    head = f"COULD NOT ASK HWA ({report.error}); nothing is known of what was asked. Last answer: {last}."
    return head, [report.message, *([report.detail] if report.detail else [])]


def _jobs(report: reports.JobsReport, at: At) -> Said:
    asked = conditions(
        job=report.job,
        read_as=report.meant,
        status=",".join(report.statuses) or None,
        job_stream=report.job_stream,
        workstation=report.workstation,
        since=at(report.since),
        until=at(report.until),
        late=report.late,
        critical=report.critical,
        overrunning=report.overrunning,
    )
    if not report.jobs:
        return f"NOTHING FOUND: no job of the plan meets: {asked}.", []
    more = " or more" if report.truncated else ""
    return f"{report.total}{more} job(s) found for: {asked}.", [job_line(job, at) for job in report.jobs]


def _count(report: reports.CountReport, at: At) -> Said:
    asked = conditions(status=report.status, by=report.by, since=at(report.since), until=at(report.until))
    largest = " (only the largest groups)" if report.truncated else ""
    lines = [f"{group.name}: {group.count}" for group in report.groups]
    return f"{report.total} job(s) counted for: {asked}{largest}.", lines


def _log(report: reports.LogReport, at: At) -> Said:
    if report.log is None:
        return f"NO LOG ({report.missing}) of this job.", [job_line(report.job, at)]
    log = report.log
    lines = list(log.error_lines)
    tail = [line for line in (log.body or log.text).splitlines() if line.strip()][-12:]
    head = f"Job log; exit status {log.exit_status}; {len(lines)} error line(s), then the last lines."
    return head, [job_line(report.job, at), *lines, "--", *tail]


def _waiting(report: reports.WaitingReport, at: At) -> Said:
    closed = [gate for gate in report.gates if gate.satisfied is False]
    root = [f"the chain ends at {report.root[-1]}, {report.root_state}"] if report.root else []
    lines = [job_line(report.job, at), *root, *(gate_line(gate, at) for gate in report.gates)]
    return f"{len(closed)} thing(s) hold this job back.", lines


def _impact(report: reports.ImpactReport, at: At) -> Said:
    more = " or more" if report.truncated else ""
    head = f"{report.blocked}{more} job(s) in {len(report.streams)} job stream(s) wait behind this job."
    threats = [
        f"deadline {at(threat.deadline)} of {threat.job.key}: "
        f"latest start {at(threat.latest_start)}{', cannot be met' if threat.missed else ''}"
        for threat in report.threats
    ]
    direct = [f"directly: {job_line(job, at)}" for job in report.direct[:8]]
    critical = [f"critical: {job.key}" for job in report.critical]
    streams = [f"job streams: {', '.join(report.streams)}"] if report.streams else []
    return head, [job_line(report.job, at), *threats, *critical, *direct, *streams]


def _stream(report: reports.StreamReport, at: At) -> Said:
    read_as = f", read as {report.meant}" if report.meant else ""
    lines = [stream_line(stream, at) for stream in report.streams]
    lines += [f"in error: {job_line(job, at)}" for job in report.in_error]
    lines += [f"running: {job_line(job, at)}" for job in report.running]
    return f"{report.total} job stream(s) named {short(report.name)!r}{read_as}.", lines


def _workstations(report: reports.WorkstationReport, _: At) -> Said:
    named = f" named {short(report.name)!r}" if report.name else ""
    counts = [f"jobs {group.name}: {group.count}" for group in report.counts]
    lines = [workstation_line(known) for known in report.workstations]
    return f"{report.total} workstation(s){named}.", [*lines, *counts]


def _health(report: reports.HealthReport, at: At) -> Said:
    missing = f" COULD NOT READ: {', '.join(report.missing)}." if report.missing else ""
    lines = [f"jobs {group.name}: {group.count}" for group in report.counts]
    lines += [f"in error ({report.in_error_total} in all): {job_line(job, at)}" for job in report.in_error[:6]]
    lines += [f"stuck: {stream.key}" for stream in report.stuck]
    lines += [f"late: {job.key}, deadline {at(job.deadline)}" for job in report.late[:6]]
    lines += [f"critical and open: {job.key}" for job in report.critical_open[:6]]
    lines += [f"down: {workstation_line(known)}" for known in report.workstations_down]
    lines += [f"prompt waits: {prompt.name} {prompt.text}" for prompt in report.prompts_waiting[:5]]
    lines += [f"resource short: {resource.name}" for resource in report.resources_short[:5]]
    return f"Health: {report.verdict}.{missing}", lines


def _history(report: reports.HistoryReport, at: At) -> Said:
    head = (
        f"{len(report.runs)} run(s) in the current plan: {report.successful} ended well, {report.in_error} in "
        f"error; usual duration {took(report.usual)}."
    )
    runs = [
        f"run {run.number}: {run.internal_status} rc={run.return_code} {at(run.started_at)} - {at(run.ended_at)}"
        for run in report.runs
    ]
    return head, [job_line(report.job, at), *runs]


def _estimate(report: reports.EstimateReport, at: At) -> Said:
    asked = conditions(
        starts=at(report.starts_at),
        ends=at(report.ends_at),
        deadline=at(report.deadline),
        after_deadline=report.after_deadline,
        usual=took(report.usual) if report.usual else None,
    )
    blocked = [f"blocked by {report.blocked_by}"] if report.blocked_by else []
    return f"Estimate ({report.basis}): {asked}.", [job_line(report.job, at), *blocked]


def _prompts(report: reports.PromptsReport, _: At) -> Said:
    if not report.prompts:
        return "NOTHING FOUND: no prompt waits for a reply.", []
    lines = [
        f"{prompt.number} {prompt.name} of {prompt.job or prompt.job_stream}: {prompt.text}"
        for prompt in report.prompts
    ]
    return f"{report.total} prompt(s) wait for a reply.", lines


def _resources(report: reports.ResourcesReport, _: At) -> Said:
    lines = [
        f"{resource.name}: {resource.available} of {resource.quantity} left, held by "
        f"{', '.join(resource.holders[:5]) or 'nobody'}"
        for resource in report.resources
    ]
    return f"{len(lines)} of {report.total} resource(s) in use, {report.short} with nothing left.", lines


def _plan(report: reports.PlanReport, at: At) -> Said:
    plan = report.plan
    asked = conditions(
        run_number=plan.run_number,
        starts=at(plan.starts_at),
        ends=at(plan.ends_at),
        extending=plan.extending or None,
        engine=report.engine.version,
    )
    return f"Plan: {asked}.", [stream_line(report.extension, at)] if report.extension else []


_SAYINGS: dict[type[reports.Report], Callable[[Any, At], Said]] = {
    reports.NotFound: _not_found,
    reports.Trouble: _trouble,
    reports.JobsReport: _jobs,
    reports.CountReport: _count,
    reports.LogReport: _log,
    reports.WaitingReport: _waiting,
    reports.ImpactReport: _impact,
    reports.StreamReport: _stream,
    reports.WorkstationReport: _workstations,
    reports.HealthReport: _health,
    reports.HistoryReport: _history,
    reports.EstimateReport: _estimate,
    reports.PromptsReport: _prompts,
    reports.ResourcesReport: _resources,
    reports.PlanReport: _plan,
}
