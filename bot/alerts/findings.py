"""What a look at the plan found beside the changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.alerts import lifecycle
from bot.alerts.predecessors import Upstream
from bot.alerts.steps import Step
from bot.reports import DiagnosisReport
from tws.models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is known beside the changes.

    `reports` are the diagnoses that came in time (None: it went wrong), `first` says that this is the first look, at
    which nothing is news; `in_error` are the jobs in error as they stand now, by key, `upstream` which of them come
    before which in the plan.
    """

    reports: Mapping[str, DiagnosisReport | None] = field(default_factory=dict)
    first: bool = False
    in_error: Mapping[str, Job] = field(default_factory=dict)
    upstream: Upstream = field(default_factory=dict)


def explained(step: Step, key: str, findings: Findings) -> Step:
    """The step with what the diagnosis of that key says, where one came in time."""
    if key not in findings.reports:
        return step
    report = findings.reports[key]
    return replace(step, after=lifecycle.explained(step.after, report), report=report, renewed=True)
