"""Records of the plan in one line each, for a language model, and the marks around text from elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from tws.models import Job, JobStream, Workstation
from tws.reports import Gate

LONGEST_LINE = 240
At = Callable[[datetime | None], str | None]


def fenced(lines: Iterable[str], room: int) -> str:
    """The lines between two marks that nobody could have written beforehand, each behind a bar.

    They take about `room` characters; what was left out is counted.
    """
    wanted = list(lines)
    if not wanted:
        return ""
    mark, kept = secrets.token_hex(4), []
    for line in wanted:
        shown = short(line, LONGEST_LINE)
        room -= len(shown) + 3  # the bar and the line's end
        if room < 0:
            break
        kept.append(f"| {shown}")
    left_out = len(wanted) - len(kept)
    more = [f"({left_out} more line(s) left out)"] if left_out else []
    return "\n".join((f"<data {mark}>", *kept, f"</data {mark}>", *more))


def short(text: str, longest: int = 80) -> str:
    """The text in one line without control characters, cut where it is longer."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def took(duration: timedelta | None) -> str:
    """A duration as h:mm:ss."""
    return str(timedelta(seconds=round(duration.total_seconds()))) if duration is not None else "unknown"


def conditions(**values: object) -> str:
    """`name=value` for each that is there, in their order."""
    return "; ".join(f"{name}={value}" for name, value in values.items() if value is not None) or "everything"


def job_line(job: Job, at: At) -> str:
    """A job in one line."""
    run = job.run
    return conditions(
        job=job.key,
        status=f"{job.status}/{job.internal_status}",
        return_code=run.return_code if run else None,
        runs=len(job.runs) if len(job.runs) > 1 else None,
        on=job.workstation,
        started=at(run.started_at) if run else None,
        ended=at(run.ended_at) if run else None,
        starts_after=at(job.starts_after) if not run else None,
        deadline=at(job.deadline),
        late=job.late or None,
        critical=job.critical or None,
    )


def stream_line(stream: JobStream, at: At) -> str:
    """A job stream in one line."""
    return conditions(
        job_stream=stream.key,
        status=f"{stream.status}/{stream.internal_status}",
        jobs=stream.jobs,
        successful=stream.successful,
        abended=stream.abended,
        failed=stream.failed,
        running=stream.running,
        scheduled=at(stream.scheduled_at),
        deadline=at(stream.deadline),
        late=stream.late or None,
    )


def gate_line(gate: Gate, at: At) -> str:
    """A gate in one line, with closed, unclear or open before it."""
    state = {False: "closed", None: "unclear", True: "open"}[gate.satisfied]
    return f"{state}: " + conditions(
        kind=gate.kind,
        name=gate.name,
        state=gate.state or None,
        until=at(gate.until),
        needed=gate.needed,
        available=gate.available,
        text=gate.text,
        holders=", ".join(gate.holders[:5]) or None,
    )


def workstation_line(workstation: Workstation) -> str:
    """A workstation in one line."""
    return conditions(
        workstation=workstation.name,
        type=workstation.type or None,
        linked=workstation.is_linked,
        running=workstation.is_running,
        limit=workstation.limit,
        fence=workstation.fence,
    )
