"""The simulator's own record of what stood in error, from when to when: what a watcher's alerts are held against."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

from tws.simulator.clock import instant
from tws.simulator.plan import job_key
from tws.simulator.records import Job

KEPT = 50_000


@dataclass(slots=True, kw_only=True)
class Episode:
    """A job's time in error; `until` None while it lasts. Times are epoch seconds."""

    job: str
    id: str
    scheduled: float
    status: str
    since: float
    until: float | None = None


class Ledger:
    """The newest episodes, oldest first."""

    def __init__(self) -> None:
        self._episodes: deque[Episode] = deque(maxlen=KEPT)
        self._lasting: dict[Job, Episode] = {}

    def note(self, job: Job, time: float) -> None:
        """Take down that a job's common status is now what it is."""
        lasting = self._lasting.get(job)
        if job.common == "ERROR" and lasting is None:
            begun = Episode(job=job_key(job), id=job.id, scheduled=job.stream.scheduled, status=job.status, since=time)
            self._lasting[job] = begun
            self._episodes.append(begun)
        elif job.common != "ERROR" and lasting is not None:
            self._end(job, time)

    def drop(self, kept: set[Job], time: float) -> None:
        """Take down that the plan holds no other jobs than these any more."""
        for job in [job for job in self._lasting if job not in kept]:
            self._end(job, time)

    def _end(self, job: Job, time: float) -> None:
        self._lasting.pop(job).until = time

    def listing(self) -> list[dict[str, Any]]:
        """The episodes as `GET /simulator/ledger` gives them."""
        return [
            {
                "job": one.job,
                "id": one.id,
                "scheduled": instant(one.scheduled),
                "status": one.status,
                "since": instant(one.since),
                "until": None if one.until is None else instant(one.until),
            }
            for one in self._episodes
        ]
