"""What each question to HWA gives: frozen records that a tool returns as its artifact and a presenter reads.

A report becomes a plain dict with `as_artifact` and a record again with `from_artifact`; the dict carries
`report`, the class's name. Every report says which environment was asked and `as_of`, the engine's time at
which the data were read (UTC).
"""

from tws.reports.artifacts import as_artifact, from_artifact
from tws.reports.asked import NotFound, Report, Trouble
from tws.reports.dependencies import Gate, ImpactReport, Threat, WaitingReport
from tws.reports.environment import (
    HealthReport,
    PlanReport,
    PromptsReport,
    ResourcesReport,
    StreamReport,
    WorkstationReport,
)
from tws.reports.jobs import CountReport, EstimateReport, Group, HistoryReport, JobsReport, LogReport, Usual

__all__ = [
    "CountReport",
    "EstimateReport",
    "Gate",
    "Group",
    "HealthReport",
    "HistoryReport",
    "ImpactReport",
    "JobsReport",
    "LogReport",
    "NotFound",
    "PlanReport",
    "PromptsReport",
    "Report",
    "ResourcesReport",
    "StreamReport",
    "Threat",
    "Trouble",
    "Usual",
    "WaitingReport",
    "WorkstationReport",
    "as_artifact",
    "from_artifact",
]
