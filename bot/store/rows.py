"""The records that the store keeps, free of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.reports import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIncident:
    """An incident with what only the watch needs.

    `job_id` is the plan's id when it was last seen, `run_mark` tells its runs apart, `revision` grows with every
    change. `quiet` incidents have no message of their own: they stood before the first look, or are rows of the card
    of the storm that `group` names. `diagnosis` is the artifact of a DiagnosisReport; `tries` counts the attempts to
    get one.
    """

    incident: Incident
    job_id: str = ""
    run_mark: str = ""
    revision: int = 1
    quiet: bool = False
    group: str = ""
    tries: int = 0
    diagnosed: bool = False


class Kind(StrEnum):
    """What a delivery does to a thread."""

    ROOT = "root"
    EDIT = "edit"
    REPLY = "reply"


class Progress(StrEnum):
    """How far a delivery got. SENDING was handed to the platform without its answer being recorded yet."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message that was decided on.

    `decision` is unique: a decision is stored once. `payload` is the card as JSON, `lifecycle` the incident's state
    at that moment.
    """

    decision: str
    incident: str
    chat: str
    target: str
    kind: Kind
    payload: str
    lifecycle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A stored message on its way. `reference` is the platform's, once it was sent."""

    id: int
    draft: Draft
    progress: Progress
    attempts: int
    next_at: datetime
    created_at: datetime
    reference: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWatch:
    """A person's wish to hear when a job ends.

    `key` is the incident key of its plan row; `late_told_at` is when it was said that it had not ended by `until`.
    """

    id: str
    environment: str
    key: str
    job: str
    job_id: str
    job_name: str
    job_stream: str
    conversation: str
    language: str
    asked_at: datetime
    until: datetime | None = None
    late_told_at: datetime | None = None
    done_at: datetime | None = None
