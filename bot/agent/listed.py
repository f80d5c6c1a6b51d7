"""The jobs that an answer listed, in the order shown, for "the log of the second", and how many, for "the rest"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.messages import Call
from bot.presenters.pieces import JOBS_LISTED, LISTED

_LIST_TOOLS = frozenset({"jobs_in_error", "find_jobs"})
# Where a report's jobs stand, in the order in which its card shows them.
_LISTS = {
    "JobsReport": ("jobs",),
    "HealthReport": ("in_error", "late", "critical_open"),
    "ImpactReport": ("direct",),
    "StreamReport": ("in_error", "running"),
    "HandoverReport": ("open",),
}


def listed_jobs(reports: Sequence[Mapping[str, Any]]) -> list[str]:
    """The keys of the jobs that the reports (artifacts) list, each once; empty where they list fewer than two."""
    found = [key for report in reports for key in _of(report)]
    keys = list(dict.fromkeys(found))
    return keys if len(keys) > 1 else []


def _of(report: Mapping[str, Any]) -> Iterator[str]:
    for name in _LISTS.get(str(report.get("report")), ()):
        for record in _shown(report, name):
            key = _key(record)
            if key:
                yield key


def _shown(report: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    records: Sequence[Mapping[str, Any]] = report.get(name) or ()
    if report.get("report") != "JobsReport":
        return records[:LISTED]
    after = int(report.get("after") or 0)
    return records[after : after + JOBS_LISTED]


def page_of(calls: Sequence[Call], reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The list that an answer showed: its tool and arguments, and how many of how many jobs were shown by now.

    Empty where the answer is no list of jobs, or more than one.
    """
    asked = [call for call in calls if call.tool in _LIST_TOOLS]
    lists = [report for report in reports if report.get("report") == "JobsReport"]
    if len(asked) != 1 or len(lists) != 1:
        return {}
    shown = int(lists[0].get("after") or 0) + len(_shown(lists[0], "jobs"))
    return {"tool": asked[0].tool, "args": dict(asked[0].args), "shown": shown, "total": lists[0]["total"]}


def _key(record: Mapping[str, Any]) -> str:
    """A job's key; an incident carries its own, and is about no job where it names none."""
    if "job_name" in record:
        return str(record["job"]) if record["job_name"] else ""
    workstation = record.get("job_stream_workstation") or record["workstation"]
    return f"{workstation}#{record['job_stream']}.{record['name']}"
