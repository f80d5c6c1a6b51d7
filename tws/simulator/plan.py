"""The simulated production plan: its objects, and the indexes and counters that spare queries a scan."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from tws.simulator.ids import name_id
from tws.simulator.records import File, Job, JobStream, Prompt, Resource, Run, Workstation
from tws.simulator.states import COMMON


@lru_cache(maxsize=8)
def _plan_id(run_number: int) -> str:
    return name_id("plan", run_number)


def full_name(folder: str, name: str) -> str:
    """A name with its folder in front, as v2 writes it: `/WA_DA`, `/FINANCE/GL_CLOSE`."""
    return f"{folder}{name}" if folder.endswith("/") else f"{folder}/{name}"


def job_key(job: Job) -> str:
    """`WORKSTATION#JOBSTREAM.JOB`, as people type it."""
    return f"{job.stream.workstation.name}#{job.stream.name}.{job.name}"


class Plan:
    """Everything in the plan. Jobs stand in plan order; `Job.index` is the place there."""

    def __init__(self, *, starts: float, ends: float, run_number: int) -> None:
        self.starts = starts
        self.ends = ends
        self.created = starts
        self.run_number = run_number
        self.workstations: dict[str, Workstation] = {}
        self.resources: dict[str, Resource] = {}
        self.prompts: list[Prompt] = []
        self.files: list[File] = []
        self.streams: list[JobStream] = []
        self.jobs: list[Job] = []
        self.turned: Callable[[Job], None] = lambda _job: None  # told when a job's common status changes
        self._empty_indexes()

    @property
    def id(self) -> str:
        """The plan's id, another one after each extension."""
        return _plan_id(self.run_number)

    def _empty_indexes(self) -> None:
        self.jobs_by_id: dict[str, Job] = {}
        self.streams_by_id: dict[str, JobStream] = {}
        self.runs: dict[str, Run] = {}
        self.by_name: dict[str, list[Job]] = defaultdict(list)
        self.by_stream_name: dict[str, list[JobStream]] = defaultdict(list)
        self.by_workstation: dict[str, list[Job]] = defaultdict(list)
        self.by_run: dict[str, set[Job]] = defaultdict(set)
        self.unresolved: set[Job] = set()
        self.flagged: dict[str, set[Job]] = defaultdict(set)
        self.endings: list[tuple[float, Job]] = []
        self.startings: list[tuple[float, Job]] = []
        self.deadlines: list[tuple[float, Job]] = []
        self.by_job_status: Counter[str] = Counter()
        self.by_place: Counter[tuple[str, str]] = Counter()
        self.by_folder: Counter[tuple[str, str]] = Counter()
        self.names: list[str] = []

    def add(self, streams: Iterable[JobStream]) -> None:
        """Take these job streams, with their jobs, into the plan."""
        for stream in streams:
            self.streams.append(stream)
            self._index_stream(stream)
        self._sort_indexes()

    def keep(self, streams: list[JobStream]) -> None:
        """Drop every job stream but these, and build the indexes anew: what an extension does."""
        self.streams, self.jobs = [], []
        self._empty_indexes()
        self.add(streams)
        self.endings.sort(key=lambda pair: pair[0])
        self.startings.sort(key=lambda pair: pair[0])

    def _sort_indexes(self) -> None:
        self.deadlines.sort(key=lambda pair: pair[0])
        self.names = sorted(self.by_name)

    def _index_stream(self, stream: JobStream) -> None:
        self.streams_by_id[stream.id] = stream
        self.by_stream_name[stream.name].append(stream)
        stream.counts = {}
        for job in stream.jobs:
            job.index = len(self.jobs)
            self.jobs.append(job)
            self._index_job(job)

    def _index_job(self, job: Job) -> None:
        self.jobs_by_id[job.id] = job
        self.by_name[job.name].append(job)
        self.by_workstation[job.workstation.name].append(job)
        if job.deadline is not None:
            self.deadlines.append((job.deadline, job))
        for flag in ("critical", "late"):
            if getattr(job, flag):
                self.flagged[flag].add(job)
        for run in job.runs:
            self._index_run(run)
        if job.unresolved:
            self.unresolved.add(job)
        job.common, job.tags = "", frozenset()
        self.set_status(job, job.status)

    def _index_run(self, run: Run) -> None:
        self.runs[run.id] = run
        self.startings.append((run.started, run.job))
        if run.ended is not None:
            self.endings.append((run.ended, run.job))
        if run.max_duration_gone:
            self.flagged["max_duration_gone"].add(run.job)

    def began(self, run: Run) -> None:
        """Index a run that was just launched."""
        self._index_run(run)

    def ended(self, run: Run) -> None:
        """Index the end of a run."""
        if run.ended is not None:
            self.endings.append((run.ended, run.job))

    def set_status(self, job: Job, status: str) -> None:
        """Give a job this internal status, and keep every counter and index in step."""
        common = common_status(job, status)
        before = job.common
        job.status = status
        if common != before:
            job.common = common
            self._recount(job, before, -1)
            self._recount(job, common, 1)
            self.turned(job)
        self._index_statuses(job)

    def _recount(self, job: Job, common: str, by: int) -> None:
        if not common:
            return
        counts = job.stream.counts
        counts[common] = counts.get(common, 0) + by
        self.by_job_status[common] += by
        self.by_place[job.workstation.name, common] += by
        self.by_folder[job.stream.folder, common] += by

    def _index_statuses(self, job: Job) -> None:
        tags = run_tags(job)
        for tag in job.tags - tags:
            self.by_run[tag].discard(job)
        for tag in tags - job.tags:
            self.by_run[tag].add(job)
        job.tags = tags

    def set_unresolved(self, job: Job, count: int) -> None:
        """Note how many of a job's dependencies are open."""
        job.unresolved = count
        if count:
            self.unresolved.add(job)
        else:
            self.unresolved.discard(job)

    def names_with_prefix(self, prefix: str) -> list[str]:
        """Job names that begin so, sorted."""
        names, low = self.names, bisect_left(self.names, prefix)
        high = bisect_left(names, prefix + "\uffff", lo=low)
        return names[low:high]

    def resolve(self, text: str) -> list[Job]:
        """Jobs by name, or by `WORKSTATION#JOBSTREAM.JOB` (folders and case ignored)."""
        wanted = text.strip().upper()
        if "." not in wanted or "#" not in wanted:
            return self.by_name.get(wanted, [])
        place, _, path = wanted.rpartition("#")
        stream, _, name = path.rpartition(".")
        found = self.by_name.get(name, [])
        return [
            job
            for job in found
            if job.stream.name == stream.rpartition("/")[2] and job.stream.workstation.name == place.rpartition("/")[2]
        ]


def common_status(job: Job, status: str) -> str:
    """The common status of a job in this internal status: cancelled and held jobs keep their internal one."""
    if job.canceled:
        return "CANCELED"
    if job.priority == 0 and status in {"HOLD", "READY"}:
        return "HELD"
    return COMMON.get(status, "UNDECIDED")


def run_tags(job: Job) -> frozenset[str]:
    """Internal statuses and, behind a `=`, common statuses of all runs, the one waiting to be launched included."""
    past = job.runs[:-1] if job.started else job.runs
    tags = {job.status, "=" + job.common}
    for run in past:
        tags |= {run.status, "=" + run.common}
    return frozenset(tags)
