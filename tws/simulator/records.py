"""The live objects of the simulated plan; mutable, since the plan lives. Times are epoch seconds, virtual."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from tws.simulator.states import COMMON, DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """How one run ends: its end state, the failure behind it, its length, and when an operator acts on it.

    `seconds` None draws a length around the estimate; `acted_on_after` None means that nobody acts.
    """

    end: str = "SUCC"
    signature: str = ""
    seconds: float | None = None
    acted_on_after: float | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Workstation:
    """A workstation of the plan. `limit` is how many jobs it runs at once, `fence` the priority below which none."""

    name: str
    id: str
    type: str
    os: str
    node: str
    limit: int
    fence: int = 0
    linked: bool = True
    running: bool = True
    description: str = ""
    host: str | None = None
    domain: str = "MASTERDM"
    port: int = 31114
    busy: int = 0
    queue: deque[Job] = field(default_factory=deque)
    members: tuple[Workstation, ...] = ()


@dataclass(slots=True, kw_only=True, eq=False)
class Resource:
    """A resource with its units; `holders` are the jobs that hold some."""

    name: str
    id: str
    workstation: Workstation
    quantity: int
    description: str = ""
    holders: dict[Job, int] = field(default_factory=dict)
    queue: deque[Job] = field(default_factory=deque)

    @property
    def available(self) -> int:
        """Units that nobody holds; below zero where the quantity was lowered under its holders."""
        return self.quantity - sum(self.holders.values())


@dataclass(slots=True, kw_only=True, eq=False)
class Prompt:
    """A question to the operator. `status`: NOT_ASKED, ASKED, ANSWERED_YES or ANSWERED_NO."""

    name: str
    id: str
    number: int
    text: str
    workstation: Workstation
    type: str = "Predefined Prompt"
    status: str = "NOT_ASKED"
    asked: float | None = None
    answered: float | None = None
    waiting: list[Job | JobStream] = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False)
class File:
    """A file that jobs wait for. `status`: Not Checked, Checking, Exists, Unavailable or Resync."""

    name: str
    id: str
    workstation: Workstation
    qualifier: str = "-f %p"
    status: str = "Not Checked"
    arrives: float | None = None
    checked: float | None = None
    waiting: list[Job | JobStream] = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False)
class Run:
    """One run of a job."""

    id: str
    job: Job
    number: int
    status: str
    started: float
    type: str = "REGULAR"
    ended: float | None = None
    return_code: int | None = None
    signature: str = ""
    workstation: Workstation | None = None
    max_duration_gone: bool = False
    min_duration_missed: bool = False
    has_log: bool = True
    fate: Fate | None = None

    @property
    def common(self) -> str:
        """The common status of this run."""
        return COMMON.get(self.status, "UNDECIDED")


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """A job of the plan with all its runs. `index` is its place in the plan, `unresolved` counts open dependencies."""

    id: str
    name: str
    stream: JobStream
    workstation: Workstation
    position: int
    estimate: float
    kind: str = "shell"
    index: int = 0
    priority: int = 10
    user: str = "batch"
    description: str = ""
    critical: bool = False
    every: float | None = None
    every_until: float | None = None
    no_operation: bool = False
    confirm: bool = False
    recovery: str = "STOP"
    recovery_job: str | None = None
    recovery_attempts: int = 0
    recovery_interval: float = 60.0
    restart_prompt: Prompt | None = None
    starts_after: float | None = None
    until: float | None = None
    until_action: str = "doNotRun"
    deadline: float | None = None
    max_duration: float | None = None
    max_duration_action: str = "continue"
    min_duration: float | None = None
    late: bool = False
    until_gone: bool = False
    cancel_pending: bool = False
    canceled: bool = False
    needs_reply: bool = False
    status: str = "HOLD"
    common: str = "WAITING"
    tags: frozenset[str] = frozenset()
    next_type: str = "REGULAR"
    unresolved: int = 0
    follows: list[Job | JobStream] = field(default_factory=list)
    dependants: list[Job | JobStream] = field(default_factory=list)
    resources: tuple[tuple[Resource, int], ...] = ()
    prompts: tuple[Prompt, ...] = ()
    files: tuple[File, ...] = ()
    internetwork: str | None = None
    runs: list[Run] = field(default_factory=list)
    script: tuple[Fate, ...] = ()
    risk: float = 0.0
    log: str = ""

    @property
    def started(self) -> bool:
        """Whether the newest state belongs to a run that was launched."""
        return bool(self.runs) and self.status == self.runs[-1].status

    @property
    def done(self) -> bool:
        """Whether what follows it may go on."""
        return self.common in DONE


@dataclass(slots=True, kw_only=True, eq=False)
class JobStream:
    """A job stream instance of the plan; the counts follow its jobs' states."""

    id: str
    name: str
    identifier: str
    workstation: Workstation
    scheduled: float
    starts_after: float | None
    folder: str = "/"
    priority: int = 10
    limit: int | None = None
    deadline: float | None = None
    until: float | None = None
    jobs: list[Job] = field(default_factory=list)
    carried_forward: bool = False
    carry_forward: bool = True
    canceled: bool = False
    late: bool = False
    monitored: bool = False
    submitter: str | None = None
    released: bool = False
    unresolved: int = 0
    busy: int = 0
    started_at: float | None = None
    ended_at: float | None = None
    counts: dict[str, int] = field(default_factory=dict)
    follows: list[Job | JobStream] = field(default_factory=list)
    dependants: list[Job | JobStream] = field(default_factory=list)
    prompts: tuple[Prompt, ...] = ()
    files: tuple[File, ...] = ()
    queue: deque[Job] = field(default_factory=deque)

    @property
    def done(self) -> bool:
        """Whether what follows it may go on."""
        return self.canceled or (bool(self.jobs) and sum(self.counts.get(s, 0) for s in DONE) == len(self.jobs))

    @property
    def status(self) -> str:
        """The internal status that the jobs' states amount to."""
        counts = self.counts
        if self.canceled:
            return "CANCL"
        if self.done:
            return "SUCC"
        active = counts.get("RUNNING", 0) + counts.get("READY", 0)
        if counts.get("ERROR", 0) and not active:
            return "STUCK" if counts.get("WAITING", 0) + counts.get("HELD", 0) else "ABEND"
        if active or self.started_at is not None:
            return "EXEC"
        return "HOLD" if self.unresolved or self.priority == 0 else "READY"

    @property
    def common(self) -> str:
        """The common status of the stream."""
        status = self.status
        if status == "HOLD" and self.priority == 0:
            return "HELD"
        return COMMON[status]
