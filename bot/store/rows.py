"""The records that the store keeps, free of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.reports import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an alert goes: a chat's name and a target in it, in which language, and whom it calls there."""

    chat: str
    target: str
    language: str = "pt"
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIncident:
    """An incident with what only the watch needs.

    `job_id` is the plan's id when it was last seen, `run_mark` tells its runs apart, `revision` grows with every
    change. `quiet` incidents have no message of their own: they stood before the first look, are held back, follow
    from another, or are rows of the card of the storm that `group` names. `tries` counts the attempts to get a
    diagnosis. `places` are where its thread stands, `announced_at` is when its root was decided on, `escalated` how
    many steps of the escalation were taken, `signature` the codes of its error, for finding others like it.
    """

    incident: Incident
    job_id: str = ""
    run_mark: str = ""
    revision: int = 1
    quiet: bool = False
    group: str = ""
    tries: int = 0
    diagnosed: bool = False
    places: tuple[Place, ...] = ()
    announced_at: datetime | None = None
    escalated: int = 0
    signature: tuple[str, ...] = ()


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
    at that moment, `language` the card's, `mentions` whom the message calls.
    """

    decision: str
    incident: str
    chat: str
    target: str
    kind: Kind
    payload: str
    lifecycle: str
    language: str = "pt"
    mentions: tuple[str, ...] = ()


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

    `key` is the incident key of its plan row; `late_told_at` is when it was said that it had not ended by `until`;
    `asker` is the person, by the platform's id, empty where the platform has none.
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
    asker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A person's wish for silence about jobs until a moment; `pattern` is of job keys or names, `@` and `*` wild.

    `environment` empty is every environment; `ended_at` is when it was taken back before its time.
    """

    id: str
    environment: str
    pattern: str
    until: datetime
    reason: str
    who: str
    created_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """A run that ended. `job` is what names the job across plans (folder, job stream and name), `run` tells its runs
    apart."""

    environment: str
    job: str
    run: str
    ended_at: datetime
    internal_status: str
    started_at: datetime | None = None
    return_code: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a person said fixed an incident, or did not. `entry` is the sheet row's id, empty for something else that
    `text` tells; `codes` are those of the error's signature."""

    environment: str
    incident: str
    job: str
    entry: str
    codes: tuple[str, ...]
    solved: bool
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel's wish to hear of incidents that a pattern names.

    `tenant`, `team`, `user`, `private` and `external` are those of the visitor who asked for it, by whose rights it
    stands; `who` is their name.
    """

    chat: str
    target: str
    pattern: str
    language: str
    created_at: datetime
    tenant: str = ""
    team: str = ""
    user: str = ""
    who: str = ""
    private: bool = False
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBoard:
    """A board that stands in a channel.

    `reference` is the platform's, None until it was posted; `digest` tells what it shows apart from other content;
    `card` is the last good content as JSON, empty where there is none yet, `as_of` the time of its data, `shown_at`
    the time that the message in the channel tells. `tenant`, `team`, `user`, `private` and `external` are those of the
    visitor who asked for it, by whose rights it stands.
    """

    id: str
    chat: str
    target: str
    environment: str
    language: str
    posted_at: datetime
    tenant: str = ""
    team: str = ""
    user: str = ""
    private: bool = False
    external: bool = False
    reference: str | None = None
    digest: str = ""
    card: str = ""
    as_of: datetime | None = None
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person thought of an answer. `question` is a hash of the question's words, `tools` what it took."""

    conversation: str
    question: str
    tools: tuple[str, ...]
    language: str
    good: bool
    who: str
    at: datetime
