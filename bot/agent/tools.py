"""The agent's tools that need more than HWA: diagnose, knowledge, handover and watch."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Annotated, Literal

from langchain_core.tools import BaseTool, tool
from pydantic import Field

from bot.agent.diagnosis import has_not_started
from bot.agent.handover import CRITICAL_DEADLINES, MUTES
from bot.agent.rooms import (
    Chosen,
    EnvironmentArgument,
    House,
    JobArgument,
    Rooms,
    WaitingOf,
    aware,
    choose,
    refusal,
)
from bot.agent.tool_texts import (
    Said,
    diagnosis_text,
    found_text,
    handover_text,
    not_found_said,
    trouble_said,
    waiting_said,
)
from bot.agent.watch_tool import watch_tool
from bot.circumstances import Past
from bot.errors import ResyncError
from bot.reports import KeptMute, KnowledgeReport
from rag.errors import KnowledgeError
from tws.errors import TwsError
from tws.models import Job
from tws.reports import NotFound, as_artifact

__all__ = ["Chosen", "Rooms", "tools"]

SECONDS = 7.0  # of the ten that a question has; the names in it were looked up before
LEAST_SECONDS = 1.0
PAST_SECONDS = 2.0

Only = Literal["deadlines", "critical_deadlines", "mutes"]


def tools(*rooms: Rooms, exists: Callable[[str], bool] = lambda _: True) -> list[BaseTool]:
    """The four tools over the rooms of each environment, the default one first.

    Each gives a short text and, as artifact, its report as a plain dict. `exists` says whether there is an environment
    for whoever asks just now.
    """
    house = House(rooms, exists)
    made = [_diagnose(house), _knowledge(house), _handover(house), watch_tool(house)]
    for each in made:
        each.handle_tool_error = True
        each.handle_validation_error = refusal
    return made


def _diagnose(house: House) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def diagnose(job: JobArgument, environment: EnvironmentArgument = None) -> Said:
        """Why did this job end badly, what solves it, who owns it, what is blocked behind it; of one that has not
        started, what it waits for."""
        rooms, began = house.rooms(environment), monotonic()
        try:
            chosen = await choose(rooms, job)
        except TwsError as error:
            return trouble_said(rooms.master, error)
        if isinstance(chosen, NotFound):
            return not_found_said(chosen)
        if rooms.waiting and has_not_started(chosen.job):
            return await _waiting(rooms, rooms.waiting, chosen.job)
        left = max(SECONDS - (monotonic() - began), LEAST_SECONDS)
        report = await rooms.diagnose(chosen.job, chosen.others, seconds=left)
        return diagnosis_text(report), as_artifact(report)

    return diagnose


async def _waiting(rooms: Rooms, waiting: WaitingOf, job: Job) -> Said:
    """What keeps the job from starting: there is nothing else to diagnose yet."""
    try:
        return waiting_said(await waiting(job.key))
    except TwsError as error:
        return trouble_said(rooms.master, error)


def _knowledge(house: House) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def knowledge(
        query: Annotated[str, Field(description="The error or question in words; empty for all about a job")] = "",
        job: Annotated[str | None, Field(description="Job name, where the question is about one")] = None,
        environment: EnvironmentArgument = None,
    ) -> Said:
        """What the operators' sheet says: solution, owner, contact, procedure, with sheet and row."""
        rooms = house.rooms(environment)
        master = rooms.master
        try:
            name = await _plan_name(rooms, job) if job else None
            found = await rooms.knowledge.search(query, job=name, environment=master.environment)
        except KnowledgeError as error:
            return trouble_said(master, error)
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


def _handover(house: House) -> BaseTool:
    @tool(response_format="content_and_artifact")
    async def handover(
        since: Annotated[
            datetime | None, Field(description="Start of the window, ISO 8601; empty: 8 hours ago")
        ] = None,
        until: Annotated[
            datetime | None, Field(description="How far to look ahead, ISO 8601; empty: the next change of shift")
        ] = None,
        about: Annotated[
            str | None,
            Field(description="Only this job, job stream or workstation: who has it, how often it recovered by itself"),
        ] = None,
        only: Annotated[
            Only | None,
            Field(description="deadlines: only those in danger; critical_deadlines: of critical jobs; mutes: silence"),
        ] = None,
        environment: EnvironmentArgument = None,
    ) -> Said:
        """What is open and who has it, what ended or recovered by itself since then, critical jobs and deadlines to
        come and which of them are at risk, which alerts are muted or held back."""
        rooms = house.rooms(environment)
        zone = rooms.zone()
        if only == MUTES:
            report = await rooms.handover.silence(await _mutes(rooms))
        elif only:
            report = await rooms.handover.deadlines(aware(until, zone), critical=only == CRITICAL_DEADLINES)
        else:
            report = await rooms.handover(aware(since, zone), aware(until, zone), about=about or "")
        if about and not only:
            report = replace(report, past=await _past(rooms, about))
        return handover_text(report), as_artifact(report)

    return handover


async def _mutes(rooms: Rooms) -> Sequence[KeptMute] | None:
    """The mutes in force, None where they cannot be read."""
    if rooms.mutes is None:
        return None
    try:
        return await rooms.mutes()
    except ResyncError:
        return None


async def _past(rooms: Rooms, name: str) -> Past | None:
    """The past of the job of that name, None where it is no job, or nothing is remembered."""
    try:
        async with asyncio.timeout(PAST_SECONDS):
            chosen = await rooms.choose(name)
    except (TwsError, ValueError, TimeoutError):
        return None
    if not isinstance(chosen, Chosen) or chosen.job.name.upper() != name.rpartition(".")[2].upper():
        return None
    return await rooms.diagnose.past(chosen.job, PAST_SECONDS)
