"""What batchman does, in virtual time: jobs start when their dependencies allow, run, end, and free others."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Any

from tws.simulator.fates import Dice
from tws.simulator.ids import name_id
from tws.simulator.operators import act_later, arrive, ask
from tws.simulator.plan import Plan
from tws.simulator.records import Fate, Job, JobStream, Run, Workstation
from tws.simulator.restrictions import max_duration_reached, stream_deadline, watch_job
from tws.simulator.states import STARTABLE
from tws.simulator.waiting import obstacle


class Engine:
    """Moves a plan through time by a queue of events; the same seed gives the same course."""

    def __init__(self, plan: Plan, dice: Dice) -> None:
        self.plan = plan
        self.dice = dice
        self.time = plan.starts
        self.refilled: Callable[[], None] = lambda: None  # told when SWITCHPLAN ends
        self._heap: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        self._sequence = 0

    def advance(self, to: float) -> None:
        """Let everything happen that is due until this time (epoch seconds)."""
        heap = self._heap
        while heap and heap[0][0] <= to:
            at, _, action, arguments = heapq.heappop(heap)
            self.time = max(self.time, at)
            action(*arguments)
        self.time = max(self.time, to)

    def at(self, time: float, action: Callable[..., None], *arguments: object) -> None:
        """Do this at that time, or now where it has passed."""
        self._sequence += 1
        heapq.heappush(self._heap, (time, self._sequence, action, arguments))

    def admit(self, streams: list[JobStream]) -> None:
        """Watch new job streams: their start times, deadlines, prompts and files."""
        for stream in streams:
            self._count_open(stream)
            for job in stream.jobs:
                self._count_open(job)
                watch_job(self, job)
            if stream.starts_after is not None and stream.starts_after > self.time:
                self.at(stream.starts_after, self._release, stream)
            else:
                self.at(self.time, self._release, stream)
            if stream.deadline is not None:
                self.at(stream.deadline, stream_deadline, stream)

    def _count_open(self, node: Job | JobStream) -> None:
        for prompt in node.prompts:
            prompt.waiting.append(node)
        for file in node.files:
            file.waiting.append(node)
            if file.arrives is not None:
                self.at(file.arrives, arrive, self, file)
        self._recount(node)

    def _recount(self, node: Job | JobStream) -> None:
        if isinstance(node, Job):
            self.plan.set_unresolved(node, _open_dependencies(node))
        else:
            node.unresolved = _open_dependencies(node)

    def _release(self, stream: JobStream) -> None:
        if stream.unresolved or stream.canceled or (stream.starts_after or 0) > self.time:
            ask(self, stream)
            return
        if stream.priority == 0:
            return
        stream.released = True
        for job in stream.jobs:
            self.consider(job)

    def consider(self, job: Job) -> None:
        """Launch a job where nothing stands in its way; otherwise have it wait where that will go away."""
        if job.status not in STARTABLE or job.canceled or not job.stream.released:
            return
        if job.cancel_pending and not job.unresolved:
            self.cancel(job)
            return
        ask(self, job)
        found = obstacle(job, self.time)
        if found is None:
            self.launch(job)
            return
        if job.status != found.status:
            self.plan.set_status(job, found.status)
        if found.queue is not None and job not in found.queue:
            found.queue.append(job)

    def launch(self, job: Job) -> None:
        """Start a run of a job now."""
        fate = self.dice.fate(job)
        run = self.new_run(job, fate)
        job.runs.append(run)
        if fate.end == "FAIL":
            run.has_log = False
            self.plan.began(run)
            self._close(run, fate)
            return
        self._occupy(job, run.workstation or job.workstation)
        self.plan.began(run)
        self.plan.set_status(job, "EXEC")
        if job.stream.started_at is None:
            job.stream.started_at = self.time
        length = self.dice.length(job, fate)
        self.at(self.time + length, self.end, run, fate)
        if job.max_duration is not None and length > job.max_duration:
            self.at(self.time + job.max_duration, max_duration_reached, self, run)

    def new_run(self, job: Job, fate: Fate) -> Run:
        """The next run of a job, not yet among its runs."""
        count = len(job.runs) + 1
        kind, job.next_type = job.next_type, "REGULAR"
        members = job.workstation.members
        place = members[int(self.dice.roll(job, count, "member") * len(members))] if members else job.workstation
        return Run(
            id=name_id(job.id, "run", count),
            job=job,
            number=self.dice.job_number(job, count),
            status="EXEC",
            started=self.time,
            type=kind,
            workstation=place,
            fate=fate,
        )

    def _occupy(self, job: Job, place: Workstation) -> None:
        place.busy += 1
        job.stream.busy += 1
        for resource, units in job.resources:
            resource.holders[job] = units

    def _vacate(self, job: Job, place: Workstation) -> None:
        place.busy -= 1
        job.stream.busy -= 1
        for resource, _ in job.resources:
            resource.holders.pop(job, None)
        for queue in (place.queue, job.workstation.queue, job.stream.queue, *(r.queue for r, _ in job.resources)):
            for _ in range(len(queue)):
                waiting = queue.popleft()
                self.consider(waiting)
                if queue and queue[-1] is waiting:
                    break

    def end(self, run: Run, fate: Fate) -> None:
        """End a run as its fate says, unless something ended it before."""
        if run.status != "EXEC" or run.fate is not fate:
            return  # killed, or ended by hand, before its time
        if fate.end == "SUSP":
            run.status = "SUSP"
            self.plan.set_status(run.job, "SUSP")
            act_later(self, run, fate)
            return
        self._close(run, fate)
        self._vacate(run.job, run.workstation or run.job.workstation)

    def _close(self, run: Run, fate: Fate) -> None:
        job = run.job
        run.ended, run.status, run.signature = self.time, fate.end, fate.signature
        run.return_code = None if fate.end == "FAIL" else self.dice.return_code(job, fate)
        run.min_duration_missed = job.min_duration is not None and self.time - run.started < job.min_duration
        self.plan.ended(run)
        self.plan.set_status(job, fate.end)
        if fate.end == "SUCC":
            self.succeeded(job)
        else:
            act_later(self, run, fate)

    def succeeded(self, job: Job) -> None:
        """Go on after a run that ended well: the next run of an every job, else what follows."""
        if job.every is not None and job.runs:
            following = max(job.runs[-1].started + job.every, self.time)
            if following < (job.every_until or 0):
                job.next_type = "RERUN_EVERY"
                self.plan.set_status(job, "HOLD")
                job.starts_after = following
                self.at(following, self.consider, job)
                return
        self.settle(job)

    def settle(self, job: Job) -> None:
        """Free what follows a job that is done."""
        for node in job.dependants:
            self.resolve(node)
        stream = job.stream
        if stream.done and stream.ended_at is None:
            stream.ended_at = self.time
            for node in stream.dependants:
                self.resolve(node)
        if job.name == "SWITCHPLAN":
            self.refilled()

    def resolve(self, node: Job | JobStream) -> None:
        """Count a node's open dependencies anew, and start it where none is left."""
        self._recount(node)
        if node.unresolved:
            return
        if isinstance(node, JobStream):
            self._release(node)
        else:
            self.consider(node)

    def rerun(self, job: Job, kind: str = "RERUN") -> None:
        """Start a job again: a new run with a new job number in the same plan row."""
        job.next_type, job.needs_reply = kind, False
        self.plan.set_status(job, "READY")
        job.stream.released = True
        self.consider(job)

    def cancel(self, job: Job) -> None:
        """Cancel a job; what follows it goes on."""
        job.canceled, job.cancel_pending = True, False
        self.plan.set_status(job, job.status)
        self.settle(job)

    def reopen(self, job: Job) -> None:
        """Have what follows a job wait for it again, where it has not started."""
        job.stream.ended_at = None
        for node in (*job.dependants, *job.stream.dependants):
            self._recount(node)

    def stop_run(self, run: Run, fate: Fate) -> None:
        """End a running run now, with this fate."""
        run.fate = fate
        self._close(run, fate)
        self._vacate(run.job, run.workstation or run.job.workstation)


def _open_dependencies(node: Job | JobStream) -> int:
    count = sum(not target.done for target in node.follows)
    count += sum(prompt.status != "ANSWERED_YES" for prompt in node.prompts)
    count += sum(file.status != "Exists" for file in node.files)
    return count + (isinstance(node, Job) and node.internetwork is not None)
