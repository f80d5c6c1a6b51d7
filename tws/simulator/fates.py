"""The simulator's dice: how long a run takes, how it ends, and when an operator acts on it."""

from __future__ import annotations

from tws.simulator.failures import FAILURES, of_kind
from tws.simulator.ids import chance
from tws.simulator.records import Fate, Job

SUCCESS = Fate()


class Dice:
    """Throws that depend on the seed, the job and the run only, never on when somebody looks."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def roll(self, job: Job, count: int, what: str) -> float:
        """A number in [0, 1) for this job's run and this question."""
        return chance(self.seed, job.id, count, what)

    def fate(self, job: Job) -> Fate:
        """How the next run of a job will end: as scripted, else by its risk."""
        count = len(job.runs)
        if count < len(job.script):
            return job.script[count]
        if not job.risk or self.roll(job, count, "end") >= job.risk:
            return SUCCESS
        return self._mishap(job, count)

    def _mishap(self, job: Job, count: int) -> Fate:
        patience = self.roll(job, count, "operator")
        # most are rerun within the hour and a half, some wait for somebody who knows
        after = 300 + 6600 * patience if patience < 0.8 else 6 * 3600 * (0.5 + patience)
        if self.roll(job, count, "launch") < 0.08:
            return Fate(end="FAIL", acted_on_after=after)
        candidates = of_kind(job.kind)
        signature = candidates[int(self.roll(job, count, "signature") * len(candidates))]
        return Fate(end="ABEND", signature=signature, acted_on_after=after)

    def length(self, job: Job, fate: Fate) -> float:
        """How many seconds a run takes."""
        if fate.seconds is not None:
            return fate.seconds
        count = len(job.runs)
        if fate.end == "ABEND":
            return max(2.0, round(job.estimate * (0.05 + 0.8 * self.roll(job, count, "length"))))
        factor = 0.7 + 0.6 * self.roll(job, count, "length")
        if self.roll(job, count, "slow") < 0.01:
            factor *= 3
        return max(1.0, round(job.estimate * factor))

    def return_code(self, job: Job, fate: Fate) -> int:
        """The return code of a run that ended so."""
        if fate.end == "ABEND":
            failure = FAILURES.get(fate.signature)
            return failure.return_code if failure else 1
        return 4 if job.kind == "zos" and self.roll(job, len(job.runs), "warning") < 0.3 else 0

    def job_number(self, job: Job, count: int) -> int:
        """A job number: nine digits on dynamic agents, a process id elsewhere."""
        roll = self.roll(job, count, "number")
        if job.workstation.type in {"AGENT", "POOL", "D-POOL"}:
            return 900_000_000 + int(roll * 99_999_999)
        return 1000 + int(roll * 64_000)
