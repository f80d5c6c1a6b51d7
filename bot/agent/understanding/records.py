"""What the plan says about a question's names, what earlier turns left, and what a question was taken to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.messages import Call

JOB, STREAM, WORKSTATION = "job", "stream", "workstation"
ANSWER, DECLINE, HELP, OUT_OF_SCOPE, CLARIFY = "answer", "decline", "help", "outofscope", "clarify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the plan says about the tokens of one text, keyed by the token in upper case.

    The names are in the plan's spelling: an exact match first, else those that come near, the best first. `exact`
    holds (kind, TOKEN) for every token that is a name to the letter; the kinds are job, stream and workstation.
    """

    jobs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    streams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    workstations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exact: frozenset[tuple[str, str]] = frozenset()

    def near(self, kind: str, token: str) -> tuple[str, ...]:
        """The plan's names of this kind for a token; empty where there is none."""
        table = {JOB: self.jobs, STREAM: self.streams, WORKSTATION: self.workstations}[kind]
        return tuple(table.get(token.upper(), ()))

    def is_exact(self, kind: str, token: str) -> bool:
        """Whether the plan has this very name."""
        upper = token.upper()
        return (kind, upper) in self.exact or any(n.upper() == upper for n in self.near(kind, token)[:1])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a token. `choices` are the plan's names that come equally near a misspelt one; `known` says whether
    the plan has it; `typed` is what was written where that was read as another name; a pattern holds `*` or `@`."""

    kind: str
    name: str
    at: int
    known: bool = True
    choices: tuple[str, ...] = ()
    typed: str = ""

    @property
    def is_pattern(self) -> bool:
        """Whether it stands for several names."""
        return any(c in self.name for c in "*@?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What earlier turns of a conversation left behind; every field is JSON. `listed` are the keys of the jobs that the
    last list showed, in its order; `page` is that list's tool and args, and how many of its total were shown by now."""

    tool: str | None = None
    args: dict[str, Any] = field(default_factory=dict)
    job: str | None = None
    job_stream: str | None = None
    workstation: str | None = None
    offered: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    page: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span of time, both ends aware, `until` None where it is open; `label` is how the person said it, `ahead` says
    that it is still to come."""

    since: datetime | None
    until: datetime | None = None
    label: str = ""
    ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What a text was taken to mean.

    `kind` is answer, decline, help, outofscope or clarify; `topic` says which sort of help, which action is declined
    or what has to be clarified; `target` is the job an action was meant for; `suggestions` are complete questions in
    the language of the text; `pending` is the tool that waits for what has to be clarified;
    `read_as` holds each mistyped name and the one that it was read as;
    `after` is how many jobs of a list that goes on were shown before;
    `margin` from 0 to 1 says how far the reading stood before the next one.
    """

    kind: str
    language: str
    calls: tuple[Call, ...] = ()
    topic: str = ""
    target: str | None = None
    suggestions: tuple[str, ...] = ()
    window: Window | None = None
    margin: float = 1.0
    pending: str = ""
    read_as: tuple[tuple[str, str], ...] = ()
    after: int = 0
