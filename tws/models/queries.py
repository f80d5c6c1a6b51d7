"""What a master is asked for, and the page that it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[RecordT]):
    """Records that match a query. `total` counts all matches, None where the engine does not say;
    `truncated` says that a bound stopped the reading."""

    records: tuple[RecordT, ...] = ()
    total: int | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobQuery:
    """Typed conditions on jobs, all of them to be met. Names may hold `@`, `*` and `?` as wildcards, and a
    leading `/folder/`. Statuses are common statuses, internal statuses the engine's words. Times in UTC."""

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    job_streams: tuple[str, ...] = ()
    job_stream_ids: tuple[str, ...] = ()
    workstations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    internal_statuses: tuple[str, ...] = ()
    started_since: datetime | None = None
    started_until: datetime | None = None
    ended_since: datetime | None = None
    ended_until: datetime | None = None
    deadline_after: datetime | None = None
    deadline_before: datetime | None = None
    critical: bool | None = None
    max_duration_gone: bool | None = None
    follows_job: str | None = None
    follows_stream: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamQuery:
    """Typed conditions on job streams, as in JobQuery."""

    names: tuple[str, ...] = ()
    workstations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    internal_statuses: tuple[str, ...] = ()
    deadline_before: datetime | None = None
    with_errors: bool = False
    follows_job: str | None = None
    follows_stream: str | None = None
