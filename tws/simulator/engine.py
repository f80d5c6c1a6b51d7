"""What batchman does, in virtual time: jobs start when their dependencies allow, run, end, and free others."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Any

from tws.simulator.fates import Dice
from tws.simulator.ids import name_id
from tws.simulator.plan import Plan
from tws.simulator.records import STARTABLE, Fate, File, Job, JobStream, Prompt, Run, Workstation
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
                self._watch_times(job)
            if stream.starts_after is not None and stream.starts_after > self.time:
                self.at(stream.starts_after, self._release, stream)
            else:
                self.at(self.time, self._release, stream)
            if stream.deadline is not None:
                self.at(stream.deadline, self._stream_deadline, stream)

    def _count_open(self, node: Job | JobStream) -> None:
        for prompt in node.prompts:
            prompt.waiting.append(node)
        for file in node.files:
            file.waiting.append(node)
            if file.arrives is not None:
                self.at(file.arrives, self.arrive, file)
        self._recount(node)

    def _recount(self, node: Job | JobStream) -> None:
        if isinstance(node, Job):
            self.plan.set_unresolved(node, _open_dependencies(node))
        else:
            node.unresolved = _open_dependencies(node)

    def _watch_times(self, job: Job) -> None:
        if job.starts_after is not None and job.starts_after > self.time:
            self.at(job.starts_after, self.consider, job)
        if job.deadline is not None:
            self.at(job.deadline, self._deadline, job)
        if job.until is not None:
            self.at(job.until, self._until, job)

    def _release(self, stream: JobStream) -> None:
        if stream.unresolved or stream.canceled or (stream.starts_after or 0) > self.time:
            self._ask(stream)
            return
        if stream.priority == 0:
            return
        stream.released = True
        for job in stream.jobs:
            self.consider(job)

    def _ask(self, node: Job | JobStream) -> None:
        for prompt in node.prompts:
            if prompt.status == "NOT_ASKED":
                prompt.status, prompt.asked = "ASKED", self.time
                self.at(self.time + 8 * 3600, self.answer, prompt)
        for file in node.files:
            if file.status == "Not Checked":
                file.status, file.checked = "Unavailable", self.time

    def consider(self, job: Job) -> None:
        """Launch a job where nothing stands in its way; otherwise have it wait where that will go away."""
        if job.status not in STARTABLE or job.canceled or not job.stream.released:
            return
        if job.cancel_pending and not job.unresolved:
            self.cancel(job)
            return
        self._ask(job)
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
        run = self._new_run(job, fate)
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
        self.at(self.time + length, self._end, run, fate)
        if job.max_duration is not None and length > job.max_duration:
            self.at(self.time + job.max_duration, self._max_duration, run)

    def _new_run(self, job: Job, fate: Fate) -> Run:
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

    def _end(self, run: Run, fate: Fate) -> None:
        if run.status != "EXEC" or run.fate is not fate:
            return  # killed, or ended by hand, before its time
        if fate.end == "SUSP":
            run.status = "SUSP"
            self.plan.set_status(run.job, "SUSP")
            self._act_later(run, fate)
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
            self._succeeded(job)
        else:
            self._act_later(run, fate)

    def _succeeded(self, job: Job) -> None:
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
            self._resolve(node)
        stream = job.stream
        if stream.done and stream.ended_at is None:
            stream.ended_at = self.time
            for node in stream.dependants:
                self._resolve(node)
        if job.name == "SWITCHPLAN":
            self.refilled()

    def _resolve(self, node: Job | JobStream) -> None:
        left = _open_dependencies(node)
        if isinstance(node, JobStream):
            node.unresolved = left
            if not left:
                self._release(node)
            return
        self.plan.set_unresolved(node, left)
        if not left:
            self.consider(node)

    def _act_later(self, run: Run, fate: Fate) -> None:
        job = run.job
        prompt = job.restart_prompt
        if prompt is not None and prompt.status == "NOT_ASKED":
            prompt.status, prompt.asked, job.needs_reply = "ASKED", self.time, True
        elif fate.end in {"ABEND", "FAIL"} and job.recovery == "RERUN" and len(job.runs) <= job.recovery_attempts:
            self.at(self.time + job.recovery_interval, self.recover, job, run)
        elif fate.acted_on_after is not None:
            self.at(self.time + fate.acted_on_after, self.operate, run)

    def recover(self, job: Job, run: Run) -> None:
        """Rerun a job as its recovery option says, after its recovery job where it has one."""
        if job.runs[-1] is not run or job.common != "ERROR":
            return
        if job.recovery_job is not None:
            helper = self._new_run(job, Fate())
            helper.type, helper.status, helper.return_code, helper.ended = "RECOVERY", "SUCC", 0, self.time + 20
            helper.id = name_id(run.id, "recovery")
            job.runs.append(helper)
            self.plan.began(helper)
        self.rerun(job, "RECOVERY_RERUN")

    def operate(self, run: Run) -> None:
        """Do what the operator on duty does about a run that needs one: rerun, confirm, reply."""
        job = run.job
        if job.runs[-1] is not run or job.status != run.status:
            return
        if job.common == "ERROR":
            self.rerun(job)
        elif run.status == "PEND":
            run.status = "SUCC"
            self.plan.set_status(job, "SUCC")
            self._succeeded(job)
        elif run.status == "SUSP":
            run.status, run.fate = "EXEC", Fate()
            self.plan.set_status(job, "EXEC")
            self.at(self.time + 60, self._end, run, run.fate)

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

    def answer(self, prompt: Prompt) -> None:
        """Answer a prompt with yes."""
        if prompt.status == "ASKED":
            prompt.status, prompt.answered = "ANSWERED_YES", self.time
            for node in prompt.waiting:
                if isinstance(node, Job) and node.restart_prompt is prompt:
                    self.rerun(node, "RECOVERY_RERUN")
                else:
                    self._resolve(node)

    def arrive(self, file: File) -> None:
        """Let a file be there."""
        if file.status != "Exists":
            file.status, file.checked = "Exists", self.time
            for node in file.waiting:
                self._resolve(node)

    def _deadline(self, job: Job) -> None:
        if not job.done and job.common != "ERROR":
            job.late = True
            self.plan.flagged["late"].add(job)

    def _stream_deadline(self, stream: JobStream) -> None:
        stream.late = not stream.done

    def _until(self, job: Job) -> None:
        if job.status not in STARTABLE or job.runs:
            return
        job.until_gone = True
        if job.until_action == "doNotRun":
            self.plan.set_status(job, "SUPPR")
            self.settle(job)
        elif job.until_action == "cancel":
            self.cancel(job)

    def _max_duration(self, run: Run) -> None:
        if run.status != "EXEC":
            return
        run.max_duration_gone = True
        self.plan.flagged["max_duration_gone"].add(run.job)
        if run.job.max_duration_action == "kill":
            self.stop_run(run, Fate(end="ABEND", signature="killed_137"))


def _open_dependencies(node: Job | JobStream) -> int:
    count = sum(not target.done for target in node.follows)
    count += sum(prompt.status != "ANSWERED_YES" for prompt in node.prompts)
    count += sum(file.status != "Exists" for file in node.files)
    return count + (isinstance(node, Job) and node.internetwork is not None)
