"""What every report says: which environment was asked and when, what was not found, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What all reports have."""

    environment: str
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound(Report):
    """The plan holds no such object. `what` is job, job_stream or workstation; `similar` are names that it holds."""

    what: str
    name: str
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble(Report):
    """HWA could not be asked. `error` is the TwsError's class name; `last_answer_at` is when the master last
    answered anything, None where it never did.
    """

    error: str
    message: str
    host: str = ""
    detail: str = ""
    status: int | None = None
    last_answer_at: datetime | None = None
