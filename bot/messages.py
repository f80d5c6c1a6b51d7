"""What comes in from any platform, and what an answer is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.cards import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something a person wrote. `conversation` is `platform:tenant:channel:thread`; `language` is pt or en where the
    platform knows it, else None and the text decides. `about` is the key of the job that the talk is about where that
    is known before anybody names one, as in the thread of an alert."""

    text: str
    conversation: str
    language: str | None = None
    user: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks, and where.

    `platform` is slack, teams, web or terminal; `tenant` a workspace or Teams tenant, `team` the Teams team that the
    channel is of (empty in chats and elsewhere), `channel` a channel or chat, `user` a person, each by the platform's
    id. `language` is what the platform knows of the person's, `name` what it calls them. `private` is a talk with the
    bot alone; `external` is a person of another company.
    """

    platform: str
    tenant: str = ""
    team: str = ""
    channel: str = ""
    user: str = ""
    name: str = ""
    language: str | None = None
    private: bool = False
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something the agent is doing just now, in the asker's language: "reading the plan…"."""

    text: str
    tool: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A tool that was called for an answer, with the arguments it was given; times are ISO 8601 with offset."""

    tool: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as `POST /api/ask` and `resync ask --json` give it; `as_of` is None where nothing was asked of HWA.

    `facts` are the records the answer rests on, plain dicts with `kind`; `sources` name sheet rows. `by_model`: a
    language model wrote it, not the embedded one.
    """

    text: str
    language: str
    environment: str
    card: Card
    as_of: datetime | None = None
    calls: tuple[Call, ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    sources: tuple[dict[str, Any], ...] = ()
    suggestions: tuple[str, ...] = ()
    by_model: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a command or a pressed button gives.

    `card` is for whoever asked, and may be shown to all of the channel where `public`. A `question` is still to be put
    to the agent: the platform asks it and shows the answer in the card's place. `refused` says that nothing was done.
    `alert` is the card of the alert that was pressed as it stands now, where that is still on its way to the channel.
    """

    card: Card
    language: str
    question: str = ""
    public: bool = False
    refused: bool = False
    alert: Card | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message to a channel. `incident` is what it belongs to; `thread` is the reference of the root message that it
    is a reply to, None for a root; `state` is the incident's lifecycle word. `mentions` are whom the platform is to
    call, in its own words (`@oncall`, a user or group id), empty for nobody. `decision` is the same at every attempt to
    send it and no other message's, empty where nobody keeps count; `language` is the card's, empty where it is the
    platform's own."""

    target: str
    incident: str
    card: Card
    thread: str | None = None
    state: str = "open"
    mentions: tuple[str, ...] = ()
    decision: str = ""
    language: str = ""
