"""What a look at the plan sees that is no bad end of a job."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.reports import Evidence, IncidentKind
from tws.models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that stands badly now.

    `key` stays the same while it stands, over polls, restarts and plan extension; it begins with the environment and
    the kind. `subject` is what it is about as a person would name it: a job's key, a job stream's key, a workstation,
    a prompt. `word` is the state in the engine's words (STUCK, LATE, UNLINKED …). `job` is the job that it is about,
    where it is about one; `waiter` is the key of the job that waits for a prompt. The other names are empty where they
    do not apply.
    """

    kind: IncidentKind
    key: str
    subject: str
    word: str
    evidence: Evidence = field(default_factory=Evidence)
    job: Job | None = None
    job_name: str = ""
    job_stream: str = ""
    workstation: str = ""
    folder: str = "/"
    critical: bool = False
    waiter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsSeen:
    """What one look saw. Nothing is concluded about a kind that is not among `looked_at`: it was not due, or could not
    be read."""

    conditions: tuple[Condition, ...] = ()
    looked_at: frozenset[IncidentKind] = frozenset()
