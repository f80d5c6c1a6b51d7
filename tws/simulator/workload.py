"""The everyday job streams of a plan: drawn from the catalog until the wanted number of jobs is reached."""

from __future__ import annotations

from tws.simulator.builder import Builder
from tws.simulator.catalog import AREAS, ESTIMATES, STEPS, TRANSFER_KINDS, TRANSFERS, UNITS, Area
from tws.simulator.ids import chance
from tws.simulator.records import Job, JobStream

# hour of day up to which this share of the job streams is scheduled: nights are busy
_DAY_SHAPE = ((0.0, 0.0), (6.0, 0.46), (12.0, 0.64), (18.0, 0.80), (24.0, 1.0))


class Workload:
    """Draws one day's job streams; the seed decides sizes, times and shapes, never the names."""

    def __init__(self, builder: Builder, *, jobs: int, seed: int, risk: float | None = None) -> None:
        self.builder = builder
        self.jobs = jobs
        self.seed = seed
        # some 130 mishaps a day whatever the size, so that a big plan is not one long alarm
        self.risk = min(0.03, (130 + jobs / 1000) / max(jobs, 1)) if risk is None else risk

    def build(self) -> None:
        """Add job streams until the builder holds the wanted number of jobs."""
        round_number = 0
        while self.builder.jobs < self.jobs:
            unit = UNITS[round_number] if round_number < len(UNITS) else f"{round_number:02d}"
            for area in AREAS:
                self._area(area, unit)
            round_number += 1

    def _area(self, area: Area, unit: str) -> None:
        names = [f"{area.stream}_{process}" + (f"_{unit}" if unit else "") for process in area.processes]
        timed = sorted((self._time(name), name, process) for name, process in zip(names, area.processes, strict=True))
        before: JobStream | None = None
        for at, name, process in timed:
            if self.builder.jobs >= self.jobs:
                return
            before = self._stream(area, name, process + unit, at, before)

    def _roll(self, *what: object) -> float:
        return chance(self.seed, *what)

    def _time(self, name: str) -> float:
        share = self._roll(name, "time")
        low = next(number for number in range(len(_DAY_SHAPE) - 1) if share < _DAY_SHAPE[number + 1][1])
        (hour, below), (until, upto) = _DAY_SHAPE[low], _DAY_SHAPE[low + 1]
        hours = hour + (until - hour) * (share - below) / (upto - below)
        return self.builder.starts + int(hours * 12) * 300

    def _stream(self, area: Area, name: str, process: str, at: float, before: JobStream | None) -> JobStream:
        place = area.workstations[int(self._roll(name, "place") * len(area.workstations))]
        follows = self._follows(name, at, before)
        stream = self.builder.stream(
            name,
            place,
            at,
            folder=area.folder,
            follows=follows,
            limit=4 if self._roll(name, "limit") < 0.05 else None,
            monitored=self._roll(name, "monitored") < 0.2,
        )
        size = min(8 + int(self._roll(name, "size") * 29), max(1, self.jobs - self.builder.jobs))
        for number in range(1, size + 1):
            self._job(area, stream, process, number)
        self._deadline(stream)
        return stream

    def _follows(self, name: str, at: float, before: JobStream | None) -> list[Job | JobStream]:
        if before is None or at - before.scheduled < 3600 or self._roll(name, "follows") > 0.35:
            return []
        whole = self._roll(name, "whole") < 0.5
        return [before if whole else before.jobs[-1]]

    def _job(self, area: Area, stream: JobStream, process: str, number: int) -> Job:
        key = f"{stream.name}.{number}"
        transfer = self._roll(key, "transfer")
        if transfer < 0.16:
            pick = int(transfer / 0.16 * len(TRANSFERS))
            step, kind = TRANSFERS[pick], TRANSFER_KINDS[int(self._roll(key, "by") * len(TRANSFER_KINDS))]
        else:
            step = STEPS[int(self._roll(key, "step") * len(STEPS))]
            kind = area.kinds[int(self._roll(key, "kind") * len(area.kinds))]
        estimate = ESTIMATES[int(self._roll(key, "estimate") * len(ESTIMATES))]
        rerun = self._roll(key, "recovery") < 0.04
        return self.builder.job(
            stream,
            f"{area.job}_{process}_{step}_{number * 10:03d}",
            estimate,
            kind=kind,
            user=f"{area.job.lower()}batch",
            description=f"{area.owner}: {process} {step}",
            follows=self._predecessors(stream, key),
            risk=self.risk,
            recovery="RERUN" if rerun else "STOP",
            recovery_attempts=1 if rerun else 0,
            recovery_interval=300.0,
            max_duration=estimate * 4.0 if self._roll(key, "max") < 0.1 else None,
            resources=self._resources(kind, key),
        )

    def _predecessors(self, stream: JobStream, key: str) -> list[Job | JobStream]:
        made = stream.jobs
        if not made:
            return []
        back = 1 if self._roll(key, "chain") < 0.7 else 1 + int(self._roll(key, "back") * min(4, len(made)))
        found: list[Job | JobStream] = [made[-back]]
        if len(made) > 5 and self._roll(key, "second") < 0.2:
            other = made[-1 - int(self._roll(key, "other") * 5)]
            if other is not found[0]:
                found.append(other)
        return found

    def _resources(self, kind: str, key: str) -> tuple[tuple[object, int], ...]:
        name = {"oracle": "ORAPRD_SESSIONS", "sap": "SAP_BTC_WP", "spark": "DWH_LOAD_SLOT"}.get(kind)
        if name is None or self._roll(key, "resource") > 0.3:
            return ()
        return ((self.builder.landscape.resources[name], 1 + int(self._roll(key, "units") * 3)),)

    def _deadline(self, stream: JobStream) -> None:
        if self._roll(stream.name, "deadline") > 0.12:
            return
        usual = sum(job.estimate for job in stream.jobs)
        stream.jobs[-1].deadline = stream.deadline = stream.scheduled + 2 * usual + 3600
        stream.jobs[-1].critical = self._roll(stream.name, "critical") < 0.25
