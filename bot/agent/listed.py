"""The jobs that an answer listed, in the order in which they were shown, for "the log of the second"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

SHOWN = 10  # rows of a table before "and N more"
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
        for record in (report.get(name) or ())[:SHOWN]:
            key = _key(record)
            if key:
                yield key


def _key(record: Mapping[str, Any]) -> str:
    """A job's key; an incident carries its own, and is about no job where it names none."""
    if "job_name" in record:
        return str(record["job"]) if record["job_name"] else ""
    workstation = record.get("job_stream_workstation") or record["workstation"]
    return f"{workstation}#{record['job_stream']}.{record['name']}"
