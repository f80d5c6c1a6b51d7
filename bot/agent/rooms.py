"""What the agent's own tools are built on, for each HWA environment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Protocol
from zoneinfo import ZoneInfo

from langchain_core.tools import ToolException
from pydantic import Field, ValidationError

from bot.agent.diagnosis import Diagnostician
from bot.agent.handover import Handover, Incidents, Shifts
from bot.agent.outlook import Expect
from bot.agent.turn import NOT_ASKED
from bot.ports import Knowledge, Master
from bot.reports import KeptMute, KeptWatch
from tws.models import Job
from tws.reports import NotFound, WaitingReport

JobArgument = Annotated[str, Field(description="Job name, or full key WORKSTATION#STREAM.JOB")]
EnvironmentArgument = Annotated[str | None, Field(description="HWA environment, where there are several")]


class Watches(Protocol):
    """Where a person's "tell me when it ends" is kept."""

    async def add(
        self, jobs: Sequence[Job], *, conversation: str, language: str, until: datetime | None, asker: str
    ) -> None:
        """Keep a watch; `asker` is the person, by the platform's id.

        Raises: ToolError where nobody can write to that conversation later.
        """
        ...

    async def list(self, conversation: str) -> Sequence[KeptWatch]:
        """The watches of that conversation whose job has not ended, oldest first."""
        ...

    async def drop(self, conversation: str, jobs: Collection[str] | None = None) -> Sequence[KeptWatch]:
        """Take the conversation's watches back, those on these keys or all of them; give those that were."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The job that is meant, and the keys of others with that name."""

    job: Job
    others: tuple[str, ...] = ()


Mutes = Callable[[], Awaitable[Sequence[KeptMute]]]
WaitingOf = Callable[[str], Awaitable[WaitingReport | NotFound]]
ChooseJob = Callable[[str], Awaitable[Chosen | NotFound]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """What these tools are built on in one environment. `expect` estimates a job's end, `shifts` says when shifts
    change, `mutes` gives those in force, as far as whoever asks may see them; a handover does without any of them.
    `waiting` says what keeps a job from starting: the diagnosis of one that has not started."""

    master: Master
    choose: ChooseJob
    diagnose: Diagnostician
    knowledge: Knowledge
    incidents: Incidents
    watches: Watches
    zone: Callable[[], ZoneInfo]
    expect: Expect | None = None
    shifts: Shifts | None = None
    mutes: Mutes | None = None
    waiting: WaitingOf | None = None

    @property
    def handover(self) -> Handover:
        """What puts a handover together."""
        return Handover(
            master=self.master, incidents=self.incidents, zone=self.zone, expect=self.expect, shifts=self.shifts
        )


class House:
    """The rooms of every environment that exists for whoever asks; the first is meant where none is named."""

    def __init__(self, rooms: Sequence[Rooms], exists: Callable[[str], bool] = lambda _: True) -> None:
        self._rooms = tuple(rooms)
        self._exists = exists

    def rooms(self, environment: str | None) -> Rooms:
        """The rooms of that environment.

        Raises: ToolException where there is none of that name.
        """
        known = {rooms.master.environment: rooms for rooms in self._known()}
        name = next(iter(known), None) if environment is None else environment
        if name is None or name not in known:
            raise refused(f"no environment is named {environment!r}; there are {', '.join(known)}")
        return known[name]

    def all(self, environment: str | None) -> tuple[Rooms, ...]:
        """The rooms of that environment, or of all where none is named."""
        return self._known() if environment is None else (self.rooms(environment),)

    def _known(self) -> tuple[Rooms, ...]:
        return tuple(rooms for rooms in self._rooms if self._exists(rooms.master.environment))


def refused(reason: str) -> ToolException:
    """The error by which LangChain tells a model that its call made no sense."""
    return ToolException(f"{NOT_ASKED}{reason}.")


def refusal(error: Any) -> str:
    """What a model hears of arguments of the wrong kind."""
    faults = error.errors() if isinstance(error, ValidationError) else []
    named = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults)
    return f"{NOT_ASKED}{named or 'the arguments are of the wrong kind'}."


async def choose(rooms: Rooms, job: str) -> Chosen | NotFound:
    """The job that is meant.

    Raises: TwsError where the plan could not be asked, ToolException where the name is no name.
    """
    try:
        return await rooms.choose(job)
    except ValueError as error:
        raise refused(str(error)) from error


def aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The moment; one without an offset is meant in the zone."""
    return moment.replace(tzinfo=zone) if moment and moment.tzinfo is None else moment
