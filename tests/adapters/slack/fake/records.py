"""What a workspace is made of, and what happened in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Dict = dict[str, Any]


class Refused(Exception):  # noqa: N818 (Slack's word for it is an answer, not an error)
    """Slack's `ok: false`, with its word and what else it says."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer: Dict = {"ok": False, "error": error, **more}


@dataclass(kw_only=True)
class Person:
    """Somebody in a workspace, by id; `locale` as Slack writes it."""

    id: str
    team: str
    name: str
    locale: str = "pt-BR"
    is_bot: bool = False


@dataclass(kw_only=True)
class Message:
    """A message as the channel shows it. `versions` are what it was before each edit, oldest first."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Dict] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Dict | None = None
    ephemeral_to: str | None = None
    versions: list[Message] = field(default_factory=list)
    deleted: bool = False
    streaming: bool = False
    streamed: str = ""
    tasks: dict[str, Dict] = field(default_factory=dict)
    began: float = 0.0
    by_bot: bool = False
    url: str = ""

    @property
    def root(self) -> str:
        """The thread it stands in, its own where it began one."""
        return self.thread_ts or self.ts

    @property
    def shown(self) -> str:
        """Every word a person sees of it now."""
        words = " ".join(leaves(self.blocks)) if self.blocks else self.text
        return f"{self.streamed} {words}".strip()

    @property
    def title(self) -> str:
        """The first line of what a phone's notification says."""
        return self.text.partition("\n")[0]

    @property
    def buttons(self) -> list[Dict]:
        """What can be pressed, in order."""
        return list(pressables(self.blocks))

    @property
    def mentioned(self) -> list[str]:
        """Whom it calls: user and group ids, and here, channel or everyone."""
        return list(_called(self.blocks or {"type": "mrkdwn", "text": self.text}))

    def as_slack(self, *, metadata: bool = False) -> Dict:
        """The message as the Web API and events give it."""
        made: Dict = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        made |= {"blocks": self.blocks} if self.blocks else {}
        made |= {"thread_ts": self.thread_ts} if self.thread_ts else {}
        made |= {"edited": {"user": self.user, "ts": self.ts}} if self.versions else {}
        made |= {"metadata": self.metadata} if metadata and self.metadata else {}
        return made | ({"bot_id": "B0RESYNC", "app_id": "A0RESYNC"} if self.by_bot else {})


@dataclass(kw_only=True)
class Channel:
    """A channel or a talk with the bot alone."""

    id: str
    name: str
    members: set[str]
    is_im: bool = False
    shared: bool = False
    archived: bool = False
    history: list[Message] = field(default_factory=list)

    @property
    def messages(self) -> list[Message]:
        """What everybody there sees, oldest first."""
        return [each for each in self.history if not each.deleted and each.ephemeral_to is None]

    @property
    def roots(self) -> list[Message]:
        """What stands in the channel itself, without replies."""
        return [each for each in self.messages if each.thread_ts is None]

    @property
    def from_bot(self) -> list[Message]:
        """What the app said there."""
        return [each for each in self.messages if each.by_bot]

    @property
    def ephemeral(self) -> list[Message]:
        """What only one person saw, oldest first."""
        return [each for each in self.history if not each.deleted and each.ephemeral_to is not None]

    def thread(self, root: Message | str) -> list[Message]:
        """The replies under a root."""
        ts = root if isinstance(root, str) else root.root
        return [each for each in self.messages if each.thread_ts == ts]


@dataclass(kw_only=True)
class View:
    """A modal that is open, or somebody's Home."""

    id: str
    user: str
    body: Dict
    hash: str
    open: bool = True

    @property
    def shown(self) -> str:
        """Every word a person sees of it."""
        return " ".join(leaves([self.body.get("title", {}), *self.body["blocks"]]))

    @property
    def buttons(self) -> list[Dict]:
        """What can be pressed, in order."""
        return list(pressables(self.body["blocks"]))

    def as_slack(self) -> Dict:
        """The view as payloads carry it."""
        own = {"id": self.id, "hash": self.hash, "root_view_id": self.id, "app_id": "A0RESYNC", "bot_id": "B0RESYNC"}
        return {"private_metadata": "", "callback_id": "", "state": {"values": {}}, **self.body, **own}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the Web API, and how it was answered."""

    method: str
    args: Dict
    status: int
    answer: Dict
    at: float


@dataclass(frozen=True, kw_only=True)
class Ack:
    """How the app took a delivery: `ok` in time and with 200; `body` is what it answered at once."""

    ok: bool
    status: int
    body: Any
    seconds: float


PRESSABLE = {"button", "feedback_buttons", "icon_button", "overflow", "static_select", "radio_buttons", "checkboxes"}


def pressables(value: Any, block_id: str = "") -> Iterator[Dict]:
    """Each interactive element with the id of its block."""
    if isinstance(value, dict):
        block_id = value.get("block_id", block_id)
        if value.get("type") in PRESSABLE or str(value.get("type")).endswith("_select"):
            yield {**value, "block_id": block_id}
            return
        for each in value.values():
            yield from pressables(each, block_id)
    elif isinstance(value, list):
        for each in value:
            yield from pressables(each, block_id)


def leaves(value: Any) -> Iterator[str]:
    """Every text that a person sees."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in {"text", "alt_text", "output", "details", "title"} and isinstance(each, str):
                yield each
            elif not isinstance(each, str):
                yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)


_CALLED = re.compile(r"<(?:@|!subteam\^|!)([A-Za-z0-9]+)(?:\|[^>]*)?>")


def _called(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _called(each)
    elif isinstance(value, dict):
        kind = value.get("type")
        if kind in {"user", "usergroup", "broadcast"}:
            yield str(value.get("user_id") or value.get("usergroup_id") or value.get("range"))
        elif kind in {"mrkdwn", "markdown"} and isinstance(value.get("text"), str):
            yield from _CALLED.findall(value["text"])
        else:
            for each in value.values():
                yield from _called(each)
