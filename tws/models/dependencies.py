"""What a job or job stream in the plan waits for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DependencyKind(StrEnum):
    """What a job or job stream may wait for."""

    JOB = "job"
    JOB_STREAM = "job_stream"
    FILE = "file"
    RESOURCE = "resource"
    PROMPT = "prompt"
    JOIN = "join"
    INTERNETWORK = "internetwork"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One thing that a job or job stream follows or needs.

    `name` reads as a person would say it: `WKS#STREAM.JOB`, `WKS#STREAM`, a file path, a resource, a prompt.
    `state` is the engine's word for it: the predecessor's internal status, the file's or prompt's status.
    `satisfied` is None where the engine cannot tell (UNDECIDED, UNBOUND). `quantity` and `available` are units
    of a resource; `text` is a prompt's question.
    """

    kind: DependencyKind
    name: str
    satisfied: bool | None = None
    state: str = ""
    job_id: str | None = None
    job_stream_id: str | None = None
    quantity: int | None = None
    available: int | None = None
    number: int | None = None
    text: str | None = None
