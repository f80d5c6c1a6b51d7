"""The agent's tools that need more than HWA: diagnose, knowledge, handover and watch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Annotated, Any, Protocol
from zoneinfo import ZoneInfo

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, ToolException, tool
from pydantic import Field, ValidationError

from bot.agent.diagnosis import Diagnostician
from bot.agent.tool_texts import Said, diagnosis_text, found_text, not_found_said, trouble_said
from bot.agent.turn import NOT_ASKED
from bot.errors import ToolError
from bot.ports import Knowledge, Master
from bot.reports import HandoverReport, Incident, KnowledgeReport, WatchReport
from rag.errors import KnowledgeError
from tws.errors import TwsError
from tws.models import Job, JobQuery
from tws.reports import NotFound, as_artifact

SHIFT = timedelta(hours=8)
SECONDS = 7.0  # of the ten that a question has; the names in it were looked up before
LEAST_SECONDS = 1.0
JobArgument = Annotated[str, Field(description="Job name, or full key WORKSTATION#STREAM.JOB")]


class Incidents(Protocol):
    """What the alerts know of incidents."""

    async def open_incidents(self) -> Sequence[Incident]: ...
    async def ended_since(self, since: datetime) -> Sequence[Incident]: ...


class Watches(Protocol):
    """Where a person's "tell me when it ends" is kept."""

    async def add(self, jobs: Sequence[Job], *, conversation: str, language: str, until: datetime | None) -> None:
        """Keep a watch. Raises: ToolError where nobody can write to that conversation later."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The job that is meant, and the keys of others with that name."""

    job: Job
    others: tuple[str, ...] = ()


ChooseJob = Callable[[str], Awaitable[Chosen | NotFound]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """What these tools are built on."""

    master: Master
    choose: ChooseJob
    diagnose: Diagnostician
    knowledge: Knowledge
    incidents: Incidents
    watches: Watches
    zone: Callable[[], ZoneInfo]


def tools(rooms: Rooms) -> list[BaseTool]:
    """The four tools; each gives a short text and, as artifact, its report as a plain dict."""
    made = [_diagnose(rooms), _knowledge(rooms), _handover(rooms), _watch(rooms)]
    for each in made:
        each.handle_tool_error = True
        each.handle_validation_error = _refusal
    return made


def _refusal(error: Any) -> str:
    faults = error.errors() if isinstance(error, ValidationError) else []
    named = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults)
    return f"{NOT_ASKED}{named or 'the arguments are of the wrong kind'}."


async def _choose(rooms: Rooms, job: str) -> Chosen | NotFound:
    try:
        return await rooms.choose(job)
    except ValueError as error:
        raise ToolException(f"{NOT_ASKED}{error}.") from error


def _diagnose(rooms: Rooms) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def diagnose(job: JobArgument) -> Said:
        """Why did this job end badly, what solves it, who owns it, what is blocked behind it."""
        began = monotonic()
        try:
            chosen = await _choose(rooms, job)
        except TwsError as error:
            return trouble_said(rooms.master, error)
        if isinstance(chosen, NotFound):
            return not_found_said(chosen)
        left = max(SECONDS - (monotonic() - began), LEAST_SECONDS)
        report = await rooms.diagnose(chosen.job, chosen.others, seconds=left)
        return diagnosis_text(report), as_artifact(report)

    return diagnose


def _knowledge(rooms: Rooms) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def knowledge(
        query: Annotated[str, Field(description="The error or question in words; empty for all about a job")] = "",
        job: Annotated[str | None, Field(description="Job name, where the question is about one")] = None,
    ) -> Said:
        """What the operators' sheet says: solution, owner, contact, procedure, with sheet and row."""
        try:
            name = await _plan_name(rooms, job) if job else None
            found = await rooms.knowledge.search(query, job=name)
        except KnowledgeError as error:
            return trouble_said(rooms.master, error)
        master = rooms.master
        report = KnowledgeReport(environment=master.environment, as_of=master.now(), found=found, query=query, job=name)
        return found_text(found), as_artifact(report)

    return knowledge


async def _plan_name(rooms: Rooms, job: str) -> str:
    """The plan's name for the job; as typed where the plan has none or cannot be asked, for the sheet may know it."""
    try:
        chosen = await rooms.choose(job)
    except (TwsError, ValueError):
        return job
    return chosen.job.name if isinstance(chosen, Chosen) else job


def _handover(rooms: Rooms) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def handover(
        since: Annotated[
            datetime | None, Field(description="Start of the window, ISO 8601; empty: 8 hours ago")
        ] = None,
    ) -> Said:
        """What is open and who has it, what ended since then, and the critical jobs still to come."""
        master = rooms.master
        start = _aware(since, rooms.zone()) or master.now() - SHIFT
        still_open = tuple(await rooms.incidents.open_incidents())
        critical, missing = await _critical_open(master)
        report = HandoverReport(
            environment=master.environment,
            as_of=master.now(),
            since=start,
            open=still_open,
            ended=tuple(await rooms.incidents.ended_since(start)),
            unexplained=tuple(i for i in still_open if not i.known),
            critical_open=critical,
            missing=missing,
        )
        return f"{len(still_open)} open incidents, {len(report.ended)} ended since {start.isoformat()}", as_artifact(
            report
        )

    return handover


async def _critical_open(master: Master) -> tuple[tuple[Job, ...], tuple[str, ...]]:
    query = JobQuery(critical=True, statuses=("WAITING", "READY", "RUNNING", "HELD", "BLOCKED", "ERROR"))
    try:
        return (await master.jobs(query, limit=20)).records, ()
    except TwsError as error:
        return (), (f"critical:{type(error).__name__}",)


def _watch(rooms: Rooms) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def watch(
        job: JobArgument,
        config: RunnableConfig,
        until: Annotated[datetime | None, Field(description="Stop watching then, ISO 8601")] = None,
    ) -> Said:
        """Tell this conversation when the job ends, is late or ABENDs. Resync's own; changes nothing in HWA."""
        try:
            chosen = await _choose(rooms, job)
        except TwsError as error:
            return trouble_said(rooms.master, error)
        if isinstance(chosen, NotFound):
            return not_found_said(chosen)
        end = _aware(until, rooms.zone())
        told = chosen.job.ended or await _added(rooms.watches, chosen.job, config.get("configurable", {}), end)
        return _watch_said(rooms.master, chosen.job, end, told=told)

    return watch


async def _added(watches: Watches, job: Job, place: Mapping[str, Any], until: datetime | None) -> bool:
    """Whether the watch was set; not where nobody can write to the conversation later."""
    try:
        await watches.add(
            [job], conversation=place.get("thread_id", ""), language=place.get("language", "pt"), until=until
        )
    except ToolError:
        return False
    return True


def _watch_said(master: Master, job: Job, until: datetime | None, *, told: bool) -> Said:
    report = WatchReport(
        environment=master.environment,
        as_of=master.now(),
        job_keys=(job.key,),
        until=until,
        already_ended=job.ended,
        job=job,
        cannot_tell=not told,
    )
    if job.ended:
        return f"{job.key} has already ended: {job.internal_status}", as_artifact(report)
    words = f"watching {job.key}" if told else "NOT WATCHED: nobody can write to this conversation later"
    return words, as_artifact(report)


def _aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.replace(tzinfo=zone) if moment and moment.tzinfo is None else moment
