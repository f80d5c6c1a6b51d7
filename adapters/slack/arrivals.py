"""Who said or pressed what in Slack, and where: the records that its payloads are read into."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who does something, and in which channel. `channel` is empty in the app's home.

    `external`: of another workspace; `shared`: in a channel that another company reads, None where Slack does not say.
    """

    team: str
    channel: str
    user: str
    name: str = ""
    private: bool = False
    external: bool = False
    shared: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something a person wrote. `keys` are what tells it from others, `thread` the root it stands under.

    `called`: Resync was mentioned, or is talked to alone. `to_others`: somebody else was mentioned instead.
    """

    keys: tuple[str, ...]
    person: Person
    text: str
    ts: str
    thread: str
    called: bool
    in_thread: bool
    to_others: bool = False

    @property
    def conversation(self) -> str:
        """The core's name of the thread."""
        return conversation(self.person, self.thread)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button that was pressed, or an element that was changed. `ts` is its message's, `thread` that message's root.

    `whispered`: the message is shown to one person alone, and cannot be answered in a thread.
    """

    key: str
    person: Person
    action: str
    value: str
    trigger: str
    ts: str = ""
    thread: str = ""
    response_url: str = ""
    whispered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded:
    """A slash command."""

    key: str
    person: Person
    text: str
    trigger: str
    response_url: str

    @property
    def conversation(self) -> str:
        """A command has no thread: the person stands for it, in that channel."""
        return conversation(self.person, self.person.user)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """A message that somebody asks about by its shortcut."""

    key: str
    person: Person
    text: str
    thread: str
    response_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """The dialogue about what fixed an incident, filled in."""

    key: str
    person: Person
    incident: str
    entry: str
    text: str
    thread: str


def conversation(person: Person, thread: str) -> str:
    """`slack:team:channel:thread`, the core's name of a talk."""
    return f"slack:{person.team}:{person.channel}:{thread}"
