"""The arguments of the agent's tools; their descriptions are written for the model that fills them in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError

from tws.questions.errors import ArgumentError

JobArgument = Annotated[
    str, Field(description="Job name, pattern with * or ?, or full key WORKSTATION#STREAM.JOB; any case")
]
JobFilter = Annotated[str | None, Field(description="Only jobs of this name, pattern or full key")]
StreamFilter = Annotated[
    str | None, Field(description="Only jobs of this job stream: name, pattern or WORKSTATION#STREAM")
]
WorkstationFilter = Annotated[str | None, Field(description="Only jobs that run on this workstation")]
SinceArgument = Annotated[
    str | None, Field(description="Start of the window, ISO 8601, such as 2026-11-22T00:12:00-03:00")
]
UntilArgument = Annotated[str | None, Field(description="End of the window, ISO 8601; leave out for now")]
StatusArgument = Annotated[
    str | None,
    Field(
        description="WAITING, READY, RUNNING, SUCCESSFUL, ERROR, CANCELED, HELD, BLOCKED, SUPPRESS or UNDECIDED; or "
        "exactly ABEND (ended badly), FAIL (could not be launched), PEND (awaits confirmation); several by commas"
    ),
]
EnvironmentArgument = Annotated[str | None, Field(description="Which HWA environment, where there are several")]
LateFilter = Annotated[bool | None, Field(description="True: only jobs past their deadline and not ended")]
CriticalFilter = Annotated[bool | None, Field(description="True: only critical jobs")]
OverrunningFilter = Annotated[bool | None, Field(description="True: only jobs running longer than usual")]
GroupingArgument = Annotated[str | None, Field(description="Group the count by status, stream or workstation")]
RunArgument = Annotated[
    str | int | None,
    Field(description="Which run: 1 is the first, -1 the last, a job number, or previous; leave out for the last"),
]
StreamArgument = Annotated[str, Field(description="Job stream name, pattern, or WORKSTATION#STREAM")]
WorkstationArgument = Annotated[str | None, Field(description="Name or pattern; leave out for all")]


def moment(text: str | None, zone: ZoneInfo) -> datetime | None:
    """The time in UTC; one without an offset is meant in `zone`, a date alone is its midnight.

    Raises: ArgumentError where it is no time.
    """
    if text is None or not text.strip():
        return None
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ArgumentError(f"{text[:40]!r} is no time; give ISO 8601 such as 2026-11-22T00:12:00-03:00") from None
    local = read if read.tzinfo else read.replace(tzinfo=zone)
    return local.astimezone(UTC)


def refusal(error: ValidationError | Any) -> str:
    """What a model hears of arguments of the wrong kind."""
    faults = error.errors() if isinstance(error, ValidationError) else []
    named = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults)
    return f"NOT ASKED: {named or 'the arguments are of the wrong kind'}."


def refused(reason: str) -> Exception:
    """The error by which LangChain tells a model that its call made no sense."""
    from langchain_core.tools import ToolException  # loaded already by whoever makes a tool

    return ToolException(f"NOT ASKED: {reason}.")
